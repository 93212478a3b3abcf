"""Training in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from training.models import HistoricalAttendance


@admin.register(HistoricalAttendance)
class HistoricalAttendanceAdmin(admin.ModelAdmin):
    """What sources tell of past training; an empty count means that nobody told it."""

    list_display = ("title", "from_year", "to_year", "is_yearly", "rounds", "attendances", "people")
    list_filter = ("is_yearly", "from_year")
    search_fields = ("title", "audience")
    fieldsets = (
        (None, {"fields": ("title", "slug", "audience", "order")}),
        (_("Time"), {"fields": ("from_year", "to_year", "is_yearly")}),
        (
            _("Counts"),
            {
                "description": _("Leave empty what the source does not tell. Do not estimate."),
                "fields": ("rounds", "classes", "agencies", "people", "attendances", "is_minimum"),
            },
        ),
        (_("Where it comes from"), {"fields": ("source", "note")}),
    )
