"""Applications in the admin: read, checked and moved by steps; their content is the applicant's."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.admin.application_exports import ExportPages
from contests.admin.application_pages import CheckPages, RecordPages
from contests.admin.casework_pages import ComparePages, LookAlikePages, MessagePages
from contests.admin.consents import ConsentProofMixin
from contests.admin.filters import (
    DivisionFilter,
    InnerCircleFilter,
    LocalityFilter,
    LookAlikeFilter,
    MessageFilter,
    SupplementFilter,
)
from contests.admin.hand_over_pages import HandOverPages
from contests.admin.intake import INTAKE_VERBS, IntakePages
from contests.admin.petition_entry import PetitionEntryPages
from contests.admin.recheck_page import RecheckPage
from contests.admin.trace_pages import TracePages
from contests.domain.applications import withdraw_application
from contests.domain.case_files import case_file_of
from contests.domain.screening import (
    disqualify_application,
    mark_invalid,
    mark_valid,
    reopen_check,
)
from contests.domain.supplements import close_supplement, request_supplement
from contests.enums import ApplicationState
from contests.forms.screening import InvalidForm, SupplementForm
from contests.models import Application
from contests.workflow import APPLICATION
from portal.admin import AdminStep, WorkflowAdmin


def _mail_goes_to(application):
    if not application.notice_address:
        return _("No mail can be sent: the dossier names no e-mail address.")
    return _("A mail goes to %(address)s.") % {"address": application.notice_address}


def _consequences(*sentences):
    """Sentences of a confirmation page, and who is mailed."""

    def of(application):
        return [*(str(sentence) for sentence in sentences), _mail_goes_to(application)]

    return of


@admin.register(Application)
class ApplicationAdmin(
    ConsentProofMixin,
    ExportPages,
    IntakePages,
    RecheckPage,
    CheckPages,
    ComparePages,
    LookAlikePages,
    MessagePages,
    PetitionEntryPages,
    TracePages,
    HandOverPages,
    RecordPages,
    WorkflowAdmin,
):
    workflow = APPLICATION
    steps = {
        "mark_valid": AdminStep(
            act=mark_valid,
            in_bulk=True,
            consequences=_consequences(
                gettext_lazy(
                    "The application can enter the first round; its content stays as it is."
                ),
                gettext_lazy("Refused while a rule of the checklist is not met or not decided."),
            ),
        ),
        "request_supplement": AdminStep(
            act=request_supplement,
            form_class=SupplementForm,
            consequences=_consequences(
                gettext_lazy(
                    "The applicant may change the dossier and send it again until the due time."
                ),
                gettext_lazy(
                    "After the due time the portal closes the request by itself; you then decide with what is there."
                ),
            ),
        ),
        "close_supplement": AdminStep(
            act=close_supplement,
            consequences=_consequences(
                gettext_lazy("The version submitted last counts; later edits stay, unsubmitted."),
            ),
        ),
        "mark_invalid": AdminStep(
            act=mark_invalid,
            form_class=InvalidForm,
            consequences=_consequences(
                gettext_lazy("The application leaves the contest; nothing of it is deleted."),
                gettext_lazy("A supplement that was asked for can no longer be answered."),
            ),
        ),
        "withdraw": AdminStep(
            act=withdraw_application,
            consequences=_consequences(
                gettext_lazy(
                    "The application leaves the contest at the applicant's wish; this cannot be taken back."
                ),
            ),
        ),
        "reopen_check": AdminStep(
            act=reopen_check,
            consequences=_consequences(
                gettext_lazy(
                    "The conclusion told to the applicant no longer holds; rules can be decided again."
                ),
            ),
        ),
        "disqualify": AdminStep(
            act=disqualify_application,
            consequences=_consequences(
                gettext_lazy(
                    "The application leaves the contest for good; this cannot be taken back."
                ),
            ),
        ),
    }
    other_verbs = {
        "decide_check": gettext_lazy("Decide a rule of the checklist"),
        "start": gettext_lazy("Start an application"),
        "run_checks_again": gettext_lazy("Check again by the rules"),
        "prefill": gettext_lazy("Take over from an earlier dossier or a profile"),
        "settle_look_alike": gettext_lazy("Conclude on a dossier that looks alike"),
        "invite_member": gettext_lazy("Invite a member"),
        "withdraw_invitation": gettext_lazy("Withdraw an invitation"),
        "change_access": gettext_lazy("Change a member's access"),
        "accept_invitation": gettext_lazy("Accept an invitation"),
        "decline_invitation": gettext_lazy("Decline an invitation"),
        "remove_member": gettext_lazy("Remove a member"),
        "hand_over": gettext_lazy("Hand over to a new representative"),
        "hand_on": gettext_lazy("Hand on to another contest"),
        "export_trace": gettext_lazy("Export the trace of the result"),
        "export_consents": gettext_lazy("Export the proof of consents"),
        **INTAKE_VERBS,
    }
    change_form_template = "admin/contests/application/change_form.html"
    change_list_template = "admin/contests/application/change_list.html"

    list_display = (
        "reference_or_draft",
        "title",
        "state_and_due",
        "representative",
        "field",
        "submitted_at",
    )
    list_display_links = ("reference_or_draft", "title")
    list_filter = (
        "contest",
        "state",
        "channel",
        SupplementFilter,
        InnerCircleFilter,
        MessageFilter,
        LookAlikeFilter,
        "applicant_type",
        "field",
        DivisionFilter,
        LocalityFilter,
    )
    list_select_related = ("contest", "owner", "field", "division", "locality")
    list_per_page = 50
    date_hierarchy = "submitted_at"
    view_on_site = False
    search_fields = ("folded",)
    search_help_text = gettext_lazy(
        "Reference number, project, representative, organisation; marks may be left out."
    )
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "reference_or_draft",
                    "title",
                    "contest",
                    "division",
                    "field",
                    "video_url",
                )
            },
        ),
        (
            gettext_lazy("Applicant"),
            {
                "fields": (
                    "applicant_type",
                    "owner",
                    "contact_name",
                    "contact_birth_date",
                    "contact_phone",
                    "contact_email",
                    "locality",
                    "contact_address",
                    "guardian_name",
                    "guardian_relation",
                    "guardian_phone",
                )
            },
        ),
        (
            gettext_lazy("Organisation or enterprise"),
            {"fields": ("organization_name", "tax_code", "registered_on")},
        ),
        (
            gettext_lazy("Submission"),
            {
                "fields": (
                    "channel",
                    "received_at",
                    "entered_by",
                    "rule_set",
                    "first_submitted_at",
                    "submitted_at",
                    "state_reason",
                )
            },
        ),
        (
            gettext_lazy("Nomination"),
            {
                "fields": (
                    "nominating_unit",
                    "endorsement",
                    "endorsement_note",
                    "endorsed_by",
                    "endorsed_at",
                )
            },
        ),
    )

    # --- who and which ------------------------------------------------------------------------

    def has_view_permission(self, request, obj=None):
        """Staff of the contest only: owners and judges read dossiers on their own pages."""
        return request.user.has_perm("contests.view_application")

    def get_queryset(self, request):
        return super().get_queryset(request).with_supplement()

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def available_steps(self, obj, user):
        """A supplement can be closed by hand only when the clock should have closed it."""
        return [
            step
            for step in super().available_steps(obj, user)
            if step.name != "close_supplement" or self._is_overdue(obj)
        ]

    def _is_overdue(self, application):
        due = application.supplement_due_at
        return due is not None and due < timezone.now()

    # --- columns ------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("reference number"), ordering="reference")
    def reference_or_draft(self, application):
        return application.reference or _("Draft %(id)s") % {"id": application.public_id}

    @admin.display(description=gettext_lazy("representative"), ordering="contact_name")
    def representative(self, application):
        return application.addressee

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_and_due(self, application):
        """The state, and until when a supplement is awaited: a column of its own is nearly always empty."""
        label, due = application.get_state_display(), application.supplement_due_at
        if due is None or application.state != ApplicationState.SUPPLEMENT_REQUESTED:
            return label
        moment = f"{timezone.localtime(due):%H:%M %d/%m/%Y}"
        if self._is_overdue(application):
            moment = _("%(moment)s – overdue") % {"moment": moment}
        return _("%(state)s, until %(moment)s") % {"state": label, "moment": moment}

    # --- pages --------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """The list, with the number of applications per state of the chosen edition above it."""
        rows = self.model.objects.all()
        edition = request.GET.get("contest__id__exact", "")
        if edition.isdecimal():
            rows = rows.filter(contest=edition)
        found = rows.counts_by_state()
        prefix = f"contest__id__exact={edition}&" if edition.isdecimal() else ""
        counts = [
            (state.label, found[state], f"?{prefix}state__exact={state}")
            for state in ApplicationState
            if state in found
        ]
        extra = {
            "state_counts": counts,
            "may_export": request.user.has_perm("contests.export_application"),
            **(extra_context or {}),
        }
        return super().changelist_view(request, extra_context=extra)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["dossier"] = case_file_of(obj)
            context["may_export_consents"] = request.user.has_perm("contests.export_consent", obj)
            context["may_trace"] = request.user.has_perm("contests.trace_result", obj)
            context["may_enter_petition"] = request.user.has_perm("contests.enter_petition", obj)
            context["may_screen"] = request.user.has_perm("contests.screen_application", obj)
            context |= self.thread_context(request, obj)
            context["part"] = request.GET.get("part", "")
        return super().render_change_form(request, context, add, change, form_url, obj)
