"""Juries, assignments, score sheets and conflicts of interest in the admin."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin, ObjectPermissionsTabularInline

from contests.admin.filters import EntryRoundFilter, RoundFilter
from contests.admin.hint_pages import HintPages
from contests.admin.judging_pages import AssignmentRemovalPage, RoundJudgingPages
from contests.admin.juries import InvitePage
from contests.admin.spread_page import SpreadPage
from contests.domain import judging
from contests.domain.appointments import recheck_teams_of
from contests.enums import SheetState
from contests.forms.judging import ConflictOnBehalfForm, PanelForm
from contests.models import (
    Assignment,
    ConflictDeclaration,
    HintDismissal,
    Panel,
    PanelMember,
    Score,
    ScoreSheet,
)
from contests.workflow import SHEET
from portal.admin import AdminStep, WorkflowAdmin


class SheetRoundFilter(RoundFilter):
    path = "assignment__entry__round"


class PanelMemberInline(ObjectPermissionsTabularInline):
    """Only people who accepted an invitation to the round can be added."""

    model = PanelMember
    extra = 1
    fields = ("judge", "is_chair", "max_entries", "pledged_at")
    readonly_fields = ("pledged_at",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "judge":
            panel = Panel.objects.filter(pk=request.resolver_match.kwargs.get("object_id")).first()
            kwargs["queryset"] = judging.seatable(panel)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Panel)
class PanelAdmin(InvitePage, SpreadPage, RoundJudgingPages, ObjectPermissionsModelAdmin):
    list_display = ("name", "round", "judge_count")
    list_filter = (RoundFilter,)
    list_select_related = ("round__contest",)
    search_fields = ("name",)
    form = PanelForm
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = (PanelMemberInline,)
    change_form_template = "admin/contests/panel_change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(judges=Count("members"))

    def get_fields(self, request, obj=None):
        """Divisions belong to the edition of the round, which has to be chosen first."""
        return ("round", "name", "fields", "divisions") if obj else ("round", "name", "fields")

    def get_readonly_fields(self, request, obj=None):
        return ("round",) if obj else ()

    def response_add(self, request, obj, post_url_continue=None):
        """Go on with the panel: divisions, and whom to invite."""
        self.message_user(
            request,
            _("The panel is saved. Choose its divisions and invite judges."),
            messages.SUCCESS,
        )
        return redirect(reverse("admin:contests_panel_change", args=[obj.pk]))

    def save_formset(self, request, form, formset, change):
        """Look at once whether somebody new on the panel is in a team that entered."""
        super().save_formset(request, form, formset, change)
        if formset.model is PanelMember:
            changed = [row for row, _names in formset.changed_objects]
            recheck_teams_of({row.judge for row in [*formset.new_objects, *changed]})

    @admin.display(description=gettext_lazy("judges"), ordering="judges")
    def judge_count(self, panel):
        return panel.judges


class SheetStateFilter(admin.SimpleListFilter):
    """Assignments by how far their sheet is."""

    title = gettext_lazy("score sheet")
    parameter_name = "sheet"

    def lookups(self, request, model_admin):
        return [("none", _("Not started")), *SheetState.choices]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(sheet=None)
        return queryset.filter(sheet__state=self.value()) if self.value() else queryset


@admin.register(Assignment)
class AssignmentAdmin(AssignmentRemovalPage, HintPages, ObjectPermissionsModelAdmin):
    list_display = ("reference", "project", "round", "judge", "sheet_state", "created_at")
    list_filter = (
        EntryRoundFilter,
        SheetStateFilter,
        ("judge", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("entry__application", "entry__round__contest", "judge", "sheet")
    search_fields = (
        "entry__application__reference",
        "entry__application__title",
        "judge__full_name",
        "judge__email",
    )
    ordering = ("-entry__round__contest__year", "entry__round__order", "entry", "pk")
    change_form_template = "admin/contests/assignment_change_form.html"

    @admin.display(
        description=gettext_lazy("reference number"), ordering="entry__application__reference"
    )
    def reference(self, assignment):
        return assignment.entry.application.reference or assignment.entry.application.public_id

    @admin.display(description=gettext_lazy("project"))
    def project(self, assignment):
        return assignment.entry.application.title

    @admin.display(description=gettext_lazy("round"))
    def round(self, assignment):
        return assignment.entry.round

    @admin.display(description=gettext_lazy("score sheet"), ordering="sheet__state")
    def sheet_state(self, assignment):
        sheet = getattr(assignment, "sheet", None)
        return sheet.get_state_display() if sheet else _("Not started")


class ScoreInline(ObjectPermissionsTabularInline):
    model = Score
    extra = 0
    fields = ("criterion", "points", "comment")


@admin.register(ScoreSheet)
class ScoreSheetAdmin(WorkflowAdmin):
    """Read only; the staff unlock a locked sheet with a reason."""

    workflow = SHEET
    steps = {
        "unlock": AdminStep(
            act=lambda sheet, *, actor, reason: judging.unlock_sheet(
                sheet.assignment, actor=actor, reason=reason
            ),
            consequences=lambda sheet: [
                _("The sheet becomes a draft and does not count until it is sent again."),
                _("Where it was typed from paper, that is set aside and may be typed anew."),
                _("%(judge)s is mailed with the reason.") % {"judge": sheet.assignment.judge},
            ],
        )
    }
    list_display = ("assignment", "state", "sent_at", "updated_at")
    list_filter = ("state", SheetRoundFilter)
    list_select_related = (
        "assignment__judge",
        "assignment__entry__application",
        "assignment__entry__round__contest",
    )
    search_fields = (
        "assignment__entry__application__reference",
        "assignment__entry__application__title",
        "assignment__judge__full_name",
    )
    fields = (
        "assignment",
        "state",
        "comment_for_author",
        "note_for_council",
        "abstain_reason",
        "sent_at",
        "updated_at",
    )
    readonly_fields = fields
    inlines = (ScoreInline,)


@admin.register(ConflictDeclaration)
class ConflictDeclarationAdmin(ObjectPermissionsModelAdmin):
    """Declared by judges on their pages, or here by the secretariat on their behalf."""

    form = ConflictOnBehalfForm
    list_display = ("application", "judge", "reason", "declared_by", "declared_at", "confirmed_by")
    list_filter = (
        ("confirmed_at", admin.EmptyFieldListFilter),
        ("judge", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("application", "judge", "declared_by", "confirmed_by")
    actions = ("confirm",)
    search_fields = ("application__reference", "application__title", "judge__full_name")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("reference", "judge", "reason")
        return (
            "application",
            "judge",
            "reason",
            "declared_by",
            "declared_at",
            "confirmed_by",
            "confirmed_at",
        )

    def has_add_permission(self, request):
        return request.user.has_perm("contests.declare_conflict")

    def has_confirm_permission(self, request):
        return request.user.has_perm("contests.confirm_recusal")

    @admin.action(description=gettext_lazy("Confirm the recusal"), permissions=["confirm"])
    def confirm(self, request, queryset):
        """Take note of recusals that no chair can confirm, such as the chair's own."""
        rows = list(queryset)
        for row in rows:
            judging.confirm_recusal(row, actor=request.user)
        text = ngettext("%(n)d recusal is confirmed.", "%(n)d recusals are confirmed.", len(rows))
        self.message_user(request, text % {"n": len(rows)}, messages.SUCCESS)

    def save_model(self, request, obj, form, change):
        saved = judging.declare_conflict(
            obj.application, judge=obj.judge, actor=request.user, reason=obj.reason
        )
        obj.pk = saved.pk
        obj.declared_by = saved.declared_by


@admin.register(HintDismissal)
class HintDismissalAdmin(ObjectPermissionsModelAdmin):
    """The record of possible conflicts that the secretariat looked at; written on their own pages."""

    list_display = ("application", "judge", "kind", "evidence", "dismissed_by", "dismissed_at")
    list_filter = ("kind", ("judge", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("application", "judge", "dismissed_by")
    search_fields = ("application__reference", "application__title", "judge__full_name")
