"""A second column, never official: means corrected for harsh and lenient judges.

Method (shift of means): a judge's *leaning* is the mean, over the entries that others scored as
well, of the judge's total minus the mean of all complete totals of that entry. The adjusted mean of
an entry is the mean of its counted totals, each less the leaning of its judge.

Where every judge scored every entry and no sheet is dropped, the leanings add up to nothing and the
adjusted mean is the official one: the column says something only where judges scored different
entries. It is not computable, and None, where a judge of the entry shares fewer than two entries
with others: one entry says nothing about a judge.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from contests.domain.arithmetic import EXACT, mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contests.domain.counting import CountedSheet

MIN_SHARED: Final = 2


def leanings(entries: Iterable[Sequence[CountedSheet]]) -> dict[int, Decimal]:
    """How far each judge's totals lie above (or below) those of the jury, where it can be said."""
    distances: dict[int, list[Decimal]] = defaultdict(list)
    for sheets in entries:
        totals = [row.total for row in sheets if row.total is not None]
        centre = mean(totals)
        if centre is None or len(totals) < 2:
            continue
        with localcontext(EXACT):
            for row in sheets:
                if row.total is not None and row.judge is not None:
                    distances[row.judge].append(row.total - centre)
    return {
        judge: found
        for judge, values in distances.items()
        if len(values) >= MIN_SHARED and (found := mean(values)) is not None
    }


def adjusted_means(
    entries: Iterable[tuple[int, Sequence[CountedSheet]]],
) -> dict[int, Decimal | None]:
    """The unrounded adjusted mean of each entry; None where it cannot be computed."""
    rows = list(entries)
    known = leanings(sheets for _entry, sheets in rows)
    return {entry: _adjusted(sheets, known) for entry, sheets in rows}


def _adjusted(sheets: Sequence[CountedSheet], known: Mapping[int, Decimal]) -> Decimal | None:
    counted = [row for row in sheets if row.is_counted]
    if any(row.judge is None or row.judge not in known for row in counted):
        return None
    with localcontext(EXACT):
        totals = [
            row.total - known[row.judge]
            for row in counted
            if row.total is not None and row.judge is not None
        ]
    return mean(totals)
