"""Freezing a round: every entry's figures, rank and tie as they stood when scoring was closed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from contests.domain.judging import criterion_specs, entry_scores, tie_rule_specs
from contests.domain.scoring import TieStep, is_complete, rank_entries
from contests.enums import GONE_STATES, SheetState
from contests.models import Assignment, ConflictDeclaration, RoundResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contests.domain.scoring import RankedEntry, TieRuleSpec
    from contests.models import Criterion, Round

_BATCH = 1000
_NOTE_LENGTH = 250


def missing_sheets(round_: Round) -> int:
    """How many complete sheets the round still lacks.

    An entry needs a sheet of each of its judges, and no fewer than the round asks for. Judges who
    abstain or are in conflict and applications that left the contest do not count.
    """
    criteria = criterion_specs(round_)
    assigned = _assigned(round_)
    standing = set(
        round_.entries.exclude(application__state__in=GONE_STATES).values_list("pk", flat=True)
    )
    return sum(
        max(
            max(round_.min_judges, assigned.get(scores.entry, 0))
            - sum(is_complete(sheet.points, criteria) for sheet in scores.sheets),
            0,
        )
        for scores in entry_scores(round_)
        if scores.entry in standing
    )


def _assigned(round_: Round) -> dict[int, int]:
    conflict = ConflictDeclaration.objects.filter(
        judge=OuterRef("judge"), application=OuterRef("entry__application")
    )
    rows = (
        Assignment.objects.filter(~Exists(conflict), entry__round=round_)
        .exclude(sheet__state=SheetState.ABSTAINED)
        .order_by()
        .values_list("entry")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def freeze_results(round_: Round) -> list[RoundResult]:
    """Write the RoundResult of every entry and return them; nothing about outcomes.

    The criteria are kept as they were (name, maximum, coefficient), so that a later edit of a
    criterion or a sheet changes neither figures nor their explanation. An entry without a sheet
    has no rank; whether few sheets are enough was decided by whoever closed the round.
    """
    criteria = {criterion.pk: criterion for criterion in round_.criteria.all()}
    ranked = rank_entries(
        entry_scores(round_),
        criterion_specs(round_),
        tie_rules=tie_rule_specs(round_),
        pass_mark=round_.pass_mark,
        zero_eliminates=round_.zero_eliminates,
    )
    with override(settings.LANGUAGE_CODE):  # the record is read in the office's language
        results = [_result(row, criteria) for row in ranked]
    return RoundResult.objects.bulk_create(results, batch_size=_BATCH)


def _result(row: RankedEntry, criteria: Mapping[int, Criterion]) -> RoundResult:
    return RoundResult(
        entry_id=row.entry,
        total=row.total,
        sheet_count=row.count,
        spread=row.spread,
        criterion_means={
            str(key): _criterion(criterion, row.criterion_means.get(key))
            for key, criterion in criteria.items()
        },
        rank=row.rank,
        is_tied=row.is_tied,
        tie_note="; ".join(_step(step, criteria) for step in row.tie_broken_by)[:_NOTE_LENGTH],
        has_zero=row.has_zero,
        passes=row.passes,
    )


def _criterion(criterion: Criterion, mean: Any) -> dict[str, str]:
    return {
        "name": criterion.name,
        "max": str(criterion.max_points),
        "weight": str(criterion.weight),
        "mean": "" if mean is None else str(mean),
    }


def _step(rule: TieRuleSpec, criteria: Mapping[int, Criterion]) -> str:
    if rule.criterion is not None:
        return _("Higher mean in “%(criterion)s”") % {"criterion": criteria[rule.criterion].name}
    if rule.step is TieStep.MEDIAN:
        return _("Higher median of the judges' totals")
    return _("Submitted earlier")


def frozen_record(round_: Round) -> str:
    """The frozen rows as one line of JSON for the audit trail, in order of rank."""
    rows = (
        RoundResult.objects.filter(entry__round=round_)
        .order_by(F("rank").asc(nulls_last=True), "entry")
        .values_list("entry__application__reference", "rank", "total", "sheet_count", "outcome")
    )
    return json.dumps([[str(value) for value in row] for row in rows], ensure_ascii=False)


def standing_results(round_: Round) -> Any:
    """Frozen results of applications that are still in the contest, best first."""
    return (
        RoundResult.objects.filter(
            ~Q(entry__application__state__in=GONE_STATES), entry__round=round_
        )
        .select_related("entry__application")
        .order_by(F("rank").asc(nulls_last=True), "entry")
    )
