"""Where an edition stands now: its phase, the time line that pages show, and its four counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.enums import (
    FROZEN_ROUND_STATES,
    PASSED_SCREENING_STATES,
    RECEIVED_STATES,
    ApplicationState,
    ContestPhase,
    ContestState,
    RoundKind,
    RoundState,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.models import Contest, Round


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the time line; ``when`` is text, empty while no date is set."""

    label: str
    when: str
    is_current: bool = False
    is_past: bool = False


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Four counts that are never derived from one another (they differ for good reasons)."""

    received: int
    valid: int
    finalists: int
    awarded: int


def phase_of(contest: Contest, now: datetime | None = None) -> ContestPhase:
    """Return the phase at ``now``; reads the rounds (prefetch them in lists)."""
    if contest.state == ContestState.DRAFT:
        return ContestPhase.PREPARATION
    rounds = list(contest.rounds.all())
    if contest.state == ContestState.FINISHED or _final_is(rounds, {RoundState.PUBLISHED}):
        return ContestPhase.FINISHED
    return _phase_by_dates(contest, now or timezone.now()) or _phase_by_rounds(rounds)


def _phase_by_dates(contest: Contest, now: datetime) -> ContestPhase | None:
    if contest.opens_at is None or now < contest.opens_at:
        return ContestPhase.ANNOUNCED
    if contest.deadline_at is None or now <= contest.deadline_at:
        return ContestPhase.INTAKE
    return None


def _phase_by_rounds(rounds: Sequence[Round]) -> ContestPhase:
    if _final_is(rounds, FROZEN_ROUND_STATES):
        return ContestPhase.DECIDED
    if any(round_.state != RoundState.PLANNED for round_ in rounds):
        return ContestPhase.JUDGING
    return ContestPhase.SCREENING


def _final_is(rounds: Sequence[Round], states: set[RoundState] | frozenset[RoundState]) -> bool:
    return any(round_.kind == RoundKind.FINAL and round_.state in states for round_ in rounds)


def timeline(contest: Contest, now: datetime | None = None) -> list[Step]:
    """Intake, validity check, each round, award: with dates; at most one step is current."""
    now = now or timezone.now()
    rounds = sorted(contest.rounds.all(), key=lambda round_: round_.order)
    dated = [
        (_("Receiving applications"), _span(contest.opens_at, contest.deadline_at, with_hour=True)),
        (_("Validity check"), _until(contest.screening_until)),
        *(
            (round_.here.name, _span(round_.scoring_starts_on, round_.scoring_due_at))
            for round_ in rounds
        ),
        (_("Publication and awards"), _day(contest.award_on)),
    ]
    reached, is_there = _position(contest, rounds, now)
    return [
        Step(
            label=label,
            when=when,
            is_past=index < reached,
            is_current=is_there and index == reached,
        )
        for index, (label, when) in enumerate(dated)
    ]


def _position(contest: Contest, rounds: Sequence[Round], now: datetime) -> tuple[int, bool]:
    """Index of the step that is reached, and whether the edition stands in it now."""
    phase = phase_of(contest, now)
    last = 2 + len(rounds)
    published = sum(1 for round_ in rounds if round_.state == RoundState.PUBLISHED)
    if phase == ContestPhase.FINISHED:
        ceremony_to_come = contest.award_on is not None and contest.award_on >= timezone.localdate(
            now
        )
        return (last, True) if ceremony_to_come else (last + 1, False)
    return {
        ContestPhase.INTAKE: (0, True),
        ContestPhase.SCREENING: (1, True),
        ContestPhase.JUDGING: (2 + published, True),
        ContestPhase.DECIDED: (last, True),
    }.get(phase, (0, False))


def counts(contest: Contest) -> Counts:
    """Count received, valid, finalist and awarded applications in one query.

    What was valid, or reached the final, stays counted when it is disqualified later. Awards
    count from their publication on, because only then an application is ``awarded``.
    """
    was_valid = Q(state__in=PASSED_SCREENING_STATES) | Q(entries__isnull=False)
    row = contest.applications.aggregate(
        received=Count("pk", distinct=True, filter=Q(state__in=RECEIVED_STATES)),
        valid=Count("pk", distinct=True, filter=was_valid),
        finalists=Count("pk", distinct=True, filter=Q(entries__round__kind=RoundKind.FINAL)),
        awarded=Count("pk", distinct=True, filter=Q(state=ApplicationState.AWARDED)),
    )
    return Counts(**row)


def _day(value: date | datetime | None, *, with_hour: bool = False) -> str:
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    local = timezone.localtime(value)
    return f"{local:%H:%M %d/%m/%Y}" if with_hour else f"{local:%d/%m/%Y}"


def _until(value: date | None) -> str:
    return _("until %(day)s") % {"day": _day(value)} if value else ""


def _span(
    start: date | datetime | None, end: date | datetime | None, *, with_hour: bool = False
) -> str:
    if start and end:
        return _("%(start)s to %(end)s") % {
            "start": _day(start),
            "end": _day(end, with_hour=with_hour),
        }
    if start:
        return _("from %(day)s") % {"day": _day(start)}
    return _("until %(day)s") % {"day": _day(end, with_hour=with_hour)} if end else ""
