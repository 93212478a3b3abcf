"""What becomes of connection requests by themselves: reminders, the question after a month, the end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.connections import addresses_of, answer_path, outcome_path
from ecosystem.enums import ConnectionSide, ConnectionState
from ecosystem.mails import connections as mails
from ecosystem.models import ConnectionOutcome, ConnectionRequest
from ecosystem.workflow import CONNECTION
from portal import audit
from portal.mail import queue, queue_once
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from datetime import date

REMIND_BEFORE: Final = timedelta(days=2)
# So long after the day somebody is still told that it is over, should the work have stood still.
CATCH_UP: Final = timedelta(days=7)
# So long the question about the outcome stays open; then the request is finished without it.
OUTCOME_OPEN: Final = timedelta(days=14)


def keep_connections(today: date | None = None) -> dict[str, int]:
    """Remind, ask and finish what is due; safe to run twice. Returns how many of each."""
    day = today or timezone.localdate()
    return {"reminded": _remind(day), "asked": _ask_outcomes(day), "finished": _finish_old(day)}


def _remind(day: date) -> int:
    """Two days before the answer is due, and again when it is late; one mail each."""
    rows = ConnectionRequest.objects.with_parties().filter(
        state=ConnectionState.ACCEPTED,
        due_on__lte=day + REMIND_BEFORE,
        due_on__gte=day - CATCH_UP,
    )
    return sum(
        queue_once(
            mails.connection_reminder(
                request,
                address,
                path=answer_path(request),
                is_late=request.due_on is not None and request.due_on < day,
            )
        )
        for request in rows
        for address in addresses_of(request)
    )


def _ask_outcomes(day: date) -> int:
    rows = ConnectionRequest.objects.with_parties().filter(
        state=ConnectionState.IN_PROGRESS, outcome_asked_on=None, due_on__lte=day
    )
    return sum(_ask_outcome(request, day) for request in rows)


@transaction.atomic
def _ask_outcome(request: ConnectionRequest, day: date) -> bool:
    """Ask both sides, unless another worker was faster."""
    fresh = ConnectionRequest.objects.filter(pk=request.pk, outcome_asked_on=None)
    if not fresh.update(outcome_asked_on=day, due_on=day + OUTCOME_OPEN):
        return False
    founder, asked = ConnectionSide.FOUNDER, ConnectionSide.ASKED
    queue(
        mails.outcome_asked(
            request, request.founder.email, founder, path=outcome_path(request, founder)
        )
    )
    for address in addresses_of(request):
        queue(mails.outcome_asked(request, address, asked, path=outcome_path(request, asked)))
    return True


def _finish_old(day: date) -> int:
    rows = ConnectionRequest.objects.filter(
        state=ConnectionState.IN_PROGRESS, outcome_asked_on__isnull=False, due_on__lt=day
    )
    return sum(_finish(request) for request in rows)


def _finish(request: ConnectionRequest) -> bool:
    try:
        CONNECTION.apply(request, "finish", actor=audit.SYSTEM)
    except RefusedError:  # finished in the meantime
        return False
    return True


@transaction.atomic
def tell_outcome(
    request: ConnectionRequest, side: ConnectionSide, *, result: str, note: str = ""
) -> ConnectionOutcome:
    """Keep what one side tells, once; with both told the request is finished."""
    locked: ConnectionRequest = CONNECTION.lock(request)
    if locked.state != ConnectionState.IN_PROGRESS:
        raise RefusedError(_("This request is finished. Thank you."))
    try:
        with transaction.atomic():
            outcome = ConnectionOutcome.objects.create(
                request=locked, side=side, result=result, note=note
            )
    except IntegrityError as error:
        raise RefusedError(_("You have told us already. Thank you.")) from error
    audit.record(locked, "tell_outcome", actor=audit.SYSTEM, side=side, result=result)
    if locked.outcomes.count() == len(ConnectionSide):
        CONNECTION.apply(locked, "finish", actor=audit.SYSTEM)
    return outcome
