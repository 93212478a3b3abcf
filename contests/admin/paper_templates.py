"""Templates of official papers: the office's own, the shipped ones, and what may stand in them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin

from contests.domain.official import templates
from contests.domain.official.making import DOCX
from contests.domain.official.placeholders import REQUIRED, placeholders_of
from contests.domain.official.word import shipped_template
from contests.enums import PaperKind
from contests.forms.papers import PaperTemplateForm
from contests.models import PaperTemplate
from portal.serving import serve_stored_file


@admin.register(PaperTemplate)
class PaperTemplateAdmin(ObjectPermissionsModelAdmin):
    """Templates by staff. Without one in use, the shipped template makes the Word file."""

    form = PaperTemplateForm
    change_list_template = "admin/contests/papertemplate/change_list.html"
    list_display = ("kind", "note", "is_active", "uploaded_by", "uploaded_at")
    list_filter = ("kind", "is_active")
    list_select_related = ("uploaded_by",)
    show_facets = admin.ShowFacets.NEVER

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("kind", "upload", "note", "is_active")
        return ("kind", "file", "trial", "note", "is_active", "uploaded_by", "uploaded_at")

    def get_readonly_fields(self, request, obj=None):
        return ("kind", "file", "trial", "uploaded_by", "uploaded_at") if obj else ()

    def save_model(self, request, obj, form, change):
        values = form.cleaned_data
        if change:
            PaperTemplate.objects.filter(pk=obj.pk).update(note=values["note"])
            templates.set_in_use(obj, actor=request.user, is_active=values["is_active"])
            return
        kept = templates.keep_template(
            values["kind"],
            values["upload"],
            actor=request.user,
            note=values["note"],
            is_active=values["is_active"],
        )
        # The row that the admin goes on with is the one that the domain made.
        obj.__dict__.update(kept.__dict__)

    def changelist_view(self, request, extra_context=None):
        """Below the office's templates: every paper with its shipped one and its placeholders."""
        return super().changelist_view(request, {"kinds": list(PaperKind), **(extra_context or {})})

    @admin.display(description=gettext_lazy("file"))
    def file(self, obj):
        url = reverse("admin:contests_papertemplate_file", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', url, obj.stored)

    @admin.display(description=gettext_lazy("trial"))
    def trial(self, obj):
        url = reverse("admin:contests_papertemplate_preview", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', url, _("Fill it with example data (Word)"))

    # --- pages --------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        name = "contests_papertemplate"
        return [
            path("<int:pk>/file/", view(self.file_view), name=f"{name}_file"),
            path("<int:pk>/preview/", view(self.preview_view), name=f"{name}_preview"),
            path("shipped/<slug:kind>/", view(self.shipped_view), name=f"{name}_shipped"),
            path("placeholders/<slug:kind>/", view(self.names_view), name=f"{name}_placeholders"),
            *super().get_urls(),
        ]

    def file_view(self, request, pk):
        """The template as it was uploaded."""
        return serve_stored_file(request, self._template(request, pk).stored)

    def preview_view(self, request, pk):
        """The template filled with the data of nobody."""
        template = self._template(request, pk)
        content = templates.preview(template.kind, template)
        return _word(content, f"thu-{template.kind}.docx")

    def shipped_view(self, request, kind):
        """The shipped template, to start from."""
        self._kind(request, kind)
        return _word(shipped_template(kind), f"mau-{kind}.docx")

    def names_view(self, request, kind):
        """What may stand in a template of this paper, and what each means."""
        chosen = self._kind(request, kind)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Placeholders: %(paper)s") % {"paper": chosen.label},
            "kind": chosen,
            "placeholders": placeholders_of(kind),
            "required": sorted(REQUIRED[kind]),
        }
        return TemplateResponse(request, "admin/contests/papertemplate/placeholders.html", context)

    def _template(self, request, pk):
        self._permit(request)
        return get_object_or_404(PaperTemplate.objects.select_related("stored"), pk=pk)

    def _kind(self, request, kind):
        self._permit(request)
        if kind not in PaperKind.values:
            raise Http404
        return PaperKind(kind)

    def _permit(self, request):
        if not request.user.has_perm("contests.view_papertemplate"):
            raise PermissionDenied("contests.view_papertemplate")


def _word(content, name):
    response = HttpResponse(content, content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
