"""Typed paper sheets in the admin: what waits for whom, and the record of what was read."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.admin.judging import SheetRoundFilter
from contests.admin.paper_sheet_pages import PaperSheetPages
from contests.domain import paper_sheets
from contests.enums import PaperSheetState
from contests.models import PaperSheet
from contests.workflow import PAPER_SHEET
from portal.admin import AdminStep, WorkflowAdmin


class StateFilter(admin.SimpleListFilter):
    """The states; what lapsed is a choice of its own and no work of anybody."""

    title = gettext_lazy("state")
    parameter_name = "state"
    LAPSED = "lapsed"

    def lookups(self, request, model_admin):
        return [*PaperSheetState.choices, (self.LAPSED, _("Does not count any more"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        lapsed = PaperSheet.objects.lapsed().values("pk")
        if self.value() == self.LAPSED:
            return queryset.filter(pk__in=lapsed)
        return queryset.filter(state=self.value()).exclude(pk__in=lapsed)


class WaitingFilter(admin.SimpleListFilter):
    """What the reader of the list may check or settle now."""

    title = gettext_lazy("waits for me")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [
            (PaperSheetState.TYPED, PaperSheetState.TYPED.label),
            (PaperSheetState.DIFFERS, PaperSheetState.DIFFERS.label),
        ]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        mine = PaperSheet.objects.waiting_for(request.user).filter(state=self.value())
        return queryset.filter(pk__in=mine.values("pk"))


@admin.register(PaperSheet)
class PaperSheetAdmin(PaperSheetPages, WorkflowAdmin):
    """Read only; sheets are typed, checked and settled on their own pages."""

    workflow = PAPER_SHEET
    steps = {
        "drop": AdminStep(
            act=paper_sheets.drop_paper,
            consequences=lambda _paper: [
                _("What was typed stays on record and counts nowhere."),
                _("The sheet can be typed in anew, or scored by its judge on the portal."),
            ],
        )
    }
    other_verbs = {"keep_scan": gettext_lazy("Scan of the signed sheet kept")}
    change_form_template = "admin/contests/papersheet/change_form.html"
    change_list_template = "admin/contests/papersheet/change_list.html"
    show_facets = admin.ShowFacets.NEVER
    list_display = (
        "sheet",
        "reference",
        "judge",
        "standing",
        "typed_by",
        "checked_by",
        "updated_at",
    )
    list_display_links = None
    list_filter = (StateFilter, WaitingFilter, SheetRoundFilter)
    list_select_related = (
        "assignment__judge",
        "assignment__entry__application",
        "assignment__entry__round__contest",
        "typed_by",
        "checked_by",
    )
    search_fields = (
        "assignment__entry__application__reference",
        "assignment__entry__application__title",
        "assignment__judge__full_name",
    )
    fields = (
        "assignment",
        "standing",
        "typed_by",
        "typed_at",
        "checked_by",
        "checked_at",
        "what_differed",
        "settled_by",
        "settled_at",
        "settle_reason",
        "draft",
        "scan_link",
    )
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing()

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, paper):
        return paper_sheets.why_lapsed(paper) or paper.get_state_display()

    @admin.display(description=gettext_lazy("code of the sheet"))
    def sheet(self, paper):
        """Where the work is; what was set aside has only its record."""
        is_over = paper.state in {PaperSheetState.DROPPED, PaperSheetState.CHECKED}
        if is_over or paper_sheets.why_lapsed(paper):
            address = reverse("admin:contests_papersheet_change", args=[paper.pk])
        else:
            address = reverse("admin:contests_papersheet_sheet", args=[paper.assignment_id])
        code = paper_sheets.sheet_code(paper.assignment)
        return format_html('<a href="{}">{}</a>', address, code)

    @admin.display(
        description=gettext_lazy("reference number"),
        ordering="assignment__entry__application__reference",
    )
    def reference(self, paper):
        application = paper.assignment.entry.application
        return application.reference or application.title

    @admin.display(description=gettext_lazy("judge"), ordering="assignment__judge__full_name")
    def judge(self, paper):
        return paper.assignment.judge

    @admin.display(description=gettext_lazy("differences"))
    def what_differed(self, paper):
        lines = [
            _("%(what)s: first “%(typed)s”, second “%(checked)s”, settled “%(settled)s”")
            % {
                "what": each["label"],
                "typed": each["typed"],
                "checked": each["checked"],
                "settled": each["settled"] or "–",
            }
            for each in paper.differences
        ]
        return "; ".join(lines) or "–"

    @admin.display(description=gettext_lazy("draft that it replaced"))
    def draft(self, paper):
        return _("The judge's draft on the portal, kept on record") if paper.replaced else "–"

    @admin.display(description=gettext_lazy("scan of the signed sheet"))
    def scan_link(self, paper):
        if paper.scan_id is None:
            return "–"
        address = reverse("admin:contests_papersheet_scan", args=[paper.pk])
        return format_html('<a href="{}">{}</a>', address, paper.scan.original_name)
