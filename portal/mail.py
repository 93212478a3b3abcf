"""Mail is a row before it is a message: ``queue`` writes the outbox in the caller's transaction.

Delivery is ``portal.outbox``; wording is ``portal.mailtext``. Every mail's text is closed by the
frame (site name, address, "sent automatically"): a wording does not repeat these lines.
"""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass
from email.utils import parseaddr
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from portal import mailtext, outbox
from portal.languages import page_in
from portal.models import MailTemplate, OutgoingMail
from portal.tasks import deliver_mail
from portal.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

logger = logging.getLogger(__name__)

# After a broker that did not answer, this long nobody waits for it again: the sweep delivers.
BROKER_PAUSE_SECONDS = 10.0
_broker_away_until = 0.0


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One notice to one address.

    ``template`` names the wording ("contests/application_submitted"), ``context`` holds the plain
    values of its placeholders, ``about`` says for staff what it belongs to. A ``dedupe_key`` makes
    a second request for the same notice return the first row. A ``is_secret`` mail (a link that
    signs in) is never shown to staff, and its text is dropped once it is sent. Letters that somebody
    may end carry the address for it: mail programs show a button (RFC 8058).
    """

    template: str
    recipient: str
    context: Mapping[str, object]
    about: str = ""
    dedupe_key: str | None = None
    reply_to: str = ""
    is_secret: bool = False
    unsubscribe_url: str = ""


def queue(mail: Mail) -> OutgoingMail | None:
    """Write ``mail`` to the outbox and ask for its delivery after the commit.

    Call it inside the transaction of the act it reports. Never fails because the broker or the
    mail server is away. A mail to nobody (a dossier on paper may name no address) is not written.
    """
    row, _created = _write(mail)
    return row


def queue_once(mail: Mail) -> bool:
    """Do as ``queue``; return whether a mail was written, and not asked for before."""
    _row, created = _write(mail)
    return created


def _write(mail: Mail) -> tuple[OutgoingMail | None, bool]:
    if not clean_line(mail.recipient):
        return None, False
    if mail.dedupe_key is None:
        row, created = OutgoingMail.objects.create(**_columns(mail)), True
    else:
        row, created = OutgoingMail.objects.get_or_create(
            dedupe_key=mail.dedupe_key, defaults=_columns(mail)
        )
    if created:
        request_delivery(row.pk)
    return row, created


@transaction.atomic
def resend(row: OutgoingMail, *, actor: Any) -> bool:
    """Send a sent or given-up mail again; False when it is on its way or was secret."""
    if not outbox.put_back(row, actor=actor):
        return False
    request_delivery(row.pk)
    return True


def request_delivery(mail_id: int) -> None:
    """Ask a worker, after the commit, to deliver one row of the outbox."""
    transaction.on_commit(partial(_start, mail_id), robust=True)


def _start(mail_id: int) -> None:
    """Hand the row to the broker; when that is away, the sweep finds the row later."""
    global _broker_away_until  # noqa: PLW0603 -- one memory per process, so that no request waits twice
    if time.monotonic() < _broker_away_until:
        return
    try:
        deliver_mail.delay(mail_id)
    except Exception as error:  # noqa: BLE001 -- each transport raises its own; none may reach the visitor
        _broker_away_until = time.monotonic() + BROKER_PAUSE_SECONDS
        logger.warning("The broker did not take mail %s, the sweep will: %r", mail_id, error)


def _columns(mail: Mail) -> dict[str, object]:
    rendered = _render(mail)
    return {
        "template": mail.template,
        "recipient": clean_line(mail.recipient),
        "reply_to": clean_line(mail.reply_to),
        "unsubscribe_url": mail.unsubscribe_url,
        "subject": rendered.subject,
        "body_text": rendered.text,
        "body_html": rendered.html,
        "about": clean_line(mail.about)[:60],
        "is_secret": mail.is_secret,
        # Fixed at birth: a copy sent after a crash is recognised as the same message.
        "message_id": f"<{uuid.uuid4().hex}@{_mail_domain()}>",
    }


def _render(mail: Mail) -> mailtext.Rendered:
    """Use the wording by staff when there is one that still fits, else the shipped files."""
    context = {name: _in_vietnamese(value) for name, value in mail.context.items()}
    row = MailTemplate.objects.filter(name=mail.template).first()
    if row is not None:
        try:
            wording = mailtext.Wording(subject=row.subject, body=row.body)
            return mailtext.render(wording, context)
        except mailtext.WordingError:
            logger.exception("The wording by staff of %s cannot be used", mail.template)
    return mailtext.render(mailtext.shipped(mail.template), context)


def _in_vietnamese(value: object) -> object:
    """Lead to the Vietnamese page, whatever page the one who caused the mail had open."""
    if not isinstance(value, str) or not value.startswith(absolute_url("/en/")):
        return value
    return page_in(mailtext.LANGUAGE, value)


def _mail_domain() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname or "localhost"


def absolute_url(path: str) -> str:
    """Return ``path`` of the portal as an address for a mail or a feed."""
    return f"{settings.SITE_URL.rstrip('/')}/{path.lstrip('/')}"
