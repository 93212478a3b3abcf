"""Sections of questions in the admin: their questions, copies, and the form as applicants see it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.admin.question_pages import ActPages, InUseAdmin
from contests.admin.questions import when_required
from contests.domain.question_copies import copy_section
from contests.domain.questionnaire import BlankQuestionnaire
from contests.forms.applicant_questions import SectionForm
from contests.forms.questions import CopySectionForm, OrderForm, SectionPathForm
from contests.models import Contest, Question, Section


class QuestionInline(admin.TabularInline):
    """The questions of a section to look over; each has a page of its own."""

    model = Question
    extra = 1  # of no effect: questions are added on pages of their own
    show_change_link = True
    fields = readonly_fields = ("kind", "required", "is_asked", "order")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("required_from")

    @admin.display(description=gettext_lazy("must be answered"))
    def required(self, question):
        return when_required(question)

    @admin.display(description=gettext_lazy("asked"), boolean=True)
    def is_asked(self, question):
        return question.closed_at is None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("contests.view_question")


@admin.register(Section)
class SectionAdmin(ActPages, InUseAdmin, ObjectPermissionsModelAdmin):
    form = SectionPathForm
    change_form_template = "admin/contests/section/change_form.html"
    in_use = gettext_lazy(
        "There are answers to questions of this section, so it cannot be deleted. Close its questions instead."
    )
    list_display = ("title", "contest", "opens_in", "slug", "order")
    list_editable = ("order",)
    list_filter = ("contest",)
    list_select_related = ("contest", "opens_in__contest")
    ordering = ("-contest__year", "order", "pk")
    show_facets = admin.ShowFacets.NEVER
    inlines = (QuestionInline,)
    fieldsets = (
        (None, {"fields": ("contest", "title", "intro", "order", "slug")}),
        (
            gettext_lazy("Additional questions of a round"),
            {
                "fields": ("opens_in",),
                "description": gettext_lazy(
                    "Such a section is hidden until the entrants of the round have been told; they answer it until the time set at the round."
                ),
            },
        ),
    )

    def get_changelist_form(self, request, **kwargs):
        return OrderForm

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["is_in_use"] = obj.is_answered()
            context["may_change"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/copy/", view(self.copy_view), name="contests_section_copy"),
            path("<int:pk>/preview/", view(self.preview_view), name="contests_section_preview"),
            path(
                "form/<int:contest_pk>/",
                view(self.form_view),
                name="contests_section_form",
            ),
            *super().get_urls(),
        ]

    def copy_view(self, request, pk):
        """Copy a section with its questions, here or into another edition."""
        return self.act_page(
            request,
            pk,
            title=_("Copy the section"),
            sentences=[
                _("All its questions come along; answers do not."),
                _("The copy stands at the end of the edition and can be changed freely."),
            ],
            form_class=CopySectionForm,
            act=lambda section, contest: copy_section(section, contest, actor=request.user),
        )

    def preview_view(self, request, pk):
        """One section as an applicant sees it."""
        section = self.get_object(request, str(pk))
        if section is None:
            raise Http404
        return self._preview(request, section.contest_id, [section.pk])

    def form_view(self, request, contest_pk):
        """The whole form of an edition as an applicant sees it."""
        return self._preview(request, contest_pk, None)

    def _preview(self, request, contest_pk, chosen):
        """Pages without a way to save: nothing is stored, whatever is typed."""
        if not request.user.has_perm("contests.view_section"):
            raise PermissionDenied
        contests = Contest.objects.prefetch_related("rounds", "sections__questions")
        contest = get_object_or_404(contests, pk=contest_pk)
        context = {
            "contest": contest,
            "pages": list(_pages(contest, chosen)),
            "section_pk": chosen[0] if chosen else None,
        }
        return TemplateResponse(request, "contests/section_preview.html", context)


def _pages(contest, chosen):
    """Each section with its form, first those of every dossier, then those of each round."""
    for round_ in [None, *contest.rounds.all()]:
        questionnaire = BlankQuestionnaire(contest, round_)
        for section in questionnaire.pages:
            if chosen is None or section.pk in chosen:
                form = SectionForm(
                    section=section,
                    questionnaire=questionnaire,
                    auto_id=f"id_{section.pk}_%s",
                )
                yield round_, section, form
