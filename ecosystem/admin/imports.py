"""Actors from a spreadsheet, in the administration: template, dry run, applying."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from ecosystem.domain.actor_import import apply_import, check_import, counts_of, plan_of
from ecosystem.domain.actor_sheet import template_workbook
from ecosystem.forms.actors import ActorImportForm
from ecosystem.models import ActorImport
from portal.workflow import RefusedError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ActorImportPages:
    """Pages of the changelist of organisations."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="ecosystem_organization_import"),
            path(
                "import/template/",
                view(self.template_view),
                name="ecosystem_organization_import_template",
            ),
            path(
                "import/<int:pk>/",
                view(self.plan_view),
                name="ecosystem_organization_import_plan",
            ),
            *super().get_urls(),
        ]

    def _ask(self, request):
        if not request.user.has_perm("ecosystem.import_organization"):
            raise PermissionDenied

    def template_view(self, request):
        """The empty spreadsheet."""
        self._ask(request)
        response = HttpResponse(template_workbook(), content_type=XLSX)
        response.headers["Content-Disposition"] = 'attachment; filename="mau-tac-nhan.xlsx"'
        return response

    def import_view(self, request):
        """Upload a spreadsheet; nothing is written, the next page shows what would be."""
        self._ask(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ActorImportForm(*sent)
        if request.method == "POST" and form.is_valid():
            try:
                row = check_import(form.cleaned_data["file"], actor=request.user)
            except RefusedError as refused:
                form.add_error("file", str(refused.message))
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect("admin:ecosystem_organization_import_plan", row.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import actors from a spreadsheet"),
            "button": _("Check the spreadsheet"),
            "back": reverse("admin:ecosystem_organization_changelist"),
            "sentences": [
                _(
                    "The check writes nothing: it shows row by row what would be new and what changes."
                ),
                _("A row is recognised by its name. Empty cells leave what is there."),
                _("Everything is written together, and only when no row has an error."),
            ],
            "form": form,
        }
        return TemplateResponse(
            request,
            "admin/ecosystem/organization/import.html",
            context,
            status=422 if form.errors else 200,
        )

    def plan_view(self, request, pk):
        """GET is the dry run; POST applies it, all or nothing."""
        self._ask(request)
        row = get_object_or_404(ActorImport.objects.select_related("file", "applied_by"), pk=pk)
        problem = ""
        if request.method == "POST":
            try:
                applied = apply_import(row, actor=request.user)
            except RefusedError as refused:
                problem = str(refused.message)
            else:
                message = _("Written: %(new)d new profiles, %(changed)d changed.") % {
                    "new": applied.new_count,
                    "changed": applied.changed_count,
                }
                self.message_user(request, message, messages.SUCCESS)
                return redirect("admin:ecosystem_organization_changelist")
        try:
            plans = [] if row.applied_at else plan_of(row)
        except (RefusedError, FileNotFoundError) as error:
            raise Http404 from error
        counts = counts_of(plans)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Check of “%(file)s”") % {"file": row.file},
            "row": row,
            "plans": plans,
            "counts": counts,
            "problem": problem,
            "may_apply": not row.applied_at
            and not counts["error"]
            and bool(counts["new"] or counts["changed"]),
        }
        return TemplateResponse(
            request,
            "admin/ecosystem/organization/import_plan.html",
            context,
            status=422 if problem else 200,
        )


@admin.register(ActorImport)
class ActorImportAdmin(ObjectPermissionsModelAdmin):
    """Which spreadsheets were checked, and which were applied by whom."""

    list_display = (
        "file",
        "created_by",
        "created_at",
        "applied_by",
        "applied_at",
        "new_count",
        "changed_count",
    )
    list_filter = (("applied_at", admin.EmptyFieldListFilter),)
    list_select_related = ("file", "created_by", "applied_by")
    list_per_page = 50
    view_on_site = False
    fields = readonly_fields = (
        "dry_run",
        "created_by",
        "created_at",
        "applied_by",
        "applied_at",
        "new_count",
        "changed_count",
    )

    @admin.display(description=gettext_lazy("file"))
    def dry_run(self, row):
        if row.applied_at:
            return str(row.file)
        url = reverse("admin:ecosystem_organization_import_plan", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, row.file)
