"""Sums over what teams told after the contest: a project counts once a year, by its latest answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.enums import EditionKind, FollowUpState
from contests.events import OutcomesReported
from contests.models import FollowUp

if TYPE_CHECKING:
    from collections.abc import Sequence


def outcomes_of_year(year: int) -> OutcomesReported:
    """Return the sums of the answers received in ``year``, of the contest, without demonstrations."""
    latest = latest_answers(year)
    running = [row for row in latest if row.is_alive]
    return OutcomesReported(
        year=year,
        projects_running=len(running),
        projects_on_market=sum(bool(row.is_on_market) for row in running),
        projects_with_capital=sum(bool(row.capital_raised) for row in latest),
        jobs=sum(row.jobs or 0 for row in running),
        answers=len(latest),
    )


def latest_answers(year: int) -> Sequence[FollowUp]:
    """Return the latest answer of each application among those received in ``year``; one query."""
    rows = FollowUp.objects.filter(
        state=FollowUpState.ANSWERED,
        answered_at__year=year,
        application__contest__is_demo=False,
        application__contest__kind=EditionKind.CONTEST,
    )
    rows = rows.select_related("application").order_by("answered_at", "pk")
    return list({row.application_id: row for row in rows}.values())
