"""What the people of a dossier agree to: the words, their version, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.consent_texts import (
    TEXT_VERSION,
    ConsentText,
    consent_texts,
    own_texts,
    required_texts,
)
from contests.domain.people import people_of
from contests.enums import GONE_STATES, ApplicationState
from contests.mails import team as mails
from contests.models import Application
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.models import Consent
from portal.models.consent import ConsentPurpose, ConsentWay
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from contests.domain.people import Person
    from portal.models import User

_SCOPE_PREFIX = "application:"
# Withdrawn by the person at any time; a declaration and a pledge are statements of the past.
WITHDRAWABLE = frozenset(
    {
        ConsentPurpose.CONTEST,
        ConsentPurpose.PUBLICATION,
        ConsentPurpose.CONTACT,
        ConsentPurpose.CHILD,
        ConsentPurpose.JUDGE_NAME,
    }
)
# Without these the dossier cannot take part.
_NEEDED_TO_RUN = frozenset({ConsentPurpose.CONTEST, ConsentPurpose.CHILD})


@dataclass(frozen=True, kw_only=True)
class MissingConsent:
    """A consent without which the dossier cannot be submitted, and who has to give it."""

    text: ConsentText
    sentence: str


def consent_scope(application: Application) -> str:
    return f"{_SCOPE_PREFIX}{application.public_id}"


def with_consent_scope(rows: Any) -> Any:
    """Annotate dossiers with their ``scope``, to be compared with that of consents."""
    return rows.annotate(scope=Concat(Value(_SCOPE_PREFIX), "public_id"))


def standing_consents(application: Application) -> list[Consent]:
    """Return what was agreed to for this dossier and not withdrawn, newest first."""
    return list(Consent.objects.filter(scope=consent_scope(application), withdrawn_at=None))


def missing_consents(application: Application) -> list[MissingConsent]:
    """Return the due consents that were never given; for the next submission also those to older words.

    Who agreed before the words changed is asked again then, not while the dossier is with the office.
    """
    standing = standing_consents(application)
    with translation.override(settings.LANGUAGE_CODE):
        due = required_texts(application)
    return [
        MissingConsent(text=text, sentence=_sentence(text))
        for text in due
        if not any(_stands(consent, text, application) for consent in standing)
    ]


def own_standing(
    application: Application, person: Person
) -> list[tuple[ConsentText, Consent | None]]:
    """Return the boxes of one's own, in the active language, with the consent that stands to each."""
    standing = standing_consents(application)
    with translation.override(settings.LANGUAGE_CODE):
        official = {text.key: text for text in own_texts(application, person)}
    return [
        (text, next((c for c in standing if _stands(c, official[text.key], application)), None))
        for text in own_texts(application, person)
    ]


def _stands(consent: Consent, text: ConsentText, application: Application) -> bool:
    """Whether ``consent`` is what ``text`` asks for: to these words, or on paper to the paper's."""
    if consent.purpose != text.purpose or not text.person.has_given(consent):
        return False
    any_words = consent.given_via == ConsentWay.PAPER or not application.is_editable_state
    return any_words or consent.text == text.text


def _sentence(text: ConsentText) -> str:
    who = {"purpose": text.purpose.label, "name": text.person.name}
    if text.is_own and not text.person.is_representative:
        return _("%(purpose)s: %(name)s, who agrees on a page of their own") % who
    return _("%(purpose)s: %(name)s") % who


# --- giving ------------------------------------------------------------------------------------


@transaction.atomic
def record_consents(
    application: Application, *, actor: Any, purposes: Collection[str]
) -> list[Consent]:
    """Keep what was ticked beside the declaration, and withdraw what no longer is.

    ``purposes`` are keys of ``consent_texts``. A consent to the same words stands as it was given;
    one to older words stays beside the new one.
    """
    application = APPLICATION.lock(application)
    require(actor, "contests.submit_application", application)
    with translation.override(settings.LANGUAGE_CODE):
        texts = consent_texts(application)
    standing = standing_consents(application)
    kept = []
    for text in texts:
        if text.key in purposes:
            kept.append(_keep(application, text, standing, actor=actor))
        else:
            _withdraw(_of(text, standing))
    return kept


@transaction.atomic
def give_own_consents(
    application: Application, *, actor: User, purposes: Collection[str]
) -> list[Consent]:
    """Keep what a person of the team ticked on the page of their own; nothing is withdrawn."""
    application = APPLICATION.lock(application)
    require(actor, "contests.open_application", application)
    person = person_of(application, actor)
    with translation.override(settings.LANGUAGE_CODE):
        texts = own_texts(application, person)
    standing = standing_consents(application)
    return [
        _keep(application, text, standing, actor=actor) for text in texts if text.key in purposes
    ]


