"""What petitioners write, and what the office answers with."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.petition_windows import deciders_of
from contests.domain.petitions import FILE_KINDS, MAX_CHARACTERS, MAX_FILE_BYTES
from contests.forms.intake import channel_field, day_field, hour_field, moment
from portal.forms import CharLimitField, UploadsField
from portal.models import User
from portal.roles import Role


def offer_grounds(form, grounds):
    """Let ``form`` offer these decisions, the only one chosen, with a new key of its sending."""
    form.initial.setdefault("send_key", uuid.uuid4().hex)
    form.fields["ground_key"].choices = [
        (
            ground.key,
            _("%(label)s – petitions until the end of %(day)s")
            % {
                "label": ground.label,
                "day": f"{timezone.localtime(ground.closes_at):%d/%m/%Y}",
            },
        )
        for ground in grounds
    ]
    if len(grounds) == 1:
        form.initial.setdefault("ground_key", grounds[0].key)


class PetitionForm(forms.Form):
    """Which decision, and why; the hidden key makes a double click one petition."""

    ground_key = forms.ChoiceField(
        label=_("Which decision do you contest?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the decision that you contest"),
            "invalid_choice": _("Choose the decision that you contest"),
        },
    )
    text = CharLimitField(
        label=_("What do you contest, and why?"),
        help_text=_(
            "Name the rule or the point, what you think is wrong, and what you ask for. Files can be added on the next page."
        ),
        limit=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write what you contest and why")},
    )
    send_key = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, grounds, **kwargs):
        super().__init__(*args, **kwargs)
        offer_grounds(self, grounds)


def files_field(label):
    return UploadsField(
        label=label,
        help_text=_("PDF, DOCX or pictures; several files at once, each at most 10 MB."),
        kinds=FILE_KINDS,
        max_bytes=MAX_FILE_BYTES,
    )


class PetitionFilesForm(forms.Form):
    """One file or several; what is wrong with one is said at the field, and none is kept."""

    files = files_field(_("Files"))


class PetitionEntryForm(forms.Form):
    """A petition that came on paper or by e-mail, as the office received it."""

    ground_key = PetitionForm.base_fields["ground_key"]
    channel = channel_field(_("Choose how the petition was received"))
    received_on = day_field(
        _("Received on"),
        help_text=_(
            "Of the stamp of the post or of the office's register, for example 27/10/2026; measured by the time for petitions."
        ),
    )
    received_time = hour_field(_("Hour of receipt"), help_text=_("For example 16:45."))
    text = CharLimitField(
        label=_("What the petition says"),
        help_text=_("What is contested and why, in the words of the paper."),
        limit=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what is contested and why")},
    )
    files = files_field(_("Scan of the petition, or the files of the e-mail"))
    send_key = PetitionForm.base_fields["send_key"]

    def __init__(self, *args, grounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground_key"].label = _("Which decision does the petition contest?")
        offer_grounds(self, grounds)

    def clean(self):
        cleaned = super().clean()
        received_at = moment(cleaned, "received_on", "received_time")
        if received_at and received_at > timezone.now():
            self.add_error("received_on", _("The time of receipt must not be in the future"))
        cleaned.pop("received_on", None)
        cleaned.pop("received_time", None)
        return {**cleaned, "received_at": received_at}


class OfficerForm(forms.Form):
    """Who examines: anybody of the contest's staff who did not take the contested decision."""

    takes_object = True

    officer = forms.ModelChoiceField(
        label=_("Officer in charge"),
        queryset=User.objects.none(),
        empty_label=_("Choose an officer"),
        error_messages={
            "required": _("Choose an officer"),
            "invalid_choice": _("Choose an officer"),
        },
    )

    def __init__(self, data=None, *, obj=None, **kwargs):
        super().__init__(data, **kwargs)
        staff = User.objects.filter(
            is_active=True, groups__name__in=[Role.SECRETARY, Role.BOARD]
        ).distinct()
        if obj is not None:
            deciders = deciders_of(obj)
            staff = staff.exclude(pk__in=deciders.took)
            self.fields["officer"].label_from_instance = lambda user: (
                _("%(name)s – had a part in the decision") % {"name": user}
                if user.pk in deciders.had_part
                else str(user)
            )
        self.fields["officer"].queryset = staff.order_by("full_name")


class AnswerForm(forms.Form):
    """The answer, word for word, and the document that gives it."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_(
            "Sent to the petitioner word for word: the finding, its reasons, what follows."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write the answer: it is sent to the petitioner")},
    )
    number = forms.CharField(
        label=_("Document number"),
        help_text=_("For example 25/TB-BTC."),
        max_length=60,
        error_messages={"required": _("Enter the number of the document")},
    )
    issued_on = forms.DateField(
        label=_("Issued on"),
        help_text=_("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the day of the document"),
            "invalid": _("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )
    signer = forms.CharField(
        label=_("Signer"),
        max_length=150,
        error_messages={"required": _("Enter who signed the document")},
    )


class RemedyForm(forms.Form):
    """Which recorded act followed from the answer."""

    act = forms.ChoiceField(
        label=_("Act that followed"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the act"),
            "invalid_choice": _("Choose the act"),
        },
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = choices
