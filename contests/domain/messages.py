"""Questions and answers between the secretariat and the people of a dossier."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.secretariat import secretariat_of
from contests.mails import messages as mails
from contests.models import Application, DossierMessage
from contests.workflow import APPLICATION
from portal.mail import queue
from portal.numbers import format_number
from portal.text import clean_text
from portal.workflow import RefusedError, require

MAX_CHARACTERS = 2000
# Each one is a mail to the secretariat: nobody fills its mailbox by a script.
MAX_A_DAY = 20


@transaction.atomic
def send_message(
    application: Application, *, actor: Any, text: str, send_key: str | None = None
) -> DossierMessage:
    """Write a message and mail it to the other side; the same ``send_key`` makes one.

    Refused when it is empty or too long, and when the dossier was discarded meanwhile.
    """
    application = _locked(application)
    require(actor, "contests.message_application", application)
    existing = send_key and application.messages.filter(send_key=send_key).first()
    if existing:
        return existing
    _refuse_sealed(application)
    _refuse_flood(application, actor)
    message = DossierMessage.objects.create(
        application=application,
        author=actor,
        is_from_staff=speaks_for_staff(actor, application),
        text=_accepted(text),
        send_key=send_key or None,
    )
    for mail in _mails(message):
        queue(mail)
    return message


def open_thread(application: Application, *, reader: Any) -> list[DossierMessage]:
    """Return the messages, oldest first, and note that ``reader`` has opened those of the other side.

    Each still says whether it was new: ``read_at`` is read before it is written.
    """
    thread = list(application.messages.select_related("author"))
    if reader.has_perm("contests.message_application", application):
        of_staff = not speaks_for_staff(reader, application)
        application.messages.filter(is_from_staff=of_staff, read_at=None).update(
            read_at=timezone.now()
        )
    return thread


def unread_by_team(application: Application) -> int:
    """Return how many messages of the secretariat the dossier's people have not opened."""
    return application.messages.filter(is_from_staff=True, read_at=None).count()


def speaks_for_staff(person: Any, application: Application) -> bool:
    """Whether what ``person`` writes comes from the secretariat."""
    return bool(person.has_perm("contests.screen_application", application))


def _locked(application: Application) -> Application:
    try:
        locked: Application = APPLICATION.lock(application)
    except Application.DoesNotExist as error:
        raise RefusedError(_("The draft was deleted: messages can no longer be sent.")) from error
    return locked


def _refuse_sealed(application: Application) -> None:
    """A mail to the secretariat would name the project: nothing is sent that nobody may read."""
    if application.is_under_seal:
        raise RefusedError(
            _(
                "The intake is sealed: the secretariat does not read dossiers or messages yet. Use the contact of the contest."
            )
        )


def _refuse_flood(application: Application, actor: Any) -> None:
    """A limit for the people of a dossier; the secretariat may write as often as it must."""
    if speaks_for_staff(actor, application):
        return
    since = timezone.now() - timedelta(days=1)
    if application.messages.filter(is_from_staff=False, created_at__gt=since).count() >= MAX_A_DAY:
        raise RefusedError(
            _("At most %(limit)d messages can be sent within a day. Try again tomorrow.")
            % {"limit": MAX_A_DAY}
        )


def _accepted(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise RefusedError(_("Enter the message"))
    if len(text) > MAX_CHARACTERS:
        raise RefusedError(
            _("The message must have %(limit)s characters or fewer (now %(count)s characters)")
            % {"limit": format_number(MAX_CHARACTERS), "count": format_number(len(text))}
        )
    return text


def _mails(message: DossierMessage) -> list[Any]:
    if message.is_from_staff:
        return [mails.message_to_applicant(message)]
    return [
        mails.message_to_staff(message, address)
        for address in secretariat_of(message.application.contest)
    ]
