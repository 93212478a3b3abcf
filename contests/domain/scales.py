"""The criteria of a round as sheets and arithmetic want them: whose, in which order, on what scale."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contests.domain.scoring import CriterionSpec, by_judges, highest_total
from contests.enums import Scorer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contests.models import Criterion, Round


class RoundScales:
    """The criteria of one round, read once; which of them hold for an entry depends on its division.

    Criteria without a division hold for every entry. Parts follow the criterion they belong to.
    """

    def __init__(self, rows: Iterable[Criterion]) -> None:
        self.rows = in_order(rows)
        self._by_pk = {row.pk: row for row in self.rows}
        self._parts: dict[int, list[Criterion]] = defaultdict(list)
        for row in self.rows:
            if row.parent_id:
                self._parts[row.parent_id].append(row)

    @classmethod
    def of(cls, round_: Round) -> RoundScales:
        """One query, two with the levels of the guidance."""
        return cls(round_.criteria.select_related("parent", "division").prefetch_related("levels"))

    def of_division(self, division_id: int | None) -> list[Criterion]:
        """What holds for an entry of this division, wholes and parts."""
        return [row for row in self.rows if row.division_id in {None, division_id}]

    def for_judges(self, division_id: int | None) -> list[Criterion]:
        """What stands on the sheet of a judge."""
        return [row for row in self._scored(division_id) if row.scorer == Scorer.JUDGES]

    @property
    def columns(self) -> list[Criterion]:
        """What judges score of any entry of the round: the columns of their table."""
        return [row for row in self.rows if row.scorer == Scorer.JUDGES and not self.has_parts(row)]

    def for_organisers(self, division_id: int | None) -> list[Criterion]:
        """What the organisers score once for an entry."""
        return [row for row in self._scored(division_id) if row.scorer == Scorer.ORGANISERS]

    def whole_of(self, row: Criterion) -> Criterion | None:
        """The criterion that ``row`` is a part of."""
        return self._by_pk.get(row.parent_id or 0)

    def has_parts(self, row: Criterion) -> bool:
        """Whether ``row`` is a sum that nobody scores."""
        return row.pk in self._parts

    def specs(self, division_id: int | None) -> list[CriterionSpec]:
        """What holds for an entry of this division, as the arithmetic wants it."""
        return [self._spec(row) for row in self.of_division(division_id)]

    def highest_of_sheet(self, division_id: int | None) -> Decimal:
        """The total of a judge's sheet with full marks."""
        return highest_total(by_judges(self.specs(division_id)))

    def _scored(self, division_id: int | None) -> list[Criterion]:
        return [row for row in self.of_division(division_id) if row.pk not in self._parts]

    def _spec(self, row: Criterion) -> CriterionSpec:
        whole = self.whole_of(row)
        return CriterionSpec(
            id=row.pk,
            weight=row.weight * whole.weight if whole else row.weight,
            max_points=row.max_points,
            is_zero_bar=row.is_zero_bar,
            is_counted=row.is_counted and (whole is None or whole.is_counted),
            is_organisers=row.scorer == Scorer.ORGANISERS,
            parts=tuple((part.pk, part.weight) for part in self._parts.get(row.pk, ())),
        )


def in_order(rows: Iterable[Criterion]) -> list[Criterion]:
    """Criteria in their order, the parts of one right after it, in theirs."""
    found = list(rows)
    by_pk = {row.pk: row for row in found}

    def key(row: Criterion) -> tuple[Any, ...]:
        whole = by_pk.get(row.parent_id or 0, row)
        return (whole.order, whole.pk, row.parent_id is not None, row.order, row.pk)

    return sorted(found, key=key)


def fits_scale(points: Decimal, criterion: Criterion) -> bool:
    """Whether ``points`` lie on the scale of ``criterion``: within its ends, in its steps."""
    return criterion.min_points <= points <= criterion.max_points and not points % criterion.step
