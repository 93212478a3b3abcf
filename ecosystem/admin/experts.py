"""Experts in the administration: the office enters who has no account, with the consent on paper."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _
from rules.contrib.admin import ObjectPermissionsModelAdmin

from ecosystem.admin.base import FoldedAdmin
from ecosystem.domain.experts import set_listing_on_paper
from ecosystem.domain.profiles import set_stages
from ecosystem.forms.experts import ExpertForm
from ecosystem.models import Expert
from portal.admin.english import EnglishAdmin, english_fieldset


@admin.register(Expert)
class ExpertAdmin(EnglishAdmin, ObjectPermissionsModelAdmin, FoldedAdmin):
    form = ExpertForm
    list_display = ("name", "kind", "organization", "listed", "is_paused", "is_demo")
    list_filter = ("kind", "is_paused", "fields")
    list_select_related = ("organization", "listing_consent")
    readonly_fields = ("updated_at",)
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = (
        (None, {"fields": ("kind", "name", "slug", "position", "organization")}),
        (
            _("Listing"),
            {
                "description": _(
                    "Shown to everybody only while the person agrees. Unticking takes the consent back."
                ),
                "fields": ("agreed", "is_paused"),
            },
        ),
        (
            _("Never shown"),
            {
                "description": _("Where requests are passed on: the account, else the e-mail."),
                "fields": ("account", "email"),
            },
        ),
        (
            _("Profile"),
            {
                "fields": (
                    "summary",
                    "description",
                    "fields",
                    "supports",
                    "stages",
                    "languages",
                    "hours_a_month",
                    "ticket_min",
                    "ticket_max",
                    "updated_at",
                )
            },
        ),
        english_fieldset(Expert),
    )

    @admin.display(description=_("listed"), boolean=True)
    def listed(self, expert):
        return expert.is_listed

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        set_stages(form.instance, form.cleaned_data["stages"])
        if "agreed" in form.changed_data:
            agreed = form.cleaned_data["agreed"]
            set_listing_on_paper(form.instance, is_listed=agreed, actor=request.user)
