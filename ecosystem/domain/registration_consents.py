"""What somebody who registers for an event agrees to: the words, their version, the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.models import Consent
from portal.models.consent import ConsentPurpose, ConsentWay

if TYPE_CHECKING:
    from ecosystem.models import EventRegistration
    from ecosystem.models.seating import SeatHolder

TEXT_VERSION: Final = "su-kien-1"
SCOPE: Final = "event:"


def consent_text() -> str:
    """The words agreed to (Law 91/2025/QH15): which data, what for, how to withdraw."""
    return _(
        "I agree that the organisers use the name, e-mail address, telephone number, organisation "
        "and note entered here to register me for this event, to write to me about it and to "
        "record attendance. I may withdraw this consent by cancelling the registration."
    )


def agree(registration: EventRegistration, *, recorded_by: Any = None) -> Consent:
    """Keep the proof. ``recorded_by`` typed in what somebody agreed to at the door."""
    with translation.override(settings.LANGUAGE_CODE):
        text = consent_text()
    return keep_proof(
        registration,
        purpose=ConsentPurpose.EVENT,
        scope=f"{SCOPE}{registration.event_id}",
        text=text,
        version=TEXT_VERSION,
        recorded_by=recorded_by,
    )


def keep_proof(
    registration: SeatHolder,
    *,
    purpose: ConsentPurpose,
    scope: str,
    text: str,
    version: str,
    user: Any = None,
    recorded_by: Any = None,
) -> Consent:
    """The words that were agreed to for a registration, by whom and how."""
    return Consent.objects.create(
        user=user or registration.user,
        subject=registration.code,
        subject_name=registration.full_name,
        purpose=purpose,
        scope=scope,
        text_version=version,
        text=text,
        given_via=ConsentWay.PAPER if recorded_by else ConsentWay.WEB,
        recorded_by=recorded_by,
    )


def take_back(registration: SeatHolder) -> None:
    """Cancelling withdraws the consent, as its words say."""
    if registration.consent_id:  # type: ignore[attr-defined]  # the column of the foreign key
        rows = Consent.objects.filter(pk=registration.consent_id, withdrawn_at=None)  # type: ignore[attr-defined]  # as above
        rows.update(withdrawn_at=timezone.now())
