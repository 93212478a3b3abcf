"""What is written beside frozen figures: criteria and rules as they stood, in the office's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contests.domain.limits import current_rules
from contests.enums import Scorer, TieRuleKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from contests.domain.scales import RoundScales
    from contests.models import Criterion, Round, TieRule


def criterion_lines(
    scales: RoundScales, division: int | None, means: Mapping[int, Decimal]
) -> dict[str, dict[str, Any]]:
    """Each criterion that holds for the division with its mean, in the order of the sheet."""
    return {
        str(row.pk): _criterion(row, scales.whole_of(row), means.get(row.pk))
        | ({"is_sum": True} if scales.has_parts(row) else {})
        for row in scales.of_division(division)
    }


def _criterion(row: Criterion, whole: Criterion | None, mean: Decimal | None) -> dict[str, Any]:
    """Name, full marks, coefficient and mean; what is unusual is said as well."""
    weight = row.weight * whole.weight if whole else row.weight
    said: dict[str, Any] = {
        "name": row.name,
        "max": str(row.max_points),
        "weight": f"{weight.normalize():f}" if whole else str(row.weight),
        "mean": "" if mean is None else str(mean),
    }
    if whole is not None:
        said["part_of"] = whole.name
    if not (row.is_counted and (whole is None or whole.is_counted)):
        said["is_noted"] = True
    if row.scorer == Scorer.ORGANISERS:
        said["by_organisers"] = True
    if row.is_zero_bar:
        said["is_zero_bar"] = True
    return said


def tie_text(rule: TieRule) -> str:
    """A tie rule in words."""
    if rule.criterion is not None:
        return _("Higher mean in “%(criterion)s”") % {"criterion": rule.criterion.name}
    if rule.kind == TieRuleKind.MEDIAN:
        return _("Higher median of the judges' totals")
    return _("Submitted earlier")


def rules_applied(
    round_: Round, scales: RoundScales, ties: Sequence[TieRule], *, accepted: str
) -> dict[str, Any]:
    """What decided the ranking, as it stood: kept with the version, shown beside each rank."""
    rule_set = current_rules(round_.contest)
    return {
        "rules_version": rule_set.version if rule_set.pk else None,
        "clause": round_.clause,
        "min_judges": round_.min_judges,
        "missing_accepted": accepted,
        "trim_from": round_.trim_from,
        "mean_places": round_.mean_places,
        "flag_percent": round_.flag_percent,
        "pass_mark": None if round_.pass_mark is None else str(round_.pass_mark),
        "zero_eliminates": round_.zero_eliminates,
        "ranks_by_division": round_.ranks_by_division,
        "advance_count": round_.advance_count,
        "reserve_count": round_.reserve_count,
        "ties": [{"rule": tie_text(tie), "clause": tie.clause} for tie in ties],
        "criteria": [
            {"id": row.pk}
            | _criterion(row, scales.whole_of(row), None)
            | ({"is_sum": True} if scales.has_parts(row) else {})
            | ({"division": row.division.name} if row.division else {})
            for row in scales.rows
        ],
    }
