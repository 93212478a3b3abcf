"""Who the people of a dossier are, and whether two of them are the same person.

Sameness is one rule for eligibility and judging alike: account, e-mail address, telephone, or name
with date of birth. A name alone decides nothing: it makes a namesake, whom a person looks at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contests.domain.identity import bare_phone
from contests.domain.limits import COUNTED_STATES
from contests.models import Application, TeamMember
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from contests.querysets import ApplicationQuerySet
    from portal.models import User

_SHORTEST_PHONE = 9


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What is known of one person; empty values say nothing."""

    name: str
    birth_date: date | None = None
    account: int | None = None
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def is_same(self, other: Identity) -> bool:
        """Whether both are one person, for certain: a name counts with the birth date only."""
        return bool(
            (self.account and self.account == other.account)
            or self.emails & other.emails
            or self.phones & other.phones
            or (
                self.birth_date
                and self.birth_date == other.birth_date
                and fold(self.name) == fold(other.name)
            )
        )


def identity(
    name: str,
    *,
    birth_date: date | None = None,
    account: int | None = None,
    emails: Iterable[str | None] = (),
    phones: Iterable[str | None] = (),
) -> Identity:
    """Return an identity with addresses in lower case and bare telephone numbers."""
    bare = (bare_phone(phone) for phone in phones)
    return Identity(
        name=name,
        birth_date=birth_date,
        account=account,
        emails=frozenset(email.strip().lower() for email in emails if email and email.strip()),
        phones=frozenset(phone for phone in bare if len(phone) >= _SHORTEST_PHONE),
    )


def identity_of(user: User) -> Identity:
    """Return the person behind an account."""
    return identity(user.full_name, account=user.pk, emails=[user.email], phones=[user.phone])


def representative_of(application: Application) -> Identity:
    """Return who leads the dossier: its owner and the contact are taken for one person."""
    owner = application.owner
    return identity(
        application.contact_name or (owner.full_name if owner else ""),
        birth_date=application.contact_birth_date,
        account=application.owner_id,
        emails=[owner.email if owner else "", application.contact_email],
        phones=[owner.phone if owner else "", application.contact_phone],
    )


def identities_of(application: Application, members: Iterable[TeamMember]) -> list[Identity]:
    """Return the representative and the members, in this order."""
    return [representative_of(application), *map(_member, members)]


def people_behind(application: Application) -> list[Identity]:
    """Return the team with its guardians: whoever is one of them never judges the dossier.

    Prefetch ``owner`` and ``members`` in lists.
    """
    members = list(application.members.all())
    guardians = [
        (application.guardian_name, application.guardian_phone),
        *((member.guardian_name, member.guardian_phone) for member in members),
    ]
    return [
        *identities_of(application, members),
        *(identity(name, phones=[phone]) for name, phone in guardians if name or phone),
    ]


def is_among(user: User, people: Iterable[Identity]) -> bool:
    """Whether ``user`` is one of ``people`` for certain."""
    someone = identity_of(user)
    return any(someone.is_same(other) for other in people)


def has_namesake(user: User, people: Iterable[Identity]) -> bool:
    """Whether one of ``people`` bears the name of ``user``: perhaps the same person.

    Accounts hold no date of birth, so a person has to look.
    """
    name = fold(user.full_name)
    return bool(name) and any(fold(other.name) == name for other in people)


def entries_per_person(
    application: Application, people: Sequence[Identity]
) -> list[tuple[Identity, tuple[str, ...]]]:
    """Return the other counted dossiers of the edition that each of ``people`` takes part in.

    As representative or as member. Two queries, whatever the size of the team.
    """
    others = teams_of(
        Application.objects.filter(
            contest=application.contest_id, state__in=COUNTED_STATES
        ).exclude(pk=application.pk)
    )
    return [
        (
            someone,
            tuple(
                other.reference or other.public_id
                for other, team in others
                if any(someone.is_same(each) for each in team)
            ),
        )
        for someone in people
    ]


def teams_of(applications: ApplicationQuerySet) -> list[tuple[Application, list[Identity]]]:
    """Return dossiers with their people. Two queries for a queryset."""
    rows = applications.select_related("owner").prefetch_related("members").order_by("pk")
    return [(row, identities_of(row, row.members.all())) for row in rows]


def _member(member: TeamMember) -> Identity:
    return identity(
        member.full_name,
        birth_date=member.birth_date,
        account=member.user_id,
        emails=[member.email],
        phones=[member.phone],
    )
