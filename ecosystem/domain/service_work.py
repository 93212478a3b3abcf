"""What a unit does with a request: takes it on, hands it over, moves the day, ends it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.services import accepted_text, people_of
from ecosystem.enums import ServiceOutcome, ServiceState
from ecosystem.mails import services as mails
from ecosystem.workflow import SERVICE_REQUEST
from portal import audit
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from ecosystem.models import Service, ServiceRequest
    from portal.models import User

# So far ahead a day may be promised.
MAX_DAYS_AHEAD: Final = 180


@transaction.atomic
def accept_request(
    request: ServiceRequest, *, actor: Any, assignee: User, due_on: dt.date
) -> ServiceRequest:
    """Take the request on: somebody of the unit is in charge, and a day is promised."""
    _refuse_stranger(request, assignee)
    _refuse_day(due_on)
    accepted: ServiceRequest = SERVICE_REQUEST.apply(
        request,
        "accept",
        actor=actor,
        changes={"assignee": assignee, "due_on": due_on},
        assignee=assignee,
    )
    queue(mails.request_accepted(accepted))
    _tell_assignee(accepted, actor)
    return accepted


@transaction.atomic
def start_request(request: ServiceRequest, *, actor: Any) -> ServiceRequest:
    """Say that the work has begun."""
    started: ServiceRequest = SERVICE_REQUEST.apply(request, "start", actor=actor)
    queue(mails.request_started(started))
    return started


@transaction.atomic
def refuse_request(
    request: ServiceRequest, *, actor: Any, reason: str, referred_to: Service | None = None
) -> ServiceRequest:
    """Say no with the reason, and perhaps with another service that may help."""
    _refuse_itself(request, referred_to)
    refused: ServiceRequest = SERVICE_REQUEST.apply(
        request,
        "refuse",
        actor=actor,
        reason=clean_text(reason).strip(),
        changes={
            "reason": clean_text(reason).strip(),
            "referred_to": referred_to,
            "ended_at": timezone.now(),
        },
    )
    queue(mails.request_refused(refused))
    return refused


@transaction.atomic
def finish_request(
    request: ServiceRequest,
    *,
    actor: Any,
    outcome: str,
    outcome_text: str,
    referred_to: Service | None = None,
) -> ServiceRequest:
    """End the work with what came of it; the requester reads the words on the page, not in a mail."""
    _refuse_itself(request, referred_to)
    if outcome == ServiceOutcome.REFERRED and referred_to is None and not outcome_text.strip():
        raise RefusedError(_("Say to whom the request is referred"))
    done: ServiceRequest = SERVICE_REQUEST.apply(
        request,
        "finish",
        actor=actor,
        changes={
            "outcome": outcome,
            "outcome_text": accepted_text(outcome_text),
            "referred_to": referred_to if outcome == ServiceOutcome.REFERRED else None,
            "ended_at": timezone.now(),
        },
        outcome=outcome,
    )
    queue(mails.request_done(done))
    return done


@transaction.atomic
def reassign_request(request: ServiceRequest, *, actor: Any, assignee: User) -> ServiceRequest:
    """Put somebody else of the unit in charge."""
    locked = _working(request, actor)
    _refuse_stranger(locked, assignee)
    locked.assignee = assignee
    locked.save(update_fields=["assignee"])
    audit.record(locked, "reassign", actor=actor, assignee=assignee)
    _tell_assignee(locked, actor)
    return locked


@transaction.atomic
def move_due(
    request: ServiceRequest, *, actor: Any, due_on: dt.date, due_reason: str
) -> ServiceRequest:
    """Promise another day; the requester reads it with the reason."""
    locked = _working(request, actor)
    _refuse_day(due_on)
    due_reason = clean_text(due_reason).strip()
    if not due_reason:
        raise RefusedError(_("Enter the reason"))
    if due_on == locked.due_on:
        raise RefusedError(_("This is the day that stands already. Choose another one."))
    was = locked.due_on
    locked.due_on, locked.due_reason = due_on, due_reason
    locked.save(update_fields=["due_on", "due_reason"])
    audit.record(locked, "move_due", actor=actor, reason=due_reason, due_on=due_on, was_due_on=was)
    queue(mails.due_moved(locked))
    return locked


def _working(request: ServiceRequest, actor: Any) -> ServiceRequest:
    """The request under a lock, when it is being worked on."""
    locked: ServiceRequest = SERVICE_REQUEST.lock(request)
    require(actor, "ecosystem.handle_servicerequest", locked)
    if locked.state not in {ServiceState.ACCEPTED, ServiceState.IN_PROGRESS}:
        raise RefusedError(_("This is possible only while the request is being worked on."))
    return locked


def _tell_assignee(request: ServiceRequest, actor: Any) -> None:
    """Who takes a request on oneself needs no mail about it."""
    if request.assignee is not None and request.assignee != actor:
        queue(mails.request_assigned(request))


def _refuse_stranger(request: ServiceRequest, assignee: User) -> None:
    if assignee not in people_of(request.unit):
        raise RefusedError(
            _("%(name)s does not answer requests of this unit: choose somebody else.")
            % {"name": assignee}
        )


def _refuse_itself(request: ServiceRequest, referred_to: Service | None) -> None:
    if referred_to is not None and referred_to.pk == request.service_id:
        raise RefusedError(_("This is the service that was asked. Choose another one."))


def _refuse_day(day: dt.date) -> None:
    today = timezone.localdate()
    if not today <= day <= today + dt.timedelta(days=MAX_DAYS_AHEAD):
        raise RefusedError(
            _("Choose a day from today on, at most %(days)d days ahead.") % {"days": MAX_DAYS_AHEAD}
        )
