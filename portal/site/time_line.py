"""The one record of a startup: what every part of the portal knows of it, on one line of time.

Each source decides by its own rules who reads what: the people of the project see all of theirs,
staff what their permission opens, everybody what is published or agreed to.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from contests.domain.results import public_awards_of
from contests.models import Application
from ecosystem.enums import CONNECTED_STATES, TAKEN_ON_STATES, BookingState, MilestoneKind
from ecosystem.models import Booking, ConnectionRequest, Membership, ServiceRequest
from news.models import Article
from portal.models import User
from portal.numbers import format_number
from training.enums import CAME, RunState
from training.models import CourseRun, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from ecosystem.models import Milestone, Startup

CONTEST = gettext_lazy("Contest")
AWARD = pgettext_lazy("time line", "Award")
ROOM = gettext_lazy("Co-working space")
CONNECTION = gettext_lazy("Connection")
SERVICE = gettext_lazy("Support service")
TRAINING = gettext_lazy("Training")
STORY = gettext_lazy("Story")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that happened. ``shown`` is its time in words; a missing month sorts last of its year."""

    on: dt.date
    shown: str
    kind: str
    title: str
    detail: str = ""
    url: str = ""
    key: str = ""
    is_public: bool = True
    # True: the office saw the evidence; False: told by the project; None: the portal's own record
    is_confirmed: bool | None = None
    edit_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Year:
    """The points of one year, the latest first."""

    year: int
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom the line is drawn."""

    user: User | AnonymousUser
    is_keeper: bool

    def may(self, permission: str) -> bool:
        return self.user.is_authenticated and self.user.has_perm(permission)


def time_line_of(startup: Startup, user: User | AnonymousUser) -> list[Year]:
    """What ``user`` may read of the life of ``startup``, by year, the latest first.

    A query for each source that the reader may open, whatever the number of points.
    """
    is_keeper = user.is_authenticated and user.has_perm("ecosystem.keep_profile", startup)
    reader = Reader(user=user, is_keeper=is_keeper)
    points = sorted(
        chain.from_iterable(source(startup, reader) for source in SOURCES),
        key=lambda point: (point.on, point.title),
        reverse=True,
    )
    return [
        Year(year=year, points=tuple(found))
        for year, found in groupby(points, key=lambda point: point.on.year)
    ]


# --- the sources ------------------------------------------------------------------------------


def _entries(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Applications that were submitted. What became of them is told by published awards alone."""
    seen = Q(pk__in=())
    if reader.is_keeper:
        seen |= Q(pk__in=Application.objects.held_by(reader.user).values("pk"))
    if reader.may("contests.view_application"):
        seen |= Q(pk__in=Application.objects.outside_seal().values("pk"))
    elif not reader.is_keeper:
        return
    rows = Application.objects.filter(seen, startup=startup, first_submitted_at__isnull=False)
    for application in rows.select_related("contest"):
        yield Point(
            on=_day(application.first_submitted_at),
            shown=_date(application.first_submitted_at),
            kind=CONTEST,
            title=application.contest.words.entered % {"contest": application.contest.title},
            detail=f"{application.reference}: {application.title}",
            url=application.get_absolute_url() if reader.is_keeper else "",
            is_public=False,
        )


