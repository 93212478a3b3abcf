"""Typing a signed paper sheet in: the first reading, its scan, and handing it over for the check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.attachments import delete_stored
from contests.domain.decisions import store_scan
from contests.domain.judging.sheets import check_points, criteria_of
from contests.domain.paper_sheets.readings import Reading, draft_of, from_plain, to_plain
from contests.domain.paper_sheets.turns import hindrance_of, why_not_type
from contests.enums import DONE_SHEET_STATES, PaperSheetState
from contests.models import Assignment, PaperSheet, ScoreSheet
from contests.workflow import PAPER_SHEET, ROUND
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from contests.models import Criterion


class PaperRefusedError(RefusedError):
    """The paper sheet cannot be typed, checked or settled, or not now."""


class PaperChangedError(PaperRefusedError):
    """The typed sheet was saved elsewhere since this window read it."""


class PaperIncompleteError(PaperRefusedError):
    """Marks or the reason of an abstention are missing."""


class ScanMissingError(PaperRefusedError):
    """A sheet is handed over for its check without the scan of the signed paper."""


class DraftExistsError(PaperRefusedError):
    """The judge began this sheet on the portal and nobody said that the paper replaces it."""


def current_paper(assignment: Assignment) -> PaperSheet | None:
    """The typing of this sheet that stands: under way, waiting, or counted."""
    rows = PaperSheet.objects.select_related("typed_by", "checked_by", "settled_by", "scan")
    return rows.filter(assignment=assignment).exclude(state=PaperSheetState.DROPPED).first()


def electronic_draft(assignment: Assignment) -> Reading | None:
    """What the judge had begun to write on the portal; None where nothing is written.

    Nor where all that stands there was typed from an earlier paper sheet, unlocked since.
    """
    sheet = ScoreSheet.objects.filter(assignment=assignment).prefetch_related("scores").first()
    if sheet is None or sheet.is_from_paper or sheet.state in DONE_SHEET_STATES:
        return None
    return draft_of(sheet)


def holds_unlocked_paper(assignment: Assignment) -> bool:
    """Whether the draft is what an earlier paper sheet left there when it was unlocked."""
    drafts = ScoreSheet.objects.exclude(state__in=DONE_SHEET_STATES)
    return drafts.filter(assignment=assignment, is_from_paper=True).exists()


def lock_paper(assignment: Assignment) -> tuple[Assignment, list[Criterion]]:
    """Lock the round as judges do; refuse where the sheet cannot be typed. Call in a transaction."""
    ROUND.lock(assignment.entry.round)
    fresh = Assignment.objects.select_related("entry__round", "entry__application").get(
        pk=assignment.pk
    )
    if reason := hindrance_of(fresh):
        raise PaperRefusedError(reason)
    return fresh, criteria_of(fresh.entry.round, fresh)


@transaction.atomic
def keep_scan(assignment: Assignment, *, actor: Any, uploaded: Any) -> PaperSheet:
    """Keep the scan of the signed sheet, in the place of an earlier one, whatever the boxes hold.

    Raises ValidationError when the file may not be kept.
    """
    paper, _criteria = _lock_typing(assignment, actor)
    earlier = paper.scan
    paper.scan = store_scan(uploaded, actor=actor)
    paper.version += 1
    paper.save(update_fields=["scan", "version", "updated_at"])
    if earlier is not None:
        delete_stored(earlier)
    audit.record(paper, "keep_scan", actor=actor, sha256=paper.scan.sha256)
    return paper


@transaction.atomic
def save_typing(
    assignment: Assignment, *, actor: Any, reading: Reading, version: int
) -> PaperSheet:
    """Save what was typed so far; marks may be missing, those there lie on their scale.

    ``version`` is the one the window was opened with (0: nothing typed yet).
    """
    paper, criteria = _lock_typing(assignment, actor)
    check_points(reading.written.points, criteria)
    check_version(paper, version)
    paper.typed = to_plain(reading)
    paper.version += 1
    paper.save(update_fields=["typed", "version", "updated_at"])
    return paper


@transaction.atomic
def hand_in(assignment: Assignment, *, actor: Any, replaces_draft: bool = False) -> PaperSheet:
    """End the first reading: from here on somebody else reads the paper again.

    Needs every mark (or an abstention with its reason) and the scan. Where the judge began the
    sheet on the portal, ``replaces_draft`` says that the signed paper is what counts.
    """
    paper, criteria = _lock_typing(assignment, actor)
    demand_complete(from_plain(paper.typed), criteria)
    if paper.scan is None:
        raise ScanMissingError(_("Choose the file with the scan of the signed sheet"))
    if electronic_draft(assignment) is not None and not replaces_draft:
        raise DraftExistsError(
            _("Tick the box: the signed paper replaces what the judge began on the portal")
        )
    changes: dict[str, object] = {"typed_at": timezone.now(), "version": paper.version + 1}
    done: PaperSheet = PAPER_SHEET.apply(paper, "hand_in", actor=actor, changes=changes)
    return done


@transaction.atomic
def drop_paper(paper: PaperSheet, *, actor: Any, reason: str) -> PaperSheet:
    """Set a typed sheet that does not count yet aside: it can be typed anew, or scored by its judge."""
    ROUND.lock(paper.assignment.entry.round)
    dropped: PaperSheet = PAPER_SHEET.apply(paper, "drop", actor=actor, reason=reason)
    return dropped


def check_version(paper: PaperSheet, version: int) -> None:
    """Raise PaperChangedError unless the window saw what is stored."""
    if paper.version != version:
        raise PaperChangedError(
            _("This page was saved in another window at %(time)s. Compare before saving again.")
            % {"time": f"{timezone.localtime(paper.updated_at):%H:%M %d/%m/%Y}"}
        )


def demand_complete(reading: Reading, criteria: list[Criterion]) -> None:
    """Raise PaperIncompleteError unless the reading can become a sheet that counts."""
    points = reading.written.points
    if reading.abstains:
        if not reading.abstain_reason.strip():
            raise PaperIncompleteError(_("Enter the reason of abstaining that stands on the paper"))
        if any(value is not None for value in points.values()):
            raise PaperIncompleteError(_("The judge abstains: leave the marks empty"))
        return
    missing = [c for c in criteria if c.is_counted and points.get(c.pk) is None]
    if missing:
        names = ", ".join(f"“{c.name}”" for c in missing)
        raise PaperIncompleteError(
            _("Enter the marks of every criterion: %(criteria)s") % {"criteria": names}
        )


def _lock_typing(assignment: Assignment, actor: Any) -> tuple[PaperSheet, list[Criterion]]:
    """The row that ``actor`` types, made with the first save; refused to everybody else.

    With it the criteria of the sheet.
    """
    fresh, criteria = lock_paper(assignment)
    paper = (
        PaperSheet.objects.select_for_update(of=["self"])
        .select_related("typed_by")
        .filter(assignment=fresh)
        .exclude(state=PaperSheetState.DROPPED)
        .first()
    )
    if reason := why_not_type(fresh, paper, actor):
        raise PaperRefusedError(reason)
    require(actor, "contests.type_papersheet", fresh)
    paper = paper or PaperSheet.objects.create(assignment=fresh, typed_by=actor)
    return paper, criteria
