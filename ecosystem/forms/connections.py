"""What a project, who is asked, and both later enter of a connection request."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import ConnectionPurpose, ConnectionResult, ContactWay
from ecosystem.models import Startup, SupportKind
from portal.bilingual import told_name
from portal.forms import CharLimitField, PhoneField

NO_ADDRESS = _(
    "No e-mail addresses or telephone numbers here: contacts are exchanged once the request is accepted."
)


class WantedForm(forms.Form):
    """Which support a project looks for."""

    support = forms.ModelChoiceField(
        SupportKind.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Support that you look for"),
        empty_label=_("Any support"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["support"].label_from_instance = told_name

    def add_prefix(self, field_name):
        """Names of the address are Vietnamese."""
        return {"support": "ho-tro"}.get(field_name, field_name)


# What experts and investors are asked for; who looks for a place posts it on the board.
ASKED_FOR = [choice for choice in ConnectionPurpose.choices if choice[0] != ConnectionPurpose.PLACE]


class ContactForm(forms.Form):
    """How whoever sends a request wants to be reached once it is accepted."""

    contact_way = forms.ChoiceField(
        label=_("How may you be reached once the request is accepted?"),
        choices=ContactWay.choices,
        widget=forms.RadioSelect,
        initial=ContactWay.EMAIL,
        error_messages={"required": _("Choose how you can be reached")},
    )
    phone = PhoneField(
        label=_("Telephone number"),
        help_text=_("Only if you want to be called."),
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        wants_calls = cleaned.get("contact_way") == ContactWay.PHONE
        if wants_calls and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Enter the telephone number at which you can be reached"))
        phone = cleaned.get("phone")
        cleaned["phone"] = phone.as_national if phone else ""
        return cleaned


class ConnectionForm(ContactForm):
    """What is asked of whom, and how the project wants to be reached."""

    startup = forms.ModelChoiceField(
        Startup.objects.none(),
        label=_("Your project"),
        empty_label=None,
        error_messages={"required": _("Choose your project")},
    )
    purpose = forms.ChoiceField(
        label=pgettext_lazy("connection", "What for"),
        choices=[("", _("Choose one")), *ASKED_FOR],
        error_messages={"required": _("Choose what the connection is for")},
    )
    message = CharLimitField(
        label=_("What do you ask?"),
        help_text=NO_ADDRESS,
        limit=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what you ask and where your project stands")},
    )
    field_order = ("startup", "purpose", "message", "contact_way", "phone")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["startup"].queryset = Startup.objects.kept_by(user).order_by("folded")


class AcceptForm(forms.Form):
    """How who accepts wants to be reached."""

    contact = CharLimitField(
        label=_("How may the project reach you?"),
        help_text=_(
            "An e-mail address, a telephone number, or both. Only this project is told, now that you accept."
        ),
        limit=200,
        error_messages={"required": _("Enter how the project can reach you")},
    )

    def __init__(self, *args, connection, **kwargs):
        super().__init__(*args, **kwargs)
        if connection.post_id:
            contact = self.fields["contact"]
            contact.label = _("How may whoever answered reach you?")
            contact.help_text = _(
                "An e-mail address, a telephone number, or both. Only who answered is told, now that you accept."
            )
            contact.error_messages["required"] = _("Enter how you can be reached")


class DeclineForm(forms.Form):
    """Words for the project, if any."""

    reason = CharLimitField(
        label=_("A word for the project, if you like"),
        help_text=NO_ADDRESS,
        limit=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, connection, **kwargs):
        super().__init__(*args, **kwargs)
        if connection.post_id:
            self.fields["reason"].label = _("A word for whoever answered, if you like")


class OutcomeForm(forms.Form):
    """What came of it."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=ConnectionResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it")},
    )
    note = CharLimitField(
        label=_("Anything else the office should know"),
        limit=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
