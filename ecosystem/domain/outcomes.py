"""What the portal counts itself, written to the indicators of plans that want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from ecosystem.models import Indicator, IndicatorValue

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Count:
    """What was counted of a year. ``is_told``: somebody reported or did something that it counts."""

    value: int
    source: str
    is_told: bool = True


@transaction.atomic
def record_counts(*, year: int, counts: Mapping[str, Count]) -> int:
    """Write what was counted of ``year`` to the indicators that are fed by it; returns how many.

    Only within the plan's period. A value that staff entered is never written over, and a zero
    that nobody told is not written: nothing counted is not nothing reached.
    """
    fed = Indicator.objects.filter(
        fed_by__in=list(counts), plan__start_year__lte=year, plan__end_year__gte=year
    )
    written = 0
    for indicator in fed:
        count = counts[indicator.fed_by]
        rows = IndicatorValue.objects.select_for_update().filter(indicator=indicator, year=year)
        row = rows.first() or IndicatorValue(indicator=indicator, year=year)
        if not _is_due(row, count):
            continue
        row.value, row.counted_source, row.is_counted = count.value, count.source, True
        row.save()
        written += 1
    return written


def _is_due(row: IndicatorValue, count: Count) -> bool:
    """Whether ``row`` is the portal's to write, and says something else now."""
    if row.value is not None and not row.is_counted:
        return False
    if not (count.is_told or row.is_counted):
        return False
    return (row.value, row.counted_source) != (count.value, count.source)
