"""What is entered about attendance: at the door, by oneself, for trainers, from a file."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.forms.registrations import PersonForm
from training.domain.walk_ins import consent_text


class WalkInForm(PersonForm):
    """Typed in at the door by staff or a trainer; the telephone tells people of one name apart."""

    agrees = forms.BooleanField(
        label=_("The person agrees that these data are kept to record attendance"),
        error_messages={"required": _("Ask the person, then tick the box")},
    )
    field_order = ("full_name", "phone", "organization_name", "agrees")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        self.fields["full_name"].error_messages["required"] = _("Enter the full name")
        self.fields["full_name"].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].required = True
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        self.fields["organization_name"].label = pgettext_lazy("attendance list", "Organisation")
        self.fields["organization_name"].widget.attrs["autocomplete"] = "off"
        self.fields["agrees"].help_text = consent_text()


class SelfForm(forms.Form):
    """The code on the screen; who is not known by account shows a ticket and says their name."""

    code = forms.CharField(
        label=_("The six digits on the screen"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Type the six digits that are on the screen now")},
    )
    ticket = forms.CharField(
        label=_("Ticket code"),
        max_length=40,
        help_text=_("It stands on the ticket and in the mail that confirmed your registration."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
        error_messages={"required": _("Enter the ticket code")},
    )
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As you registered; diacritics do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your full name")},
    )

    def __init__(self, *args, is_known, has_seen, **kwargs):
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["ticket"], self.fields["full_name"]
        if has_seen:
            del self.fields["code"]


class InviteForm(forms.Form):
    """Where the link of a trainer is mailed."""

    trainer = forms.ModelChoiceField(
        label=_("Trainer"),
        queryset=None,
        empty_label=None,
        error_messages={"required": _("Choose the trainer")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The trainer's own address: whoever reads the mail opens the list."),
        error_messages={
            "required": _("Enter the e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.vn"),
        },
    )

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainer"].queryset = run.trainers.select_related("expert")


class ListForm(forms.Form):
    """A list of who attended a session, as a file."""

    session = forms.ModelChoiceField(
        label=pgettext_lazy("training", "Session"),
        queryset=None,
        empty_label=None,
        error_messages={"required": _("Choose the session")},
    )
    file = forms.FileField(
        label=_("List (XLSX or CSV)"),
        help_text=_(
            "Columns: full name, and any of telephone, e-mail, organisation, attendance "
            "(x, late, excused, absent) or minutes. Lists of Zoom and Teams are read as they are."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose a file")},
    )
    threshold = forms.IntegerField(
        label=_("Minutes that count as having been present"),
        required=False,
        min_value=1,
        max_value=1440,
        help_text=_("Only for lists of online meetings, which tell minutes."),
    )
    others_absent = forms.BooleanField(
        label=_("Mark as absent who is not in the list and has no mark"), required=False
    )

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = run.sessions.all()
