"""What a judge types and photographs at the place of an entry."""

import datetime as dt
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.judging import VisitEntry, checklist
from contests.forms.intake import day_field, hour_field
from portal.files import KIND_IMAGE

_COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_FIVE_PLACES = Decimal("0.00001")
_FARTHEST = (90, 180)


class VisitForm(forms.Form):
    """Notes, ticks, place and time of a visit; a phone without a network keeps what is typed."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Open the page again before saving"),
            "invalid": gettext_lazy("Open the page again before saving"),
        },
    )
    visited_on = day_field(gettext_lazy("Day of the visit"), required=False)
    visited_time = hour_field(gettext_lazy("Hour of the visit"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Hamlet, commune, or what the place is called."),
        required=False,
        max_length=250,
    )
    coordinates = forms.CharField(
        label=gettext_lazy("Coordinates"),
        help_text=gettext_lazy(
            "Latitude, longitude, for example 21.85310, 106.76120. May stay empty."
        ),
        required=False,
        max_length=60,
    )
    checked = forms.MultipleChoiceField(
        label=gettext_lazy("Seen at the place"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes of the visit"),
        help_text=gettext_lazy("Read by the judges of this entry and the secretariat."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data=None, *, round_, visit=None):
        super().__init__(data, initial=_stored(visit))
        lines = checklist(round_)
        kept = [line for line in (visit.checked if visit else ()) if line not in lines]
        if lines or kept:
            self.fields["checked"].choices = [(line, line) for line in [*lines, *kept]]
        else:
            del self.fields["checked"]

    def clean_coordinates(self):
        text = self.cleaned_data["coordinates"].strip()
        found = _COORDINATES.match(text)
        if not text:
            return None
        if not found or any(
            abs(Decimal(part)) > most for part, most in zip(found.groups(), _FARTHEST, strict=True)
        ):
            raise ValidationError(
                _("Enter latitude and longitude like 21.85310, 106.76120, or leave the box empty")
            )
        return tuple(Decimal(part).quantize(_FIVE_PLACES) for part in found.groups())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("visited_time") and "visited_on" in cleaned and not cleaned["visited_on"]:
            self.add_error("visited_on", _("Enter the day of the visit"))
        return cleaned

    def written(self):
        """The valid input as the domain takes it; what is not valid stays as it is stored."""
        values = self.initial | self.cleaned_data
        coordinates = values.get("coordinates") or (None, None)
        if isinstance(coordinates, str):
            coordinates = tuple(Decimal(part) for part in coordinates.split(", "))
        return VisitEntry(
            visited_at=_moment(values.get("visited_on"), values.get("visited_time")),
            place=values.get("place", ""),
            latitude=coordinates[0],
            longitude=coordinates[1],
            checked=values.get("checked", []),
            notes=values.get("notes", ""),
        )

    def continue_from(self, visit):
        """Let the next save of this page follow ``visit`` as it is stored now."""
        self.data = self.data.copy()
        self.data["version"] = str(visit.version if visit else 0)


def _stored(visit):
    if visit is None or not visit.version:
        now = timezone.localtime()
        return {"version": 0, "visited_on": now.date(), "visited_time": now.time()}
    moment = timezone.localtime(visit.visited_at) if visit.visited_at else None
    has_place = visit.latitude is not None and visit.longitude is not None
    return {
        "version": visit.version,
        "visited_on": moment.date() if moment else None,
        "visited_time": moment.time() if moment else None,
        "place": visit.place,
        "coordinates": f"{visit.latitude}, {visit.longitude}" if has_place else "",
        "checked": visit.checked,
        "notes": visit.notes,
    }


def _moment(day, time):
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day, time or dt.time()))


class PhotoForm(forms.Form):
    """One photograph with its caption."""

    photo = forms.FileField(
        label=gettext_lazy("Photograph"),
        widget=forms.FileInput(attrs={"accept": KIND_IMAGE.accept}),
        error_messages={"required": gettext_lazy("Choose a photograph")},
    )
    caption = forms.CharField(label=gettext_lazy("Caption"), required=False, max_length=200)

    def __init__(self, *args, megabytes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = _(
            "JPEG, PNG or WebP, at most %(size)d MB. Place and camera data inside the file are removed."
        ) % {"size": megabytes}
