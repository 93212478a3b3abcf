"""What the admin of organisations and of projects share: the contact, and how fresh a profile is."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecosystem.domain.freshness import confirm, confirm_profile
from ecosystem.domain.profile_consents import drop_contact, record_contact_on_paper

CONTACT = (
    gettext_lazy("Contact person"),
    {
        "description": gettext_lazy(
            "Shown by name and position only, and only while the person agrees. Telephone and e-mail are never shown."
        ),
        "fields": ("contact_name", "contact_position", "contact_agreed", "contact_state"),
    },
)
FRESHNESS = (
    gettext_lazy("Freshness"),
    {
        "description": gettext_lazy(
            "Asked about once a year; marked when nobody answers in 30 days, hidden 90 days later. Entering the day on which you verified it starts the year anew."
        ),
        "fields": ("verified_on", "listed_on", "asked_on", "stale_on", "hidden_on", "updated_at"),
    },
)
FRESHNESS_READONLY = ("listed_on", "asked_on", "stale_on", "hidden_on", "updated_at")


class FreshnessFilter(admin.SimpleListFilter):
    """What nobody confirmed in time."""

    title = gettext_lazy("freshness")
    parameter_name = "fresh"

    def lookups(self, request, model_admin):
        return [
            ("stale", _("Marked as unconfirmed")),
            ("hidden", _("Hidden, nobody answered")),
            ("never", _("Never verified")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "stale":
                return queryset.unconfirmed()
            case "hidden":
                return queryset.hidden()
            case "never":
                return queryset.filter(verified_on=None)
            case _:
                return queryset


class KeptAdmin:
    """Writes the contact through its consent, and confirms profiles in bulk."""

    actions = ("verify_today",)

    @admin.display(description=gettext_lazy("consent of the contact"))
    def contact_state(self, profile):
        consent = profile.contact_consent
        if not profile.contact_name:
            return "–"
        if consent is None:
            return _("None recorded: the name is not shown")
        if consent.withdrawn_at:
            return _("Withdrawn: the name is not shown")
        return f"{consent.get_given_via_display()}, {consent.given_at:%d/%m/%Y}"

    @admin.action(description=gettext_lazy("Verified today"), permissions=["change"])
    def verify_today(self, request, queryset):
        rows = list(queryset)
        for row in rows:
            confirm_profile(row, actor=request.user)
        message = ngettext("%(n)d profile verified", "%(n)d profiles verified", len(rows))
        self.message_user(request, message % {"n": len(rows)}, messages.SUCCESS)

    def save_model(self, request, obj, form, change):
        """The contact is named on paper here; a verified day takes the marks away."""
        cleaned = form.cleaned_data
        if "contact_name" in form.changed_data:
            drop_contact(obj)
            # Saved once as it is going to stand: else the English seems written of an empty position.
            obj.contact_position = cleaned["contact_position"] if cleaned["contact_name"] else ""
            if "contact_position_en" in form.changed_data:
                obj.contact_position_en = cleaned["contact_position_en"]
        if "verified_on" in form.changed_data and obj.verified_on:
            confirm(obj, obj.verified_on)
        super().save_model(request, obj, form, change)
        if "contact_name" in form.changed_data and cleaned["contact_name"]:
            record_contact_on_paper(
                obj,
                name=cleaned["contact_name"],
                position=cleaned["contact_position"],
                actor=request.user,
            )
            obj.save()
