"""The answer of those who advanced, and the time they get for it."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.enums import ParticipationState
from contests.forms.screening import OFFICE_CLOSES


class ParticipationForm(forms.Form):
    """Takes part, or not and why."""

    answer = forms.ChoiceField(
        label=_("Does the team take part?"),
        choices=[
            (ParticipationState.CONFIRMED.value, _("Yes, we take part")),
            (ParticipationState.DECLINED.value, _("No, we give our place up")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the team takes part")},
    )
    reason = forms.CharField(
        label=_("Reason for not taking part"),
        max_length=250,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed only when you do not take part. This answer is final."),
    )

    def clean(self):
        cleaned = super().clean()
        declines = cleaned.get("answer") == ParticipationState.DECLINED
        if declines and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Enter why the team does not take part"))
        return cleaned


class ConfirmByForm(forms.Form):
    """Until when somebody who goes on says whether they take part: ``confirm_by``, a moment."""

    confirm_on = forms.DateField(
        label=_("Who advances confirms by"),
        required=False,
        help_text=_(
            "Day/month/year, for example 27/10/2026. Each gets a mail with a link. Empty: nobody is asked."
        ),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Enter the day as day/month/year, for example 27/10/2026")},
    )
    confirm_time = forms.TimeField(
        label=_("Hour"),
        required=False,
        initial=OFFICE_CLOSES,
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Enter the hour, for example 17:00")},
    )

    def clean(self):
        cleaned = super().clean()
        if "confirm_on" in self.errors or "confirm_time" in self.errors:
            return cleaned
        day = cleaned.pop("confirm_on", None)
        hour = cleaned.pop("confirm_time", None) or OFFICE_CLOSES
        if day is None:
            return cleaned
        confirm_by = timezone.make_aware(datetime.combine(day, hour))
        if confirm_by <= timezone.now():
            raise ValidationError({"confirm_on": _("Enter a day that is still to come")})
        return {**cleaned, "confirm_by": confirm_by}


class PublishForm(ConfirmByForm):
    """Publishing a round before the final may ask those who advance whether they take part."""

    takes_object = True

    def __init__(self, data=None, *, obj):
        super().__init__(data)
        if obj.is_final:
            del self.fields["confirm_on"], self.fields["confirm_time"]
