"""The few facts of “May I enter?”."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.entry import entry_questions
from contests.domain.precheck import wanted
from contests.enums import ApplicantType
from contests.forms.applicant import YES_NO, name_applicant
from portal.forms import BirthDateField

DAY = _("Enter the day as day/month/year, for example 15/8/2023")
NUMBER = {
    "required": _("Enter a number, for example 3"),
    "invalid": _("Enter a number, for example 3"),
    "min_value": _("Enter a number of %(limit_value)s or more"),
    "max_value": _("Enter a number of %(limit_value)s or less"),
}


def number_field(label, *, lowest, **options):
    """A small whole number."""
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=NUMBER,
        **options,
    )


class PrecheckForm(forms.Form):
    """Asks only what the rules in force need."""

    applicant_type = forms.ChoiceField(
        label=_("Who enters the contest?"),
        choices=ApplicantType,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who enters the contest"),
            "invalid_choice": _("Choose who enters the contest"),
        },
    )
    division = forms.ModelChoiceField(
        label=_("Division"),
        queryset=None,
        required=False,
        empty_label=_("Not decided yet"),
        error_messages={"invalid_choice": _("Choose a division")},
    )
    people = number_field(
        _("How many people are in the team?"),
        lowest=1,
        help_text=_("The representative included; 1 if you enter alone."),
    )
    youngest = BirthDateField(
        label=_("Date of birth of the youngest"),
        required=False,
        help_text=_("For example 27/3/1998. If you are alone, your own."),
    )
    oldest = BirthDateField(
        label=_("Date of birth of the oldest"),
        required=False,
        help_text=_("For example 27/3/1998. If you are alone, your own."),
    )
    registered_on = forms.DateField(
        label=_("Day of the first enterprise registration"),
        required=False,
        help_text=_("For enterprises: on the first certificate, not on a later change."),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": DAY},
    )
    entries = number_field(
        _("How many applications have you submitted to this contest already?"),
        lowest=0,
        required=False,
        help_text=_("0 if this is the first."),
    )

    def __init__(self, *args, rules, divisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions
        name_applicant(rules.contest.words, self.fields["applicant_type"])
        self.fields["entries"].label = rules.contest.words.sent_already
        needs = wanted(rules, divisions)
        asked = {
            "division": bool(divisions),
            "youngest": needs.youngest,
            "oldest": needs.oldest,
            "registered_on": needs.registration,
            "entries": needs.entries,
        }
        for name, is_asked in asked.items():
            if not is_asked:
                del self.fields[name]
        for question in entry_questions(rules):
            self.fields[question.key] = _answer_field(question)

    def clean_registered_on(self):
        day = self.cleaned_data["registered_on"]
        if day and (day > timezone.localdate() or day < dt.date(1986, 1, 1)):
            raise ValidationError(_("The day of registration must be in the past"), code="future")
        return day

    def clean(self):
        cleaned = super().clean()
        youngest, oldest = cleaned.get("youngest"), cleaned.get("oldest")
        if youngest and oldest and oldest > youngest:
            self.add_error("oldest", _("The oldest must not be younger than the youngest"))
        return cleaned


def _answer_field(question):
    return forms.ChoiceField(
        label=question.text,
        choices=[*YES_NO, ("unsure", _("I do not know"))],
        widget=forms.RadioSelect,
        help_text=question.clause,
        error_messages={
            "required": _("Choose an answer"),
            "invalid_choice": _("Choose an answer"),
        },
    )
