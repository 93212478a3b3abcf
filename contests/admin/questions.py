"""Questions in the admin: what is asked, of whom, when, and who reads the answer."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.admin.question_pages import ActPages, InUseAdmin
from contests.domain.question_closing import close_question, reopen_question
from contests.domain.question_copies import copy_question
from contests.enums import QuestionKind
from contests.forms.questions import CopyQuestionForm, OrderForm, QuestionForm
from contests.models import Contest, Question
from portal.admin.history import history_of

VERBS = {
    "close_question": gettext_lazy("Close the question"),
    "reopen_question": gettext_lazy("Ask the question again"),
    "copy": gettext_lazy("Copy"),
}


class ClosedFilter(admin.SimpleListFilter):
    title = gettext_lazy("still asked")
    parameter_name = "closed"

    def lookups(self, request, model_admin):
        return [("no", _("Asked")), ("yes", _("Closed"))]

    def queryset(self, request, queryset):
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(closed_at__isnull=self.value() == "no")


def when_required(question):
    """In one phrase whether a question must be answered."""
    if not question.is_required:
        return _("Optional")
    if question.required_from_id is None:
        return _("Always")
    return _("From “%(round)s” on") % {"round": question.required_from.name}


@admin.register(Question)
class QuestionAdmin(ActPages, InUseAdmin, ObjectPermissionsModelAdmin):
    form = QuestionForm
    change_form_template = "admin/contests/question/change_form.html"
    in_use = gettext_lazy(
        "There are answers to this question, so it cannot be deleted. Close it instead: it is not asked any more and the answers stay."
    )
    list_display = ("label", "edition", "section", "kind", "required", "is_asked", "order")
    list_editable = ("order",)
    list_filter = ("section__contest", ClosedFilter, "kind")
    list_select_related = ("section__contest", "required_from")
    list_per_page = 100
    ordering = ("-section__contest__year", "section__order", "order", "pk")
    search_fields = ("label", "key")
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": ("section", "label", "help_text", "kind", "order", "key")}),
        (
            gettext_lazy("For the kinds “choice” and “several choices”"),
            {"fields": ("choices",)},
        ),
        (
            gettext_lazy("For the kind “table”"),
            {
                "fields": ("columns", "max_rows"),
                "description": gettext_lazy(
                    "Example: “Item | text”, on the next line “Amount | money”. Columns of money are added up; one of numbers only as “Workers | number, sum”."
                ),
            },
        ),
        (
            gettext_lazy("For texts"),
            {
                "fields": ("max_words", "max_characters"),
                "description": gettext_lazy("Words for long texts, characters for short ones."),
            },
        ),
        (gettext_lazy("Must it be answered?"), {"fields": ("is_required", "required_from")}),
        (
            gettext_lazy("Ask it only with certain answers"),
            {
                "fields": ("depends_on", "depends_values"),
                "description": gettext_lazy(
                    "With other answers the question is hidden and not required; what was answered is kept, but not submitted."
                ),
            },
        ),
        (
            gettext_lazy("Who reads the answer"),
            {"fields": ("is_visible_to_judges", "is_public", "is_summary")},
        ),
    )

    # --- list and form ------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("year"), ordering="section__contest__year")
    def edition(self, question):
        return question.section.contest.year

    @admin.display(description=gettext_lazy("must be answered"))
    def required(self, question):
        return when_required(question)

    @admin.display(description=gettext_lazy("asked"), boolean=True)
    def is_asked(self, question):
        return question.closed_at is None

    def get_changelist_form(self, request, **kwargs):
        return OrderForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        contest = self._contest(request, obj)
        form = super().get_form(request, obj, change=change, **kwargs)

        class FormOfEdition(form):
            def __init__(self, *args, **options):
                super().__init__(*args, contest=contest, **options)

        return FormOfEdition

    def _contest(self, request, obj):
        """The edition that the form offers choices from; None while no section is known."""
        if obj is not None:
            return obj.section.contest
        section = request.GET.get("section", "")
        if not section.isdecimal():
            return None
        return Contest.objects.filter(sections=section).first()

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        section = initial.get("section", "")
        if str(section).isdecimal():
            last = Question.objects.filter(section=section).order_by("-order").first()
            initial["order"] = last.order + 1 if last else 1
        return initial

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["is_in_use"] = obj.is_answered()
            context["may_change"] = self.has_change_permission(request, obj)
            # A question has no states: only the names of the acts are looked up.
            context["trail"] = history_of(obj, verbs=VERBS, states=QuestionKind)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- acts ---------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/close/", view(self.close_view), name="contests_question_close"),
            path("<int:pk>/reopen/", view(self.reopen_view), name="contests_question_reopen"),
            path("<int:pk>/copy/", view(self.copy_view), name="contests_question_copy"),
            *super().get_urls(),
        ]

    def close_view(self, request, pk):
        return self.act_page(
            request,
            pk,
            title=VERBS["close_question"],
            sentences=[
                _("The question is not asked any more, neither in drafts nor in supplements."),
                _("Answers that were given stay and are shown; submitted versions do not change."),
                _("It can be asked again at any time."),
            ],
            act=lambda question: close_question(question, actor=request.user),
        )

    def reopen_view(self, request, pk):
        return self.act_page(
            request,
            pk,
            title=VERBS["reopen_question"],
            sentences=[
                _("The question is asked again; earlier answers stand where they were given."),
                _("If it must be answered, drafts without an answer lack it from now on."),
            ],
            act=lambda question: reopen_question(question, actor=request.user),
        )

    def copy_view(self, request, pk):
        return self.act_page(
            request,
            pk,
            title=_("Copy the question"),
            sentences=[
                _("The copy stands at the end of the section and can be changed freely."),
                _("In another edition, what the question depends on has to be chosen again."),
            ],
            form_class=CopyQuestionForm,
            act=lambda question, section: copy_question(question, section, actor=request.user),
        )
