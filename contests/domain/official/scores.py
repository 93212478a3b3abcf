"""Papers about scores: the sheets of a judge and the consolidated table of a round."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from contests.domain.judging import criterion_specs
from contests.domain.official.offices import head_of
from contests.domain.official.people import authors_of, frame_of, moment_text, points_text
from contests.domain.official.values import (
    Legend,
    ScoreRow,
    ScoreSheets,
    ScoreTable,
    SheetLine,
    SheetPage,
)
from contests.domain.ranking import Ranking, RankingRow, ranking
from contests.domain.scoring import highest_total, is_complete, weighted_total
from contests.enums import PaperIssuer, SheetState
from contests.models import Assignment, ConflictDeclaration, Score
from portal.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contests.domain.scoring import CriterionSpec
    from contests.models import Criterion, Round, ScoreSheet


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
    criteria, specs = list(round_.criteria.all()), criterion_specs(round_)
    given = list(rows)
    pages = [
        _page(
            assignment,
            criteria,
            specs,
            sheet=None if is_blank else assignment.sheet,
            number=number,
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
    criteria: Sequence[Criterion],
    specs: Sequence[CriterionSpec],
    *,
    sheet: ScoreSheet | None,
    number: int,
    is_last: bool,
    round_: Round,
) -> SheetPage:
    application = assignment.entry.application
    scores = {score.criterion_id: score for score in sheet.scores.all()} if sheet else {}
    points = {key: score.points for key, score in scores.items() if score.points is not None}
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
            for place, criterion in enumerate(criteria, start=1)
        ],
        highest=points_text(highest_total(specs)),
        total=points_text(weighted_total(points, specs)) if is_complete(points, specs) else "",
        comment=sheet.comment_for_author if sheet else "",
        sent=moment_text(sheet.sent_at, blank="") if sheet else "",
        code=sheet_code(assignment),
        address=sheet_address(assignment, round_),
        is_last=is_last,
    )


def sheet_code(assignment: Assignment) -> str:
    """Short enough to be typed: the assignment's number."""
    return f"P{assignment.pk:06d}"


def sheet_address(assignment: Assignment, round_: Round) -> str:
    """Where the judge types the sheet in."""
    keys = [round_.contest.year, round_.slug, assignment.entry.application.public_id]
    return f"{settings.SITE_URL.rstrip('/')}{reverse('contests:judge_sheet', args=keys)}"


# --- the table of a round ------------------------------------------------------------------------


def score_table(round_: Round) -> ScoreTable:
    """The frozen table with the means by criterion and the totals by judge."""
    table = ranking(round_)
    totals, judges = _totals(round_, table)
    return ScoreTable(
        head=head_of(round_.contest, PaperIssuer.JURY),
        round=round_.name,
        closed=moment_text(round_.closed_at),
        criteria=[
            Legend(label=f"TC{place}", name=frozen["name"], note=_scale(frozen))
            for place, frozen in enumerate(table.criteria, start=1)
        ],
        judges=[
            Legend(label=f"GK{place}", name=str(judge), note="")
            for place, judge in enumerate(judges, start=1)
        ],
        rows=[
            score_row(row, [totals.get((row.result.entry_id, j.pk), "") for j in judges])
            for row in table.rows
        ],
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
        means=[points_text(mean) for mean in row.means],
        totals=list(totals),
        mean=points_text(result.total),
        sheets=str(result.sheet_count),
        note="; ".join(_notes(row)),
    )


def _notes(row: RankingRow) -> list[str]:
    result = row.result
    if row.has_left:
        return [_("Has left the contest")]
    notes = []
    if result.has_zero:
        notes.append(_("Zero in a zero-bar criterion"))
    elif not result.sheet_count:
        notes.append(_("No score sheet"))
    elif not result.passes:
        notes.append(_("Below the pass mark"))
    if result.is_tied:
        notes.append(_("Tied"))
    if row.award:
        notes.append(row.award.prize.name)
    elif not notes or result.outcome != "pending":
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
    pairs = [
        (row, row.award.reason if row.award else row.result.outcome_reason) for row in table.rows
    ]
    return [f"{row.reference}: {reason}" for row, reason in pairs if reason]


def _scale(frozen: Mapping[str, str]) -> str:
    return _("at most %(points)s points, coefficient %(weight)s") % {
        "points": points_text(frozen["max"]),
        "weight": points_text(frozen["weight"]),
    }


def _totals(round_: Round, table: Ranking) -> tuple[dict[tuple[int, int], str], list[User]]:
    """Totals by entry and judge, and the judges in the order of their names. Two queries."""
    conflict = ConflictDeclaration.objects.filter(
        judge=OuterRef("sheet__assignment__judge"),
        application=OuterRef("sheet__assignment__entry__application"),
    )
    rows = Score.objects.filter(
        ~Exists(conflict),
        sheet__state=SheetState.SENT,
        sheet__assignment__entry__round=round_,
        points__isnull=False,
    ).values_list(
        "sheet__assignment__entry_id", "sheet__assignment__judge_id", "criterion_id", "points"
    )
    specs = criterion_specs(round_)
    points: dict[tuple[int, int], dict[int, Decimal]] = defaultdict(dict)
    for entry, judge, criterion, value in rows:
        points[entry, judge][criterion] = cast("Decimal", value)  # the filter leaves no NULL
    gone = {row.result.entry_id for row in table.rows if row.has_left}
    complete = {
        key: points_text(weighted_total(given, specs))
        for key, given in points.items()
        if key[0] not in gone and is_complete(given, specs)
    }
    return complete, _judges({judge for _entry, judge in complete})


def _judges(keys: set[Any]) -> list[User]:
    return list(User.objects.filter(pk__in=keys).order_by("full_name", "pk"))
