"""What the portal counts of the outcomes of projects, written to the indicators that want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import ngettext

from ecosystem.models import Indicator, IndicatorValue

if TYPE_CHECKING:
    from collections.abc import Mapping


@transaction.atomic
def record_outcomes(*, year: int, sums: Mapping[str, int], answers: int) -> int:
    """Write the sums of ``year`` to the indicators that are fed by them; returns how many.

    Only within the plan's period. A value that staff entered is never written over.
    """
    fed = Indicator.objects.filter(
        fed_by__in=list(sums), plan__start_year__lte=year, plan__end_year__gte=year
    )
    written = 0
    for indicator in fed:
        row = IndicatorValue.objects.select_for_update().filter(indicator=indicator, year=year)
        value = {"value": sums[indicator.fed_by], "source": _source(answers), "is_counted": True}
        existing = row.first()
        if existing is None:
            IndicatorValue.objects.create(indicator=indicator, year=year, **value)
        elif existing.is_counted:
            row.update(**value)
        else:
            continue
        written += 1
    return written


def _source(answers: int) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return ngettext(
            "Counted by the portal from what %(n)d team told after the contest",
            "Counted by the portal from what %(n)d teams told after the contest",
            answers,
        ) % {"n": answers}
