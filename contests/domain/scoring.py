"""How points become totals, totals a mean, and means a ranking: arithmetic that decides prizes.

Plain values in, plain values out; the standard library only; ``Decimal`` throughout.

Conventions, stated once:

- A sheet's total is the sum of points × coefficient over the criteria that count and that judges
  score. A sheet that lacks one of them is left out altogether: a missing mark is not a zero. So is
  the sheet of a judge who abstained.
- An entry's total is the *mean* of its sheets' totals, never their sum, so that nine sheets and
  ten sheets compare fairly. What the organisers score (attendance) is added to it once, points ×
  coefficient; an entry that lacks such points has no total.
- Where the rules say so, the highest and the lowest sheet are dropped from ``trim_from`` sheets
  on. Among sheets of equal totals the one with more points in the earlier criteria is the higher.
- A criterion with parts is the sum of its parts (points × coefficient of the part) and is not
  scored itself. A criterion that is only noted has a mean and adds nothing.
- Figures are computed exactly and rounded at the end, half up: the total to ``mean_places``, the
  others to four places. The rounded totals are what is compared: two entries are tied when they
  are equal. What people read is the stored figure rounded half up to two places.
- Spread and median are those of all complete sheets, dropped ones included; the spread is the
  population standard deviation: the jury is all there is, not a sample of a larger one.
- A zero-bar criterion eliminates when its *mean* is 0, which means that every judge gave 0. A
  single judge's 0 lowers the mean and does not eliminate.
- An entry with fewer sheets than asked for has no rank and does not pass, unless the office
  accepted that (``ranks_few``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from contests.domain.arithmetic import (
    EXACT,
    exact_sum,
    mean,
    median,
    rounded,
    shown,
    spread,
    stored,
)
from contests.domain.counting import CountedSheet, Fate, count_sheets, is_divided, marked_outliers
from contests.domain.leaning import adjusted_means

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    Key = tuple[Any, ...]

__all__ = [
    "CountedSheet",
    "CriterionSpec",
    "EntryScores",
    "Fate",
    "Flag",
    "RankedEntry",
    "RankingRules",
    "Sheet",
    "TieRuleSpec",
    "TieStep",
    "highest_total",
    "is_complete",
    "mean",
    "median",
    "partial_total",
    "rank_entries",
    "shown",
    "spread",
    "stored",
    "weighted_total",
]


class TieStep(StrEnum):
    """What may separate entries of equal totals; ``DECISION`` is a recorded act of the chair."""

    CRITERION = "criterion"
    MEDIAN = "median"
    EARLIER = "earlier"
    DECISION = "decision"


class Flag(StrEnum):
    """What deserves a second look; no figure changes by it."""

    DISAGREEMENT = "disagreement"
    OUTLIER = "outlier"
    FEW_SHEETS = "few_sheets"


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionSpec:
    """What is scored: points up to ``max_points``, counted ``weight`` times.

    ``weight`` of a part already holds that of the whole. ``parts`` (identifier and coefficient
    within the whole) makes it a sum that nobody scores.
    """

    id: int
    weight: Decimal = Decimal(1)
    max_points: Decimal = Decimal(0)
    is_zero_bar: bool = False
    is_counted: bool = True
    is_organisers: bool = False
    parts: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The points of one judge for one entry, by criterion; none where the judge abstained."""

    points: Mapping[int, Decimal]
    id: int = 0
    judge: int | None = None
    abstained: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryScores:
    """An entry with the sheets that were sent for it and the points that the organisers gave."""

    entry: int
    sheets: Sequence[Sheet]
    submitted_at: datetime | None = None
    organisers: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TieRuleSpec:
    """One step of the ordered tie rules; ``criterion`` is set for a rule about a criterion."""

    step: TieStep
    criterion: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RankingRules:
    """What the rules of a round say of its arithmetic.

    ``trim_from``: sheets from which on the highest and lowest are dropped (None: never);
    ``flag_percent`` of full marks: sheets further apart are pointed out (None: nothing is).
    """

    tie_rules: Sequence[TieRuleSpec] = ()
    pass_mark: Decimal | None = None
    zero_eliminates: bool = False
    min_sheets: int = 1
    ranks_few: bool = False
    trim_from: int | None = None
    mean_places: int = 4
    flag_percent: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedEntry:
    """Where an entry stands and why. ``tie_broken_by`` holds, in order, the rules that separated
    it from entries of the same total; ``is_tied`` says that it still shares its rank.

    ``total`` is ``judges`` (the mean of the counted sheets) plus ``organisers``. ``count`` is the
    number of complete sheets, dropped ones included. ``adjusted`` is never official.
    """

    entry: int
    submitted_at: datetime | None
    sheets: tuple[CountedSheet, ...]
    total: Decimal | None
    judges: Decimal | None
    organisers: Decimal | None
    count: int
    spread: Decimal | None
    median: Decimal | None
    criterion_means: Mapping[int, Decimal]
    has_zero: bool
    flags: tuple[Flag, ...] = ()
    adjusted: Decimal | None = None
    passes: bool = False
    rank: int | None = None
    is_tied: bool = False
    tie_broken_by: tuple[TieRuleSpec, ...] = ()


