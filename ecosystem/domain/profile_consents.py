"""What the people of a profile agree to: being named as contact, showing a project to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Organization, Startup
from portal import audit
from portal.models import Consent
from portal.models.consent import ConsentPurpose, ConsentWay, as_recorded
from portal.workflow import require

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecosystem.models import Expert
    from portal.models import User

    Profile = Organization | Startup | Expert

TEXT_VERSION: Final = "danh-ba-1"
# One person may agree to both for the same profile: the subject tells them apart.
CONTACT: Final = "contact"
PUBLICATION: Final = "publication"


def contact_text() -> str:
    """The words agreed to by who is named as contact (Law 91/2025/QH15)."""
    return _(
        "I am 18 or older and agree that my full name and position are shown on this public "
        "profile, so that people know whom to turn to. My e-mail address and telephone number "
        "are not shown. I may withdraw this consent at any time on the page “Your consents”."
    )


def publication_text() -> str:
    """The words agreed to by the owner of a project who shows it to everybody."""
    return _(
        "I represent this project and agree that its profile is shown to everybody in the "
        "directory. I may withdraw this consent at any time; the profile is then no longer shown."
    )


@transaction.atomic
def name_contact(profile: Organization | Startup, person: User, *, position: str) -> None:
    """Name ``person``, who agrees just now, as the contact of ``profile``; the row is not saved."""
    profile.contact_name = person.full_name
    profile.contact_position = position
    standing = profile.contact_consent
    is_own = standing and standing.user_id == person.pk and standing.withdrawn_at is None
    if not is_own:
        profile.contact_consent = given(profile, person, CONTACT, contact_text)


@transaction.atomic
def record_contact_on_paper(
    profile: Organization | Startup, *, name: str, position: str, actor: Any
) -> None:
    """Name somebody whose consent the office holds in writing; the row is not saved."""
    require(actor, f"ecosystem.change_{profile._meta.model_name}", profile)
    profile.contact_name = name
    profile.contact_position = position
    profile.contact_consent = on_paper(profile, CONTACT, name, contact_text, actor=actor)
    audit.record(profile, "name_contact", actor=actor)


def drop_contact(profile: Organization | Startup, *, by: User | None = None) -> None:
    """Name nobody any more. Who takes the own name off withdraws the consent with it."""
    consent = profile.contact_consent
    profile.contact_name = profile.contact_position = ""
    if isinstance(profile, Organization):  # of a project no position is read in English
        profile.contact_position_en = ""
    profile.contact_consent = None
    if consent is not None and by is not None and consent.user_id == by.pk:
        withdraw(consent)


def publish(startup: Startup, *, owner: User) -> None:
    """Show a project to everybody, as its owner agrees just now; the row is not saved."""
    startup.is_public = True
    standing = startup.publication_consent
    if standing is None or standing.withdrawn_at is not None or standing.user_id != owner.pk:
        startup.publication_consent = given(startup, owner, PUBLICATION, publication_text)


def unpublish(startup: Startup) -> None:
    """Show a project to nobody but its people and the office; the row is not saved.

    The consent stays beside the project, withdrawn: none at all would mean a public source.
    """
    startup.is_public = False
    if startup.publication_consent is not None:
        withdraw(startup.publication_consent)


def on_paper(
    profile: Profile, subject: str, name: str, words: Callable[[], str], *, actor: User
) -> Consent:
    """Record what the office holds in writing."""
    return Consent.objects.create(
        purpose=ConsentPurpose.PUBLICATION,
        scope=profile.profile_key,
        subject=subject,
        subject_name=name,
        text_version=TEXT_VERSION,
        text=as_recorded(words),
        given_via=ConsentWay.PAPER,
        recorded_by=actor,
    )


def given(profile: Profile, person: User, subject: str, words: Callable[[], str]) -> Consent:
    """The standing consent of ``person``, made when there is none."""
    made, _created = Consent.objects.get_or_create(
        user=person,
        purpose=ConsentPurpose.PUBLICATION,
        scope=profile.profile_key,
        subject=subject,
        text_version=TEXT_VERSION,
        withdrawn_at=None,
        defaults={"subject_name": person.full_name, "text": as_recorded(words)},
    )
    return made


def withdraw(consent: Consent) -> None:
    """Take a consent back; once is enough."""
    Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
