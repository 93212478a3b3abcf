"""Actors in the administration."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _
from rules.contrib.admin import ObjectPermissionsTabularInline

from ecosystem.admin.base import WHERE_FROM, FoldedAdmin
from ecosystem.admin.imports import ActorImportPages
from ecosystem.admin.kept import (
    CONTACT,
    FRESHNESS,
    FRESHNESS_READONLY,
    FreshnessFilter,
    KeptAdmin,
)
from ecosystem.domain.memberships import sync_role
from ecosystem.domain.profiles import set_stages
from ecosystem.forms.actors import OrganizationForm
from ecosystem.forms.memberships import MembershipForm, PeopleFormSet
from ecosystem.models import Membership, Organization
from portal.admin.english import EnglishAdmin, english_fieldset
from portal.models import User


class MembershipInline(ObjectPermissionsTabularInline):
    """Who acts for the organisation: reads and answers nominations in its name."""

    model = Membership
    form = MembershipForm
    formset = PeopleFormSet
    extra = 1
    fields = ("email", "position", "is_active", "is_profile_only")


@admin.register(Organization)
class OrganizationAdmin(EnglishAdmin, ActorImportPages, KeptAdmin, FoldedAdmin):
    """Profiles are never deleted by editors: one that ends gets its last day and its successor."""

    list_display = ("name", "kind", "locality", "is_public", "valid_to", "verified_on")
    form = OrganizationForm
    change_list_template = "admin/ecosystem/organization/change_list.html"
    list_filter = (
        "kind",
        "is_public",
        FreshnessFilter,
        ("valid_to", admin.EmptyFieldListFilter),
        "fields",
    )
    list_select_related = ("locality",)
    readonly_fields = (*FRESHNESS_READONLY, "contact_state")
    inlines = (MembershipInline,)
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }
    fieldsets = (
        (None, {"fields": ("kind", "name", "short_name", "slug", "is_public")}),
        (
            _("Profile"),
            {
                "fields": (
                    "summary",
                    "description",
                    "support_offered",
                    "supports",
                    "stages",
                    "fields",
                )
            },
        ),
        english_fieldset(Organization),
        (
            _("Office"),
            {
                "description": _("Office contacts only, no private numbers or addresses."),
                "fields": ("locality", "address", "phone", "email", "website"),
            },
        ),
        (
            _("Life"),
            {
                "description": _(
                    "After a merger: set the last day and the successor. Leave the day empty when it is "
                    "not confirmed; the page then says so."
                ),
                "fields": ("valid_from", "valid_to", "successor"),
            },
        ),
        CONTACT,
        WHERE_FROM,
        FRESHNESS,
    )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        set_stages(form.instance, form.cleaned_data["stages"])

    def save_formset(self, request, form, formset, change):
        """The role follows the list of people, also for who is replaced or taken off."""
        is_people = formset.model is Membership
        before = set(form.instance.memberships.values_list("user", flat=True)) if is_people else ()
        super().save_formset(request, form, formset, change)
        if is_people:
            after = form.instance.memberships.values_list("user", flat=True)
            for user in User.objects.filter(pk__in={*before, *after}):
                sync_role(user, actor=request.user)