# --- figures of one entry ---------------------------------------------------------------------


def by_judges(criteria: Iterable[CriterionSpec]) -> list[CriterionSpec]:
    """The criteria that make up the total of a judge's sheet."""
    return [c for c in criteria if c.is_counted and not c.is_organisers and not c.parts]


def by_organisers(criteria: Iterable[CriterionSpec]) -> list[CriterionSpec]:
    """The criteria that the organisers add once."""
    return [c for c in criteria if c.is_counted and c.is_organisers and not c.parts]


def is_complete(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> bool:
    """Whether every criterion that makes up a judge's total has its points."""
    return all(criterion.id in points for criterion in by_judges(criteria))


def weighted_total(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> Decimal:
    """Sum of points × coefficient of a judge's sheet, exact; other points are ignored.

    Raises KeyError when a criterion has no points: use it on complete sheets.
    """
    return _weighted(points, by_judges(criteria))


def _weighted(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> Decimal:
    with localcontext(EXACT):
        return sum((points[c.id] * c.weight for c in criteria), Decimal(0))


def partial_total(points: Mapping[int, Decimal], criteria: Iterable[CriterionSpec]) -> Decimal:
    """Weighted total of what is filled in so far; for the eye of the judge only."""
    return weighted_total(points, [c for c in criteria if c.id in points])


def highest_total(criteria: Iterable[CriterionSpec]) -> Decimal:
    """The total of full marks over what counts, whoever scores it; 100 in most contests."""
    with localcontext(EXACT):
        scored = (c for c in criteria if c.is_counted and not c.parts)
        return sum((c.max_points * c.weight for c in scored), Decimal(0))


# --- ranking ----------------------------------------------------------------------------------


def rank_entries(
    entries: Iterable[EntryScores],
    criteria: Sequence[CriterionSpec],
    rules: RankingRules = RankingRules(),
    *,
    tie_positions: Mapping[int, int] | None = None,
) -> list[RankedEntry]:
    """Rank entries by their totals, highest first; equal ones share a rank (1, 2, 2, 4).

    Equal totals are separated by the tie rules in their order, then by ``tie_positions`` (entry to
    place within its tie, lowest first, from a recorded decision; entries without one come last).
    What is still equal shares a rank and is marked as tied. ``passes`` is the threshold (a total
    equal to the pass mark meets it) and, where zeros eliminate, no zero in a zero-bar criterion;
    ranks are given to entries that do not pass as well. Comes back in order of rank; entries
    without a rank follow, by their number.
    """
    rows = [_figures(entry, criteria, rules) for entry in entries]
    adjusted = adjusted_means((row.entry, row.sheets) for row in rows)
    rows = [replace(row, adjusted=_with_organisers(adjusted[row.entry], row)) for row in rows]
    enough = [row for row in rows if _has_rank(row, rules)]
    ranked: list[RankedEntry] = []
    steps = [*rules.tie_rules, TieRuleSpec(step=TieStep.DECISION)]
    for tied in _ordered_ties(enough, steps, tie_positions or {}):
        rank = len(ranked) + 1
        ranked += [
            replace(row, rank=rank, is_tied=len(tied) > 1, passes=_passes(row, rules))
            for row in sorted(tied, key=lambda row: row.entry)
        ]
    without_rank = {row.entry for row in rows} - {row.entry for row in ranked}
    rest = [row for row in rows if row.entry in without_rank]
    return [*ranked, *sorted(rest, key=lambda row: row.entry)]


def _figures(
    scores: EntryScores, criteria: Sequence[CriterionSpec], rules: RankingRules
) -> RankedEntry:
    judged = by_judges(criteria)
    sheets = count_sheets(
        [(sheet, _total_of(sheet, judged)) for sheet in scores.sheets],
        order=[c.id for c in judged],
        trim_from=rules.trim_from,
    )
    if rules.flag_percent is not None:
        sheets = marked_outliers(sheets, highest_total(judged) * rules.flag_percent / 100)
    complete = [row.total for row in sheets if row.total is not None]
    judges = mean([row.total for row in sheets if row.is_counted and row.total is not None])
    organisers = _organisers_of(scores, criteria)
    means = _means(scores, [row for row in sheets if row.is_counted], criteria)
    return RankedEntry(
        entry=scores.entry,
        submitted_at=scores.submitted_at,
        sheets=sheets,
        count=len(complete),
        judges=_stored_or_none(judges),
        organisers=organisers,
        total=_total(judges, organisers, rules.mean_places),
        spread=_stored_or_none(spread(complete)),
        median=_stored_or_none(median(complete)),
        criterion_means={key: stored(value) for key, value in means.items()},
        has_zero=any(c.is_zero_bar and means.get(c.id) == 0 for c in criteria),
        flags=_flags(sheets, judged, rules),
    )


def _total_of(sheet: Sheet, judged: Sequence[CriterionSpec]) -> Decimal | None:
    """The sheet's total; None when it does not count."""
    if sheet.abstained or any(c.id not in sheet.points for c in judged):
        return None
    return _weighted(sheet.points, judged)


def _organisers_of(scores: EntryScores, criteria: Sequence[CriterionSpec]) -> Decimal | None:
    asked = by_organisers(criteria)
    if any(c.id not in scores.organisers for c in asked):
        return None
    return _weighted(scores.organisers, asked)


def _total(judges: Decimal | None, organisers: Decimal | None, places: int) -> Decimal | None:
    if judges is None or organisers is None:
        return None
    return stored(rounded(exact_sum([judges, organisers]), places))


def _with_organisers(adjusted: Decimal | None, row: RankedEntry) -> Decimal | None:
    return _total(adjusted, row.organisers, 4) if row.total is not None else None


def _means(
    scores: EntryScores, counted: Sequence[CountedSheet], criteria: Sequence[CriterionSpec]
) -> dict[int, Decimal]:
    """Unrounded mean of each criterion over the counted sheets; of a whole, from its parts."""
    found: dict[int, Decimal] = {}
    for c in (c for c in criteria if not c.parts):
        if c.is_organisers:
            value = scores.organisers.get(c.id)
        else:
            value = mean([row.points[c.id] for row in counted if c.id in row.points])
        if value is not None:
            found[c.id] = value
    for c in (c for c in criteria if c.parts):
        if all(part in found for part, _weight in c.parts):
            with localcontext(EXACT):
                found[c.id] = sum((found[part] * w for part, w in c.parts), Decimal(0))
    return found


def _flags(
    sheets: Sequence[CountedSheet], judged: Sequence[CriterionSpec], rules: RankingRules
) -> tuple[Flag, ...]:
    totals = [row.total for row in sheets if row.total is not None]
    found = {Flag.FEW_SHEETS: 0 < len(totals) < rules.min_sheets}
    if rules.flag_percent is not None:
        distance = highest_total(judged) * rules.flag_percent / 100
        found[Flag.DISAGREEMENT] = is_divided(totals, distance)
        found[Flag.OUTLIER] = any(row.is_outlier for row in sheets)
    return tuple(flag for flag in Flag if found.get(flag))


def _stored_or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else stored(value)


def _has_rank(row: RankedEntry, rules: RankingRules) -> bool:
    return row.total is not None and (rules.ranks_few or row.count >= rules.min_sheets)


def _passes(row: RankedEntry, rules: RankingRules) -> bool:
    if row.total is None or (rules.zero_eliminates and row.has_zero):
        return False
    return rules.pass_mark is None or row.total >= rules.pass_mark


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