def _awards(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Published awards. Everybody reads those whose people agreed to be shown (decision 0007)."""
    for award, credit in public_awards_of(startup.pk):
        if not (credit.is_agreed or reader.is_keeper or reader.may("ecosystem.view_startup")):
            continue
        contest, decision = award.application.contest, award.decision
        day = decision.issued_on if decision else dt.date(contest.year, 1, 1)
        yield Point(
            on=day,
            shown=_date(day) if decision else str(contest.year),
            kind=AWARD,
            title=f"{award.prize.label}, {contest.title}",
            detail=_("Decision %(number)s") % {"number": decision.number} if decision else "",
            url=contest.get_absolute_url(),
            is_public=credit.is_agreed,
        )


def _milestones(startup: Startup, reader: Reader) -> Iterator[Point]:
    """What the project told and the office entered."""
    rows = startup.milestones.all()
    if not (reader.is_keeper or reader.may("ecosystem.view_milestone")):
        rows = rows.filter(is_public=True)
    for row in rows:
        yield Point(
            on=dt.date(row.year, row.month or 1, 1),
            shown=row.when,
            kind=row.get_kind_display(),
            title=row.title,
            detail=", ".join(filter(None, [_number(row), row.giver])),
            url=row.evidence_url,
            key=f"moc-{row.pk}",
            is_public=row.is_public,
            is_confirmed=row.confirmed_at is not None,
            edit_url=row.get_edit_url() if reader.is_keeper else "",
        )


def _number(milestone: Milestone) -> str:
    """The number of a milestone in words."""
    if milestone.number is None:
        return ""
    number = format_number(milestone.number)
    match milestone.kind:
        case MilestoneKind.OCOP:
            return _("%(n)s stars") % {"n": number}
        case MilestoneKind.JOBS:
            return _("%(n)s jobs") % {"n": number}
        case _:
            return _("%(n)s đồng") % {"n": number}


def _rooms(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Use of the co-working space, a point for each month: a team that works there books often."""
    if reader.is_keeper:
        rows = startup.bookings.all()
    elif reader.user.is_authenticated:
        rows = Booking.objects.run_by(reader.user).filter(startup=startup)
    else:
        return
    uses: Counter[dt.date] = Counter()
    minutes: Counter[dt.date] = Counter()
    used = rows.filter(state=BookingState.USED).values_list("starts_at", "ends_at")
    for start, end in used.order_by("starts_at"):
        month = _day(start).replace(day=1)
        uses[month] += 1
        minutes[month] += int((end - start).total_seconds()) // 60
    for month, count in uses.items():
        times = ngettext("used %(n)d time", "used %(n)d times", count) % {"n": count}
        hours = format_number(round(minutes[month] / 60, 1))
        yield Point(
            on=month,
            shown=f"{month:%m/%Y}",
            kind=ROOM,
            title=_("Rooms of the co-working space: %(times)s, %(hours)s hours")
            % {"times": times, "hours": hours},
            is_public=False,
        )


def _connections(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Mentors, experts and investors who accepted a request; nobody's address."""
    if not (reader.is_keeper or reader.may("ecosystem.view_connectionrequest")):
        return
    rows = ConnectionRequest.objects.filter(startup=startup, state__in=CONNECTED_STATES)
    for request in rows.with_parties():
        yield Point(
            on=_day(request.answered_at or request.created_at),
            shown=_date(request.answered_at or request.created_at),
            kind=CONNECTION,
            title=_("%(asked)s accepted to connect") % {"asked": request.asked},
            detail=request.get_purpose_display(),
            url=request.get_absolute_url() if request.founder_id == reader.user.pk else "",
            is_public=False,
        )


def _services(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Requests for support that a unit took on. What was asked stays between the two."""
    if reader.is_keeper:
        rows = ServiceRequest.objects.filter(startup=startup)
    elif reader.user.is_authenticated:
        rows = ServiceRequest.objects.run_by(reader.user).filter(startup=startup)
    else:
        return
    for request in rows.filter(state__in=TAKEN_ON_STATES).with_parties():
        is_mine = request.requester_id == reader.user.pk
        yield Point(
            on=_day(request.created_at),
            shown=_date(request.created_at),
            kind=SERVICE,
            title=f"{request.service.name}, {request.service.organization.name}",
            detail=request.get_outcome_display() or request.get_state_display(),
            url=request.get_absolute_url() if is_mine else request.service.get_absolute_url(),
            is_public=False,
        )


def _courses(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Classes that a keeper of the project attended: that somebody did, never who.

    The public reads of courses what the project tells itself, as a milestone.
    """
    if not (reader.is_keeper or reader.may("training.view_registration")):
        return
    keepers = User.objects.filter(Q(pk=startup.owner_id) | Q(pk__in=_people_of_company(startup)))
    addresses = [address.casefold() for address in keepers.values_list("email", flat=True)]
    registered = (
        Registration.objects.standing()
        .filter(Q(user__in=keepers.values("pk")) | Q(email_key__in=addresses))
        .filter(attendances__mark__in=CAME)
    )
    runs = CourseRun.objects.public().exclude(state=RunState.CANCELLED).exclude(starts_at=None)
    for run in runs.filter(pk__in=registered.values("run")).select_related("course", "locality"):
        yield Point(
            on=_day(run.starts_at),
            shown=run.days,
            kind=TRAINING,
            title=_("The team attended “%(course)s”") % {"course": run.course.name},
            detail=run.label,
            url=run.get_absolute_url(),
            is_public=False,
        )


def _people_of_company(startup: Startup) -> QuerySet:
    """Accounts that act for the company behind the project."""
    rows = Membership.objects.filter(organization=startup.organization_id, is_active=True)
    return rows.values("user")


def _stories(startup: Startup, reader: Reader) -> Iterator[Point]:
    """Published articles about the project."""
    for article in Article.objects.published().filter(startup=startup).for_list_page():
        yield Point(
            on=_day(article.published_at),
            shown=_date(article.published_at),
            kind=STORY,
            title=article.title,
            url=article.get_absolute_url(),
        )


SOURCES = (_entries, _awards, _milestones, _rooms, _connections, _services, _courses, _stories)


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()


def _date(value: dt.date | dt.datetime) -> str:
    day = _day(value) if isinstance(value, dt.datetime) else value
    return f"{day:%d/%m/%Y}"


def shown_to_nobody_else(years: Iterable[Year]) -> bool:
    """Whether the line holds what the public does not read."""
    return any(not point.is_public for year in years for point in year.points)
