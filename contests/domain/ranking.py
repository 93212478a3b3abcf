"""The frozen table of a round for the secretariat and the Board, on the screen and as a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from contests.domain.awards import awards_by_family
from contests.domain.exports import plain_cell
from contests.domain.promotion import place_table, suggested, tied_groups
from contests.domain.scoring import shown
from contests.enums import FROZEN_ROUND_STATES, GONE_STATES, Outcome, ResultFlag
from contests.models import ResultVersion, RoundResult, SetAsideResult
from portal import audit
from portal.dates import format_long
from portal.languages import in_vietnamese
from portal.numbers import format_number
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from contests.domain.promotion import Suggestion
    from contests.models import Award, Round

    AnyResult = RoundResult | SetAsideResult


@dataclass(frozen=True, kw_only=True)
class RankingRow:
    """One entry with what its frozen result means."""

    result: AnyResult
    means: tuple[str, ...]
    flags: tuple[str, ...]
    has_left: bool
    follows_rank: bool
    awards: tuple[Award, ...]

    @property
    def prizes(self) -> str:
        """What the entry wins, its highest prize first; what was taken back is said with its decision."""
        return ", ".join(_prize(award) for award in self.awards)

    @property
    def reference(self) -> str:
        return self.result.entry.application.reference or ""

    @property
    def project(self) -> str:
        return self.result.entry.application.title

    @property
    def field(self) -> str:
        return str(self.result.entry.application.field or "")


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The whole table; ``criteria`` are the columns as they were when scoring was closed."""

    version: ResultVersion | None
    rows: tuple[RankingRow, ...]
    criteria: tuple[dict[str, Any], ...]
    ties: tuple[tuple[RoundResult, ...], ...]
    advancing: int
    reserves: int

    @property
    def has_divisions(self) -> bool:
        return any(row.result.division for row in self.rows)


def version_in_force(round_: Round) -> ResultVersion | None:
    """The version whose rows are the result of the round; None while scoring goes on."""
    return ResultVersion.objects.filter(round=round_, set_aside_at=None).first()


def ranking(round_: Round, version: ResultVersion | None = None) -> Ranking:
    """Read the frozen table, best first in each division; empty while scoring goes on.

    Without ``version`` the one in force; with one that was set aside, its rows as they were. The
    number of queries does not depend on that of the rows.
    """
    version = version or version_in_force(round_)
    in_force = version is None or version.set_aside_at is None
    results = list(rows_of(round_, version).select_related("entry__application__field"))
    awards = _awards(round_) if round_.is_final and in_force else {}
    standing = [row for row in results if not _has_left(row)] if in_force else []
    expected = {} if round_.is_final else suggested(standing, place_table(round_))
    columns = _columns(version, results)
    return Ranking(
        version=version,
        rows=tuple(_row(row, columns, expected, awards) for row in results),
        criteria=tuple(columns.values()),
        ties=tuple(tuple(group) for group in tied_groups(standing)),
        advancing=sum(row.outcome == Outcome.ADVANCE for row in results),
        reserves=sum(row.outcome == Outcome.RESERVE for row in results),
    )


def rows_of(round_: Round, version: ResultVersion | None) -> QuerySet[Any]:
    """The rows of a version, without the detail that only one page at a time needs."""
    rows: QuerySet[Any]
    if version is not None and version.set_aside_at is not None:
        rows = SetAsideResult.objects.filter(version=version)
    else:
        rows = RoundResult.objects.filter(entry__round=round_)
    rows = rows.select_related("entry__application", "tie_decision", "outcome_decision")
    return rows.defer("detail").order_by("division", F("rank").asc(nulls_last=True), "entry")


def _awards(round_: Round) -> dict[int, list[Award]]:
    """What each application won, its highest prize first; revoked ones stay to be told as such."""
    found: dict[int, list[Award]] = defaultdict(list)
    for awards in awards_by_family(round_.contest_id).values():
        for application, award in awards.items():
            found[application].append(award)
    return found


