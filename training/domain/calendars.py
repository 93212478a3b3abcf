"""Classes as entries of a calendar: one for each session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from ecosystem.enums import RegistrationState
from portal.ics import CalendarEvent, calendar
from portal.mail import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.models import CourseRun, Registration


def events_of(
    run: CourseRun, *, status: str = "CONFIRMED", url: str = "", online_url: str = ""
) -> Iterator[CalendarEvent]:
    """The sessions of a class; their keys stay, so that a moved session moves in the calendar."""
    for session in run.sessions.all():  # type: ignore[attr-defined]  # the reverse side
        place = [session.venue or run.place, online_url]
        yield CalendarEvent(
            key=f"session-{session.pk}",
            summary=f"{run.course.name}: {session.topic}" if session.topic else run.course.name,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            status="CANCELLED" if run.is_cancelled else status,
            location=", ".join(part for part in place if part),
            url=url or f"{settings.SITE_URL}{run.get_absolute_url()}",
        )


def registration_calendar(registration: Registration) -> str:
    """All sessions as somebody who registered keeps them: the online meeting stands with them."""
    run = registration.run
    status = "CONFIRMED" if registration.has_ticket else "TENTATIVE"
    if registration.state == RegistrationState.CANCELLED:
        status = "CANCELLED"
    entries = events_of(
        run,
        status=status,
        url=absolute_url(registration.get_absolute_url()),
        online_url=run.online_url if registration.has_ticket else "",
    )
    return calendar(str(run), entries, host=settings.SITE_URL.split("://", 1)[-1])
