"""Papers about scores: the sheets of a judge and the consolidated table of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contests.domain.official.offices import head_of
from contests.domain.official.people import (
    authors_of,
    column_text,
    frame_of,
    moment_text,
    points_text,
)
from contests.domain.official.values import (
    Legend,
    ScoreRow,
    ScoreSheets,
    ScoreTable,
    SheetLine,
    SheetPage,
)
from contests.domain.paper_sheets import credit, papers_of, sheet_address, sheet_code
from contests.domain.ranking import Ranking, RankingRow, ranking
from contests.domain.scales import RoundScales
from contests.domain.scoring import is_complete, weighted_total
from contests.enums import Outcome, PaperIssuer, SheetFate, SheetState
from contests.models import Assignment, RoundResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contests.models import PaperSheet, Round, ScoreSheet
    from portal.models import User


# --- sheets of a judge ---------------------------------------------------------------------------


def score_sheets(round_: Round, judge: User, *, is_blank: bool) -> ScoreSheets:
    """One sheet for each application of the judge: blank, or as it was sent."""
    rows = (
        Assignment.objects.filter(entry__round=round_, judge=judge)
        .standing()
        .select_related("entry__application__owner", "entry__application__field", "sheet")
        .prefetch_related("entry__application__members", "sheet__scores")
        .order_by("entry__running_order", "entry__application__number", "entry__pk")
    )
    if not is_blank:
        rows = rows.filter(sheet__state=SheetState.SENT)
    scales = RoundScales.of(round_)
    given = list(rows)
    papers = {} if is_blank else papers_of(row.sheet for row in given)
    pages = [
        _page(
            assignment,
            scales,
            sheet=None if is_blank else assignment.sheet,
            number=number,
            paper=papers.get(assignment.pk),
            is_last=number == len(given),
            round_=round_,
        )
        for number, assignment in enumerate(given, start=1)
    ]
    return ScoreSheets(
        head=head_of(round_.contest, PaperIssuer.JURY),
        round=round_.name,
        judge=str(judge),
        is_blank=is_blank,
        sheets=pages,
        **frame_of(round_.contest),
    )


def _page(
    assignment: Assignment,
    scales: RoundScales,
    *,
    sheet: ScoreSheet | None,
    number: int,
    paper: PaperSheet | None,
    is_last: bool,
    round_: Round,
) -> SheetPage:
    application = assignment.entry.application
    division = application.division_id
    specs = scales.specs(division)
    scores = {score.criterion_id: score for score in sheet.scores.all()} if sheet else {}
    points = {key: score.points for key, score in scores.items() if score.points is not None}
    address = sheet_address(assignment)
    return SheetPage(
        number=str(number),
        reference=application.reference or "",
        project=application.title,
        field=str(application.field or ""),
        authors="" if round_.hides_names else authors_of(application),
        lines=[
            SheetLine(
                number=str(place),
                name=criterion.name,
                guidance=criterion.guidance,
                maximum=points_text(criterion.max_points),
                weight=points_text(criterion.weight),
                points=points_text(points.get(criterion.pk)),
                comment=scores[criterion.pk].comment if criterion.pk in scores else "",
            )
            for place, criterion in enumerate(scales.for_judges(division), start=1)
        ],
        highest=points_text(scales.highest_of_sheet(division)),
        total=points_text(weighted_total(points, specs)) if is_complete(points, specs) else "",
        comment=sheet.comment_for_author if sheet else "",
        sent=moment_text(sheet.sent_at, blank="") if sheet and paper is None else "",
        from_paper=credit(paper) if paper else "",
        code=sheet_code(assignment),
        address=address,
        qr="" if sheet else address,
        is_last=is_last,
    )


# --- the table of a round ------------------------------------------------------------------------


def score_table(round_: Round) -> ScoreTable:
    """The frozen table with the means by criterion and the totals by judge."""
    table = ranking(round_)
    totals, judges = _totals(round_)
    abstained = _("Abstained")
    return ScoreTable(
        head=head_of(round_.contest, PaperIssuer.JURY),
        round=round_.name,
        closed=moment_text(round_.closed_at),
        criteria=[
            Legend(label=f"TC{place}", name=frozen["name"], note=_scale(frozen))
            for place, frozen in enumerate(table.criteria, start=1)
        ],
        judges=[
            Legend(label=f"GK{place}", name=judge, note="")
            for place, judge in enumerate(judges, start=1)
        ],
        rows=[
            score_row(row, [totals.get((row.result.entry_id, judge), "") for judge in judges])
            for row in table.rows
        ],
        has_abstained=abstained in totals.values(),
        ties=ties_of(table),
        reasons=reasons_of(table),
        **frame_of(round_.contest),
    )


def score_row(row: RankingRow, totals: Sequence[str] = ()) -> ScoreRow:
    """One line of the frozen table."""
    result = row.result
    return ScoreRow(
        rank=str(result.rank or "–"),
        reference=row.reference,
        project=row.project,
        means=[column_text(mean) for mean in row.means],
        totals=list(totals),
        mean=column_text(result.total),
        sheets=str(result.sheet_count),
        note="; ".join(_notes(row)),
    )


def _notes(row: RankingRow) -> list[str]:
    result = row.result
    notes = [result.division] if result.division else []
    if row.has_left:
        return [*notes, _("Has left the contest")]
    if result.has_zero:
        notes.append(_("Zero in a zero-bar criterion"))
    elif not result.sheet_count:
        notes.append(_("No score sheet"))
    elif not result.passes:
        notes.append(_("Below the pass mark"))
    if result.is_tied:
        notes.append(_("Tied"))
    if row.awards:
        notes.append(row.prizes)
    elif result.outcome != Outcome.PENDING:
        notes.append(str(result.get_outcome_display()))
    return notes


def ties_of(table: Ranking) -> list[str]:
    """What broke each tie, and the ties that stand."""
    said = [
        _("%(reference)s, rank %(rank)s: %(note)s")
        % {"reference": row.reference, "rank": row.result.rank, "note": _tie_note(row)}
        for row in table.rows
        if _tie_note(row)
    ]
    for tie in table.ties:
        names = ", ".join(result.entry.application.reference or "" for result in tie)
        said.append(
            _("Rank %(rank)s: %(entries)s are still tied.")
            % {"rank": tie[0].rank, "entries": names}
        )
    return said


def _tie_note(row: RankingRow) -> str:
    decision = row.result.tie_decision
    return "; ".join(filter(None, [row.result.tie_note, str(decision) if decision else ""]))


def reasons_of(table: Ranking) -> list[str]:
    """Why an outcome or an award does not follow the rank."""
    said = [
        (row, reason)
        for row in table.rows
        for reason in (_award_reasons(row) or [row.result.outcome_reason])
    ]
    return [f"{row.reference}: {reason}" for row, reason in said if reason]


def _award_reasons(row: RankingRow) -> list[str]:
    """Of the awards that nobody took back."""
    return [award.reason for award in row.awards if award.revoked_decision is None]


def _scale(frozen: Mapping[str, str]) -> str:
    return _("at most %(points)s points, coefficient %(weight)s") % {
        "points": points_text(frozen["max"]),
        "weight": points_text(frozen["weight"]),
    }


def _totals(round_: Round) -> tuple[dict[tuple[int, str], str], list[str]]:
    """Frozen totals by entry and judge, and the judges by name. One query.

    What was left out of the mean stands in brackets; that a judge abstained is said, so that an
    empty cell means a judge without a sheet.
    """
    rows = RoundResult.objects.filter(entry__round=round_).values_list("entry_id", "detail")
    totals = {
        (entry, sheet["judge"]): _total(sheet)
        for entry, detail in rows
        for sheet in detail.get("sheets", [])
    }
    return totals, sorted({judge for _entry, judge in totals})


def _total(sheet: Mapping[str, Any]) -> str:
    if sheet["fate"] == SheetFate.ABSTAINED:
        return _("Abstained")
    text = column_text(sheet["total"])
    return text if sheet["fate"] == SheetFate.COUNTED or not text else f"({text})"