def _prize(award: Award) -> str:
    decision = award.revoked_decision
    if decision is None:
        return award.prize.label
    return _("%(prize)s (revoked by decision %(number)s of %(day)s)") % {
        "prize": award.prize.label,
        "number": decision.number,
        "day": f"{decision.issued_on:%d/%m/%Y}",
    }


def _row(
    row: AnyResult,
    columns: Mapping[str, Any],
    expected: Mapping[int, Suggestion],
    awards: Mapping[int, list[Award]],
) -> RankingRow:
    by_rank = expected.get(row.pk)
    return RankingRow(
        result=row,
        means=tuple(row.criterion_means.get(key, {}).get("mean", "") for key in columns),
        flags=tuple(str(ResultFlag(flag).label) for flag in row.flags),
        has_left=_has_left(row),
        follows_rank=by_rank is None or by_rank.outcome == row.outcome,
        awards=tuple(awards.get(row.entry.application_id, ())),
    )


def _columns(version: ResultVersion | None, rows: Sequence[AnyResult]) -> dict[str, Any]:
    """The criteria of the table by identifier, in the order of the sheet."""
    found: dict[str, Any] = {}
    for row in rows:
        for key, line in row.criterion_means.items():
            found.setdefault(key, line)
    order = {str(line["id"]): n for n, line in enumerate(_lines(version))}
    return dict(sorted(found.items(), key=lambda pair: (order.get(pair[0], 0), int(pair[0]))))


def _lines(version: ResultVersion | None) -> list[dict[str, Any]]:
    return version.rules.get("criteria", []) if version else []


def _has_left(row: AnyResult) -> bool:
    return row.entry.application.state in GONE_STATES


@transaction.atomic
def export_ranking(round_: Round, *, actor: Any) -> list[list[str]]:
    """Head and rows of the official list; leaves a line in the audit trail of the round."""
    require(actor, "contests.export_ranking", round_)
    if round_.state not in FROZEN_ROUND_STATES:
        raise RefusedError(_("The ranking exists after scoring is closed."))
    table = ranking(round_)
    audit.record(round_, "export_ranking", actor=actor, rows=len(table.rows))
    return _official_list(round_, table)


@in_vietnamese
def _official_list(round_: Round, table: Ranking) -> list[list[str]]:
    return [
        [_("Status"), str(round_.get_state_display()), *_document(round_)],
        _head(table),
        *([plain_cell(cell) for cell in _cells(row, table)] for row in table.rows),
    ]


def _document(round_: Round) -> list[str]:
    decision = round_.decision
    return [decision.number, format_long(decision.issued_on)] if decision else []


def _head(table: Ranking) -> list[str]:
    return [
        *([_("Division")] if table.has_divisions else []),
        _("Rank"),
        _("Reference number"),
        _("Project"),
        _("Field"),
        _("Mean"),
        _("Score sheets"),
        _("Spread"),
        _("Adjusted mean (not official)"),
        *(f"{c['name']} ({_points(c['max'])})" for c in table.criteria),
        _("Meets the threshold"),
        _("Tie"),
        _("Outcome"),
        _("Place on the reserve list"),
        _("Reason"),
        _("Document"),
    ]


def _cells(row: RankingRow, table: Ranking) -> list[str]:
    result = row.result
    return [
        *([result.division] if table.has_divisions else []),
        str(result.rank or ""),
        row.reference,
        row.project,
        row.field,
        _points(result.total),
        str(result.sheet_count),
        _points(result.spread),
        _points(result.adjusted),
        *(_points(mean) for mean in row.means),
        _("Yes") if result.passes else _("No"),
        _("Tied") if result.is_tied else result.tie_note,
        row.prizes or str(result.get_outcome_display()),
        str(result.reserve_position or ""),
        "; ".join(award.reason for award in row.awards if award.reason) or result.outcome_reason,
        result.outcome_decision.number if result.outcome_decision else "",
    ]


def _points(value: Decimal | str | None) -> str:
    return "" if value is None or value == "" else format_number(shown(Decimal(value)))
