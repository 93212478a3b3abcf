"""Papers about entries: the list of valid applications and the running order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.domain.official.offices import head_of
from contests.domain.official.people import authors_of, count_text, frame_of
from contests.domain.official.values import RunningOrder, Turn, ValidList, ValidRow
from contests.domain.phases import counts
from contests.enums import GONE_STATES, PASSED_SCREENING_STATES, PaperIssuer

if TYPE_CHECKING:
    from contests.models import Contest, Round


def valid_list(contest: Contest) -> ValidList:
    """Every application that passed the validity check and is still in the contest."""
    rows = (
        contest.applications.filter(state__in=PASSED_SCREENING_STATES)
        .select_related("owner", "locality", "field")
        .prefetch_related("members")
        .order_by("number", "pk")
    )
    lines = [
        ValidRow(
            number=str(number),
            reference=row.reference or "",
            project=row.title,
            authors=authors_of(row),
            organization=row.organization_name,
            locality=str(row.locality or ""),
            field=str(row.field or ""),
        )
        for number, row in enumerate(rows, start=1)
    ]
    return ValidList(
        head=head_of(contest, PaperIssuer.BOARD),
        received=count_text(counts(contest).received),
        total=count_text(len(lines)),
        rows=lines,
        **frame_of(contest),
    )


def running_order(round_: Round) -> RunningOrder:
    """The entries in the order drawn; before the draw by reference number, with room for the place."""
    entries = (
        round_.entries.exclude(application__state__in=GONE_STATES)
        .select_related("application__owner", "application__field")
        .order_by("running_order", "application__number", "pk")
    )
    rows = [
        Turn(
            number=str(entry.running_order or ""),
            reference=entry.application.reference or "",
            project=entry.application.title,
            presenter=entry.application.addressee,
            field=str(entry.application.field or ""),
        )
        for entry in entries
    ]
    return RunningOrder(
        head=head_of(round_.contest, PaperIssuer.BOARD),
        round=round_.name,
        total=count_text(len(rows)),
        rows=sorted(rows, key=lambda row: (not row.number, int(row.number or 0))),
        **frame_of(round_.contest),
    )
