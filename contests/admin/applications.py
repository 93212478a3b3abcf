"""Applications in the admin: read, checked and moved by steps; their content is the applicant's."""

import csv

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.admin.filters import DivisionFilter, LocalityFilter, SupplementFilter
from contests.admin.intake import INTAKE_VERBS, IntakePages
from contests.domain.applications import withdraw_application
from contests.domain.case_files import case_file_of
from contests.domain.eligibility import rule_labels
from contests.domain.exports import export_applications
from contests.domain.screening import (
    decide_check,
    disqualify_application,
    mark_invalid,
    mark_valid,
    reopen_check,
    request_supplement,
)
from contests.enums import ApplicationState
from contests.forms.screening import CheckForm, InvalidForm, SupplementForm
from contests.models import Application, EligibilityCheck, SupplementRequest
from contests.workflow import APPLICATION
from portal.admin import AdminStep, WorkflowAdmin
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


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
class ApplicationAdmin(IntakePages, WorkflowAdmin):
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
                    "After the due time the portal takes no answer; you then decide with what is there."
                ),
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
        **INTAKE_VERBS,
    }
    change_form_template = "admin/contests/application/change_form.html"
    change_list_template = "admin/contests/application/change_list.html"

    list_display = (
        "reference_or_draft",
        "title",
        "representative",
        "applicant_type",
        "field",
        "state",
        "submitted_at",
        "supplement_due",
    )
    list_display_links = ("reference_or_draft", "title")
    list_filter = (
        "contest",
        "state",
        "channel",
        SupplementFilter,
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
        pending = SupplementRequest.objects.filter(
            application=OuterRef("pk"), answered_at=None, closed_at=None
        )
        due = Subquery(pending.values("due_at")[:1])
        return super().get_queryset(request).annotate(supplement_due_at=due)

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    # --- columns ------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("reference number"), ordering="reference")
    def reference_or_draft(self, application):
        return application.reference or _("Draft %(id)s") % {"id": application.public_id}

    @admin.display(description=gettext_lazy("representative"), ordering="contact_name")
    def representative(self, application):
        return application.addressee

    @admin.display(description=gettext_lazy("supplement due"), ordering="supplement_due_at")
    def supplement_due(self, application):
        due = application.supplement_due_at
        if due is None or application.state != ApplicationState.SUPPLEMENT_REQUESTED:
            return ""
        moment = f"{timezone.localtime(due):%H:%M %d/%m/%Y}"
        return _("%(moment)s – overdue") % {"moment": moment} if due < timezone.now() else moment

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name="contests_application_export"),
            path(
                "<int:pk>/check/<int:check_pk>/",
                view(self.check_view),
                name="contests_application_check",
            ),
            path(
                "<int:pk>/file/<int:file_pk>/",
                view(self.file_view),
                name="contests_application_file",
            ),
            *super().get_urls(),
        ]

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
            context["may_screen"] = request.user.has_perm("contests.screen_application", obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def export_view(self, request):
        """The list as filtered in the address, for a spreadsheet (UTF-8 with mark, as Excel needs)."""
        if not request.user.has_perm("contests.export_application"):
            raise PermissionDenied
        queryset = self.get_changelist_instance(request).get_queryset(request)
        rows = export_applications(
            queryset.select_related(*self.list_select_related),
            actor=request.user,
            filters=request.GET.urlencode(),
        )
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"ho-so-du-thi-{timezone.localdate():%Y%m%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        response.write("\ufeff")
        csv.writer(response).writerows(rows)
        return response

    def file_view(self, request, pk, file_pk):
        """One file of the dossier."""
        application = self._application(request, pk)
        attachment = get_object_or_404(application.attachments.select_related("stored"), pk=file_pk)
        return serve_stored_file(request, attachment.stored)

    def check_view(self, request, pk, check_pk):
        """Decide one rule: GET shows what the system found, POST records the decision."""
        application = self._application(request, pk)
        if not request.user.has_perm("contests.screen_application", application):
            raise PermissionDenied
        check = get_object_or_404(EligibilityCheck, application=application, pk=check_pk)
        form = CheckForm(
            request.POST if request.method == "POST" else None, initial={"reason": check.reason}
        )
        if request.method == "POST" and form.is_valid():
            try:
                decide_check(check, actor=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error("reason", str(error.message))
            else:
                self.message_user(request, _("The decision is recorded."), messages.SUCCESS)
                change = reverse("admin:contests_application_change", args=[pk])
                return redirect(f"{change}#checks")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": application,
            "check": check,
            "rule_label": rule_labels().get(check.rule, check.rule),
            "form": form,
            "title": _("Decide a rule of the checklist"),
        }
        return TemplateResponse(
            request,
            "admin/contests/application/check.html",
            context,
            status=422 if form.errors else 200,
        )

    def _application(self, request, pk):
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        return application
