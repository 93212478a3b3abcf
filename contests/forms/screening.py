"""What the secretariat types during the validity check."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.screening import reasons_of_failed_checks
from contests.enums import CheckResult

# The hour at which offices close: what a due time means when nobody says otherwise.
OFFICE_CLOSES = time(17, 0)


class SupplementForm(forms.Form):
    """What has to be added, and until when; cleans to ``text`` and ``due_at``."""

    text = forms.CharField(
        label=_("What has to be added"),
        help_text=_("Sent to the applicant word for word. Name each document or answer."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Enter what has to be added")},
    )
    due_on = forms.DateField(
        label=_("Due on"),
        help_text=_("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the day by which it is due"),
            "invalid": _("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )
    due_time = forms.TimeField(
        label=_("Hour"),
        initial=OFFICE_CLOSES,
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the hour, for example 17:00"),
            "invalid": _("Enter the hour, for example 17:00"),
        },
    )

    def clean(self):
        cleaned = super().clean()
        if not {"text", "due_on", "due_time"} <= cleaned.keys():
            return cleaned
        due_at = timezone.make_aware(datetime.combine(cleaned["due_on"], cleaned["due_time"]))
        if due_at <= timezone.now():
            self.add_error("due_on", _("Enter a due time that is still to come"))
        return {"text": cleaned["text"], "due_at": due_at}


class InvalidForm(forms.Form):
    """The reasons told to the applicant; starts from the rules that are not met."""

    takes_object = True

    reason = forms.CharField(
        label=_("Reasons"),
        help_text=_("Sent to the applicant word for word. Cite the clause of the rules."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter the reason")},
    )

    def __init__(self, data=None, *, obj=None, **kwargs):
        super().__init__(data, **kwargs)
        if obj is not None:
            self.initial.setdefault("reason", reasons_of_failed_checks(obj))


class CheckForm(forms.Form):
    """A person's decision on one rule."""

    result = forms.ChoiceField(
        label=_("Decision"),
        choices=[(kind.value, kind.label) for kind in (CheckResult.PASSED, CheckResult.FAILED)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the rule is met")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Needed when the rule is not met, and when you decide against the system."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
