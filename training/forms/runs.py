"""Copying a class: to another day, or to several communes at once."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Locality
from training.domain.runs import MAX_DAYS_BETWEEN

YEARS_AHEAD = dt.timedelta(days=3 * 366)


class CopyForm(forms.Form):
    """The first day of the copy."""

    first_day = forms.DateField(
        label=_("First day"),
        help_text=_(
            "Sessions keep their hours and the days between them. For example: 05/12/2026."
        ),
        error_messages={"required": _("Enter the first day")},
    )

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        today = timezone.localdate()
        if not today < day <= today + YEARS_AHEAD:
            raise forms.ValidationError(_("Enter a day to come, within three years"))
        return day


class SeriesForm(CopyForm):
    """One class for each commune."""

    localities = forms.ModelMultipleChoiceField(
        label=_("Communes and wards"),
        queryset=Locality.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the communes and wards")},
    )
    days_between = forms.IntegerField(
        label=_("Days from one class to the next"),
        min_value=0,
        max_value=MAX_DAYS_BETWEEN,
        initial=7,
        help_text=_("0: all on the same days."),
    )
    field_order = ("first_day", "days_between", "localities")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["localities"].queryset = Locality.objects.current().order_by("folded")
