"""The delivery of outbox rows: claim one, send it, record it; retry, give up, find what got stuck.

The database row is the truth, a message on the broker only a hint: it may be lost, doubled or late.
A claim is a conditional UPDATE, so of two workers one sends. ``attempts`` is the claim's fencing
number: a worker that was given up for lost cannot overwrite the record of its successor.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal import audit
from portal.models import OutgoingMail
from portal.models.mail import MailState

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)

# Waiting time after the first, second … failure; after the last one the mail is given up.
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
MAX_ATTEMPTS = len(BACKOFF) + 1
# A worker that holds a mail longer than this is dead: sending takes seconds (EMAIL_TIMEOUT).
STUCK_AFTER = timedelta(minutes=10)
SWEEP_BATCH = 500
_ERROR_LENGTH = 1000


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The right to send one row, once."""

    mail: OutgoingMail

    @property
    def number(self) -> int:
        return self.mail.attempts


def deliver(mail_id: int) -> MailState | None:
    """Send one due row; None when there is nothing to do (gone, not due, another worker has it)."""
    claim = claim_mail(mail_id)
    if claim is None:
        return None
    try:
        _message(claim.mail).send()
    except Exception as error:  # noqa: BLE001 -- whatever went wrong belongs into the row
        return _record_failure(claim, error)
    return _record_sent(claim)


def claim_mail(mail_id: int, now: datetime | None = None) -> Claim | None:
    """Take a due row for sending, or None when it is not there to take."""
    now = now or timezone.now()
    claimed = OutgoingMail.objects.filter(
        pk=mail_id, state=MailState.QUEUED, due_at__lte=now
    ).update(state=MailState.SENDING, attempts=F("attempts") + 1, claimed_at=now)
    if not claimed:
        return None
    return Claim(mail=OutgoingMail.objects.get(pk=mail_id))


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body_text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.recipient],
        reply_to=[address for address in (mail.reply_to or settings.MAIL_REPLY_TO,) if address],
        headers={
            "Message-ID": mail.message_id,
            # RFC 3834: no out-of-office answers, please
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **_ending(mail),
        },
    )
    if mail.body_html:
        message.attach_alternative(mail.body_html, "text/html")
    return message


def _ending(mail: OutgoingMail) -> dict[str, str]:
    """RFC 8058: the button of mail programs that ends letters of this kind, by one POST."""
    if not mail.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{mail.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


# --- recording ---------------------------------------------------------------------------------


def _record_sent(claim: Claim) -> MailState:
    """Record the success even when the claim was lost meanwhile: the mail has left the house."""
    changes: dict[str, Any] = {
        "state": MailState.SENT,
        "sent_at": timezone.now(),
        "claimed_at": None,
        "last_error": "",
    }
    if claim.mail.is_secret:
        changes |= {"body_text": "", "body_html": ""}
    OutgoingMail.objects.filter(pk=claim.mail.pk).exclude(state=MailState.SENT).update(**changes)
    return MailState.SENT


def _record_failure(claim: Claim, error: Exception) -> MailState:
    final = claim.number >= MAX_ATTEMPTS or _is_permanent(error)
    state = MailState.DEAD if final else MailState.QUEUED
    wait = timedelta() if final else BACKOFF[claim.number - 1]
    OutgoingMail.objects.filter(
        pk=claim.mail.pk, state=MailState.SENDING, attempts=claim.number
    ).update(
        state=state,
        due_at=timezone.now() + wait,
        claimed_at=None,
        last_error=f"{type(error).__name__}: {error}"[:_ERROR_LENGTH],
    )
    logger.warning(
        "Mail %s, attempt %s of %s: %r", claim.mail.pk, claim.number, MAX_ATTEMPTS, error
    )
    return state


def _is_permanent(error: Exception) -> bool:
    """Whether trying again cannot help: a refused recipient, or a header that must not be sent."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    return isinstance(error, BadHeaderError | UnicodeError)


# --- the sweep ---------------------------------------------------------------------------------


def release_stuck(now: datetime | None = None) -> int:
    """Take back rows whose worker died while sending; give up those that have used all attempts."""
    now = now or timezone.now()
    stuck = OutgoingMail.objects.filter(state=MailState.SENDING, claimed_at__lt=now - STUCK_AFTER)
    lost = "The worker was lost while sending."
    dead = stuck.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=MailState.DEAD, claimed_at=None, last_error=lost
    )
    queued = stuck.filter(attempts__lt=MAX_ATTEMPTS).update(
        state=MailState.QUEUED, due_at=now, claimed_at=None, last_error=lost
    )
    return dead + queued


def due_mail_ids(now: datetime | None = None, limit: int = SWEEP_BATCH) -> list[int]:
    """Return ids of rows that wait although they are due, the longest waiting first."""
    now = now or timezone.now()
    rows = OutgoingMail.objects.filter(state=MailState.QUEUED, due_at__lte=now)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


# --- by hand -----------------------------------------------------------------------------------


@transaction.atomic
def put_back(mail: OutgoingMail, *, actor: Any) -> bool:
    """Put a sent or given-up mail back into the queue with fresh attempts; False when it cannot be.

    A secret mail is not sent again: its link has been dropped or has expired.
    """
    waiting = OutgoingMail.objects.filter(
        pk=mail.pk, state__in=[MailState.SENT, MailState.DEAD], is_secret=False
    ).update(
        state=MailState.QUEUED,
        attempts=0,
        due_at=timezone.now(),
        claimed_at=None,
        sent_at=None,
        last_error="",
    )
    if not waiting:
        return False
    audit.record(mail, "resend", actor=actor, before=mail.state, after=MailState.QUEUED)
    return True
