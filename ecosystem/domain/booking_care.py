"""What is done with bookings without anybody asking: reminders, requests that ran out, hours that passed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from ecosystem.domain.booking import lapse, record_use
from ecosystem.domain.slots import DAY, day_span
from ecosystem.enums import BookingState
from ecosystem.mails import rooms as mails
from ecosystem.models import Booking
from portal import audit
from portal.mail import queue
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

# So long the staff may record that nobody came before a booking counts as used.
HOURS_TO_RECORD = 24


def remind_bookings() -> int:
    """Remind holders of what they booked for tomorrow; bookings made today need no reminder."""
    today = timezone.localdate()
    tomorrow = day_span(today + DAY)
    rows = Booking.objects.filter(
        state=BookingState.CONFIRMED,
        holder__isnull=False,
        starts_at__gte=tomorrow.starts_at,
        starts_at__lt=tomorrow.ends_at,
        created_at__lt=day_span(today).starts_at,
    ).select_related("room__organization", "holder")
    reminded = 0
    for booking in rows:
        # The key of the mail makes a second run of the same day send nothing.
        queue(mails.booking_reminder(booking))
        reminded += 1
    return reminded


def lapse_requests() -> int:
    """End the requests whose time came without an answer; their holders are told."""
    rows = Booking.objects.filter(state=BookingState.REQUESTED, starts_at__lte=timezone.now())
    return sum(_done(lapse, booking) for booking in rows)


def close_past_bookings() -> int:
    """Count as used what ended a day ago and nobody recorded otherwise."""
    limit = timezone.now() - dt.timedelta(hours=HOURS_TO_RECORD)
    rows = Booking.objects.filter(state=BookingState.CONFIRMED, ends_at__lte=limit)
    return sum(
        _done(lambda booking: record_use(booking, actor=audit.SYSTEM), booking) for booking in rows
    )


def _done(act: Callable[[Booking], Booking], booking: Booking) -> bool:
    try:
        act(booking)
    except RefusedError:  # somebody answered or recorded it in the meantime
        return False
    return True
