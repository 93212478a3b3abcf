"""Who goes on by rank: places and reserves of each division, ties across a cut, nothing by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from contests.enums import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contests.models import Round, RoundResult


@dataclass(frozen=True, kw_only=True)
class Places:
    """How many go on (None: all that pass) and how many wait on the reserve list."""

    advance: int | None = None
    reserve: int = 0


@dataclass(frozen=True, kw_only=True)
class PlaceTable:
    """Places of each division by its name; ``usual`` where it has no number of its own."""

    usual: Places
    own: Mapping[str, Places] = field(default_factory=dict)

    def of(self, division: str) -> Places:
        return self.own.get(division, self.usual)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What follows from the rank; ``reserve_position`` is set on the reserve list."""

    outcome: Outcome
    reserve_position: int | None = None


def place_table(round_: Round) -> PlaceTable:
    """The places of a round. One query."""
    rows = round_.division_places.select_related("division") if round_.ranks_by_division else ()
    return PlaceTable(
        usual=Places(advance=round_.advance_count, reserve=round_.reserve_count),
        own={
            row.division.name: Places(advance=row.advance_count, reserve=row.reserve_count)
            for row in rows
        },
    )


def suggested(results: Iterable[RoundResult], table: PlaceTable) -> dict[int, Suggestion]:
    """What follows from the rank of each result; ``results`` come by division, best first.

    In each division the first that pass go on, the next are reserves, the others stay. Entries
    tied across a cut stay undecided: nobody behind them moves up by that.
    """
    found: dict[int, Suggestion] = {}
    for division, rows in groupby(results, key=lambda row: row.division):
        found |= _of_division(list(rows), table.of(division))
    return found


def _of_division(rows: list[RoundResult], places: Places) -> dict[int, Suggestion]:
    found = {row.pk: Suggestion(outcome=Outcome.NOT_ADVANCE) for row in rows}
    passing = [row for row in rows if row.rank is not None and row.passes]
    first = len(passing) if places.advance is None else places.advance
    ahead = 0
    for _rank, tied in groupby(passing, key=lambda row: row.rank):
        group = list(tied)
        suggestion = _suggestion(ahead, ahead + len(group), first, first + places.reserve)
        found |= {row.pk: suggestion for row in group}
        ahead += len(group)
    return found


def _suggestion(ahead: int, up_to: int, places: int, with_reserves: int) -> Suggestion:
    """For entries in the places after ``ahead``, up to ``up_to``."""
    if up_to <= places:
        return Suggestion(outcome=Outcome.ADVANCE)
    if ahead >= with_reserves:
        return Suggestion(outcome=Outcome.NOT_ADVANCE)
    if ahead < places or up_to > with_reserves:
        return Suggestion(outcome=Outcome.PENDING)
    return Suggestion(outcome=Outcome.RESERVE, reserve_position=ahead - places + 1)


def tied_groups(results: Iterable[RoundResult]) -> Iterator[list[RoundResult]]:
    """Groups of results that still share a rank; ``results`` come by division, best first."""
    tied = (row for row in results if row.is_tied)
    for _place, group in groupby(tied, key=lambda row: (row.division, row.rank)):
        yield list(group)
