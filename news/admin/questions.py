"""Questions from the public in the administration."""

from auditlog.registry import auditlog
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.domain import questions
from news.enums import QuestionState
from news.forms.questions import AnswerForm
from news.models import ReaderQuestion
from news.workflow import QUESTION
from portal.admin import AdminStep, WorkflowAdmin


def _publishing(question):
    sentences = [_("Everybody reads question and answer; who asked is not named.")]
    if question.asker_email:
        sentences.append(_("Whoever asked gets the link by mail."))
    return sentences


def _declining(question):
    if question.asker_email:
        return [_("Whoever asked gets your reason by mail.")]
    return [_("Whoever asked left no address and is not told.")]


@admin.register(ReaderQuestion)
class ReaderQuestionAdmin(WorkflowAdmin):
    """Personal data is taken out of the question before it is published."""

    workflow = QUESTION
    steps = {
        "answer": AdminStep(act=questions.answer_question, form_class=AnswerForm),
        "publish": AdminStep(act=questions.publish_question, consequences=_publishing),
        "decline": AdminStep(act=questions.decline_question, consequences=_declining),
        "take_back": AdminStep(act=questions.take_question_back),
    }
    other_verbs = {"ask": gettext_lazy("Ask a question")}
    list_display = ["title", "state", "answered_by", "answered_on", "created_at"]
    list_filter = ["state", "answered_by"]
    search_fields = ["title"]
    date_hierarchy = "created_at"
    fields = [
        "state",
        "public_link",
        "title",
        "text",
        "asked",
        "asker_name",
        "asker_email",
        "answer",
        "answered_by",
        "answered_on",
        "created_at",
    ]
    readonly_fields = ["state", "public_link", *fields[4:]]

    @admin.display(description=gettext_lazy("page"))
    def public_link(self, obj):
        if obj.pk is None or obj.state != QuestionState.PUBLISHED:
            return "–"
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), _("See the page"))

    def get_search_results(self, request, queryset, search_term):
        """Search the folded column: marks and case do not matter."""
        return queryset.search(search_term), False


auditlog.register(ReaderQuestion, exclude_fields=["state", "folded", "asker_name", "asker_email"])
