"""When a room is free: opening hours, less closures, less what is booked already."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_date

from ecosystem.models import Booking, Closure, Opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecosystem.models import Room

DAY = dt.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Span(NamedTuple):
    """A half-open stretch of time: the end is the next one's start."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def meets(self, start: dt.datetime, end: dt.datetime) -> bool:
        return self.starts_at < end and start < self.ends_at

    def holds(self, start: dt.datetime, end: dt.datetime) -> bool:
        return self.starts_at <= start and end <= self.ends_at

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass
class Diary:
    """All that decides whether ``room`` is free within ``span``."""

    room: Room
    openings: list[Opening] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)

    def open_on(self, day: dt.date) -> list[Span]:
        """The opening hours of a day, closures not counted off."""
        return [
            Span(at(day, opening.opens_at), at(day, opening.closes_at))
            for opening in self.openings
            if opening.weekday == day.weekday()
        ]

    def open_spans(self, day: dt.date) -> list[Span]:
        """The opening hours of a day without what is closed."""
        closed = [Span(closure.starts_at, closure.ends_at) for closure in self.closures]
        return without(self.open_on(day), closed)

    def free_on(self, day: dt.date) -> list[Span]:
        """Stretches of a day in which a booking of the shortest length finds room, on full steps.

        A new booking needs its pause before the next one begins, so that stretches end earlier
        where a booking follows.
        """
        taken = [
            Span(booking.starts_at - self.room.buffer, booking.held_until)
            for booking in self.bookings
        ]
        shortest = dt.timedelta(minutes=self.room.min_minutes)
        spans = [self._on_steps(span) for span in without(self.open_spans(day), taken)]
        return [span for span in spans if span.ends_at - span.starts_at >= shortest]

    def _on_steps(self, span: Span) -> Span:
        step = self.room.step
        midnight = at(timezone.localdate(span.starts_at), dt.time())
        late = (span.starts_at - midnight) % step
        start = span.starts_at + (step - late if late else dt.timedelta())
        return Span(start, max(start, span.ends_at - (span.ends_at - midnight) % step))


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """The instant of an hour of the wall clock."""
    return timezone.make_aware(dt.datetime.combine(day, time))


def day_span(day: dt.date, days: int = 1) -> Span:
    """From midnight to midnight."""
    return Span(at(day, dt.time()), at(day + days * DAY, dt.time()))


def asked_day(text: str) -> dt.date | None:
    """A day as addresses write it (2026-11-30); None for what is none, or is out of all reach."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and is_in_reach(day) else None


def is_in_reach(day: dt.date) -> bool:
    """Whether a room can be asked about at all: at the ends of the calendar no week can be reckoned."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def week_start(day: dt.date) -> dt.date:
    """The Monday of the week of ``day``."""
    return day - day.weekday() * DAY


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` after ``taken``, in order."""
    left = list(spans)
    for cut in taken:
        left = [part for span in left for part in _cut(span, cut)]
    return left


def _cut(span: Span, cut: Span) -> Iterator[Span]:
    if not span.meets(cut.starts_at, cut.ends_at):
        yield span
        return
    if span.starts_at < cut.starts_at:
        yield Span(span.starts_at, cut.starts_at)
    if cut.ends_at < span.ends_at:
        yield Span(cut.ends_at, span.ends_at)


def diaries(rooms: Iterable[Room], span: Span) -> dict[int, Diary]:
    """Return the diary of each room for ``span``: three queries, however many rooms."""
    found = {room.pk: Diary(room) for room in rooms}
    of_rooms = [diary.room for diary in found.values()]
    for opening in Opening.objects.filter(room__in=of_rooms):
        found[opening.room_id].openings.append(opening)
    # The pause of a new booking reaches beyond the span.
    margin = max((room.buffer for room in of_rooms), default=dt.timedelta())
    held = Booking.objects.holding().filter(room__in=of_rooms).select_related("event")
    for booking in held.meeting(span.starts_at, span.ends_at + margin).order_by("starts_at"):
        found[booking.room_id].bookings.append(booking)
    by_space = defaultdict(list)
    for diary in found.values():
        by_space[diary.room.organization_id].append(diary)
    closures = Closure.objects.of_rooms(of_rooms).meeting(span.starts_at, span.ends_at)
    for closure in closures.order_by("starts_at"):
        for diary in by_space[closure.organization_id]:
            if closure.room_id in (None, diary.room.pk):
                diary.closures.append(closure)
    return found


def diary_of(room: Room, span: Span) -> Diary:
    """Return the diary of one room."""
    return diaries([room], span)[room.pk]
