"""Startup projects in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.admin.kept import (
    CONTACT,
    FRESHNESS,
    FRESHNESS_READONLY,
    FreshnessFilter,
    KeptAdmin,
)
from ecosystem.forms.actors import StartupForm
from ecosystem.models import Startup
from portal.admin.english import EnglishAdmin, english_fieldset


@admin.register(Startup)
class StartupAdmin(EnglishAdmin, KeptAdmin, FoldedAdmin):
    form = StartupForm
    list_display = ("name", "field", "locality", "stage", "is_public", "is_featured")
    list_filter = ("is_public", "is_featured", FreshnessFilter, "stage", "field")
    list_select_related = ("field", "locality")
    readonly_fields = (*FRESHNESS_READONLY, "owner", "created_at", "contact_state")
    fieldsets = (
        (None, {"fields": ("name", "slug", "summary", "description")}),
        english_fieldset(Startup),
        (_("Profile"), {"fields": ("field", "stage", "locality", "organization", "owner")}),
        (
            _("Publication"),
            {
                "description": _(
                    "Public only with its people's consent, or from a public source named below."
                ),
                "fields": ("is_public", "is_featured"),
            },
        ),
        CONTACT,
        WHERE_FROM,
        FRESHNESS,
    )
