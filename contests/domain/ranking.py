"""The frozen table of a round for the secretariat and the Board, on the screen and as a list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from contests.domain.awards import awards_by_family
from contests.domain.exports import plain_cell
from contests.domain.outcomes import suggested, tied_groups
from contests.domain.scoring import shown
from contests.enums import FROZEN_ROUND_STATES, GONE_STATES
from contests.models import RoundResult
from portal import audit
from portal.dates import format_long
from portal.numbers import format_number
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from contests.models import Award, Round


@dataclass(frozen=True, kw_only=True)
class RankingRow:
    """One entry with what its frozen result means."""

    result: RoundResult
    means: tuple[str, ...]
    has_left: bool
    follows_rank: bool
    awards: tuple[Award, ...]

    @property
    def prizes(self) -> str:
        """What the entry wins, its highest prize first."""
        return ", ".join(award.prize.label for award in self.awards)

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

    rows: tuple[RankingRow, ...]
    criteria: tuple[dict[str, str], ...]
    ties: tuple[tuple[RoundResult, ...], ...]
    advancing: int


def ranking(round_: Round) -> Ranking:
    """Read the frozen table, best first; empty while scoring goes on. Two queries."""
    results = list(
        RoundResult.objects.filter(entry__round=round_)
        .select_related("entry__application__field", "tie_decision")
        .order_by(F("rank").asc(nulls_last=True), "entry")
    )
    families = awards_by_family(round_.contest_id).values() if round_.is_final else ()
    standing = [row for row in results if not _has_left(row)]
    expected = {} if round_.is_final else suggested(standing, round_.advance_count)
    return Ranking(
        rows=tuple(
            RankingRow(
                result=row,
                means=tuple(c.get("mean", "") for c in row.criterion_means.values()),
                has_left=_has_left(row),
                follows_rank=expected.get(row.pk, row.outcome) == row.outcome,
                awards=tuple(
                    awards[row.entry.application_id]
                    for awards in families
                    if row.entry.application_id in awards
                ),
            )
            for row in results
        ),
        criteria=tuple(results[0].criterion_means.values()) if results else (),
        ties=tuple(tuple(group) for group in tied_groups(standing)),
        advancing=sum(row.outcome == "advance" for row in results),
    )


def _has_left(row: RoundResult) -> bool:
    return row.entry.application.state in GONE_STATES


@transaction.atomic
def export_ranking(round_: Round, *, actor: Any) -> list[list[str]]:
    """Head and rows of the official list; leaves a line in the audit trail of the round."""
    require(actor, "contests.export_ranking", round_)
    if round_.state not in FROZEN_ROUND_STATES:
        raise RefusedError(_("The ranking exists after scoring is closed."))
    table = ranking(round_)
    audit.record(round_, "export_ranking", actor=actor, rows=len(table.rows))
    return [
        [_("Status"), str(round_.get_state_display()), *_document(round_)],
        _head(table),
        *([plain_cell(cell) for cell in _cells(row)] for row in table.rows),
    ]


def _document(round_: Round) -> list[str]:
    decision = round_.decision
    return [decision.number, format_long(decision.issued_on)] if decision else []


def _head(table: Ranking) -> list[str]:
    return [
        _("Rank"),
        _("Reference number"),
        _("Project"),
        _("Field"),
        _("Mean"),
        _("Score sheets"),
        _("Spread"),
        *(f"{c['name']} ({_points(c['max'])})" for c in table.criteria),
        _("Meets the threshold"),
        _("Tie"),
        _("Outcome"),
        _("Reason"),
    ]


def _cells(row: RankingRow) -> list[str]:
    result = row.result
    return [
        str(result.rank or ""),
        row.reference,
        row.project,
        row.field,
        _points(result.total),
        str(result.sheet_count),
        _points(result.spread),
        *(_points(mean) for mean in row.means),
        _("Yes") if result.passes else _("No"),
        _("Tied") if result.is_tied else result.tie_note,
        row.prizes or str(result.get_outcome_display()),
        "; ".join(award.reason for award in row.awards if award.reason) or result.outcome_reason,
    ]


def _points(value: Decimal | str | None) -> str:
    return "" if value is None or value == "" else format_number(shown(Decimal(value)))
