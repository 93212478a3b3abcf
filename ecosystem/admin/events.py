"""Events in the administration."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.models import Event


@admin.register(Event)
class EventAdmin(FoldedAdmin):
    list_display = ("title", "year", "starts_at", "is_yearly", "attendees", "attendees_is_minimum")
    list_filter = ("is_yearly", "year")
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = (
        (None, {"fields": ("title", "slug", "description", "venue", "organizers")}),
        (
            _("Time"),
            {
                "description": _("Of an event of the past the year is enough."),
                "fields": ("year", "starts_at", "ends_at", "is_yearly"),
            },
        ),
        (_("Counts"), {"fields": ("attendees", "attendees_is_minimum")}),
        WHERE_FROM,
    )
