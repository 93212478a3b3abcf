"""Which of an entry's score sheets count, which are dropped, and which stand far from the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from contests.domain.arithmetic import median

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    class AnySheet(Protocol):
        """What is read of a sheet."""

        @property
        def points(self) -> Mapping[int, Decimal]: ...
        @property
        def id(self) -> int: ...
        @property
        def judge(self) -> int | None: ...
        @property
        def abstained(self) -> bool: ...


class Fate(StrEnum):
    """What became of a sheet."""

    COUNTED = "counted"
    DROPPED_HIGHEST = "dropped_highest"
    DROPPED_LOWEST = "dropped_lowest"
    INCOMPLETE = "incomplete"
    ABSTAINED = "abstained"


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedSheet:
    """A sheet with its total (None: none) and what became of it."""

    id: int
    judge: int | None
    points: Mapping[int, Decimal]
    total: Decimal | None
    fate: Fate
    is_outlier: bool = False

    @property
    def is_counted(self) -> bool:
        return self.fate is Fate.COUNTED


def marked_outliers(sheets: Sequence[CountedSheet], distance: Decimal) -> tuple[CountedSheet, ...]:
    """The sheets, marked where a total is further than ``distance`` from the *other* totals' median.

    Asked of the others' median because with few judges a single sheet moves mean and standard
    deviation by itself. Nothing is marked below three totals: with two nobody can say which is far.
    """
    totals = [row.total for row in sheets if row.total is not None]
    if len(totals) < 3:
        return tuple(sheets)
    return tuple(replace(row, is_outlier=_is_far(row, totals, distance)) for row in sheets)


def _is_far(row: CountedSheet, totals: Sequence[Decimal], distance: Decimal) -> bool:
    if row.total is None:
        return False
    others = list(totals)
    others.remove(row.total)
    middle = median(others)
    return middle is not None and abs(row.total - middle) > distance


def is_divided(totals: Sequence[Decimal], distance: Decimal) -> bool:
    """Whether the highest and the lowest total are further apart than ``distance``."""
    return len(totals) > 1 and max(totals) - min(totals) > distance


def count_sheets(
    sheets: Sequence[tuple[AnySheet, Decimal | None]],
    *,
    order: Sequence[int],
    trim_from: int | None,
) -> tuple[CountedSheet, ...]:
    """Say of each sheet, given with its total, whether it counts.

    From ``trim_from`` complete sheets on (three at least) one highest and one lowest are dropped.
    Which of equal totals is dropped does not depend on the order in which sheets come: points by
    criterion in ``order`` decide, then the identifier. Comes back lowest first, what has no total
    at the end.
    """
    rows = [
        CountedSheet(
            id=sheet.id, judge=sheet.judge, points=sheet.points, total=total,
            fate=_fate(sheet, total),
        )
        for sheet, total in sheets
    ]  # fmt: skip
    complete = sorted((row for row in rows if row.is_counted), key=lambda row: _rising(row, order))
    if trim_from is not None and len(complete) >= max(trim_from, 3):
        complete[0] = replace(complete[0], fate=Fate.DROPPED_LOWEST)
        complete[-1] = replace(complete[-1], fate=Fate.DROPPED_HIGHEST)
    rest = sorted((row for row in rows if not row.is_counted), key=lambda row: row.id)
    return (*complete, *rest)


def _fate(sheet: AnySheet, total: Decimal | None) -> Fate:
    if sheet.abstained:
        return Fate.ABSTAINED
    return Fate.INCOMPLETE if total is None else Fate.COUNTED


def _rising(row: CountedSheet, order: Sequence[int]) -> tuple[Any, ...]:
    return (row.total, *(row.points[key] for key in order), row.id)
