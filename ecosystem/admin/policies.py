"""Policy documents, plans and what was reached, in the administration."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.models import Indicator, IndicatorValue, Plan, PolicyDocument


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(FoldedAdmin):
    """The fields that Decree 42/2022/NĐ-CP art. 4 asks for, in its order."""

    list_display = ("number", "subject", "issuer", "issued_on", "status", "is_provincial")
    list_filter = (
        "kind",
        "status",
        "is_provincial",
        "issuer",
        ("file", admin.EmptyFieldListFilter),
    )
    date_hierarchy = "issued_on"
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ("updated_at",)
    fieldsets = (
        (
            None,
            {"fields": ("kind", "number", "subject", "issuer", "signer", "is_provincial", "slug")},
        ),
        (
            _("Validity"),
            {
                "description": _("Choose “Not determined” unless you have checked it."),
                "fields": ("issued_on", "effective_on", "expires_on", "status", "replaces"),
            },
        ),
        (_("File of the document"), {"fields": ("file",)}),
        WHERE_FROM,
        (_("Freshness"), {"fields": ("updated_at",)}),
    )


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
