"""What people enter to find, book or wait for a room, and what the staff of a space enter."""

import datetime as dt
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.domain.closures import bookings_within, hit_text
from ecosystem.domain.slots import at, is_in_reach
from ecosystem.enums import RefusalReason
from ecosystem.models import Booking, Closure, Event, Room, RoomPicture, Startup
from portal.files import KIND_IMAGE, MEGABYTE, check_upload
from portal.forms import PhoneField, UploadField
from portal.models import User

DAY_ERRORS = {
    "required": gettext_lazy("Enter the day as day/month/year, for example 27/10/2026"),
    "invalid": gettext_lazy("Enter the day as day/month/year, for example 27/10/2026"),
}
TIME_ERRORS = {
    "required": gettext_lazy("Choose the hour"),
    "invalid_choice": gettext_lazy("Choose the hour from the list"),
}
PEOPLE_ERRORS = {
    "required": gettext_lazy("Enter how many people come"),
    "invalid": gettext_lazy("Enter a whole number, for example 6"),
    "min_value": gettext_lazy("Enter at least 1"),
    "max_value": gettext_lazy("Enter at most %(limit_value)d"),
}
# The hours that any room may be asked for, by the staff too.
FIRST_HOUR, LAST_HOUR = 6, 22


def hours(first=FIRST_HOUR * 60, last=LAST_HOUR * 60, step=30):
    """Choices of hours in steps, both ends included."""
    times = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(first, last + 1, step)]
    return [(time, time) for time in times if time != "24:00"]


def room_hours(room):
    """Choices from the first opening of a room to its last closing."""
    openings = list(room.openings.all())
    if not openings:
        return hours(step=room.step_minutes)
    first = min(opening.opens_at for opening in openings)
    last = max(opening.closes_at for opening in openings)
    step = room.step_minutes
    return hours(
        (first.hour * 60 + first.minute) // step * step, last.hour * 60 + last.minute, step
    )


class SpanForm(forms.Form):
    """A day and two hours; ``start`` and ``end`` are instants once it is clean."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=DAY_ERRORS,
    )
    start = forms.ChoiceField(label=gettext_lazy("From"), choices=hours, error_messages=TIME_ERRORS)
    end = forms.ChoiceField(label=gettext_lazy("To"), choices=hours, error_messages=TIME_ERRORS)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not is_in_reach(day):
            raise ValidationError(DAY_ERRORS["invalid"])
        return day

    def clean(self):
        cleaned = super().clean()
        if {"day", "start", "end"} <= cleaned.keys():
            start, end = (
                at(cleaned["day"], dt.time.fromisoformat(cleaned[name]))
                for name in ("start", "end")
            )
            if end <= start:
                raise ValidationError({"end": _("The end must be after the start.")})
            cleaned |= {"start": start, "end": end}
        return cleaned


class RoomSearchForm(SpanForm):
    """When, and for how many: the rooms that are free then."""

    people = forms.IntegerField(
        label=gettext_lazy("Number of people"),
        min_value=1,
        max_value=1000,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=PEOPLE_ERRORS,
    )


class RoomSpanForm(SpanForm):
    """A time within the hours of one room."""

    def __init__(self, *args, room, **kwargs):
        super().__init__(*args, **kwargs)
        self.room = room
        for name in ("start", "end"):
            self.fields[name].choices = room_hours(room)


class BookingForm(RoomSpanForm):
    """What somebody asks the room for; the hidden key makes a double click one booking."""

    attendees = forms.IntegerField(
        label=gettext_lazy("Number of people"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=PEOPLE_ERRORS,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        help_text=gettext_lazy(
            "For example: meeting with a mentor. Read by the staff of the space only."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what you need the room for")},
    )
    startup = forms.ModelChoiceField(
        label=gettext_lazy("For the project"),
        queryset=Startup.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )
    accepts_rules = forms.BooleanField(
        label=gettext_lazy("I agree to the rules of the room"),
        error_messages={"required": gettext_lazy("Agree to the rules of the room to book it")},
    )
    send_key = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("send_key", uuid.uuid4().hex)
        own = Startup.objects.filter(owner=user).order_by("folded")
        self.fields["startup"].queryset = own
        if not own:
            del self.fields["startup"]
        if not self.room.house_rules:
            del self.fields["accepts_rules"]


# --- the staff ---------------------------------------------------------------------------------


class RefuseForm(forms.Form):
    """A reason of the list, and words that are sent with it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=RefusalReason,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the reason"),
            "invalid_choice": gettext_lazy("Choose the reason"),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Sent to the person; required for another reason."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == RefusalReason.OTHER and not cleaned.get("reason", "").strip():
            raise ValidationError({"reason": _("Write the reason: it is sent to the person")})
        return cleaned


