"""What teams tell after the contest, and after which months they are asked."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contests.enums import ProtectionState, RevenueBand
from contests.models import Contest
from contests.models.follow_ups import validate_months
from portal.forms import CharLimitField
from portal.numbers import MoneyField, WholeNumberField

_LONGEST = 2000
_NO_AMOUNT = _("Enter the capital raised in đồng, for example 200.000.000")


class OutcomeForm(forms.Form):
    """One form for the link and for the telephone; only the first question has to be answered."""

    takes_object = True

    is_alive = forms.TypedChoiceField(
        label=_("Is the project still running?"),
        choices=[("yes", _("Yes, it is running")), ("no", _("No, it has stopped"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether the project is still running"),
            "invalid_choice": _("Say whether the project is still running"),
        },
    )
    is_on_market = forms.TypedChoiceField(
        label=_("Is a product or service on the market?"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    revenue_band = forms.ChoiceField(
        label=_("Revenue of the last 12 months"),
        choices=[("", _("Choose a step")), *RevenueBand.choices],
        required=False,
    )
    jobs = WholeNumberField(
        label=_("How many people work for the project, you included?"),
        min_value=0,
        max_value=100_000,
        required=False,
        error_messages={"invalid": _("Enter how many people work for the project, for example 12")},
    )
    capital_raised = MoneyField(
        label=_("Capital raised since the contest"),
        help_text=_("In đồng, for example 200.000.000. Write 0 when there was none."),
        required=False,
        error_messages={"invalid": _NO_AMOUNT},
    )
    protection = forms.ChoiceField(
        label=_("Protection of intellectual property"),
        choices=[("", _("Choose an answer")), *ProtectionState.choices],
        required=False,
    )
    support_used = CharLimitField(
        label=_("Which support did you use?"),
        help_text=_("For example training, mentors, the co-working space, loans, connections."),
        limit=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    note = CharLimitField(
        label=_("What else do you want to tell? What would help you now?"),
        limit=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, data=None, *, obj=None, **kwargs):
        """``obj`` fills the form in for the staff; the link shows nothing that was told before."""
        super().__init__(data, **kwargs)
        if obj is not None and obj.answered_at is not None:
            words = {True: "yes", False: "no", None: ""}
            stored = {name: getattr(obj, name) for name in self.fields}
            for name in ("is_alive", "is_on_market"):
                stored[name] = words[stored[name]]
            self.initial = stored | self.initial

    def clean_capital_raised(self):
        amount = self.cleaned_data["capital_raised"]
        if amount is not None and amount < 0:
            raise ValidationError(_NO_AMOUNT)
        return None if amount is None else int(amount)


class MonthsField(forms.CharField):
    """Months typed as 6, 12, 24; cleans to a list in order."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def to_python(self, value):
        parts = [part for part in re.split(r"[\s,;]+", super().to_python(value)) if part]
        if not all(part.isdecimal() and len(part) <= 3 for part in parts):
            validate_months("")
        return sorted({int(part) for part in parts})

    def validate(self, value):
        super().validate(value)
        validate_months(value)

    def run_validators(self, value):
        """The list was checked above; CharField's validators are about text."""


class ContestForm(forms.ModelForm):
    """An edition; the months of the follow-up are typed in one line."""

    follow_up_months = MonthsField(
        label=_("Teams are asked again after (months)"),
        required=False,
        help_text=_("For example 6, 12, 24. Empty: nobody is asked."),
    )

    class Meta:
        model = Contest
        fields = "__all__"  # noqa: DJ007 -- the admin names the fields
