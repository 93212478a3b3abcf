"""How points become totals, totals a mean, and means a ranking: arithmetic that decides prizes.

Plain values in, plain values out; the standard library only; ``Decimal`` throughout.

Conventions, stated once:

- A sheet's total is the sum of points × coefficient over all criteria. A sheet that lacks a
  criterion is left out altogether: a missing mark is not a zero.
- An entry's total is the *mean* of its sheets' totals, never their sum, so that nine sheets and
  ten sheets compare fairly.
- Figures are computed exactly and rounded at the end, half up, to four places. These stored
  figures are what is compared: two entries are tied when their stored totals are equal. What
  people read is the stored figure rounded half up to two places.
- The spread is the population standard deviation of the sheets' totals: the jury is all there
  is, not a sample of a larger one. Below two sheets there is none.
- A zero-bar criterion eliminates when its *mean* is 0, which means that every judge gave 0. A
  single judge's 0 lowers the mean and does not eliminate.
- An entry with fewer sheets than asked for has no rank and does not pass.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    Key = tuple[Any, ...]

# Any mean of marks with two places is exact, or far from a half, within 50 digits.
_EXACT: Final = Context(prec=50, rounding=ROUND_HALF_UP)
_STORED: Final = Decimal("0.0001")
_SHOWN: Final = Decimal("0.01")


class TieStep(StrEnum):
    """What may separate entries of equal totals; ``DECISION`` is a recorded act of the chair."""

    CRITERION = "criterion"
    MEDIAN = "median"
    EARLIER = "earlier"
    DECISION = "decision"


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionSpec:
    """What is scored: points from 0 to ``max_points``, counted ``weight`` times."""

    id: int
    weight: Decimal = Decimal(1)
    max_points: Decimal = Decimal(0)
    is_zero_bar: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The points of one judge for one entry, by criterion."""

    points: Mapping[int, Decimal]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryScores:
    """An entry with the sheets that were sent for it."""

    entry: int
    sheets: Sequence[Sheet]
    submitted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TieRuleSpec:
    """One step of the ordered tie rules; ``criterion`` is set for a rule about a criterion."""

    step: TieStep
    criterion: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedEntry:
    """Where an entry stands and why. ``tie_broken_by`` holds, in order, the rules that separated
    it from entries of the same total; ``is_tied`` says that it still shares its rank.
    """

    entry: int
    submitted_at: datetime | None
    total: Decimal | None
    count: int
    spread: Decimal | None
    median: Decimal | None
    criterion_means: Mapping[int, Decimal]
    has_zero: bool
    passes: bool = False
    rank: int | None = None
    is_tied: bool = False
    tie_broken_by: tuple[TieRuleSpec, ...] = ()


# --- figures of one entry ---------------------------------------------------------------------


def stored(value: Decimal) -> Decimal:
    """Round half up to the four places that are stored and compared."""
    return value.quantize(_STORED, rounding=ROUND_HALF_UP, context=_EXACT)


def shown(value: Decimal) -> Decimal:
    """Round half up to the two places that people read."""
    return value.quantize(_SHOWN, rounding=ROUND_HALF_UP, context=_EXACT)


