"""Totals that sources print, in the administration: each with its source and note."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contests.models import ReportedTotal


@admin.register(ReportedTotal)
class ReportedTotalAdmin(admin.ModelAdmin):
    list_display = ("from_year", "to_year", "kind", "value", "source", "is_verified")
    list_filter = ("kind", "is_verified")
    search_fields = ("source", "note")
    fieldsets = (
        (
            None,
            {
                "description": _(
                    "A sum as a source prints it. The portal's own sums come from the yearly figures."
                ),
                "fields": ("from_year", "to_year", "kind", "value"),
            },
        ),
        (_("Where it comes from"), {"fields": ("source", "note", "is_verified")}),
    )
