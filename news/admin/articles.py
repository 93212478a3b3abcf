"""Articles in the administration: the form with its editor, and a button for every step."""

from auditlog.registry import auditlog
from csp.constants import NONCE
from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.db import models
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media

from news.domain import articles
from news.enums import ArticleState
from news.forms.articles import ScheduleForm
from news.models import Article
from news.workflow import ARTICLE
from portal.admin import AdminStep, WorkflowAdmin
from portal.text import fold

# What the editor offers; portal.richtext decides what is stored.
EDITOR = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "Heading": {"levels": [2, 3]},
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Blockquote": True,
        "Link": {"enableTarget": False},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
    }
}
# Of django-prose-editor 0.28.0: to be computed again when that pin moves.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def _goes_public(article):
    return [
        _("Everybody can read the article at %(path)s.") % {"path": article.get_absolute_url()},
        _("It appears in the lists, the feed and the search."),
    ]


@admin.register(Article)
class ArticleAdmin(WorkflowAdmin):
    """Written by editors, approved by another pair of eyes; nothing is deleted, only archived."""

    workflow = ARTICLE
    steps = {
        "submit_for_review": AdminStep(act=articles.submit_for_review),
        "return_to_author": AdminStep(act=articles.return_to_author),
        "approve": AdminStep(act=articles.approve),
        "schedule": AdminStep(act=articles.schedule, form_class=ScheduleForm),
        "publish": AdminStep(act=articles.publish, consequences=_goes_public),
        "archive": AdminStep(act=articles.archive),
        "restore": AdminStep(act=articles.restore, consequences=_goes_public),
    }
    list_display = ["title", "category", "kind", "state", "published_at", "author_name"]
    list_filter = ["state", "category", "kind"]
    list_select_related = ["category"]
    search_fields = ["title"]
    date_hierarchy = "published_at"
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = [
        "state",
        "published_at",
        "approved_by",
        "public_link",
        "created_at",
        "updated_at",
    ]
    fieldsets = [
        (None, {"fields": ["state", "public_link", "title", "category", "kind", "lead", "body"]}),
        (
            gettext_lazy("Picture and links"),
            {"fields": ["picture", "tags", "startup", "contest_year"]},
        ),
        (gettext_lazy("Author and source"), {"fields": ["author_name", "source"]}),
        (
            gettext_lazy("Publication"),
            {
                "fields": ["slug", "published_at", "approved_by", "created_at", "updated_at"],
                "classes": ["collapse"],
            },
        ),
    ]

    @admin.display(description=gettext_lazy("page"))
    def public_link(self, obj):
        if obj.pk is None:
            return "–"
        label = _("See the page") if obj.state == ArticleState.PUBLISHED else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), label)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["widget"] = AdminProseEditorWidget(config=EDITOR, preset="configurable")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # The editor needs a nonce for its import map and one style that its release injects: only here.
    @method_decorator(csp_update({"script-src": [NONCE], "style-src": [EDITOR_STYLE]}))
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = Media.from_media(context["media"]).with_nonce(request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        """Search the folded column: marks and case do not matter."""
        return (queryset.search(search_term) if fold(search_term) else queryset), False

    def get_readonly_fields(self, request, obj=None):
        """A path that may already be linked is kept."""
        fields = super().get_readonly_fields(request, obj)
        return (
            [*fields, "slug"]
            if obj and obj.state in {ArticleState.PUBLISHED, ArticleState.ARCHIVED}
            else fields
        )


auditlog.register(Article, exclude_fields=["state", "folded", "updated_at"])
