"""The phases that a demo edition can be in: its dates, its states, its rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from contests.enums import ApplicationState as A
from contests.enums import ContestState, RoundState

if TYPE_CHECKING:
    from datetime import datetime

PHASES = ("draft", "intake", "screening", "judging", "final", "decided", "published")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a phase means. ``mix`` spreads applications over the states of intake and screening."""

    state: str
    opens: int
    deadline: int
    preliminary: str = RoundState.PLANNED
    final: str = RoundState.PLANNED
    mix: tuple[tuple[str, float], ...] = ()
    sheets_sent: float = 1.0


_SCREENED = ((A.DRAFT, 0.08), (A.WITHDRAWN, 0.02), (A.INVALID, 0.06), (A.VALID, 0.84))

PLANS = {
    "draft": Plan(state=ContestState.DRAFT, opens=10, deadline=60),
    "intake": Plan(
        state=ContestState.PUBLISHED,
        opens=-20,
        deadline=12,
        mix=((A.DRAFT, 0.35), (A.SUBMITTED, 0.4), (A.SUPPLEMENT_REQUESTED, 0.08), (A.VALID, 0.17)),
    ),
    "screening": Plan(
        state=ContestState.PUBLISHED,
        opens=-40,
        deadline=-3,
        mix=(
            (A.DRAFT, 0.1),
            (A.SUBMITTED, 0.45),
            (A.SUPPLEMENT_REQUESTED, 0.1),
            (A.INVALID, 0.05),
            (A.VALID, 0.3),
        ),
    ),
    "judging": Plan(
        state=ContestState.PUBLISHED,
        opens=-60,
        deadline=-20,
        preliminary=RoundState.OPEN,
        mix=_SCREENED,
        sheets_sent=0.6,
    ),
    "final": Plan(
        state=ContestState.PUBLISHED,
        opens=-90,
        deadline=-50,
        preliminary=RoundState.PUBLISHED,
        final=RoundState.OPEN,
        mix=_SCREENED,
        sheets_sent=0.5,
    ),
    "decided": Plan(
        state=ContestState.PUBLISHED,
        opens=-110,
        deadline=-70,
        preliminary=RoundState.PUBLISHED,
        final=RoundState.APPROVED,
        mix=_SCREENED,
    ),
    "published": Plan(
        state=ContestState.FINISHED,
        opens=-130,
        deadline=-90,
        preliminary=RoundState.PUBLISHED,
        final=RoundState.PUBLISHED,
        mix=_SCREENED,
    ),
}


def day(reference: datetime, offset: int, hour: int = 17) -> datetime:
    """The hour on the day ``offset`` days from ``reference``, in the office's time zone."""
    local = timezone.localtime(reference) + timedelta(days=offset)
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


def reference_time(year: int) -> datetime:
    """Now for the current year; 15 October for the edition of another year."""
    now = timezone.now()
    if year == timezone.localtime(now).year:
        return now
    return timezone.localtime(now).replace(year=year, month=10, day=15, hour=9, minute=0)


def spread(plan: Plan, count: int) -> list[str]:
    """States of ``count`` applications: each share rounded, the rest in the last state."""
    states: list[str] = []
    for state, share in plan.mix[:-1]:
        states += [state] * round(count * share)
    return (states + [plan.mix[-1][0]] * count)[:count] if plan.mix else []
