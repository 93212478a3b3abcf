"""Materials beside the form of a course or a class."""

from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsStackedInline

from portal.admin.stored_files import StoredFilesAdmin
from training.domain.materials import drop_file, keep_file
from training.forms.materials import MaterialForm
from training.models import Material


class MaterialInline(ObjectPermissionsStackedInline):
    model = Material
    form = MaterialForm
    extra = 1
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    view_on_site = False
    fields = ("title", "now", "file", "url", "audience", "order")
    readonly_fields = ("now",)

    @admin.display(description=gettext_lazy("kept file"))
    def now(self, material):
        if material is None or material.stored is None:
            return "–"
        name = material.stored.original_name
        return format_html('<a href="{}">{}</a>', material.get_absolute_url(), name)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("stored")


class MaterialsAdmin(StoredFilesAdmin):
    """Mixed into the admin of what has materials."""

    file_model = Material
    keep_file = staticmethod(keep_file)
    drop_file = staticmethod(drop_file)
