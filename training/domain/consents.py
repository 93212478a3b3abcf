"""What somebody who registers for a class agrees to: the words, their version, the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ecosystem.domain.registration_consents import keep_proof
from portal.models.consent import ConsentPurpose

if TYPE_CHECKING:
    from portal.models import Consent
    from training.models import Registration

TEXT_VERSION: Final = "dao-tao-1"
SCOPE: Final = "training:"


def consent_text() -> str:
    """The words that a trainee agrees to (Law 91/2025/QH15)."""
    return _(
        "I agree that the organisers use what is entered here – name, e-mail address, telephone "
        "number, organisation, answers and what I choose to declare of myself – to register me for "
        "this class, to write to me about it, to record attendance and to count attendances by "
        "group without naming me. I may withdraw this consent by cancelling the registration."
    )


def group_consent_text() -> str:
    """The words by which a contact answers for everybody on the list."""
    return _(
        "Everybody on this list – for those under 16 a parent or guardian, too – has agreed that "
        "the organisers use what is entered here to register them for this class, to tell them "
        "about it through me, to record attendance and to count attendances by group without "
        "naming them. I agree to the same for my own name, address and telephone number. Each of "
        "them may withdraw by having the registration cancelled."
    )


def agree(registration: Registration, *, recorded_by: Any = None) -> Consent:
    """Keep the proof; of a group the contact's word. ``recorded_by`` typed it in from paper."""
    group = registration.group
    with translation.override(settings.LANGUAGE_CODE):
        text = group_consent_text() if group else consent_text()
    return keep_proof(
        registration,
        purpose=ConsentPurpose.TRAINING,
        scope=f"{SCOPE}{registration.run_id}",
        text=text,
        version=TEXT_VERSION,
        # Whoever declared it; the subject is the person.
        user=group.user if group else None,
        recorded_by=recorded_by,
    )
