"""Supplements: asking for one, and its end when the due time passes without an answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.enums import ApplicationState
from contests.mails import screening as mails
from contests.models import Application, SupplementRequest
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import ReasonMissingError, RefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

logger = logging.getLogger(__name__)


class SupplementNotDueError(RefusedError):
    """The applicant still has time to answer."""


def open_requests(application: Application) -> QuerySet[SupplementRequest]:
    """Return the requests that wait for an answer: at most one."""
    found: QuerySet[SupplementRequest] = SupplementRequest.objects.filter(
        application=application, answered_at=None, closed_at=None
    )
    return found


def is_overdue(request: SupplementRequest, now: datetime | None = None) -> bool:
    """Whether an open request can be answered no more; the due time itself is still in time.

    It holds from that instant on, also before the job that closes the request comes by.
    """
    return bool((now or timezone.now()) > request.due_at)


@transaction.atomic
def request_supplement(
    application: Application, *, actor: Any, text: str, due_at: datetime
) -> SupplementRequest:
    """Ask the applicant to add something by ``due_at``; the dossier opens for editing again."""
    text = clean_text(text).strip()
    if not text:
        raise ReasonMissingError(_("Enter what has to be added"))
    if due_at <= timezone.now():
        raise RefusedError(_("Enter a due time that is still to come"))
    application = APPLICATION.apply(
        application,
        "request_supplement",
        actor=actor,
        reason=text,
        changes={"state_reason": text},
        due_at=timezone.localtime(due_at).isoformat(timespec="minutes"),
    )
    request = SupplementRequest.objects.create(
        application=application, text=text, due_at=due_at, requested_by=actor
    )
    queue(mails.supplement_requested(request))
    return request


@transaction.atomic
def close_supplement(application: Application, *, actor: Any) -> Application:
    """End an overdue request: the dossier waits for the conclusion on what was submitted last.

    Edits made meanwhile stay in the dossier, but only a submitted version counts. Refused while
    the due time has not passed; the due time itself is still in time.
    """
    application = APPLICATION.lock(application)
    request = open_requests(application).first()
    now = timezone.now()
    if request is not None and not is_overdue(request, now):
        raise SupplementNotDueError(_("The time for the supplement is not over yet."))
    application = APPLICATION.apply(
        application, "close_supplement", actor=actor, changes={"state_reason": ""}
    )
    if request is not None:
        request.closed_at = now
        request.save(update_fields=["closed_at"])
        queue(mails.supplement_closed(request, application.snapshots.first()))
    return application


def unanswered_supplement(application: Application) -> SupplementRequest | None:
    """Return the last request when its time ran out without an answer and nothing is concluded yet."""
    if application.state != ApplicationState.SUBMITTED:
        return None
    last: SupplementRequest | None = application.supplement_requests.first()
    if last is None or last.answered_at or last.closed_at is None or last.closed_at <= last.due_at:
        return None
    return last


def close_overdue_supplements(now: datetime | None = None) -> int:
    """Close every request whose due time has passed; returns how many.

    Safe to run twice and beside an applicant who submits: each is decided under its row lock.
    """
    overdue = Application.objects.filter(
        state=ApplicationState.SUPPLEMENT_REQUESTED,
        supplement_requests__in=SupplementRequest.objects.filter(
            answered_at=None, closed_at=None, due_at__lt=now or timezone.now()
        ),
    )
    closed = 0
    for application in overdue:
        try:
            close_supplement(application, actor=audit.SYSTEM)
        except RefusedError as refused:
            logger.info("%s: %s", application.public_id, refused.message)
        else:
            closed += 1
    return closed
