"""Readers of the newsletter: asked for, confirmed by mail, topics chosen, ended (double opt-in)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal import audit
from portal.mail import Mail, absolute_url, queue
from portal.models import Consent, Subscriber
from portal.models.consent import ConsentPurpose
from portal.models.newsletter import NewsletterTopic
from portal.text import clean_line
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT_VERSION: Final = "ban-tin-1"
SCOPE: Final = "newsletter"
# An address that nobody confirmed is forgotten after this.
DAYS_TO_CONFIRM: Final = 7


def consent_text() -> str:
    """The words agreed to (Law 91/2025/QH15): which data, what for, how to withdraw."""
    return _(
        "I agree that the portal uses this address to send me a letter a week about the topics that "
        "I chose. I may end it at any time through the link in each letter."
    )


def ask(email: str, topics: Iterable[str]) -> None:
    """Send a link to confirm; the answer is the same whoever reads the newsletter already.

    A reader's own topics stay as they are: whoever types an address need not be its owner.
    """
    wanted = _known(topics)
    with transaction.atomic():
        reader = _found_or_made(clean_line(email), wanted)
        if reader.confirmed_at is None:
            reader.topics = wanted
            reader.save(update_fields=["topics"])
            queue(_letter(reader, "newsletter_confirm"))
        else:
            queue(_letter(reader, "newsletter_again"))


@transaction.atomic
def confirm(reader: Subscriber) -> Subscriber:
    """Begin to send; whoever holds the mailed link may. Twice is once."""
    locked = _lock(reader)
    if locked.confirmed_at is not None:
        return locked
    with translation.override(settings.LANGUAGE_CODE):
        text = consent_text()
    locked.consent = Consent.objects.create(
        subject=f"newsletter:{locked.pk}",
        subject_name=locked.email,
        purpose=ConsentPurpose.NEWSLETTER,
        scope=SCOPE,
        text_version=TEXT_VERSION,
        text=text,
    )
    locked.confirmed_at = timezone.now()
    locked.save(update_fields=["consent", "confirmed_at"])
    audit.record(locked, "confirm", actor=audit.SYSTEM)
    return locked


@transaction.atomic
def choose(reader: Subscriber, topics: Iterable[str]) -> Subscriber:
    """Read about something else; at least one topic."""
    locked = _lock(reader)
    locked.topics = _known(topics)
    locked.save(update_fields=["topics"])
    return locked


@transaction.atomic
def end(reader: Subscriber, *, actor: Any = audit.SYSTEM) -> None:
    """Send no more: the address is deleted, the consent withdrawn. Twice is once."""
    locked = Subscriber.objects.select_for_update().filter(pk=reader.pk).first()
    if locked is None:
        return
    audit.record(locked, "end_newsletter", actor=actor)
    if locked.consent_id:
        rows = Consent.objects.filter(pk=locked.consent_id, withdrawn_at=None)
        rows.update(withdrawn_at=timezone.now())
    locked.delete()


def forget_unconfirmed() -> int:
    """Delete addresses that nobody confirmed in time."""
    limit = timezone.now() - dt.timedelta(days=DAYS_TO_CONFIRM)
    rows = Subscriber.objects.filter(confirmed_at=None, created_at__lt=limit)
    deleted, _by_model = rows.delete()
    return deleted


def unsubscribe_url(reader: Subscriber) -> str:
    return absolute_url(_path("newsletter_end", reader))


def page_url(reader: Subscriber) -> str:
    return absolute_url(_path("newsletter_own", reader))


def _path(name: str, reader: Subscriber) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse(f"site:{name}", args=[reader.key])


def _known(topics: Iterable[str]) -> list[str]:
    chosen = set(topics)
    found = [topic.value for topic in NewsletterTopic if topic in chosen]
    if not found:
        raise RefusedError(_("Choose at least one topic"))
    return found


def _found_or_made(email: str, topics: list[str]) -> Subscriber:
    key = email.casefold()
    found = Subscriber.objects.select_for_update().filter(email_key=key).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Subscriber.objects.create(email=email, email_key=key, topics=topics)
    except IntegrityError:  # somebody asked for the same address at the same moment
        return Subscriber.objects.select_for_update().get(email_key=key)


def _lock(reader: Subscriber) -> Subscriber:
    return Subscriber.objects.select_for_update().get(pk=reader.pk)


def _letter(reader: Subscriber, template: str) -> Mail:
    # Asking again within the hour sends nothing new: nobody's mailbox is filled by others.
    hour = timezone.localtime().strftime("%Y%m%d%H")
    return Mail(
        template=f"portal/{template}",
        recipient=reader.email,
        about="newsletter",
        dedupe_key=f"{template}:{reader.pk}:{hour}",
        context={
            "topics": "\n".join(f"- {label}" for label in _vietnamese(reader)),
            "url": page_url(reader),
            "days": DAYS_TO_CONFIRM,
        },
    )


def _vietnamese(reader: Subscriber) -> list[str]:
    with translation.override(settings.LANGUAGE_CODE):
        return [str(label) for label in reader.chosen_topics]
