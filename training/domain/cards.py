"""How courses and classes present themselves to search engines and messengers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ecosystem.domain.cards import moment, organizer_of
from portal.mail import absolute_url
from portal.page_card import PageCard, place, thing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.models import Course, CourseRun


def course_card(course: Course, runs: Iterable[CourseRun] = ()) -> PageCard:
    """A course with the classes that are to come."""
    described = course.here.summary or course.here.description
    instances = [_instance(run) for run in runs if run.starts_at and not run.is_cancelled]
    data = _course(course, hasCourseInstance=instances)
    return PageCard(title=course.here.name, description=described, data=(data,))


def run_card(run: CourseRun) -> PageCard:
    """One class: its course, with this instance alone."""
    described = ". ".join(filter(None, [run.course.here.summary, run.days, run.place]))
    dated = [] if run.starts_at is None or run.is_cancelled else [_instance(run)]
    data = _course(run.course, hasCourseInstance=dated)
    return PageCard(title=str(run), description=described, data=(data,))


def _course(course: Course, **more: Any) -> dict[str, Any]:
    here = course.here
    provider = organizer_of(course.organizer) if course.organizer else None
    return thing(
        "Course",
        name=here.name,
        description=here.summary or here.description or here.name,
        provider=provider,
        url=absolute_url(course.get_absolute_url()),
        **more,
    )


def _instance(run: CourseRun) -> dict[str, Any]:
    page = absolute_url(run.get_absolute_url())
    return thing(
        "CourseInstance",
        name=str(run),
        courseMode="Onsite" if run.place else "Online",
        startDate=moment(run.starts_at),
        endDate=moment(run.ends_at),
        location=place(run.place) if run.place else thing("VirtualLocation", url=page),
        url=page,
    )
