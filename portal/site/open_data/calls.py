"""What one can enter or register for now or soon: a small document for the province's main portal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from contests.enums import ContestState
from contests.models import Contest
from ecosystem.enums import RegistrationPhase
from ecosystem.models import Event
from portal.mail import absolute_url
from portal.site.open_data.datasets import local
from portal.site.open_data.records import CallRecord
from training.models import CourseRun

if TYPE_CHECKING:
    from collections.abc import Iterator

# More than these are found on the portal.
MOST: Final = 50
OPEN_PHASES: Final = frozenset({RegistrationPhase.OPEN, RegistrationPhase.WAITING})


def open_calls(now: dt.datetime | None = None) -> list[CallRecord]:
    """Calls whose last moment has not passed, the one that closes first in front; three queries.

    Demonstration data is left out, as everywhere in what others take over.
    """
    now = now or timezone.now()
    far = now + dt.timedelta(days=3660)
    found = [*_contests(now), *_places(now)]
    return sorted(found, key=lambda call: (call.closes_at or far, call.title))[:MOST]


def _contests(now: dt.datetime) -> Iterator[CallRecord]:
    rows = Contest.objects.public().filter(
        state=ContestState.PUBLISHED, deadline_at__gte=now, is_demo=False
    )
    for contest in rows.order_by("deadline_at", "pk")[:MOST]:
        yield CallRecord(
            kind=contest.kind,
            title=contest.title,
            opens_at=local(contest.opens_at),
            closes_at=local(contest.deadline_at),
            is_open=contest.opens_at is not None and contest.opens_at <= now,
            url=absolute_url(contest.get_absolute_url()),
        )


def _places(now: dt.datetime) -> Iterator[CallRecord]:
    """Events and classes: both have places."""
    events = Event.objects.published().filter(
        takes_registrations=True, starts_at__gt=now, is_demo=False
    )
    classes = CourseRun.objects.public().filter(
        takes_registrations=True, starts_at__gt=now, course__is_demo=False
    )
    yield from _of("event", events.order_by("starts_at", "pk")[:MOST], now)
    rows = classes.select_related("course", "locality").order_by("starts_at", "pk")
    yield from _of("class", rows[:MOST], now)


def _of(kind: str, rows: Any, now: dt.datetime) -> Iterator[CallRecord]:
    for row in rows:
        phase = row.phase_at(now)
        if phase not in OPEN_PHASES and phase != RegistrationPhase.SOON:
            continue
        yield CallRecord(
            kind=kind,
            title=str(row),
            opens_at=local(row.opens_at),
            closes_at=local(row.last_moment),
            is_open=phase in OPEN_PHASES,
            url=absolute_url(row.get_absolute_url()),
        )
