"""Calendar feeds: of a room for everybody, who sees only that it is busy; of a person's own bookings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import BookingState
from ecosystem.models import Booking, CalendarKey, Closure
from ecosystem.models.bookings import calendar_key
from portal.ics import CalendarEvent, calendar
from portal.mail import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecosystem.models import Room
    from portal.models import User

# A feed shows what is near: calendars ask again every few hours.
PAST_DAYS = 31
COMING_DAYS = 366

_STATUS = {
    BookingState.REQUESTED: "TENTATIVE",
    BookingState.CANCELLED: "CANCELLED",
    BookingState.REFUSED: "CANCELLED",
}


def room_calendar(room: Room) -> str:
    """Return when ``room`` is booked or closed; of bookings nothing but the time."""
    start, end = _window()
    held = room.bookings.holding().meeting(start, end).order_by("starts_at")  # type: ignore[attr-defined]  # its own queryset
    events = [
        CalendarEvent(
            # Not the booking's code: that opens a page of the holder's.
            key=f"room-{room.pk}-{int(booking.starts_at.timestamp())}",
            summary=_("Booked"),
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
        )
        for booking in held
    ]
    events += [
        CalendarEvent(
            key=f"closure-{closure.pk}",
            summary=_("Closed: %(reason)s") % {"reason": closure.reason},
            starts_at=closure.starts_at,
            ends_at=closure.ends_at,
        )
        for closure in Closure.objects.of_rooms([room]).meeting(start, end)
    ]
    return calendar(f"{room.organization} – {room}", events, host=_host())


def own_calendar(user: User) -> str:
    """Return the bookings of ``user`` near today."""
    start, end = _window()
    rows = Booking.objects.filter(holder=user, starts_at__lt=end, ends_at__gt=start)
    return bookings_calendar(rows.select_related("room__organization").order_by("starts_at"))


def bookings_calendar(bookings: Iterable[Booking]) -> str:
    """Return ``bookings`` as their holder reads them."""
    events = [
        CalendarEvent(
            key=f"booking-{booking.code}",
            summary=_("%(room)s (%(state)s)")
            % {"room": booking.room, "state": booking.get_state_display()},
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            status=_STATUS.get(BookingState(booking.state), "CONFIRMED"),
            location=", ".join(
                part
                for part in (
                    booking.room.place,
                    booking.room.organization.name,
                    booking.room.organization.address,
                )
                if part
            ),
            url=absolute_url(booking.get_absolute_url()),
        )
        for booking in bookings
    ]
    return calendar(_("My bookings"), events, host=_host())


def key_of(user: User) -> str:
    """Return the key of the private feed of ``user``; the first call makes it."""
    row: CalendarKey = CalendarKey.objects.get_or_create(user=user)[0]
    return row.key


@transaction.atomic
def renew_key(user: User) -> str:
    """Make a new key: whoever has the old address sees nothing any more."""
    key = calendar_key()
    CalendarKey.objects.update_or_create(user=user, defaults={"key": key})
    return key


def owner_of(key: str) -> User | None:
    """Return the person whose feed ``key`` opens, while the account is active."""
    row = CalendarKey.objects.select_related("user").filter(key=key).first()
    return row.user if row is not None and row.user.is_active else None


def _window() -> tuple[dt.datetime, dt.datetime]:
    now = timezone.now()
    return now - dt.timedelta(days=PAST_DAYS), now + dt.timedelta(days=COMING_DAYS)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
