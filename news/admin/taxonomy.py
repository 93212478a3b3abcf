"""Categories, tags and pictures in the administration."""

from auditlog.registry import auditlog
from django.contrib import admin
from django.db import models
from rules.contrib.admin import ObjectPermissionsModelAdmin

from news.admin.pictures import PreviewedPicture
from news.domain import revisions
from news.forms.pictures import MediaImageForm
from news.forms.taxonomy import CategoryForm
from news.models import Category, MediaCoverage, MediaImage, Series, Tag
from portal.admin.english import EnglishAdmin, english_fieldset
from portal.bilingual import ENGLISH_NOTES


@admin.register(Category)
class CategoryAdmin(EnglishAdmin, ObjectPermissionsModelAdmin):
    """The old path of a renamed column leads to the new one, and so do those of its articles."""

    form = CategoryForm
    fields = list(CategoryForm.Meta.fields)
    list_display = ["name", "slug", "order"]
    search_fields = ["name"]

    def save_model(self, request, obj, form, change):
        before = form.initial.get("slug") if change else None
        super().save_model(request, obj, form, change)
        if before:
            revisions.keep_category_redirect(obj, before=before)


@admin.register(Tag)
class TagAdmin(EnglishAdmin, ObjectPermissionsModelAdmin):
    list_display = ["name", "name_en", "slug"]
    search_fields = ["name", "name_en"]
    fields = ["name", "name_en", "slug"]


@admin.register(MediaImage)
class MediaImageAdmin(PreviewedPicture, ObjectPermissionsModelAdmin):
    form = MediaImageForm
    fields = [*MediaImageForm.Meta.fields[:1], "preview", *MediaImageForm.Meta.fields[1:]]
    readonly_fields = ["preview"]
    list_display = ["alt_text", "preview", "caption", "credit", "created_at"]
    search_fields = ["alt_text", "caption"]


@admin.register(Series)
class SeriesAdmin(EnglishAdmin, ObjectPermissionsModelAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "name_en"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "order"]}),
        english_fieldset(Series),
    ]


@admin.register(MediaCoverage)
class MediaCoverageAdmin(ObjectPermissionsModelAdmin):
    """Links to the press with a note on what the outlet allows."""

    list_display = ["title", "outlet", "published_on", "is_public"]
    list_filter = ["is_public", "outlet"]
    search_fields = ["title", "outlet"]
    date_hierarchy = "published_on"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


auditlog.register(Category, exclude_fields=[*ENGLISH_NOTES])
auditlog.register(MediaCoverage)
auditlog.register(MediaImage)
auditlog.register(Series, exclude_fields=[*ENGLISH_NOTES])
