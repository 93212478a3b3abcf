"""Who of those who advanced takes part: the list, and answers that came by telephone."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.participation import confirm_participation, decline_participation
from contests.models import Participation
from contests.workflow import PARTICIPATION
from portal.admin import AdminStep, WorkflowAdmin


def _what_declining_does(_participation):
    return [
        _("The application leaves the contest; this cannot be taken back."),
        _("The place is free for the first of the reserve."),
        _("The representative is told by mail."),
    ]


class OverdueFilter(admin.SimpleListFilter):
    """Not answered in time: these are to be called."""

    title = gettext_lazy("time to answer")
    parameter_name = "overdue"

    def lookups(self, request, model_admin):
        return [("1", _("Over, without an answer"))]

    def queryset(self, request, queryset):
        return queryset.overdue() if self.value() == "1" else queryset


@admin.register(Participation)
class ParticipationAdmin(WorkflowAdmin):
    """Answers are given by the mailed link; what is said by telephone is recorded here."""

    workflow = PARTICIPATION
    steps = {
        "confirm": AdminStep(act=confirm_participation, in_bulk=True),
        "decline": AdminStep(act=decline_participation, consequences=_what_declining_does),
    }
    list_display = (
        "reference",
        "project",
        "round",
        "state",
        "due_at",
        "answered_at",
        "representative",
        "phone",
    )
    list_filter = (
        "state",
        OverdueFilter,
        ("entry__round__contest", admin.RelatedOnlyFieldListFilter),
    )
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("entry__application__owner", "entry__round__contest")
    search_fields = ("entry__application__reference", "entry__application__title")
    ordering = ("-entry__round__contest__year", "entry__round__order", "due_at", "pk")
    fields = (
        "reference",
        "project",
        "round",
        "state",
        "due_at",
        "asked_at",
        "answered_at",
        "answered_by",
        "reason",
        "representative",
        "phone",
    )
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    @admin.display(description=gettext_lazy("reference number"))
    def reference(self, row):
        return row.entry.application.reference

    @admin.display(description=gettext_lazy("project"))
    def project(self, row):
        return row.entry.application.title

    @admin.display(description=gettext_lazy("round"))
    def round(self, row):
        return row.entry.round

    @admin.display(description=gettext_lazy("representative"))
    def representative(self, row):
        return row.entry.application.addressee

    @admin.display(description=gettext_lazy("phone number"))
    def phone(self, row):
        return str(row.entry.application.contact_phone or "")
