"""The life of a round: who enters, when scoring closes, what is proposed, approved and published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.domain.criteria import criteria_problems
from contests.domain.freezing import (
    freeze_results,
    frozen_record,
    missing_points,
    missing_sheets,
    set_aside,
)
from contests.domain.judging import scores_by_division
from contests.domain.outcomes import (
    OutcomeRefusedError,
    TieRefusedError,
    break_tie,
    check_outcomes,
    set_outcome,
    suggest_outcomes,
)
from contests.domain.paper_sheets import waiting_in
from contests.domain.publication import approve_round, mailed_count, publish_round
from contests.domain.reserves import ReserveRefusedError, call_up_reserve
from contests.enums import ApplicationState, Outcome, RoundState
from contests.models import Application, ApplicationSnapshot, Award, Prize, Round, RoundEntry
from contests.workflow import APPLICATION, ROUND
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "OutcomeRefusedError",
    "PointsMissingError",
    "ReserveRefusedError",
    "RoundNotReadyError",
    "SheetsMissingError",
    "TieRefusedError",
    "applications_to_enter",
    "approve_round",
    "break_tie",
    "call_up_reserve",
    "close_round",
    "freeze_results",
    "mailed_count",
    "missing_points",
    "missing_sheets",
    "previous_round",
    "propose_round",
    "publish_round",
    "reopen_round",
    "set_outcome",
    "start_round",
    "take_back",
    "unchecked_papers",
]


class RoundNotReadyError(RefusedError):
    """The round cannot start yet."""


class PointsMissingError(RefusedError):
    """Scoring cannot be closed: the organisers have not entered all their points."""


class SheetsMissingError(RefusedError):
    """Scoring cannot be closed: score sheets are missing and nobody accepted that."""


# --- start ------------------------------------------------------------------------------------


def previous_round(round_: Round) -> Round | None:
    """The round before ``round_`` in its edition."""
    earlier = Round.objects.filter(contest=round_.contest_id, order__lt=round_.order)
    return earlier.order_by("-order").first()


def applications_to_enter(round_: Round) -> list[Application]:
    """Who takes part: the valid applications first, later who advanced from the round before."""
    applications = Application.objects.filter(contest=round_.contest_id).order_by("pk")
    previous = previous_round(round_)
    if previous is None:
        return list(applications.filter(state=ApplicationState.VALID))
    return list(
        applications.filter(
            Q(entries__result__outcome=Outcome.ADVANCE)
            | Q(entries__result__called_up_at__isnull=False),
            state=ApplicationState.ADVANCED,
            entries__round=previous,
        )
    )


@transaction.atomic
def start_round(round_: Round, *, actor: Any) -> Round:
    """Open a round for scoring: its entries are made and keep the version submitted last.

    Refused without criteria, before the result of the round before is published, and when nobody
    would take part.
    """
    # The engine locks the row and refuses a wrong state first; what follows rolls it back.
    started: Round = ROUND.apply(round_, "start", actor=actor)
    _check_start(started)
    applications = applications_to_enter(started)
    if not applications:
        raise RoundNotReadyError(
            _("No application can enter this round. Finish the validity check first.")
        )
    _enter(started, applications)
    for application in applications:
        APPLICATION.apply(application, "enter_round", actor=actor, round=started.name)
    return started


def _check_start(round_: Round) -> None:
    problems = criteria_problems(round_)
    if problems:
        raise RoundNotReadyError(" ".join(problems))
    previous = previous_round(round_)
    if previous is not None and previous.state != RoundState.PUBLISHED:
        raise RoundNotReadyError(
            _("Publish the result of “%(round)s” first.") % {"round": previous.name}
        )


def _enter(round_: Round, applications: Sequence[Application]) -> None:
    snapshots = dict(
        ApplicationSnapshot.objects.filter(application__in=applications)
        .order_by("sequence")
        .values_list("application_id", "pk")
    )  # the last one of each wins
    RoundEntry.objects.bulk_create(
        RoundEntry(round=round_, application=row, snapshot_id=snapshots.get(row.pk))
        for row in applications
    )


# --- close and reopen -------------------------------------------------------------------------


@transaction.atomic
def close_round(
    round_: Round, *, actor: Any, accept_missing: bool = False, reason: str = ""
) -> Round:
    """End the scoring: figures and ranks are frozen, outcomes suggested, no application moves.

    Refused while required sheets are missing, unless that is accepted with a reason; entries are
    then ranked by the sheets there are. Points that the organisers owe are never done without:
    they are entered by those who close.
    """
    closed: Round = ROUND.apply(
        round_, "close", actor=actor, reason=reason, changes={"closed_at": timezone.now()}
    )
    owed = missing_points(closed)
    if owed:
        raise PointsMissingError(
            ngettext(
                "%(n)d entry lacks points of the organisers. Enter them first; 0 where nothing was earned.",
                "%(n)d entries lack points of the organisers. Enter them first; 0 where nothing was earned.",
                owed,
            )
            % {"n": owed}
        )
    scores = scores_by_division(closed)
    missing = missing_sheets(closed, scores)
    if missing:
        _check_missing(closed, missing, accept_missing=accept_missing, reason=reason)
        audit.record(
            closed, "accept_missing_sheets", actor=actor, reason=reason, missing_sheets=missing
        )
    freeze_results(closed, actor=actor, accepted=reason.strip() if missing else "", scores=scores)
    suggest_outcomes(closed)
    return closed


def _check_missing(round_: Round, missing: int, *, accept_missing: bool, reason: str) -> None:
    if not accept_missing:
        text = ngettext(
            "%(n)d score sheet is missing. Wait for it, or accept closing without it and say why.",
            "%(n)d score sheets are missing. Wait for them, or accept closing without them and say why.",
            missing,
        ) % {"n": missing}
        raise SheetsMissingError(" ".join(filter(None, [text, unchecked_papers(round_)])))
    if not reason.strip():
        raise ReasonMissingError(_("Say why scoring is closed without the missing sheets"))


def unchecked_papers(round_: Round) -> str:
    """Return which of the missing sheets lie typed from paper and wait for a check; empty for none."""
    waiting = waiting_in(round_)
    if not waiting:
        return ""
    text = ngettext(
        "%(n)d of them is typed from paper and not counted yet: %(which)s.",
        "%(n)d of them are typed from paper and not counted yet: %(which)s.",
        len(waiting),
    )
    return text % {"n": len(waiting), "which": "; ".join(row.words for row in waiting)}


@transaction.atomic
def reopen_round(round_: Round, *, actor: Any, reason: str) -> Round:
    """Open scoring again: the frozen rows are set aside as a version that stays readable.

    Proposed awards and places left empty stay in the audit trail, and fall away. Closing again makes the next version.
    """
    reopened: Round = ROUND.apply(
        round_, "reopen", actor=actor, reason=reason, changes={"closed_at": None}
    )
    audit.record(
        reopened, "drop_frozen_results", actor=actor, reason=reason, results=frozen_record(reopened)
    )
    if reopened.is_final:
        awards = Award.objects.filter(prize__contest=reopened.contest_id)
        for award in awards.select_related("application", "prize"):
            audit.record(
                award.application, "drop_award", actor=actor, reason=reason, prize=award.prize.name
            )
        awards.delete()
        Prize.objects.filter(contest=reopened.contest_id).update(
            unawarded_reason="", unawarded_places=0
        )
    set_aside(reopened, actor=actor, reason=reason)
    return reopened


# --- propose ----------------------------------------------------------------------------------


@transaction.atomic
def propose_round(round_: Round, *, actor: Any) -> Round:
    """Submit the result for approval: from here on outcomes, awards and ties stand still.

    Refused while a tie decides who advances or who wins which prize, while an award against the
    rank has no reason, and for a final without any award or with an empty place of a prize that
    nobody decided to leave empty.
    """
    proposed: Round = ROUND.apply(round_, "propose", actor=actor)
    suggest_outcomes(proposed)
    check_outcomes(proposed)
    return proposed


@transaction.atomic
def take_back(round_: Round, *, actor: Any, reason: str) -> Round:
    """Take a proposal back before its approval, to change outcomes or awards."""
    taken: Round = ROUND.apply(round_, "take_back", actor=actor, reason=reason)
    return taken
