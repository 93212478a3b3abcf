"""Admin pages of one application, and the list for a spreadsheet."""

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.eligibility import rule_labels
from contests.domain.exports import export_applications
from contests.domain.screening import decide_check
from contests.forms.screening import CheckForm
from contests.models import EligibilityCheck
from portal.serving import serve_stored_file
from portal.workflow import RefusedError


class ApplicationPage:
    """What every page of an application needs: the dossier, the permission, the frame."""

    def application_of(self, request, pk, permission=None):
        """The dossier; it does not exist for those who may not see it."""
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        if permission and not request.user.has_perm(permission, application):
            raise PermissionDenied(permission)
        return application

    def application_page(self, request, application, template, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": application,
            "title": context["title"],
        }
        form = context.get("form")
        status = 422 if form is not None and form.is_bound and form.errors else 200
        return TemplateResponse(
            request, f"admin/contests/application/{template}.html", context, status=status
        )

    def back_to(self, application_pk, anchor):
        """Return to a part of the dossier page."""
        return redirect(self.url_of_part(application_pk, anchor))

    def url_of_part(self, application_pk, anchor):
        change = reverse("admin:contests_application_change", args=[application_pk])
        return f"{change}?part={anchor}#{anchor}"


class CheckPages(ApplicationPage):
    """The validity check, rule by rule."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/check/<int:check_pk>/",
                view(self.check_view),
                name="contests_application_check",
            ),
            *super().get_urls(),
        ]

    def check_view(self, request, pk, check_pk):
        """Decide one rule: GET shows what the system found, POST records the decision."""
        application = self.application_of(request, pk, "contests.screen_application")
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
                return self.back_to(pk, "checks")
        return self.application_page(
            request,
            application,
            "check",
            check=check,
            rule_label=rule_labels().get(check.rule, check.rule),
            form=form,
            title=_("Decide a rule of the checklist"),
            button=_("Record the decision"),
            back=self.url_of_part(pk, "checks"),
        )


class RecordPages(ApplicationPage):
    """What leaves the administration: files of a dossier, and the list."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name="contests_application_export"),
            path(
                "<int:pk>/file/<int:file_pk>/",
                view(self.file_view),
                name="contests_application_file",
            ),
            *super().get_urls(),
        ]

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
        application = self.application_of(request, pk)
        attachment = get_object_or_404(application.attachments.select_related("stored"), pk=file_pk)
        return serve_stored_file(request, attachment.stored)
