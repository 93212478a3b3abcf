"""Who typed a counted sheet and who checked it, for the pages and files that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contests.enums import PaperSheetState
from contests.models import PaperSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contests.models import Round, ScoreSheet
    from portal.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class WaitingPaper:
    """A typed sheet that does not count yet, in words."""

    paper: PaperSheet
    words: str


def waiting_in(round_: Round) -> list[WaitingPaper]:
    """Typed sheets of the round that wait for a check or for their differences. One query."""
    rows = (
        PaperSheet.objects.waiting()
        .filter(assignment__entry__round=round_)
        .select_related("assignment__judge", "assignment__entry__application")
        .order_by("assignment__entry", "pk")
    )
    return [
        WaitingPaper(
            paper=row,
            words=_("%(reference)s, %(judge)s: %(state)s")
            % {
                "reference": row.assignment.entry.application.reference
                or row.assignment.entry.application.title,
                "judge": row.assignment.judge,
                "state": str(row.get_state_display()).lower(),
            },
        )
        for row in rows
    ]


def papers_of(sheets: Iterable[ScoreSheet]) -> dict[int, PaperSheet]:
    """The counted paper of each score sheet that has one, by assignment. One query."""
    rows = PaperSheet.objects.counted().filter(
        assignment__in=[sheet.assignment_id for sheet in sheets]
    )
    return {row.assignment_id: row for row in _with_people(rows)}


def frozen_papers(round_: Round) -> dict[tuple[int, int], dict[str, Any]]:
    """What a frozen result says of its sheets from paper, by entry and judge. One query."""
    rows = PaperSheet.objects.counted().filter(assignment__entry__round=round_)
    return {
        (row.assignment.entry_id, row.assignment.judge_id): {"id": row.pk, "words": credit(row)}
        for row in _with_people(rows)
    }


def scan_for_judge(paper: PaperSheet | None) -> StoredFile | None:
    """The scan of the signed sheet as its judge may read it: once the typing is handed over.

    Until then the file may still be exchanged, and may be that of another sheet.
    """
    if paper is None or paper.state == PaperSheetState.TYPING:
        return None
    return paper.scan


def credit(paper: PaperSheet) -> str:
    """By whom a sheet was typed, checked and settled, as one sentence."""
    said = _("Typed from paper by %(typist)s, checked by %(checker)s") % {
        "typist": paper.typed_by,
        "checker": paper.checked_by,
    }
    if paper.settled_by is not None:
        said += _("; differences settled by %(person)s") % {"person": paper.settled_by}
    return said


def _with_people(rows: Any) -> Sequence[PaperSheet]:
    people = ("assignment", "scan", "typed_by", "checked_by", "settled_by")
    return list(rows.select_related(*people))
