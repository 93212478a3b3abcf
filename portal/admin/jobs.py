"""Background jobs: who asked for what, how far it is, and the file that came out."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from portal import jobs
from portal.models import BackgroundJob
from portal.serving import serve_stored_file


@admin.register(BackgroundJob)
class BackgroundJobAdmin(ObjectPermissionsModelAdmin):
    """Read only: jobs are started where they are needed."""

    list_display = ["title", "state", "how_far", "requested_by", "created_at", "finished_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["requested_by"]
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/portal/backgroundjob/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description=gettext_lazy("progress"))
    def how_far(self, job):
        return f"{job.progress} / {job.total}" if job.total else ""

    def get_urls(self):
        view = self.admin_site.admin_view(self.download_view)
        name = "portal_backgroundjob_download"
        return [path("<int:pk>/download/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "title": obj.title,
            "subtitle": None,
            "job": obj,
            "asked_for": self._link_to(request, jobs.asked_for(obj)),
            "may_download": request.user.has_perm("portal.download_backgroundjob", obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _link_to(self, request, row):
        """Kind, words and page of what the job was asked for, for those who may open that page."""
        if row is None or not self.admin_site.is_registered(type(row)):
            return None
        page = self.admin_site.get_model_admin(type(row))
        if not page.has_view_permission(request, row):
            return None
        name = f"admin:{page.opts.app_label}_{page.opts.model_name}_change"
        return {
            "kind": page.opts.verbose_name,
            "words": row,
            "url": reverse(name, args=[row.pk]),
        }

    def download_view(self, request, pk):
        """Hand out the result, and leave a line that says so."""
        job = get_object_or_404(self.get_queryset(request).select_related("result"), pk=pk)
        if not request.user.has_perm("portal.download_backgroundjob", job):
            raise Http404
        if job.result is None:
            return redirect(reverse("admin:portal_backgroundjob_change", args=[pk]))
        response = serve_stored_file(request, job.result)
        jobs.note_download(job, actor=request.user)
        return response
