"""An event as staff enter it, with the room it takes place in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.domain.event_rooms import booking_of, check_room
from ecosystem.domain.events import check_capacity
from ecosystem.domain.slots import Span
from ecosystem.models import Event, Room
from portal.workflow import RefusedError

VENUE_LENGTH = Event._meta.get_field("venue").max_length
TIMES = {"starts_at", "ends_at"}


class EventForm(forms.ModelForm):
    """``rooms`` are those that the person may give away; whoever has none sees no choice."""

    room = forms.ModelChoiceField(
        label=gettext_lazy("Room of the co-working space"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=gettext_lazy("No room"),
        help_text=gettext_lazy(
            "Booked with the event and confirmed at once. Another time moves the booking, no room frees it."
        ),
    )
    # Django 5.2 asks which scheme an address without one means.
    online_url = Event._meta.get_field("online_url").formfield(assume_scheme="https")
    rooms = Room.objects.none()

    class Meta:
        model = Event
        fields = [
            "title",
            "slug",
            "kind",
            "description",
            "audience",
            "fields",
            "programme",
            "venue",
            "online_url",
            "organizers",
            "year",
            "starts_at",
            "ends_at",
            "is_yearly",
            "takes_registrations",
            "opens_at",
            "closes_at",
            "capacity",
            "has_waiting_list",
            "offer_hours",
            "attendees",
            "attendees_is_minimum",
            "source",
            "note",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The instance takes the new times before the room is asked.
        self.was = Span(self.instance.starts_at, self.instance.ends_at)
        self.booking = booking_of(self.instance)
        if not self.rooms:
            del self.fields["room"]
            return
        self.fields["room"].queryset = self.rooms
        if self.booking is not None:
            self.initial["room"] = self.booking.room_id

    def clean(self):
        cleaned = super().clean()
        self._check_order(cleaned)
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The end must be after the start."))
        elif "room" not in self.fields:
            self._refuse_to_leave_room()
        else:
            self._say_where(cleaned)
        return cleaned

    def _check_order(self, cleaned):
        """Registration needs a beginning of the event, opens before it closes, and ends with it."""
        start = cleaned.get("starts_at")
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if cleaned.get("takes_registrations") and not start and "starts_at" not in self.errors:
            self.add_error(
                "starts_at", _("Enter when the event begins: registration ends with it.")
            )
        if cleaned.get("ends_at") and not start and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Enter when the event begins."))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Registration must close after it opens."))
        elif closes and start and closes > start:
            self.add_error(
                "closes_at", _("Registration closes when the event begins, at the latest.")
            )

    def _say_where(self, cleaned):
        """Whoever named no venue means the room: readers find it beside the time, and no old one."""
        was = _place(self.booking.room) if self.booking else ""
        if cleaned.get("venue", "") in {"", was}:
            cleaned["venue"] = _place(cleaned.get("room"))

    def _refuse_to_leave_room(self):
        """Somebody else's room stays booked: the event does not move away from it unseen."""
        if self.booking is not None and TIMES & set(self.changed_data):
            text = _("%(room)s is booked for this event. Ask the space to move the booking first.")
            self.add_error("starts_at", text % {"room": self.booking.room})

    def _post_clean(self):
        """Places and room are asked last, when the event's own values are in place."""
        super()._post_clean()
        if self.errors:
            return
        try:
            check_capacity(self.instance)
        except RefusedError as refused:
            self.add_error("capacity", str(refused.message))
            return
        if "room" not in self.fields:
            return
        try:
            check_room(self.instance, self.cleaned_data["room"], was=self.was)
        except RefusedError as refused:
            self.add_error("room", str(refused.message))


def _place(room):
    return f"{room}, {room.organization}"[:VENUE_LENGTH] if room else ""
