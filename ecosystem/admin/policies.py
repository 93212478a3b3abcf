"""Plans and what was reached, in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import WHERE_FROM
from ecosystem.models import Indicator, IndicatorValue, Plan


class IndicatorInline(admin.TabularInline):
    model = Indicator
    extra = 1
    fields = ("order", "name", "unit", "target_from", "target_to", "is_minimum", "source", "note")


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ("document", "start_year", "end_year")
    list_select_related = ("document",)
    search_fields = ("document__folded",)
    inlines = (IndicatorInline,)


class IndicatorValueInline(admin.TabularInline):
    model = IndicatorValue
    extra = 1
    fields = ("year", "target", "value", "is_minimum", "is_counted", "source", "note")
    readonly_fields = ("is_counted",)


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    """Where staff enter what was promised and reached, year by year, with its source."""

    list_display = ("name", "plan", "unit", "target_from", "target_to", "is_minimum")
    list_filter = ("plan",)
    list_select_related = ("plan__document",)
    search_fields = ("name",)
    inlines = (IndicatorValueInline,)
    fieldsets = (
        (None, {"fields": ("plan", "name", "unit", "fed_by", "adds_up", "order")}),
        (
            _("Target"),
            {
                "description": _("A range has both ends; “at least” has the first only."),
                "fields": ("target_from", "target_to", "is_minimum"),
            },
        ),
        WHERE_FROM,
    )
