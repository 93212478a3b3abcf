"""What became of projects, in the admin: who was asked, who answered, entering it by telephone."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain import follow_ups
from contests.enums import FollowUpState
from contests.forms.follow_ups import OutcomeForm
from contests.models import FollowUp
from contests.workflow import FOLLOW_UP
from portal.admin import AdminStep, WorkflowAdmin
from portal.numbers import format_number


class WaitingFilter(admin.SimpleListFilter):
    """Who does not answer mails."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [
            ("any", _("Asked, no answer yet")),
            ("late", _("No answer after the reminders: telephone")),
        ]

    def queryset(self, request, queryset):
        asked = queryset.filter(state=FollowUpState.ASKED)
        match self.value():
            case "any":
                return asked
            case "late":
                return late(asked)
            case _:
                return queryset


def late(rows):
    """Asked so long ago that both reminders went out."""
    limit = timezone.now() - timedelta(days=follow_ups.LATE_AFTER_DAYS)
    return rows.filter(asked_at__lte=limit)


def _asking(follow_up):
    address = follow_up.application.notice_address
    if not address:
        return [_("No mail can be sent: the dossier names no e-mail address.")]
    return [
        _("A mail goes to %(address)s.") % {"address": address},
        _("Two reminders follow after two and four weeks without an answer."),
    ]


def _counting(_follow_up):
    return [
        _(
            "The answer counts in the sums of this year, and in the indicators that are fed by them."
        ),
        _("No mail is sent."),
    ]


@admin.register(FollowUp)
class FollowUpAdmin(WorkflowAdmin):
    workflow = FOLLOW_UP
    steps = {
        "ask": AdminStep(act=follow_ups.ask, consequences=_asking, in_bulk=True),
        "answer": AdminStep(
            act=follow_ups.answer_for_team, form_class=OutcomeForm, consequences=_counting
        ),
        "give_up": AdminStep(act=follow_ups.give_up),
        "skip": AdminStep(act=follow_ups.skip, in_bulk=True),
    }
    list_display = (
        "reference",
        "project",
        "months",
        "due_on",
        "state",
        "is_alive",
        "jobs",
        "capital",
    )
    list_display_links = ("reference", "project")
    list_filter = (
        "application__contest",
        "state",
        WaitingFilter,
        "months",
        "group",
        "is_alive",
        "is_on_market",
        "revenue_band",
    )
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    search_fields = ("application__folded",)
    search_help_text = gettext_lazy(
        "Reference number, project, representative, organisation; marks may be left out."
    )
    fieldsets = (
        (None, {"fields": ("project", "group", "months", "due_on", "asked_at", "telephone")}),
        (
            gettext_lazy("What was told"),
            {
                "fields": (
                    "is_alive",
                    "is_on_market",
                    "revenue_band",
                    "jobs",
                    "capital_raised",
                    "protection",
                    "support_used",
                    "note",
                    "answered_at",
                    "answered_via",
                    "entered_by",
                )
            },
        ),
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("application__contest", "application__owner", "entered_by")

    @admin.display(description=gettext_lazy("reference number"), ordering="application__reference")
    def reference(self, follow_up):
        return follow_up.application.reference or follow_up.application.public_id

    @admin.display(description=gettext_lazy("project"), ordering="application__title")
    def project(self, follow_up):
        return follow_up.application.title

    @admin.display(
        description=gettext_lazy("capital raised (đồng)"),
        ordering="capital_raised",
        empty_value="-",
    )
    def capital(self, follow_up):
        raised = follow_up.capital_raised
        return None if raised is None else format_number(raised)

    @admin.display(description=gettext_lazy("representative and telephone"))
    def telephone(self, follow_up):
        application = follow_up.application
        return " · ".join(filter(None, [application.addressee, application.contact_phone]))
