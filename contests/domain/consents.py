"""What an applicant agrees to before submitting: the words, their version, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.limits import is_minor, rules_of
from contests.workflow import APPLICATION
from portal import audit
from portal.models import Consent
from portal.models.consent import ConsentPurpose, ConsentWay
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Collection

    from contests.models import Application

# Changes with every change of the words below.
TEXT_VERSION = "2026-1"


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """One unticked box."""

    purpose: ConsentPurpose
    text: str
    is_required: bool


def consent_texts(application: Application) -> list[ConsentText]:
    """Return the boxes that this dossier has to show, in the active language."""
    texts = [
        ConsentText(
            purpose=ConsentPurpose.DECLARATION,
            text=_(
                "I declare that the content of the application is true, that the project is the "
                "work of the people named in it and infringes nobody's intellectual property."
            ),
            is_required=True,
        ),
        ConsentText(
            purpose=ConsentPurpose.CONTEST,
            text=_(
                "I agree that the Department of Science and Technology uses the names, birth "
                "dates, telephone numbers, e-mail addresses, addresses and files in this "
                "application to run the contest. I can withdraw this consent at any time."
            ),
            is_required=True,
        ),
    ]
    if has_minor(application):
        texts.append(
            ConsentText(
                purpose=ConsentPurpose.GUARDIAN,
                text=_(
                    "The legal representative of every person below %(age)d in the team has "
                    "agreed to their taking part and to the use of their data for the contest."
                )
                % {"age": rules_of(application).guardian_below_age},
                is_required=True,
            )
        )
    texts.append(
        ConsentText(
            purpose=ConsentPurpose.PUBLICATION,
            text=_(
                "I agree that the portal publishes the project's name, summary, pictures and the "
                "names of its authors when the project wins an award."
            ),
            is_required=False,
        )
    )
    return texts


def required_purposes(application: Application) -> set[str]:
    """Return the purposes without which the dossier cannot be submitted."""
    required = {ConsentPurpose.DECLARATION.value, ConsentPurpose.CONTEST.value}
    if has_minor(application):
        required.add(ConsentPurpose.GUARDIAN.value)
    return required


def has_minor(application: Application) -> bool:
    """Whether anybody in the team is below the age that the rules set."""
    rules = rules_of(application)
    births = [application.contact_birth_date, *(m.birth_date for m in application.members.all())]
    return any(is_minor(birth, rules) for birth in births)


def consent_scope(application: Application) -> str:
    return f"application:{application.public_id}"


@transaction.atomic
def record_consents(
    application: Application, *, actor: Any, purposes: Collection[str]
) -> list[Consent]:
    """Keep what was ticked as standing consents of the owner, and withdraw what no longer is.

    A consent to the same version of the words stands as it was given.
    """
    application = APPLICATION.lock(application)
    require(actor, "contests.submit_application", application)
    with translation.override(settings.LANGUAGE_CODE):
        texts = consent_texts(application)
    standing = {consent.purpose: consent for consent in _standing(application)}
    kept = []
    for text in texts:
        old = standing.get(text.purpose)
        if old and text.purpose in purposes and old.text == text.text:
            kept.append(old)
            continue
        if old:
            old.withdrawn_at = timezone.now()
            old.save(update_fields=["withdrawn_at"])
        if text.purpose in purposes:
            kept.append(_give(application, text, actor))
    return kept


def standing_purposes(application: Application) -> set[str]:
    """Return the purposes that the owner has agreed to and not withdrawn."""
    return {consent.purpose for consent in _standing(application)}


def _standing(application: Application) -> list[Consent]:
    """What the owner agreed to here, or the people of an entered dossier on paper."""
    by_whom = Q(user=application.owner_id) | Q(user=None, given_via=ConsentWay.PAPER)
    return list(
        Consent.objects.filter(by_whom, scope=consent_scope(application), withdrawn_at=None)
    )


def _give(application: Application, text: ConsentText, actor: Any) -> Consent:
    is_typed_in = actor is not audit.SYSTEM and actor.has_perm("contests.enter_application")
    is_on_paper = application.is_for_someone or is_typed_in
    return Consent.objects.create(
        user=application.owner,
        subject_name=application.contact_name if is_on_paper else "",
        purpose=text.purpose,
        scope=consent_scope(application),
        text_version=TEXT_VERSION,
        text=text.text,
        given_via=ConsentWay.PAPER if is_on_paper else ConsentWay.WEB,
        recorded_by=actor if is_on_paper and actor is not audit.SYSTEM else None,
    )