class ReserveForm(SpanForm):
    """A room for an event, for an account, or for somebody at the office."""

    room = forms.ModelChoiceField(
        label=gettext_lazy("Room"),
        queryset=Room.objects.none(),
        error_messages={
            "required": gettext_lazy("Choose the room"),
            "invalid_choice": gettext_lazy("Choose the room"),
        },
    )
    event = forms.ModelChoiceField(
        label=gettext_lazy("Event"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=gettext_lazy("No event"),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the account"),
        help_text=gettext_lazy("The person gets the mails and finds it among their bookings."),
        required=False,
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Name, without an account"), required=False, max_length=150
    )
    contact_phone = PhoneField(label=gettext_lazy("Telephone"), required=False)
    attendees = forms.IntegerField(
        label=gettext_lazy("Number of people"),
        min_value=1,
        max_value=1000,
        initial=1,
        error_messages=PEOPLE_ERRORS,
    )
    purpose = forms.CharField(label=gettext_lazy("What for"), required=False, max_length=200)

    field_order = ("room", "day", "start", "end", "event", "email", "contact_name")

    def __init__(self, *args, rooms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms
        # What has its room in another space is not this one's to keep a room for.
        elsewhere = Booking.objects.holding().filter(event__isnull=False).exclude(room__in=rooms)
        coming = Event.objects.filter(ends_at__gte=timezone.now())
        self.fields["event"].queryset = coming.exclude(pk__in=elsewhere.values("event")).order_by(
            "starts_at"
        )

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if not email:
            return None
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise ValidationError(
                _("No account has this address. Enter the name and the telephone instead")
            )
        return user

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(
            cleaned.get(name) for name in ("event", "email", "contact_name")
        ):
            raise ValidationError(
                {"contact_name": _("Say whom the room is kept for: event, account or name")}
            )
        return cleaned


class ClosureForm(forms.ModelForm):
    """A closure; the box decides over bookings in its time."""

    ends_bookings = forms.BooleanField(
        label=gettext_lazy("Cancel the bookings in this time"),
        help_text=gettext_lazy("Their holders get a mail with the reason above."),
        required=False,
    )

    class Meta:
        model = Closure
        fields = ["organization", "room", "kind", "reason", "starts_at", "ends_at"]

    def clean(self):
        cleaned = super().clean()
        wanted = {name: cleaned.get(name) for name in ClosureForm.Meta.fields}
        is_whole = all(wanted[name] for name in ("organization", "starts_at", "ends_at"))
        if is_whole and not cleaned.get("ends_bookings"):
            within = list(bookings_within(Closure(**wanted)))
            if within:
                raise ValidationError({"ends_bookings": hit_text(within)})
        return cleaned


class RoomPictureForm(forms.ModelForm):
    """A picture by its bytes, without the place and device that cameras write."""

    image = UploadField(label=gettext_lazy("Picture"), kinds=(KIND_IMAGE,), max_bytes=10 * MEGABYTE)

    class Meta:
        model = RoomPicture
        fields = ["image", "alt_text", "order"]

    def clean_image(self):
        image = self.cleaned_data["image"]
        if "image" not in self.changed_data:
            return image
        checked = check_upload(image, kinds=(KIND_IMAGE,), max_bytes=10 * MEGABYTE)
        return ContentFile(checked.content, name=checked.name)
