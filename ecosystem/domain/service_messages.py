"""What requester and unit write to each other about a request; mails only say that something is there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.services import accepted_text, keep_files, people_of
from ecosystem.mails import services as mails
from ecosystem.models import ServiceMessage
from ecosystem.querysets import units_of
from ecosystem.workflow import SERVICE_REQUEST
from portal.mail import queue
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecosystem.models import ServiceRequest

MAX_CHARACTERS: Final = 2000
# Each one is a mail to the unit: nobody fills its mailbox by a script.
MAX_A_DAY: Final = 20


@transaction.atomic
def send_message(
    request: ServiceRequest,
    *,
    actor: Any,
    text: str,
    files: Iterable[Any] = (),
    send_key: str | None = None,
) -> ServiceMessage:
    """Write a message and tell the other side; the same ``send_key`` makes one."""
    locked: ServiceRequest = SERVICE_REQUEST.lock(request)
    require(actor, "ecosystem.message_servicerequest", locked)
    existing: ServiceMessage | None = (
        locked.messages.filter(send_key=send_key).first() if send_key else None
    )
    if existing:
        return existing
    if not locked.is_open:
        raise RefusedError(_("The request has ended: messages can no longer be sent."))
    is_from_staff = actor.pk != locked.requester_id
    if not is_from_staff:
        _refuse_flood(locked)
    message = ServiceMessage.objects.create(
        request=locked,
        author=actor,
        is_from_staff=is_from_staff,
        text=accepted_text(text, MAX_CHARACTERS),
        send_key=send_key or None,
    )
    keep_files(locked, files, actor=actor, message=message)
    if is_from_staff:
        queue(mails.message_to_requester(message))
    else:
        recipients = [locked.assignee] if locked.assignee else people_of(locked.unit)
        for person in recipients:
            queue(mails.message_to_staff(message, person))
    return message


def open_thread(request: ServiceRequest, *, reader: Any) -> list[ServiceMessage]:
    """Return the messages, oldest first, and note that ``reader`` has opened the other side's.

    Each still says whether it was new: ``read_at`` is read before it is written.
    """
    thread = list(request.messages.select_related("author").prefetch_related("files__stored"))
    is_requester = reader.pk == request.requester_id
    # An administrator who looks in does not answer for the unit: its people still have it to read.
    if is_requester or request.service.organization_id in units_of(reader):
        request.messages.filter(is_from_staff=is_requester, read_at=None).update(
            read_at=timezone.now()
        )
    return thread


def _refuse_flood(request: ServiceRequest) -> None:
    since = timezone.now() - timedelta(days=1)
    if request.messages.filter(is_from_staff=False, created_at__gt=since).count() >= MAX_A_DAY:
        raise RefusedError(
            _("At most %(limit)d messages can be sent within a day. Try again tomorrow.")
            % {"limit": MAX_A_DAY}
        )
