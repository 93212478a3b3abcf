"""What petitioners write, and what the office answers with."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.petition_windows import deciders_of
from contests.domain.petitions import FILE_KINDS, MAX_CHARACTERS, MAX_FILE_BYTES
from portal.forms import CharLimitField, UploadField
from portal.models import User
from portal.roles import Role


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
        self.initial.setdefault("send_key", uuid.uuid4().hex)
        self.fields["ground_key"].choices = [
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
            self.initial.setdefault("ground_key", grounds[0].key)


class PetitionFileForm(forms.Form):
    """One file; what is wrong with it is said at the field."""

    file = UploadField(
        label=_("File"),
        help_text=_("PDF, DOCX or a picture, at most 10 MB."),
        kinds=FILE_KINDS,
        max_bytes=MAX_FILE_BYTES,
    )


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
