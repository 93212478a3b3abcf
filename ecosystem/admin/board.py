"""The board in the administration: the office reads a post, then publishes it or says why not."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.admin.base import FoldedAdmin
from ecosystem.domain import board as acts
from ecosystem.forms.board import PublishForm
from ecosystem.models import BoardPost
from ecosystem.workflow import BOARD_POST
from portal.admin import AdminStep, WorkflowAdmin


def _publishing(post):
    return [
        _("Everybody sees the post until the end of %(day)s.")
        % {"day": f"{post.last_day:%d/%m/%Y}"},
        _("Who posted it is told by mail."),
        _(
            "Read it for addresses and telephone numbers in words: nobody may be reached but through the office."
        ),
    ]


def _refusing(_post):
    return [
        _("Nobody but its people sees the post."),
        _("Who posted it reads your reason by mail, and may change the post and send it again."),
    ]


@admin.register(BoardPost)
class BoardPostAdmin(WorkflowAdmin, FoldedAdmin):
    workflow = BOARD_POST
    steps = {
        "publish": AdminStep(
            act=acts.publish_post, form_class=PublishForm, consequences=_publishing
        ),
        "refuse": AdminStep(act=acts.refuse_post, consequences=_refusing),
    }
    other_verbs = {
        "post": gettext_lazy("Send the post"),
        "extend": gettext_lazy("Extend the post"),
    }
    list_display = ("title", "intent", "kind", "profile_name", "state", "last_day", "created_at")
    list_filter = ("state", "intent", "kind", "field")
    fields = readonly_fields = (
        "intent",
        "kind",
        "title",
        "text",
        "profile_name",
        "author_name",
        "field",
        "locality",
        "last_day",
        "extended_on",
        "created_at",
        "published_at",
        "answers_count",
        "reason",
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("startup", "organization", "author").with_answers()

    @admin.display(description=gettext_lazy("in the name of"))
    def profile_name(self, post):
        return post.profile

    @admin.display(description=gettext_lazy("posted by"))
    def author_name(self, post):
        """The name: an account is called by its address elsewhere."""
        return post.author.full_name

    @admin.display(description=gettext_lazy("answers"))
    def answers_count(self, post):
        return post.answers_count
