"""Pictures, files and films on the form of an article."""

from django.contrib import admin
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsStackedInline

from news.domain.enclosures import drop_file, keep_file
from news.forms.enclosures import EnclosureForm
from news.models import Enclosure
from portal.admin.stored_files import StoredFilesAdmin
from portal.templatetags.format_tags import filesize_vi


class EnclosureInline(ObjectPermissionsStackedInline):
    model = Enclosure
    form = EnclosureForm
    extra = 1
    classes = ["collapse"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    view_on_site = False
    fields = ["title", "picture", "now", "file", "url", "order"]
    readonly_fields = ["now"]

    @admin.display(description=gettext_lazy("kept file"))
    def now(self, enclosure):
        if enclosure is None or enclosure.stored is None:
            return "–"
        stored = enclosure.stored
        url, size = enclosure.get_absolute_url(), filesize_vi(stored.size)
        return format_html('<a href="{}">{}</a> ({})', url, stored.original_name, size)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("stored", "picture")


class EnclosuresAdmin(StoredFilesAdmin):
    """Mixed into the admin of articles."""

    file_model = Enclosure
    keep_file = staticmethod(keep_file)
    drop_file = staticmethod(drop_file)
