"""Classes as entries of a calendar: one for each session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from portal.ics import CalendarEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.models import CourseRun


def events_of(run: CourseRun) -> Iterator[CalendarEvent]:
    """The sessions of a class; their keys stay, so that a moved session moves in the calendar."""
    status = "CANCELLED" if run.is_cancelled else "CONFIRMED"
    for session in run.sessions.all():  # type: ignore[attr-defined]  # the reverse side
        yield CalendarEvent(
            key=f"session-{session.pk}",
            summary=f"{run.course.name}: {session.topic}" if session.topic else run.course.name,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            status=status,
            location=session.venue or run.place,
            url=f"{settings.SITE_URL}{run.get_absolute_url()}",
        )
