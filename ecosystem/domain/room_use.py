"""How much rooms are used: hours and share of the opening hours, by room and month.

Counted are bookings that came about (used, or confirmed and over); the share is of the opening
hours as they are set today, without what was closed. A month that still runs counts to now.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from ecosystem.domain.slots import DAY, Diary, Span, at, day_span, diaries
from ecosystem.enums import BookingState
from ecosystem.models import Booking
from portal.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecosystem.models import Room


@dataclass
class MonthUse:
    """One room in one month."""

    month: dt.date
    bookings: int = 0
    no_shows: int = 0
    minutes: int = 0
    open_minutes: int = 0

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def share(self) -> int | None:
        """Per cent of the opening hours, None where the room was not open at all."""
        if not self.open_minutes:
            return None
        return round(100 * self.minutes / self.open_minutes)


@dataclass
class RoomUse:
    """One room over the months asked for, in their order."""

    room: Room
    months: list[MonthUse]

    @property
    def total(self) -> MonthUse:
        sums = [
            sum(getattr(use, name) for use in self.months)
            for name in ("bookings", "no_shows", "minutes", "open_minutes")
        ]
        return MonthUse(self.months[0].month, *sums)


def months_back(count: int, today: dt.date | None = None) -> list[dt.date]:
    """Return the first days of the last ``count`` months, the running one included, oldest first."""
    first = (today or timezone.localdate()).replace(day=1)
    return [add_months(first, -back) for back in range(count - 1, -1, -1)]


def use_of(rooms: Iterable[Room], months: list[dt.date]) -> list[RoomUse]:
    """Return the use of each room in ``months``, first days in order: four queries."""
    rooms = list(rooms)
    now = timezone.now()
    span = Span(at(months[0], dt.time()), min(now, at(add_months(months[-1], 1), dt.time())))
    counted = _counted(rooms, span, now)
    found = diaries(rooms, span)
    return [
        RoomUse(room, [_month(found[room.pk], month, counted[room.pk], now) for month in months])
        for room in rooms
    ]


def _counted(rooms: list[Room], span: Span, now: dt.datetime) -> dict[int, list[Booking]]:
    rows: dict[int, list[Booking]] = defaultdict(list)
    states = [BookingState.USED, BookingState.CONFIRMED, BookingState.NO_SHOW]
    found = Booking.objects.filter(
        room__in=rooms,
        state__in=states,
        starts_at__gte=span.starts_at,
        starts_at__lt=span.ends_at,
        ends_at__lte=now,
    ).only("room", "state", "starts_at", "ends_at")
    for booking in found:
        rows[booking.room_id].append(booking)
    return rows


def _month(diary: Diary, month: dt.date, bookings: list[Booking], now: dt.datetime) -> MonthUse:
    use = MonthUse(month)
    for booking in bookings:
        if timezone.localdate(booking.starts_at).replace(day=1) != month:
            continue
        if booking.state == BookingState.NO_SHOW:
            use.no_shows += 1
        else:
            use.bookings += 1
            use.minutes += Span(booking.starts_at, booking.ends_at).minutes
    day, after = month, add_months(month, 1)
    while day < after and day_span(day).starts_at < now:
        use.open_minutes += sum(
            Span(span.starts_at, min(span.ends_at, now)).minutes
            for span in diary.open_spans(day)
            if span.starts_at < now
        )
        day += DAY
    return use
