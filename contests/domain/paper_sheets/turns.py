"""Whose turn a paper sheet is: who may type it, who may check or settle it, and why somebody may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contests.enums import (
    DONE_SHEET_STATES,
    GONE_STATES,
    OPEN_PAPER_STATES,
    PaperSheetState,
    RoundState,
)
from contests.models import Assignment, PaperSheet, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Iterable


def hindrance_of(assignment: Assignment) -> str:
    """Return why this sheet cannot be typed in by anybody now; empty when it can."""
    round_ = assignment.entry.round
    sheet = ScoreSheet.objects.filter(assignment=assignment).first()
    return _first(
        [
            (round_.state != RoundState.OPEN, _("The round is not being scored.")),
            (
                round_.assignments_published_at is None,
                _("The assignments of the round are not published yet."),
            ),
            (
                not Assignment.objects.standing().filter(pk=assignment.pk).exists(),
                _(
                    "This sheet does not count: a conflict of interest, or the application has left."
                ),
            ),
            (
                sheet is not None and sheet.state in DONE_SHEET_STATES,
                _(
                    "The judge has sent this sheet on the portal. It can be unlocked with a reason, never typed over."
                ),
            ),
        ]
    )


def why_lapsed(paper: PaperSheet) -> str:
    """Return why a typed sheet that never counted waits for nobody; empty while it may count.

    Asks no more of the database than rows read ``with_standing`` and their application.
    """
    if paper.stands or paper.state not in OPEN_PAPER_STATES:
        return ""
    if paper.assignment.entry.application.state in GONE_STATES:
        return _("Does not count: the application has left the contest")
    return _("Does not count: the judge has a conflict of interest")


def why_not_type(assignment: Assignment, paper: PaperSheet | None, person: Any) -> str:
    """Return why ``person`` cannot type this sheet; empty when they can."""
    typist = paper.typed_by if paper else person
    return _first(
        [
            _own(assignment, person),
            (
                not person.has_perm("contests.type_papersheet", assignment),
                _("The secretariat types paper sheets in."),
            ),
            (
                paper is not None and paper.state != PaperSheetState.TYPING,
                _("This sheet is typed already; it waits for its check."),
            ),
            (
                typist.pk != person.pk,
                _("%(person)s is typing this sheet. Type another one, or set theirs aside first.")
                % {"person": typist},
            ),
        ]
    )


def why_not_check(assignment: Assignment, paper: PaperSheet, person: Any) -> str:
    """Return why ``person`` cannot check or settle this sheet; empty when they can.

    Said in so many words beside the permission: a superuser holds every permission, and is one
    person all the same.
    """
    return _first(
        [
            _own(assignment, person),
            (
                paper.typed_by_id == person.pk,
                _("You typed this sheet. Somebody else has to read the paper again."),
            ),
        ]
    )


def _own(assignment: Assignment, person: Any) -> tuple[bool, str]:
    return (
        assignment.judge_id == person.pk,
        _("This is your own score sheet. Somebody else types and checks it."),
    )


def _first(obstacles: Iterable[tuple[bool, str]]) -> str:
    return next((reason for stands, reason in obstacles if stands), "")
