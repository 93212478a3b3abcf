"""Freezing a round: every entry's figures, rank and tie as they stood when scoring was closed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import override

from contests.domain.frozen_texts import criterion_lines, rules_applied, tie_text
from contests.domain.judging import scores_by_division, tie_rule_spec, tie_rule_specs
from contests.domain.organisers import missing_points
from contests.domain.paper_sheets import frozen_papers
from contests.domain.scales import RoundScales
from contests.domain.scoring import RankingRules, is_complete, rank_entries
from contests.enums import GONE_STATES
from contests.models import (
    Assignment,
    ConflictDeclaration,
    ResultVersion,
    RoundResult,
    SetAsideResult,
)
from portal import audit
from portal.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contests.domain.scoring import EntryScores, RankedEntry
    from contests.models import Round, TieRule

    ScoresByDivision = Sequence[tuple[int | None, EntryScores]]

__all__ = [
    "freeze_results",
    "frozen_record",
    "missing_points",
    "missing_sheets",
    "set_aside",
    "standing_results",
]

# A frozen row is 1 to 2 KB: a batch is some MB, and 10,000 entries are two.
_BATCH = 5000
_NOTE_LENGTH = 250
# What is copied of a row when its version is set aside: all that SetAsideResult has of its own.
_FIGURES: Final = tuple(
    field.attname
    for field in SetAsideResult._meta.concrete_fields
    if field.name not in {"id", "version"}
)


def missing_sheets(round_: Round, scores: ScoresByDivision | None = None) -> int:
    """How many complete sheets the round still lacks; ``scores`` when they were read already.

    An entry needs a sheet of each of its judges, and no fewer than the round asks for. Judges in
    conflict, judges who abstained, applications that left the contest and projects that the Board
    left out on a live round's day do not count.
    """
    scales = RoundScales.of(round_)
    assigned = _assigned(round_)
    awaited = set(round_.entries.awaited().values_list("pk", flat=True))
    criteria = _cached_specs(scales)
    return sum(
        _lacking(row, criteria(division), round_.min_judges, assigned.get(row.entry, 0))
        for division, row in scores or scores_by_division(round_)
        if row.entry in awaited
    )


def _lacking(scores: EntryScores, criteria: Any, asked: int, assigned: int) -> int:
    abstained = sum(sheet.abstained for sheet in scores.sheets)
    complete = sum(
        not sheet.abstained and is_complete(sheet.points, criteria) for sheet in scores.sheets
    )
    return max(max(asked, assigned - abstained) - complete, 0)


def _assigned(round_: Round) -> dict[int, int]:
    conflict = ConflictDeclaration.objects.filter(
        judge=OuterRef("judge"), application=OuterRef("entry__application")
    )
    rows = (
        Assignment.objects.filter(~Exists(conflict), entry__round=round_)
        .order_by()
        .values_list("entry")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def _cached_specs(scales: RoundScales) -> Any:
    """The specifications by division, made once for each."""
    known: dict[int | None, Any] = {}

    def specs(division: int | None) -> Any:
        if division not in known:
            known[division] = scales.specs(division)
        return known[division]

    return specs


# --- freeze -----------------------------------------------------------------------------------


def freeze_results(
    round_: Round,
    *,
    actor: Any = audit.SYSTEM,
    accepted: str = "",
    scores: ScoresByDivision | None = None,
) -> list[RoundResult]:
    """Write a new version of the result with a row for every entry; nothing about outcomes.

    Criteria, rules and the sheets as they were counted are kept with the figures, so that a later
    edit of any of them changes neither a figure nor its explanation. An entry without a sheet has
    no rank; whether few sheets are enough was decided by whoever closed the round, and ``accepted``
    is the reason given. ``scores`` are the sheets when they were read already. Rows are written in
    batches: docs/decisions says why.
    """
    scales = RoundScales.of(round_)
    ties = list(round_.tie_rules.select_related("criterion"))
    groups = _groups(round_, scores or scores_by_division(round_))
    with override(settings.LANGUAGE_CODE):  # the record is read in the office's language
        ResultVersion.objects.create(
            round=round_,
            number=_next_number(round_),
            rules=rules_applied(round_, scales, ties, accepted=accepted),
            frozen_at=timezone.now(),
            frozen_by=None if actor is audit.SYSTEM else actor,
        )
        writer = _Writer(scales, ties, names=_judges(round_), papers=frozen_papers(round_))
        results = [
            row
            for division, entries in groups.items()
            for row in writer.rows(division, entries, ranking_rules(round_))
        ]
    return RoundResult.objects.bulk_create(results, batch_size=_BATCH)


def _groups(
    round_: Round, read: ScoresByDivision
) -> dict[tuple[int | None, str], list[EntryScores]]:
    """The entries that are ranked together: of a division, or all."""
    names = dict(round_.contest.divisions.values_list("pk", "name"))
    groups: dict[tuple[int | None, str], list[EntryScores]] = defaultdict(list)
    for division, scores in read:
        key = (division, names.get(division or 0, "")) if round_.ranks_by_division else (None, "")
        groups[key].append(scores)
    return groups


def ranking_rules(round_: Round) -> RankingRules:
    """What the round says of its arithmetic."""
    return RankingRules(
        tie_rules=tie_rule_specs(round_),
        pass_mark=round_.pass_mark,
        zero_eliminates=round_.zero_eliminates,
        min_sheets=round_.min_judges,
        ranks_few=True,
        trim_from=round_.trim_from,
        mean_places=round_.mean_places,
        flag_percent=round_.flag_percent,
    )


def _next_number(round_: Round) -> int:
    last = ResultVersion.objects.filter(round=round_).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _judges(round_: Round) -> dict[int, str]:
    users = User.objects.filter(assignments__entry__round=round_).distinct()
    return {user.pk: str(user) for user in users}


class _Writer:
    """Makes rows of what was ranked, with all that explains them."""

    def __init__(
        self,
        scales: RoundScales,
        ties: Sequence[TieRule],
        *,
        names: Mapping[int, str],
        papers: Mapping[tuple[int, int], Mapping[str, Any]],
    ) -> None:
        self.scales = scales
        self.names = names
        self.papers = papers
        self.ties = [(tie_rule_spec(tie), tie) for tie in ties]

    def rows(
        self, division: tuple[int | None, str], entries: Iterable[EntryScores], rules: RankingRules
    ) -> Iterable[RoundResult]:
        pk, name = division
        ranked = rank_entries(entries, self.scales.specs(pk), rules)
        sharing: dict[Any, int] = defaultdict(int)
        for row in ranked:
            sharing[row.total] += 1
        for row in ranked:
            is_shared = row.rank is not None and sharing[row.total] > 1
            yield self._row(row, pk, name, is_shared=is_shared)

    def _row(
        self, row: RankedEntry, division: int | None, name: str, *, is_shared: bool
    ) -> RoundResult:
        broken = [tie for spec, tie in self.ties if spec in row.tie_broken_by]
        return RoundResult(
            entry_id=row.entry,
            division=name,
            total=row.total,
            sheet_count=row.count,
            dropped_count=row.count - sum(sheet.is_counted for sheet in row.sheets),
            spread=row.spread,
            adjusted=row.adjusted,
            flags=[str(flag) for flag in row.flags],
            criterion_means=criterion_lines(self.scales, division, row.criterion_means),
            detail=self._detail(row, is_shared=is_shared),
            rank=row.rank,
            is_tied=row.is_tied,
            tie_note="; ".join(tie_text(tie) for tie in broken)[:_NOTE_LENGTH],
            has_zero=row.has_zero,
            passes=row.passes,
        )

    def _detail(self, row: RankedEntry, *, is_shared: bool) -> dict[str, Any]:
        sheets = [
            {
                # which sheets came from paper, by whose hands
                **(
                    {"paper": paper}
                    if (paper := self.papers.get((row.entry, sheet.judge or 0)))
                    else {}
                ),
                "judge": self.names.get(sheet.judge or 0, ""),
                "fate": str(sheet.fate),
                "total": _text(sheet.total),
                "points": {str(key): str(value) for key, value in sheet.points.items()},
                **({"outlier": True} if sheet.is_outlier else {}),
            }
            for sheet in row.sheets
        ]
        ties = [
            {
                "rule": tie_text(tie),
                "clause": tie.clause,
                "value": _tie_value(row, tie),
                "separated": spec in row.tie_broken_by,
            }
            for spec, tie in self.ties
            if is_shared
        ]
        return {
            "sheets": sheets,
            "judges": _text(row.judges),
            "organisers": _text(row.organisers),
            "median": _text(row.median),
            "ties": ties,
        }


def _tie_value(row: RankedEntry, tie: TieRule) -> str:
    if tie.kind == "earlier":
        moment = row.submitted_at
        return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}" if moment else ""
    if tie.kind == "median":
        return _text(row.median)
    return _text(row.criterion_means.get(tie.criterion_id or 0))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


# --- set aside --------------------------------------------------------------------------------


def set_aside(round_: Round, *, actor: Any, reason: str) -> ResultVersion | None:
    """Move the rows of the version in force to where they stay readable; call with the round locked.

    None when nothing was frozen.
    """
    version = ResultVersion.objects.filter(round=round_, set_aside_at=None).first()
    rows = RoundResult.objects.filter(entry__round=round_)
    if version is None:
        rows.delete()
        return None
    SetAsideResult.objects.bulk_create(
        (
            SetAsideResult(version=version, **{name: getattr(row, name) for name in _FIGURES})
            for row in rows
        ),
        batch_size=_BATCH,
    )
    version.set_aside_at = timezone.now()
    version.set_aside_by = None if actor is audit.SYSTEM else actor
    version.set_aside_reason = reason
    version.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    rows.delete()
    return version


def frozen_record(round_: Round) -> str:
    """The frozen rows as one line of JSON for the audit trail, in order of rank."""
    rows = (
        RoundResult.objects.filter(entry__round=round_)
        .order_by("division", F("rank").asc(nulls_last=True), "entry")
        .values_list("entry__application__reference", "rank", "total", "sheet_count", "outcome")
    )
    return json.dumps([[str(value) for value in row] for row in rows], ensure_ascii=False)


def standing_results(round_: Round) -> Any:
    """Frozen results of applications that are still in the contest, best first in each division."""
    return (
        RoundResult.objects.filter(
            ~Q(entry__application__state__in=GONE_STATES), entry__round=round_
        )
        .select_related("entry__application")
        .defer("detail")
        .order_by("division", F("rank").asc(nulls_last=True), "entry")
    )
