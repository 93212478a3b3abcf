"""The calendar of events: a month for the page, files and a feed for other calendars."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.slots import DAY, day_span
from ecosystem.enums import RegistrationState
from ecosystem.models import Event
from portal.ics import CalendarEvent, calendar
from portal.mail import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ecosystem.models import EventRegistration
    from ecosystem.querysets import EventQuerySet

# Pages of months are endless; nobody needs them before the portal's history or far ahead.
FIRST_YEAR: Final = 2017
YEARS_AHEAD: Final = 2
# What the feed holds, newest last.
FEED_LIMIT: Final = 200


@dataclass
class Day:
    """A day of the grid; days of the months around are shown pale, without events."""

    day: dt.date
    is_in_month: bool
    is_today: bool
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Month:
    """Weeks from Monday to Sunday, and the months beside, where there are pages for them."""

    first: dt.date
    weeks: Sequence[Sequence[Day]]
    earlier: dt.date | None
    later: dt.date | None

    @property
    def busy_days(self) -> list[Day]:
        """The days with an event, for the list on a phone."""
        return [day for week in self.weeks for day in week if day.events]


def clamped(year: int, month: int) -> dt.date:
    """The first day of the month, moved into the span that has pages.

    Raises ValueError for what is no month at all.
    """
    first = dt.date(year, month, 1)
    return max(_earliest(), min(first, _latest()))


def month_of(first: dt.date, events: EventQuerySet) -> Month:
    """The month that begins with ``first``; one query."""
    span_start = day_span(first).starts_at
    next_month = (first + dt.timedelta(days=32)).replace(day=1)
    span_end = day_span(next_month).starts_at
    found = list(events.meeting(span_start, span_end).order_by("starts_at", "pk"))
    today = timezone.localdate()
    weeks = [
        [
            Day(
                day=day,
                is_in_month=day.month == first.month,
                is_today=day == today,
                events=[event for event in found if _is_on(event, day)]
                if day.month == first.month
                else [],
            )
            for day in week
        ]
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]
    earlier = (first - DAY).replace(day=1)
    return Month(
        first=first,
        weeks=weeks,
        earlier=earlier if earlier >= _earliest() else None,
        later=next_month if next_month <= _latest() else None,
    )


def _is_on(event: Event, day: dt.date) -> bool:
    start = timezone.localdate(event.starts_at)
    # An event that ends at midnight does not reach into the day that begins then.
    end = (
        timezone.localdate(event.ends_at - dt.timedelta(microseconds=1)) if event.ends_at else start
    )
    return start <= day <= max(start, end)


def _earliest() -> dt.date:
    return dt.date(FIRST_YEAR, 1, 1)


def _latest() -> dt.date:
    return dt.date(timezone.localdate().year + YEARS_AHEAD, 12, 1)


# --- other calendars ---------------------------------------------------------------------------


def coming_calendar() -> str:
    """All coming events that the public reads of; cancelled ones say so."""
    rows = Event.objects.public().coming().filter(starts_at__isnull=False)
    return events_calendar(_("Startup events of Lạng Sơn"), rows.order_by("starts_at")[:FEED_LIMIT])


def events_calendar(name: str, events: Iterable[Event]) -> str:
    entries = [_entry(event, absolute_url(event.get_absolute_url())) for event in events]
    return calendar(name, entries, host=_host())


def registration_calendar(registration: EventRegistration) -> str:
    """The event as a person who registered keeps it: the online meeting stands with it."""
    event = registration.event
    place = [event.venue, event.online_url if registration.has_ticket else ""]
    entry = _entry(
        event,
        absolute_url(registration.get_absolute_url()),
        location=", ".join(part for part in place if part),
        is_cancelled=registration.state == RegistrationState.CANCELLED,
        is_sure=registration.has_ticket,
    )
    return calendar(event.title, [entry], host=_host())


def _entry(
    event: Event,
    url: str,
    *,
    location: str | None = None,
    is_cancelled: bool = False,
    is_sure: bool = True,
) -> CalendarEvent:
    status = "CONFIRMED" if is_sure else "TENTATIVE"
    return CalendarEvent(
        # The same for life: a calendar that has it moves it instead of keeping two.
        key=f"event-{event.pk}",
        summary=event.title,
        starts_at=event.starts_at,  # type: ignore[arg-type]  # callers leave out what has no time
        ends_at=event.until,
        status="CANCELLED" if is_cancelled or event.is_cancelled else status,
        location=event.venue if location is None else location,
        url=url,
    )


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
