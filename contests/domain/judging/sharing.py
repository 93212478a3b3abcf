"""What a judge reads of the other judges' sheets, by the rule of the round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.judging.reading import criterion_specs
from contests.domain.scoring import partial_total, shown
from contests.enums import SheetSharing
from contests.models import ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from contests.models import Assignment, Score


@dataclass(frozen=True, kw_only=True)
class SharedSheet:
    """Another judge's sheet as it was sent; ``judge`` is a name or a number."""

    judge: str
    total: Decimal
    scores: Sequence[Score]
    comment_for_author: str
    note_for_council: str


def shared_sheets(assignment: Assignment) -> list[SharedSheet]:
    """Sheets of the same entry that its judge may read now, in the order of assignment.

    Three queries at most, none in a round that never shows them.
    """
    round_ = assignment.entry.round
    if round_.sheet_sharing == SheetSharing.NEVER:
        return []
    specs = criterion_specs(round_, assignment.entry.application.division_id)
    sheets = (
        ScoreSheet.objects.shown_to(assignment.judge)
        .filter(assignment__entry=assignment.entry_id)
        .select_related("assignment__judge")
        .prefetch_related("scores__criterion")
        .order_by("assignment")
    )
    return [
        SharedSheet(
            judge=(
                str(sheet.assignment.judge)
                if round_.shares_judge_names
                else _("Judge %(n)d") % {"n": number}
            ),
            total=shown(
                partial_total(
                    {s.criterion_id: s.points for s in sheet.scores.all() if s.points is not None},
                    specs,
                )
            ),
            scores=list(sheet.scores.all()),
            comment_for_author=sheet.comment_for_author,
            note_for_council=sheet.note_for_council,
        )
        for number, sheet in enumerate(sheets, start=1)
    ]
