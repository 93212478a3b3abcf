"""Copying a class: to another day, or to several communes at once."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Locality
from portal.workflow import RefusedError
from training.domain.registration_care import check_places, when_and_where
from training.domain.runs import MAX_DAYS_BETWEEN
from training.models import CourseRun

YEARS_AHEAD = dt.timedelta(days=3 * 366)


class RunForm(forms.ModelForm):
    """A class as staff enter it; ``was``: when and where it met before the edit."""

    online_url = CourseRun._meta.get_field("online_url").formfield(
        assume_scheme="https", widget=forms.URLInput(attrs={"class": "vURLField"})
    )

    class Meta:
        model = CourseRun
        fields = [
            "course",
            "name",
            "slug",
            "locality",
            "venue",
            "online_url",
            "organizer",
            "funder",
            "how_to_register",
            "note",
            "takes_registrations",
            "opens_at",
            "closes_at",
            "capacity",
            "min_places",
            "has_waiting_list",
            "offer_hours",
            "needs_approval",
            "takes_groups",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = when_and_where(self.instance) if self.instance.pk else None

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        least, most = cleaned.get("min_places"), cleaned.get("capacity")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Registration must close after it opens."))
        if least and most is not None and least > most:
            self.add_error("min_places", _("This is more than there are places."))
        return cleaned

    def _post_clean(self):
        """Places are asked last, when the class's own values are in place."""
        super()._post_clean()
        if self.errors or "capacity" not in self.fields:
            return
        try:
            check_places(self.instance)
        except RefusedError as refused:
            self.add_error(None, str(refused.message))


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