def is_complete(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> bool:
    """Whether every criterion has its points."""
    return all(criterion.id in points for criterion in criteria)


def weighted_total(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> Decimal:
    """Sum of points × coefficient, exact; points of other criteria are ignored.

    Raises KeyError when a criterion has no points: use it on complete sheets.
    """
    with localcontext(_EXACT):
        return sum((points[c.id] * c.weight for c in criteria), Decimal(0))


def partial_total(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> Decimal:
    """Weighted total of what is filled in so far; for the eye of the judge only."""
    return weighted_total(points, [c for c in criteria if c.id in points])


def highest_total(criteria: Iterable[CriterionSpec]) -> Decimal:
    """The total of a sheet with full marks; 100 in most contests, not in all."""
    with localcontext(_EXACT):
        return sum((c.max_points * c.weight for c in criteria), Decimal(0))


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """Arithmetic mean, unrounded; None for no values."""
    if not values:
        return None
    with localcontext(_EXACT):
        return sum(values, Decimal(0)) / len(values)


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; None for no values."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return mean(ordered[middle - 1 : middle + 1])


def spread(values: Sequence[Decimal]) -> Decimal | None:
    """Population standard deviation, unrounded; None below two values."""
    centre = mean(values)
    if centre is None or len(values) < 2:
        return None
    with localcontext(_EXACT):
        variance = sum(((value - centre) ** 2 for value in values), Decimal(0)) / len(values)
        return variance.sqrt()


# --- ranking ----------------------------------------------------------------------------------


def rank_entries(
    entries: Iterable[EntryScores],
    criteria: Sequence[CriterionSpec],
    *,
    tie_rules: Sequence[TieRuleSpec] = (),
    pass_mark: Decimal | None = None,
    zero_eliminates: bool = False,
    min_sheets: int = 1,
    tie_positions: Mapping[int, int] | None = None,
) -> list[RankedEntry]:
    """Rank entries by their totals, highest first; equal ones share a rank (1, 2, 2, 4).

    Equal totals are separated by ``tie_rules`` in their order, then by ``tie_positions`` (entry to
    place within its tie, lowest first, from a recorded decision; entries without one come last).
    What is still equal shares a rank and is marked as tied. ``passes`` is the threshold (a total
    equal to ``pass_mark`` meets it) and, with ``zero_eliminates``, no zero in a zero-bar criterion;
    ranks are given to entries that do not pass as well. Comes back in order of rank; entries
    without a rank follow, by their number.
    """
    rows = [_figures(entry, criteria) for entry in entries]
    enough = [row for row in rows if row.total is not None and row.count >= min_sheets]
    ranked: list[RankedEntry] = []
    steps = [*tie_rules, TieRuleSpec(step=TieStep.DECISION)]
    for tied in _ordered_ties(enough, steps, tie_positions or {}):
        rank = len(ranked) + 1
        ranked += [
            replace(
                row,
                rank=rank,
                is_tied=len(tied) > 1,
                passes=_meets(row.total, pass_mark) and not (zero_eliminates and row.has_zero),
            )
            for row in sorted(tied, key=lambda row: row.entry)
        ]
    without_rank = {row.entry for row in rows} - {row.entry for row in ranked}
    rest = [row for row in rows if row.entry in without_rank]
    return [*ranked, *sorted(rest, key=lambda row: row.entry)]


def _figures(scores: EntryScores, criteria: Sequence[CriterionSpec]) -> RankedEntry:
    sheets = [sheet.points for sheet in scores.sheets if is_complete(sheet.points, criteria)]
    totals = [weighted_total(points, criteria) for points in sheets]
    means = {c.id: mean([points[c.id] for points in sheets]) for c in criteria}
    return RankedEntry(
        entry=scores.entry,
        submitted_at=scores.submitted_at,
        count=len(sheets),
        total=_stored_or_none(mean(totals)),
        spread=_stored_or_none(spread(totals)),
        median=_stored_or_none(median(totals)),
        criterion_means={key: stored(value) for key, value in means.items() if value is not None},
        has_zero=any(c.is_zero_bar and means[c.id] == 0 for c in criteria),
    )


def _stored_or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else stored(value)


def _meets(total: Decimal | None, pass_mark: Decimal | None) -> bool:
    return total is not None and (pass_mark is None or total >= pass_mark)


def _ordered_ties(
    rows: list[RankedEntry],
    steps: Sequence[TieRuleSpec],
    tie_positions: Mapping[int, int],
) -> Iterator[list[RankedEntry]]:
    """Yield the groups that share a rank, best first."""
    for group in _classes(rows, lambda row: _highest_first(row.total)):
        yield from _separate(group, steps, tie_positions)


def _separate(
    group: list[RankedEntry],
    steps: Sequence[TieRuleSpec],
    tie_positions: Mapping[int, int],
) -> list[list[RankedEntry]]:
    """Split a tie by the first step, what is left by the next; note what separated whom."""
    if len(group) == 1 or not steps:
        return [group]
    step, *later = steps
    classes = _classes(group, _tie_key(step, tie_positions))
    if len(classes) > 1:
        classes = [[_noted(row, step) for row in part] for part in classes]
    return [tied for part in classes for tied in _separate(part, later, tie_positions)]


def _noted(row: RankedEntry, step: TieRuleSpec) -> RankedEntry:
    return replace(row, tie_broken_by=(*row.tie_broken_by, step))


def _classes(
    rows: Iterable[RankedEntry], key: Callable[[RankedEntry], Key]
) -> list[list[RankedEntry]]:
    """Groups of equal keys, lowest key first."""
    by_key: dict[Key, list[RankedEntry]] = defaultdict(list)
    for row in rows:
        by_key[key(row)].append(row)
    return [by_key[each] for each in sorted(by_key)]


def _tie_key(rule: TieRuleSpec, tie_positions: Mapping[int, int]) -> Callable[[RankedEntry], Key]:
    """Sort key of a step: what comes first sorts lowest, what is unknown sorts last."""

    def key(row: RankedEntry) -> Key:
        if rule.step is TieStep.EARLIER:
            return _lowest_first(row.submitted_at)
        if rule.step is TieStep.DECISION:
            return _lowest_first(tie_positions.get(row.entry))
        if rule.step is TieStep.MEDIAN:
            return _highest_first(row.median)
        return _highest_first(row.criterion_means.get(rule.criterion or 0))

    return key


def _highest_first(value: Decimal | None) -> Key:
    return _lowest_first(None if value is None else value.copy_negate())


def _lowest_first(value: object | None) -> Key:
    return (1,) if value is None else (0, value)
