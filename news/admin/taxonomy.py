"""Categories, tags and pictures in the administration."""

from auditlog.registry import auditlog
from django.contrib import admin
from rules.contrib.admin import ObjectPermissionsModelAdmin

from news.forms.pictures import MediaImageForm
from news.models import Category, MediaImage, Tag


@admin.register(Category)
class CategoryAdmin(ObjectPermissionsModelAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name"]


@admin.register(Tag)
class TagAdmin(ObjectPermissionsModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(MediaImage)
class MediaImageAdmin(ObjectPermissionsModelAdmin):
    form = MediaImageForm
    list_display = ["alt_text", "caption", "credit", "created_at"]
    search_fields = ["alt_text", "caption"]


auditlog.register(Category)
auditlog.register(MediaImage)
