"""What somebody enters who registers for an event, online or at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.domain.registration_consents import consent_text
from ecosystem.domain.seating import Entry
from portal.forms import CharLimitField, PhoneField
from portal.text import clean_line


class PersonForm(forms.Form):
    """Name and ways to reach somebody."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your full name")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("A link to confirm goes there, later the ticket."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.vn"),
        },
    )
    phone = PhoneField(label=_("Telephone number"), required=False)
    organization_name = forms.CharField(
        label=_("Organisation or project"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_full_name(self):
        name = clean_line(self.cleaned_data["full_name"])
        if not name:
            raise forms.ValidationError(self.fields["full_name"].error_messages["required"])
        return name

    def entry(self):
        """What was entered, as the domain takes it."""
        cleaned = self.cleaned_data
        phone = cleaned.get("phone")
        return Entry(
            full_name=cleaned["full_name"],
            email=cleaned.get("email", ""),
            phone=phone.as_national if phone else "",
            organization_name=cleaned["organization_name"],
            note=cleaned.get("note", ""),
        )


class RegistrationForm(PersonForm):
    """Whoever is signed in registers with the address of the account."""

    note = CharLimitField(
        label=pgettext_lazy("registration", "Anything the organisers should know"),
        help_text=_("For example what you want to present, or help that you need on the spot."),
        limit=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(
        label="",
        error_messages={"required": _("Choose “I agree” to register")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text()
        if user.is_authenticated:
            del self.fields["email"]
            self.initial.setdefault("full_name", user.full_name)


class WalkInForm(PersonForm):
    """Typed in by staff at the door."""

    agrees = forms.BooleanField(
        label=_("The person agrees that these data are kept to record attendance"),
        error_messages={"required": _("Ask the person, then tick the box")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].error_messages["required"] = _("Enter the full name")
        self.fields["email"].required = False
        self.fields["email"].help_text = ""
