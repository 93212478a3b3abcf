"""A room's week as people see it: what is free, what is not and why – as a grid and as a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from ecosystem.domain.slots import DAY, Diary, Span, at, day_span, diary_of, week_start
from ecosystem.enums import PUBLIC_EVENT_STATES

if TYPE_CHECKING:
    from ecosystem.models import Booking, Event, Room

FREE, BOOKED, CLOSED, OVER, GAP = "free", "booked", "closed", "over", "gap"


class Offer(NamedTuple):
    """A free stretch, and the first booking that it offers."""

    span: Span
    first: Span


@dataclass
class Cell:
    """One step of one day, or several alike below one another.

    Of who booked nothing is shown; an event is announced, and is named as the reason.
    """

    state: str
    starts_at: dt.datetime
    reason: str = ""
    offer: Span | None = None
    rows: int = 1


class Announced(NamedTuple):
    """An event that has the room, and when."""

    title: str
    span: Span


@dataclass
class DayPlan:
    """One day: its hours, what is free, what is taken."""

    day: dt.date
    is_today: bool
    hours: list[Span] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    booked: list[Span] = field(default_factory=list)
    events: list[Announced] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    is_over: bool = False
    is_not_yet: bool = False


@dataclass
class Row:
    """One line of the grid; None where a cell from above reaches down."""

    time: dt.time
    cells: list[Cell | None]


@dataclass
class WeekPlan:
    monday: dt.date
    days: list[DayPlan]
    rows: list[Row]
    has_earlier: bool
    has_later: bool

    @property
    def sunday(self) -> dt.date:
        return self.monday + 6 * DAY

    @property
    def earlier(self) -> dt.date:
        return self.monday - 7 * DAY

    @property
    def later(self) -> dt.date:
        return self.monday + 7 * DAY


def week_plan(room: Room, day: dt.date) -> WeekPlan:
    """Return the week of ``day``, moved into the weeks that can be booked: three queries."""
    first, last = week_start(timezone.localdate()), week_start(room.last_day)
    monday = min(max(week_start(day), first), last)
    diary = diary_of(room, day_span(monday, 7))
    soonest = soonest_start(room)
    days = [monday + n * DAY for n in range(7)]
    columns = [_column(diary, each, soonest) for each in days]
    times = _times(diary)
    merged = _merged(columns, times)
    return WeekPlan(
        monday=monday,
        days=[_day_plan(diary, each, soonest) for each in days],
        rows=[Row(time, [column.get(time) for column in merged]) for time in times],
        has_earlier=monday > first,
        has_later=monday < last,
    )


def soonest_start(room: Room) -> dt.datetime:
    """The first instant for which the room can still be booked."""
    return timezone.now() + dt.timedelta(hours=room.notice_hours)


def offers_on(diary: Diary, day: dt.date, soonest: dt.datetime) -> list[Offer]:
    """What can be booked on ``day``: free, not too soon, not too far."""
    if day > diary.room.last_day:
        return []
    shortest = dt.timedelta(minutes=diary.room.min_minutes)
    step = diary.room.step
    offers = []
    for span in diary.free_on(day):
        start = span.starts_at
        if start < soonest:
            start += -(-(soonest - start) // step) * step
        if start + shortest <= span.ends_at:
            offers.append(Offer(Span(start, span.ends_at), Span(start, start + shortest)))
    return offers


def _times(diary: Diary) -> list[dt.time]:
    """The hours of the grid: from the first opening to the last closing, in steps."""
    if not diary.openings:
        return []
    step = diary.room.step_minutes
    first = min(_minutes(opening.opens_at) for opening in diary.openings) // step * step
    last = max(_minutes(opening.closes_at) for opening in diary.openings)
    return [dt.time(*divmod(minute, 60)) for minute in range(first, last, step)]


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _column(diary: Diary, day: dt.date, soonest: dt.datetime) -> list[Cell]:
    offers = offers_on(diary, day, soonest)
    return [_cell(diary, day, time, offers, soonest) for time in _times(diary)]


def _cell(
    diary: Diary, day: dt.date, time: dt.time, offers: list[Offer], soonest: dt.datetime
) -> Cell:
    start = at(day, time)
    span = Span(start, start + diary.room.step)
    if not any(hours.meets(*span) for hours in diary.open_on(day)):
        return Cell(CLOSED, start)
    for closure in diary.closures:
        if span.meets(closure.starts_at, closure.ends_at):
            return Cell(CLOSED, start, closure.reason)
    for booking in diary.bookings:
        if span.meets(booking.starts_at, booking.ends_at):
            event = announced(booking)
            return Cell(BOOKED, start, event.title if event else "")
    for offer in offers:
        if offer.span.holds(*span):
            shortest = offer.first.ends_at - offer.first.starts_at
            begin = min(start, offer.span.ends_at - shortest)
            return Cell(FREE, start, offer=Span(begin, begin + shortest))
    return Cell(OVER if start < soonest or day > diary.room.last_day else GAP, start)


def announced(booking: Booking) -> Event | None:
    """The event that the room is booked for, once the public reads of it."""
    event: Event | None = booking.event
    return event if event is not None and event.state in PUBLIC_EVENT_STATES else None


def _merged(columns: list[list[Cell]], times: list[dt.time]) -> list[dict[dt.time, Cell]]:
    """Put cells alike below one another together; free ones stay apart, each is a link."""
    merged = []
    for column in columns:
        kept: dict[dt.time, Cell] = {}
        above: Cell | None = None
        for time, cell in zip(times, column, strict=True):
            if (
                above is not None
                and cell.state != FREE
                and (above.state, above.reason) == (cell.state, cell.reason)
            ):
                above.rows += 1
                continue
            kept[time] = above = cell
        merged.append(kept)
    return merged


def _day_plan(diary: Diary, day: dt.date, soonest: dt.datetime) -> DayPlan:
    today = timezone.localdate()
    whole = day_span(day)
    taken = [
        (Span(max(row.starts_at, whole.starts_at), min(row.ends_at, whole.ends_at)), announced(row))
        for row in diary.bookings
        if whole.meets(row.starts_at, row.ends_at)
    ]
    return DayPlan(
        day=day,
        is_today=day == today,
        hours=diary.open_on(day),
        offers=offers_on(diary, day, soonest),
        booked=[span for span, event in taken if event is None],
        events=[Announced(event.title, span) for span, event in taken if event is not None],
        closed=[
            closure.reason
            for closure in diary.closures
            if whole.meets(closure.starts_at, closure.ends_at)
        ],
        is_over=day < today,
        is_not_yet=day > diary.room.last_day,
    )
