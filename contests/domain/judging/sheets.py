"""A judge's score sheet: saved as a draft, sent once or abstained, opened again only with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.judging.pledges import PledgeMissingError, has_pledged
from contests.domain.scales import RoundScales, fits_scale
from contests.enums import WAITING_PAPER_STATES, RoundState, SheetState
from contests.mails import judging as mails
from contests.models import PaperSheet, Score, ScoreSheet
from contests.workflow import PAPER_SHEET, ROUND, SHEET
from portal.mail import queue
from portal.numbers import format_number
from portal.workflow import ReasonMissingError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from contests.models import Assignment, Criterion, Round
    from portal.models import User


class SheetLockedError(RefusedError):
    """The sheet was sent, or its round is not being scored."""


class SheetChangedError(RefusedError):
    """The sheet was saved elsewhere since this window read it."""


class SheetIncompleteError(RefusedError):
    """A criterion has no points yet."""


class PointsRefusedError(RefusedError):
    """Points outside the scale of their criterion, or finer than two decimals."""


@dataclass(frozen=True, kw_only=True)
class SheetEntry:
    """What a judge writes on a sheet; points may be missing in a draft."""

    points: Mapping[int, Decimal | None] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    comment_for_author: str = ""
    note_for_council: str = ""


@transaction.atomic
def save_sheet(
    assignment: Assignment, *, judge: User, written: SheetEntry, version: int
) -> ScoreSheet:
    """Save the draft as written, replacing what was there.

    ``version`` is the one the window was opened with (0: no sheet yet); SheetChangedError when
    another window saved in between, unless it saved the same: then the answer to this window was
    lost on the way. Late drafts are taken until the secretariat closes the round.
    """
    round_ = lock_for_judge(assignment, judge)
    _refuse_on_paper(assignment)
    criteria = criteria_of(round_, assignment)
    check_points(written.points, criteria)
    sheet = _draft(assignment)
    if sheet.version != version:
        if _is_stored(sheet, written, criteria):
            return sheet
        raise SheetChangedError(_changed(sheet))
    sheet.comment_for_author = written.comment_for_author
    sheet.note_for_council = written.note_for_council
    sheet.is_from_paper = False
    sheet.version += 1
    sheet.save(
        update_fields=[
            "comment_for_author",
            "note_for_council",
            "is_from_paper",
            "version",
            "updated_at",
        ]
    )
    sheet.scores.all().delete()
    Score.objects.bulk_create(score_rows(sheet, written, criteria))
    return sheet


@transaction.atomic
def send_sheet(assignment: Assignment, *, judge: User, version: int | None = None) -> ScoreSheet:
    """Lock the sheet and count it. Sending twice is the same as once, an abstention stays one.

    With ``version``, only what the judge reviewed is sent. Refuses while a criterion has no points.
    """
    round_ = lock_for_judge(assignment, judge)
    sheet = ScoreSheet.objects.select_for_update().filter(assignment=assignment).first()
    if sheet is not None and sheet.state == SheetState.SENT:
        return sheet
    if sheet is not None and sheet.state == SheetState.ABSTAINED:
        raise SheetLockedError(locked_text())
    _refuse_on_paper(assignment)
    criteria = criteria_of(round_, assignment)
    points = dict(sheet.scores.values_list("criterion_id", "points")) if sheet else {}
    missing = [c for c in criteria if c.is_counted and points.get(c.pk) is None]
    if sheet is None or missing:
        raise SheetIncompleteError(_missing_points(missing))
    if version is not None and sheet.version != version:
        raise SheetChangedError(_changed(sheet))
    check_points(points, criteria)
    changes: dict[str, object] = {
        "sent_at": timezone.now(),
        "is_from_paper": False,
        "version": sheet.version + 1,
    }
    sent: ScoreSheet = SHEET.apply(sheet, "send", actor=judge, changes=changes)
    return sent


@transaction.atomic
def abstain(assignment: Assignment, *, judge: User, reason: str) -> ScoreSheet:
    """Record that ``judge`` gives no points here: done, not missing and not counted.

    Points of the draft are dropped, comments stay. Abstaining twice is the same as once; a sent
    sheet is refused. Unlocking undoes it.
    """
    lock_for_judge(assignment, judge)
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason"))
    sheet, _is_new = ScoreSheet.objects.select_for_update().get_or_create(
        assignment=assignment, defaults={"version": 0}
    )
    if sheet.state == SheetState.ABSTAINED:
        return sheet
    if sheet.state != SheetState.DRAFT:
        raise SheetLockedError(locked_text())
    _refuse_on_paper(assignment)
    sheet.scores.all().delete()
    changes: dict[str, object] = {
        "abstain_reason": reason,
        "is_from_paper": False,
        "version": sheet.version + 1,
    }
    done: ScoreSheet = SHEET.apply(sheet, "abstain", actor=judge, reason=reason, changes=changes)
    return done


@transaction.atomic
def unlock_sheet(assignment: Assignment, *, actor: Any, reason: str) -> ScoreSheet:
    """Turn a sent or abstained sheet back into a draft, for a kept reason; its judge is told.

    What was typed from paper stays on record, set aside: the sheet may be typed in anew.
    """
    round_: Round = ROUND.lock(assignment.entry.round)
    if round_.state != RoundState.OPEN:
        raise SheetLockedError(
            _("The round is not being scored any more. Reopen scoring before unlocking a sheet.")
        )
    sheet = ScoreSheet.objects.filter(assignment=assignment).first()
    if sheet is None:
        raise SheetIncompleteError(_("No score sheet has been sent for this assignment."))
    changes: dict[str, object] = {
        "sent_at": None,
        "abstain_reason": "",
        "version": sheet.version + 1,
    }
    unlocked: ScoreSheet = SHEET.apply(sheet, "unlock", actor=actor, reason=reason, changes=changes)
    for paper in PaperSheet.objects.counted().filter(assignment=assignment):
        PAPER_SHEET.apply(paper, "reopen", actor=actor, reason=reason)
    queue(mails.sheet_unlocked(unlocked, reason=reason))
    return unlocked


def lock_for_judge(assignment: Assignment, judge: User) -> Round:
    """Lock the round, then ask whether this judge may write now."""
    locked: Round = ROUND.lock(assignment.entry.round)
    if assignment.judge_id != judge.pk or not judge.has_perm(
        "contests.score_assignment", assignment
    ):
        raise PermissionDenied("contests.score_assignment")
    if not has_pledged(locked, judge):
        raise PledgeMissingError(_("Give the pledge of confidentiality before scoring."))
    if locked.state != RoundState.OPEN:
        raise SheetLockedError(
            _("The round is not being scored any more; score sheets are frozen.")
        )
    return locked


def _refuse_on_paper(assignment: Assignment) -> None:
    """A signed paper sheet that was typed in waits for its check: what counts is the paper."""
    waiting = PaperSheet.objects.filter(assignment=assignment, state__in=WAITING_PAPER_STATES)
    if waiting.exists():
        raise SheetLockedError(
            _(
                "Your signed paper sheet was typed in by the secretariat and waits for its check. Tell the secretariat if you want to score here instead."
            )
        )


def criteria_of(round_: Round, assignment: Assignment) -> list[Criterion]:
    """What the judge scores of this entry."""
    return RoundScales.of(round_).for_judges(assignment.entry.application.division_id)


def _draft(assignment: Assignment) -> ScoreSheet:
    sheet, _is_new = ScoreSheet.objects.select_for_update().get_or_create(
        assignment=assignment, defaults={"version": 0}
    )
    if sheet.state != SheetState.DRAFT:
        raise SheetLockedError(locked_text())
    return sheet


def _is_stored(sheet: ScoreSheet, written: SheetEntry, criteria: list[Criterion]) -> bool:
    """Whether the sheet holds exactly what is written."""
    texts = (sheet.comment_for_author, sheet.note_for_council)
    if texts != (written.comment_for_author, written.note_for_council):
        return False
    stored = {(s.criterion_id, s.points, s.comment) for s in sheet.scores.all()}
    return stored == {
        (s.criterion_id, s.points, s.comment) for s in score_rows(sheet, written, criteria)
    }


def score_rows(sheet: ScoreSheet, written: SheetEntry, criteria: list[Criterion]) -> list[Score]:
    """One row for each criterion with points or a comment."""
    pairs = [(c, written.points.get(c.pk), written.comments.get(c.pk, "")) for c in criteria]
    return [
        Score(sheet=sheet, criterion=criterion, points=points, comment=comment)
        for criterion, points, comment in pairs
        if points is not None or comment
    ]


def check_points(points: Mapping[int, Decimal | None], criteria: list[Criterion]) -> None:
    scale = {c.pk: c for c in criteria}
    for key, value in points.items():
        criterion = scale.get(key)
        if criterion is None:
            raise PointsRefusedError(_("The criteria have changed. Open the score sheet again."))
        if value is None:
            continue
        if not fits_scale(value, criterion):
            raise PointsRefusedError(
                _("Enter points for “%(criterion)s” from %(minimum)s to %(maximum)s (%(step)s)")
                % {
                    "criterion": criterion.name,
                    "minimum": format_number(criterion.min_points),
                    "maximum": format_number(criterion.max_points),
                    "step": criterion.get_step_display(),
                }
            )


def locked_text() -> str:
    return _("This score sheet is locked. Ask the chair of the jury to unlock it.")


def _missing_points(criteria: list[Criterion]) -> str:
    names = ", ".join(f"“{c.name}”" for c in criteria)
    return _("Enter the points of every criterion before sending: %(criteria)s") % {
        "criteria": names
    }


def _changed(sheet: ScoreSheet) -> str:
    return _(
        "This score sheet was saved in another window at %(time)s. Compare before saving again."
    ) % {"time": f"{timezone.localtime(sheet.updated_at):%H:%M %d/%m/%Y}"}
