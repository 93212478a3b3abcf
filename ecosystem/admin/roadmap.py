"""The roadmap in the administration."""

from django import forms
from django.contrib import admin
from django.db import models

from ecosystem.admin.base import WHERE_FROM
from ecosystem.models import RoadmapStep


@admin.register(RoadmapStep)
class RoadmapStepAdmin(admin.ModelAdmin):
    list_display = ("title", "state", "lead", "due_year", "done_on", "is_public", "order")
    list_filter = ("state", "is_public")
    list_select_related = ("lead",)
    search_fields = ("title", "text")
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ("updated_at",)
    fieldsets = (
        (None, {"fields": ("title", "text", "lead", "indicators", "is_public", "order")}),
        (None, {"fields": ("state", "due_year", "done_on")}),
        WHERE_FROM,
        (None, {"fields": ("slug", "updated_at")}),
    )
