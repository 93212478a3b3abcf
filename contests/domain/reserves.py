"""The reserve list after publication: whose turn it is when somebody who advanced declines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.decisions import record_decision
from contests.domain.participation import ask_entry, path_of
from contests.enums import ApplicationState, Outcome, RoundState
from contests.mails import results as mails
from contests.models import Application, Round, RoundResult
from contests.workflow import APPLICATION, ROUND
from portal import audit
from portal.mail import queue
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    import datetime as dt

_NOTE_LENGTH = 250


class ReserveRefusedError(RefusedError):
    """The reserve cannot be called up: no place is free, or it is not its turn."""


def free_places(round_: Round, division: str) -> int:
    """How many of a division advanced, or were called up, and have left since."""
    chosen = RoundResult.objects.filter(
        Q(outcome=Outcome.ADVANCE) | Q(called_up_at__isnull=False),
        entry__round=round_,
        division=division,
    )
    left = chosen.exclude(
        entry__application__state__in=[ApplicationState.ADVANCED, ApplicationState.IN_ROUND]
    ).count()
    return left - chosen.filter(called_up_at__isnull=False).count()


def waiting(round_: Round) -> list[RoundResult]:
    """Reserves that can still be called up, by division, in their order."""
    rows = RoundResult.objects.filter(
        entry__round=round_,
        outcome=Outcome.RESERVE,
        called_up_at=None,
        entry__application__state=ApplicationState.NOT_ADVANCED,
    ).select_related("entry__application")
    return list(rows.defer("detail").order_by("division", "reserve_position", "entry"))


def is_overtaken(round_: Round) -> bool:
    """Whether a later round has started: from then on nobody moves up into it any more."""
    later = Round.objects.filter(contest=round_.contest_id, order__gt=round_.order)
    return later.exclude(state=RoundState.PLANNED).exists()


@transaction.atomic
def decline_place(result: RoundResult, *, actor: Any, reason: str) -> Application:
    """Record that an entry that advanced gives its place up; refused once the next round started."""
    round_ = _lock(result, actor)
    declined: Application = APPLICATION.apply(
        result.entry.application, "decline", actor=actor, reason=reason, round=round_.name
    )
    return declined


@transaction.atomic
def call_up_reserve(
    result: RoundResult,
    *,
    actor: Any,
    reason: str,
    number: str,
    issued_on: dt.date,
    signer: str,
    confirm_by: dt.datetime,
) -> RoundResult:
    """Let the next of the reserve list advance into a place that became free; its people are told.

    They are asked in the same mail whether they take part, until ``confirm_by``: a place that goes
    to somebody late is the one most easily lost. Reminders and answers are those of all who advance.
    ``number``, ``issued_on`` and ``signer`` name the document. The frozen outcome stays: what was
    published is not rewritten. Refused while no place is free, out of turn, and once the next round
    has started. Two at once call up one: the second finds it called up.
    """
    round_ = _lock(result, actor)
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason"))
    row = RoundResult.objects.select_related("entry__application__owner").get(pk=result.pk)
    _check_turn(round_, row)
    decision = record_decision(round_.contest, number=number, issued_on=issued_on, signer=signer)
    row.called_up_at = timezone.now()
    row.call_up_reason = reason.strip()[:_NOTE_LENGTH]
    row.call_up_decision = decision
    row.save(update_fields=["called_up_at", "call_up_reason", "call_up_decision"])
    application = APPLICATION.apply(
        row.entry.application,
        "call_up",
        actor=actor,
        reason=reason,
        round=round_.name,
        number=decision.number,
    )
    audit.record(
        round_,
        "call_up",
        actor=actor,
        reason=reason,
        number=decision.number,
        entry=application.reference,
    )
    application.owner = row.entry.application.owner
    application.contest = round_.contest
    asked = ask_entry(row.entry, due_at=confirm_by)
    queue(
        mails.called_up(
            application,
            round_=round_,
            decision=decision,
            due_at=asked.due_at,
            answer_path=path_of(asked),
        )
    )
    return row


def _check_turn(round_: Round, row: RoundResult) -> None:
    queue_ = [other for other in waiting(round_) if other.division == row.division]
    if row.pk not in {other.pk for other in queue_}:
        raise ReserveRefusedError(_("This application does not wait on the reserve list."))
    if row.reserve_position != queue_[0].reserve_position:
        raise ReserveRefusedError(
            _("It is the turn of %(reference)s.")
            % {"reference": queue_[0].entry.application.reference}
        )
    if free_places(round_, row.division) < 1:
        raise ReserveRefusedError(
            _("No place is free: nobody who advanced has declined. Record that first.")
        )


def _lock(result: RoundResult, actor: Any) -> Round:
    round_: Round = ROUND.lock(result.entry.round)
    require(actor, "contests.call_up_reserve", round_)
    if round_.state != RoundState.PUBLISHED:
        raise ReserveRefusedError(
            _("Before the publication nobody is called up: who is left moves up by rank.")
        )
    if is_overtaken(round_):
        raise ReserveRefusedError(_("The next round has started already."))
    return round_
