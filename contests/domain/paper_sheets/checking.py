"""The second, blind reading of a paper sheet; settling what differs; the score sheet that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.judging.sheets import check_points, score_rows
from contests.domain.paper_sheets.entering import (
    PaperRefusedError,
    check_version,
    demand_complete,
    lock_paper,
)
from contests.domain.paper_sheets.readings import (
    Difference,
    Reading,
    differences,
    draft_of,
    from_plain,
    plain_difference,
    settled_reading,
    to_plain,
)
from contests.domain.paper_sheets.turns import why_not_check
from contests.enums import PaperSheetState
from contests.models import Assignment, PaperSheet, Score, ScoreSheet
from contests.workflow import PAPER_SHEET, SHEET
from portal.workflow import ReasonMissingError, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contests.models import Criterion


@transaction.atomic
def check_paper(paper: PaperSheet, *, actor: Any, reading: Reading, version: int) -> PaperSheet:
    """Record the second reading; where both agree the sheet counts at once.

    Never by who typed. What differs waits to be settled and counts nowhere.
    """
    locked, assignment, criteria = _lock(paper, actor, PaperSheetState.TYPED, version)
    check_points(reading.written.points, criteria)
    demand_complete(reading, criteria)
    typed = from_plain(locked.typed)
    found = differences(typed, reading, criteria)
    changes: dict[str, object] = {
        "checked": to_plain(reading),
        "checked_by": actor,
        "checked_at": timezone.now(),
        "differences": [plain_difference(each) for each in found],
        "version": locked.version + 1,
    }
    step = "differ" if found else "confirm"
    done: PaperSheet = PAPER_SHEET.apply(
        locked, step, actor=actor, changes=changes, differences=len(found) or ""
    )
    if not found:
        _count(done, assignment, typed, criteria, actor=actor)
    return done


def open_differences(paper: PaperSheet) -> list[Difference]:
    """What is to be settled."""
    return [Difference(**each) for each in paper.differences]


@transaction.atomic
def settle_paper(
    paper: PaperSheet, *, actor: Any, values: Mapping[str, Any], reason: str, version: int
) -> PaperSheet:
    """Say for each difference what stands on the paper, and why; then the sheet counts.

    Never by who typed first: nobody decides about a difference with their own reading alone.
    """
    locked, assignment, criteria = _lock(paper, actor, PaperSheetState.DIFFERS, version)
    if not reason.strip():
        raise ReasonMissingError(_("Say what the paper shows and why it was settled so"))
    found = open_differences(locked)
    if {each.key for each in found} != set(values):
        raise PaperRefusedError(_("Settle every difference, then save."))
    settled = settled_reading(from_plain(locked.typed), values)
    check_points(settled.written.points, criteria)
    demand_complete(settled, criteria)
    changes: dict[str, object] = {
        "settled_by": actor,
        "settled_at": timezone.now(),
        "settle_reason": reason.strip(),
        "differences": [plain_difference(each, values[each.key]) for each in found],
        "version": locked.version + 1,
    }
    done: PaperSheet = PAPER_SHEET.apply(
        locked, "settle", actor=actor, reason=reason.strip(), changes=changes
    )
    _count(done, assignment, settled, criteria, actor=actor)
    return done


def _lock(
    paper: PaperSheet, actor: Any, state: str, version: int
) -> tuple[PaperSheet, Assignment, list[Criterion]]:
    assignment, criteria = lock_paper(paper.assignment)
    locked = PaperSheet.objects.select_for_update().get(pk=paper.pk)
    if reason := why_not_check(assignment, locked, actor):
        raise PaperRefusedError(reason)
    require(actor, "contests.check_papersheet", locked)
    if locked.state != state:
        raise PaperRefusedError(
            _("Somebody else has worked on this sheet meanwhile: %(state)s.")
            % {"state": locked.get_state_display()}
        )
    check_version(locked, version)
    return locked, assignment, criteria


def _count(
    paper: PaperSheet,
    assignment: Assignment,
    reading: Reading,
    criteria: Sequence[Criterion],
    *,
    actor: Any,
) -> None:
    """Make the score sheet that counts; a draft of the judge is kept with the paper."""
    sheet, _is_new = ScoreSheet.objects.select_for_update().get_or_create(
        assignment=assignment, defaults={"version": 0}
    )
    draft = draft_of(sheet)
    # What an earlier paper left there is on record with that one.
    if draft is not None and not sheet.is_from_paper:
        paper.replaced = to_plain(draft)
        paper.save(update_fields=["replaced"])
    sheet.scores.all().delete()
    if not reading.abstains:
        Score.objects.bulk_create(score_rows(sheet, reading.written, list(criteria)))
    changes: dict[str, object] = {
        "comment_for_author": reading.written.comment_for_author,
        "note_for_council": reading.written.note_for_council,
        "abstain_reason": reading.abstain_reason,
        "is_from_paper": True,
        "version": sheet.version + 1,
    }
    if reading.abstains:
        SHEET.apply(
            sheet, "abstain_on_paper", actor=actor, reason=reading.abstain_reason, changes=changes
        )
        return
    SHEET.apply(
        sheet, "take_from_paper", actor=actor, changes=changes | {"sent_at": timezone.now()}
    )
