"""Milestones in the administration: what projects tell, and what the office saw evidence of."""

from django.contrib import admin, messages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecosystem.domain.milestones import TOLD, confirm_milestone
from ecosystem.models import Milestone


class ConfirmedFilter(admin.SimpleListFilter):
    """Whether the office saw the evidence."""

    title = _("confirmation")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("no", _("Not confirmed yet")), ("yes", _("Confirmed by the office"))]

    def queryset(self, request, queryset):
        match self.value():
            case "no":
                return queryset.filter(confirmed_at=None)
            case "yes":
                return queryset.exclude(confirmed_at=None)
            case _:
                return queryset


@admin.register(Milestone)
class MilestoneAdmin(admin.ModelAdmin):
    """What the office enters itself is confirmed by that."""

    list_display = ("title", "startup", "kind", "when", "is_public", "is_confirmed")
    list_filter = (ConfirmedFilter, "kind", "is_public", "year")
    list_select_related = ("startup",)
    search_fields = ("startup__folded", "title")
    readonly_fields = ("entered_by", "confirmed_by", "confirmed_at", "created_at", "updated_at")
    actions = ("confirm",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    fieldsets = (
        (None, {"fields": ("startup", *TOLD)}),
        (
            _("Confirmation"),
            {
                "description": _(
                    "The public reads beside each milestone whether the office confirmed it. Saving here confirms it."
                ),
                "fields": readonly_fields,
            },
        ),
    )

    @admin.display(description=_("time"), ordering="year")
    def when(self, milestone):
        return milestone.when

    @admin.display(description=_("confirmed"), boolean=True, ordering="confirmed_at")
    def is_confirmed(self, milestone):
        return milestone.confirmed_at is not None

    @admin.action(description=_("The evidence was seen: confirm"), permissions=["change"])
    def confirm(self, request, queryset):
        done = sum(confirm_milestone(row, actor=request.user) for row in queryset)
        text = ngettext("%(n)d milestone confirmed", "%(n)d milestones confirmed", done)
        self.message_user(request, text % {"n": done}, messages.SUCCESS)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user
        obj.confirmed_by, obj.confirmed_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)
