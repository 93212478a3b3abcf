"""Who belongs to a dossier, as persons: the representative and the members alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from contests.domain.limits import is_minor, rules_of
from contests.enums import AttachmentKind

if TYPE_CHECKING:
    from datetime import date

    from contests.models import Application, RuleSet, TeamMember
    from portal.models import Consent

REPRESENTATIVE = "representative"


@dataclass(frozen=True, kw_only=True)
class Guardian:
    """Father, mother or legal guardian, as the dossier names them."""

    name: str
    relation: str
    phone: str

    @property
    def is_named(self) -> bool:
        return bool(self.name and self.relation and self.phone)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the team; ``member_id`` is None for the representative.

    ``keys`` are the names under which a consent may stand for this person, the present one first:
    an account's outlives a hand-over, a member's is from before the account was known.
    """

    keys: tuple[str, ...]
    name: str
    account_id: int | None
    member_id: int | None
    is_minor: bool
    guardian: Guardian

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def is_representative(self) -> bool:
        return self.member_id is None

    def has_given(self, consent: Consent) -> bool:
        """Whether ``consent`` is this person's: as subject, by the account, or on paper."""
        if consent.subject:
            return consent.subject in self.keys
        if consent.user_id is None:
            return self.is_representative
        return consent.user_id == self.account_id


def people_of(application: Application, rules: RuleSet | None = None) -> list[Person]:
    """Return the representative, then the members in their order."""
    rules = rules or rules_of(application)
    day = age_day(application)
    representative = _representative(application, rules, day)
    return [representative, *(_member(m, rules, day) for m in application.members.all())]


def minors_of(application: Application, rules: RuleSet | None = None) -> list[Person]:
    """Return who needs a guardian's consent."""
    return [person for person in people_of(application, rules) if person.is_minor]


def age_day(application: Application) -> date:
    """Return the day on which ages count: today for a draft, else the day of the submission.

    Who comes of age between the draft and the submission needs no guardian any more.
    """
    moment = application.received_at
    if moment is None and not application.is_editable_state:
        moment = application.submitted_at
    return timezone.localdate(moment) if moment else timezone.localdate()


def with_signed_form(application: Application) -> set[int | None]:
    """Return the members whose guardian's signed form is there; None is the representative."""
    return {
        attachment.member_id
        for attachment in application.attachments.all()
        if attachment.kind == AttachmentKind.GUARDIAN
    }


def lacks_of_guardian(
    application: Application, rules: RuleSet | None = None
) -> list[tuple[Person, bool, bool]]:
    """Return the minors with something missing: person, lacks the guardian, lacks the signed form."""
    signed = with_signed_form(application)
    found = [
        (person, not person.guardian.is_named, person.member_id not in signed)
        for person in minors_of(application, rules)
    ]
    return [row for row in found if row[1] or row[2]]


def _keys(account_id: int | None, own: str) -> tuple[str, ...]:
    return (f"account-{account_id}", own) if account_id else (own,)


def _representative(application: Application, rules: RuleSet, day: date) -> Person:
    return Person(
        keys=_keys(application.owner_id, REPRESENTATIVE),
        name=application.addressee,
        account_id=application.owner_id,
        member_id=None,
        is_minor=is_minor(application.contact_birth_date, rules, on=day),
        guardian=Guardian(
            name=application.guardian_name,
            relation=application.guardian_relation,
            phone=application.guardian_phone,
        ),
    )


def _member(member: TeamMember, rules: RuleSet, day: date) -> Person:
    return Person(
        keys=_keys(member.user_id, f"member-{member.pk}"),
        name=member.full_name,
        account_id=member.user_id,
        member_id=member.pk,
        is_minor=is_minor(member.birth_date, rules, on=day),
        guardian=Guardian(
            name=member.guardian_name,
            relation=member.guardian_relation,
            phone=member.guardian_phone,
        ),
    )
