"""What the office types about awards: proposals, places left empty, handing over, revocation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.forms.rounds import DocumentFields, ReasonField
from contests.models import Prize, RoundResult


class AwardForm(DocumentFields):
    """A prize for an entry of the final; the document is for one more than the catalogue has."""

    result = forms.ModelChoiceField(
        label=gettext_lazy("Application"),
        queryset=RoundResult.objects.none(),
        error_messages={"required": gettext_lazy("Choose the application")},
    )
    prize = forms.ModelChoiceField(
        label=gettext_lazy("Prize"),
        queryset=Prize.objects.none(),
        error_messages={"required": gettext_lazy("Choose the prize")},
    )
    reason = ReasonField(
        required=False,
        help_text=gettext_lazy(
            "Needed when the rank is not followed, and for one award more than the catalogue has."
        ),
    )
    field_order = ("result", "prize", "reason", "number", "issued_on", "signer")

    def __init__(self, data=None, *, results, prizes):
        super().__init__(data)
        self.fields["result"].queryset = results
        self.fields["result"].label_from_instance = lambda row: (
            f"{row.rank or '–'}. {row.entry.application}"
        )
        self.fields["prize"].queryset = prizes
        self.fields["prize"].label_from_instance = lambda prize: prize.label
        for name in ("number", "issued_on", "signer"):
            self.fields[name].required = False
        self.fields["number"].help_text = _(
            "Only for one award more than the catalogue has: the document that allows it."
        )

    def clean_issued_on(self):
        return super().clean_issued_on() if self.cleaned_data["issued_on"] else None


class UnawardedForm(forms.Form):
    """Why places of a prize stay without a winner."""

    reason = ReasonField()


class HandOverForm(forms.Form):
    """The ceremony: for one award with its receiver and paper, for many with what they share."""

    takes_object = True

    handed_over_on = forms.DateField(
        label=gettext_lazy("Handed over on"),
        help_text=gettext_lazy("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter the day of the handing over"),
            "invalid": gettext_lazy("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )
    handed_over_by = forms.CharField(
        label=gettext_lazy("Handed over by"),
        max_length=150,
        help_text=gettext_lazy("Name and position of who hands the award over."),
        error_messages={"required": gettext_lazy("Enter who handed the award over")},
    )
    receiver = forms.CharField(
        label=gettext_lazy("Received by"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Empty: the representative of the application."),
    )
    paper_number = forms.CharField(
        label=gettext_lazy("Number of the paper"), max_length=60, required=False
    )

    def __init__(self, data=None, *, obj):
        super().__init__(data, initial={"handed_over_on": timezone.localdate()})
        if obj is None:  # many at once: each has its own receiver and paper
            del self.fields["receiver"], self.fields["paper_number"]

    def clean_handed_over_on(self):
        day = self.cleaned_data["handed_over_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day of the handing over must not be in the future"))
        return day


class RevokeForm(DocumentFields):
    """The decision that takes an award back."""

    reason = ReasonField()
    field_order = ("reason", "number", "issued_on", "signer")