def person_of(application: Application, user: User) -> Person:
    """Return the person of the team who signs in as ``user``; refused for everybody else."""
    for person in people_of(application):
        if person.account_id == user.pk:
            return person
    raise RefusedError(_("You do not belong to the team of this application."))


def _of(text: ConsentText, standing: Iterable[Consent]) -> list[Consent]:
    """The standing consents to any version of these words."""
    return [
        consent
        for consent in standing
        if consent.purpose == text.purpose and text.person.has_given(consent)
    ]


def _keep(
    application: Application, text: ConsentText, standing: list[Consent], *, actor: Any
) -> Consent:
    earlier = _of(text, standing)
    for consent in earlier:
        if consent.text == text.text:
            return consent
    # Same version, other words: a name in them changed, so the old sentence holds no longer.
    _withdraw(consent for consent in earlier if consent.text_version == TEXT_VERSION)
    is_on_paper = _is_on_paper(application, actor)
    return Consent.objects.create(
        user_id=text.user_id,
        subject=text.subject,
        subject_name=text.person.name[:150],
        purpose=text.purpose,
        scope=consent_scope(application),
        text_version=TEXT_VERSION,
        text=text.text,
        given_via=ConsentWay.PAPER if is_on_paper else ConsentWay.WEB,
        recorded_by=_recorder(text, actor, is_on_paper=is_on_paper),
    )


def _is_on_paper(application: Application, actor: Any) -> bool:
    """Whether the office or a unit types in what people signed."""
    is_typed_in = actor is not audit.SYSTEM and actor.has_perm("contests.enter_application")
    return application.is_for_someone or is_typed_in


def _recorder(text: ConsentText, actor: Any, *, is_on_paper: bool) -> User | None:
    """Who wrote the consent down, when that is not the person who gives it."""
    if actor is audit.SYSTEM or (text.is_own and not is_on_paper):
        return None
    recorder: User = actor
    return recorder


# --- withdrawing -------------------------------------------------------------------------------


@transaction.atomic
def withdraw_consent(consent: Consent, *, actor: User) -> Consent:
    """Take one's own consent back, in every version of its words; twice is once.

    The representative of a submitted dossier withdraws the dossier first. The secretariat is told
    when a dossier that it holds loses a consent.
    """
    locked = Consent.objects.select_for_update().get(pk=consent.pk)
    if locked.user_id != actor.pk:
        raise RefusedError(_("Only the person who agreed can withdraw a consent."))
    if locked.purpose not in WITHDRAWABLE:
        raise RefusedError(_("A declaration stays on record and cannot be withdrawn."))
    if locked.withdrawn_at is not None:
        return locked
    application = application_of(locked)
    if application and needs_withdrawal(locked, application, actor):
        raise RefusedError(_("Withdraw the application from the contest first."))
    same = Consent.objects.filter(
        user=actor, purpose=locked.purpose, scope=locked.scope, subject=locked.subject
    )
    _withdraw(same.filter(withdrawn_at=None))
    audit.record(locked, "withdraw_consent", actor=actor, purpose=locked.purpose)
    if application and _concerns_secretariat(locked, application):
        purpose = str(ConsentPurpose(locked.purpose).label)
        queue(mails.consent_withdrawn(application, person=actor.full_name, purpose=purpose))
    return Consent.objects.get(pk=locked.pk)


def application_of(consent: Consent) -> Application | None:
    """Return the dossier that a consent belongs to; a judge's pledge belongs to none."""
    kind, _colon, public_id = consent.scope.partition(":")
    if kind != "application":
        return None
    rows = Application.objects.select_related("contest", "owner")
    return rows.filter(public_id=public_id).first()


def needs_withdrawal(consent: Consent, application: Application, user: User) -> bool:
    """Whether taking this consent back means taking the dossier out of the contest first."""
    return (
        consent.purpose in _NEEDED_TO_RUN
        and application.state != ApplicationState.DRAFT
        and any(step.name == "withdraw" for step in APPLICATION.available(application, user))
    )


def _concerns_secretariat(consent: Consent, application: Application) -> bool:
    if consent.purpose == ConsentPurpose.PUBLICATION:
        return application.state == ApplicationState.AWARDED
    received = application.state not in {ApplicationState.DRAFT, *GONE_STATES}
    return consent.purpose in _NEEDED_TO_RUN and received


def _withdraw(consents: Iterable[Consent]) -> None:
    now = timezone.now()
    for consent in consents:
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
