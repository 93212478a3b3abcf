"""What the portal itself knows of a year, for the indicators of the plans.

Each count says how it was made; demonstration data is in none of them. A project is its startup's
record where it has one, else its application: found in two ways it counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.domain.outcome_sums import latest_answers, outcomes_of_year
from contests.models import Award, Contest
from ecosystem.domain.outcomes import Count, record_counts
from ecosystem.enums import (
    CONNECTED_STATES,
    BookingState,
    MilestoneKind,
    OutcomeKind,
    ServiceOutcome,
)
from ecosystem.models import Booking, ConnectionRequest, Milestone, ServiceRequest
from portal.numbers import format_number
from training.domain.attended import attended, tally, year_of
from training.models import HistoricalAttendance

if TYPE_CHECKING:
    from collections.abc import Iterable

    Project = tuple[str, int]


def record_year(year: int) -> int:
    """Write the counts of ``year`` to the indicators that want them; returns how many changed."""
    return record_counts(year=year, counts=counts_of(year))


def record_lately() -> int:
    """The counts of this year and of the last one, whose reports still come in."""
    this_year = timezone.localdate().year
    return sum(record_year(year) for year in (this_year - 1, this_year))


def counts_of(year: int) -> dict[str, Count]:
    """What the portal counts of ``year``, by the kind of count."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            **_outcomes(year),
            OutcomeKind.WITH_CAPITAL: _with_capital(year),
            OutcomeKind.SUPPORTED: _supported(year),
            OutcomeKind.TRAINED: _trained(year),
        }


def _outcomes(year: int) -> dict[str, Count]:
    """What teams told after the contest."""
    sums = outcomes_of_year(year)
    source = ngettext(
        "Counted by the portal from what %(n)d team told after the contest",
        "Counted by the portal from what %(n)d teams told after the contest",
        sums.answers,
    ) % {"n": sums.answers}
    values = {
        OutcomeKind.RUNNING: sums.projects_running,
        OutcomeKind.ON_MARKET: sums.projects_on_market,
        OutcomeKind.JOBS: sums.jobs,
    }
    return {
        kind: Count(value=value, source=source, is_told=sums.answers > 0)
        for kind, value in values.items()
    }


def _with_capital(year: int) -> Count:
    """Projects that told of capital after the contest, or whose milestone the office confirmed."""
    answers = [row for row in latest_answers(year) if row.capital_raised]
    told = {_project(row.application.startup_id, row.application_id) for row in answers}
    confirmed = Milestone.objects.filter(
        kind=MilestoneKind.CAPITAL, year=year, confirmed_at__isnull=False
    )
    found = told | _startups(confirmed.values_list("startup", flat=True))
    return _count(
        found,
        _(
            "Counted by the portal: projects that told of capital after the contest, or whose "
            "milestone the office confirmed; each once"
        ),
    )


def _supported(year: int) -> Count:
    """Projects that the province gave something to: a prize, rooms, somebody who accompanies them."""
    finished = Contest.objects.contests().public().with_published_results().filter(is_demo=False)
    awards = Award.objects.standing().filter(
        prize__contest__in=finished.values("pk"), decision__issued_on__year=year
    )
    awarded = {
        _project(startup, application)
        for startup, application in awards.values_list("application__startup", "application")
    }
    booked = Booking.objects.filter(
        state=BookingState.USED,
        starts_at__year=year,
        room__is_demo=False,
        startup__isnull=False,
    )
    connected = ConnectionRequest.objects.filter(
        state__in=CONNECTED_STATES, answered_at__year=year
    ).exclude(expert__is_demo=True)
    served = ServiceRequest.objects.filter(
        outcome=ServiceOutcome.SOLVED, ended_at__year=year, service__is_demo=False
    )
    found = (
        awarded
        | _startups(served.values_list("startup", flat=True))
        | _startups(booked.values_list("startup", flat=True))
        | _startups(connected.values_list("startup", flat=True))
    )
    return _count(
        found,
        _(
            "Counted by the portal: projects that won a prize, used the co-working space, were "
            "connected with an expert or investor or helped by a service in the year; each once"
        ),
    )


def _trained(year: int) -> Count:
    """Attendances: the portal's own marks, and what sources tell of this year alone."""
    marked = tally(attended(year_of(year))).attendances
    held = HistoricalAttendance.objects.filter(
        from_year=year, to_year=year, attendances__isnull=False
    )
    told = held.aggregate(n=Sum("attendances"))["n"]
    whole = _("Counted by the portal from the training held in the year")
    parts = [
        _("attendances marked in the classes of the portal: %(n)s") % {"n": format_number(marked)}
        if marked
        else "",
        _("as told by sources of training before the portal: %(n)s") % {"n": format_number(told)}
        if told is not None
        else "",
    ]
    return Count(
        value=marked + (told or 0),
        source=": ".join(filter(None, [whole, "; ".join(filter(None, parts))])),
        is_told=bool(marked) or told is not None,
    )


def _project(startup: int | None, application: int) -> Project:
    return ("startup", startup) if startup else ("application", application)


def _startups(ids: Iterable[int | None]) -> set[Project]:
    return {("startup", pk) for pk in ids if pk}


def _count(found: set[Project], source: str) -> Count:
    return Count(value=len(found), source=source, is_told=bool(found))
