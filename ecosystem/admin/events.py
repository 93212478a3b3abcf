"""Events in the administration."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.domain.event_rooms import keep_room, rooms_for
from ecosystem.forms.events import EventForm
from ecosystem.models import Event


@admin.register(Event)
class EventAdmin(FoldedAdmin):
    """Who may give away rooms of the co-working space books one in the same step."""

    form = EventForm
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

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        rooms = rooms_for(request.user, obj).select_related("organization")
        form.rooms = rooms.order_by("organization", "order", "name")
        return form

    def get_fieldsets(self, request, obj=None):
        """The choice of a room stands below the time, where there is one."""
        general, time, *others = super().get_fieldsets(request, obj)
        if not rooms_for(request.user, obj).exists():
            return [general, time, *others]
        label, options = time
        return [general, (label, options | {"fields": (*options["fields"], "room")}), *others]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "room" in form.fields:
            keep_room(obj, form.cleaned_data["room"], was=form.was, actor=request.user)
