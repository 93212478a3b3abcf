"""The team as its page shows it: who signs in, with which rights, and whose consents are missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contests.domain.consents import missing_consents
from contests.domain.people import people_of
from contests.enums import FINAL_STATES, GONE_STATES, InvitationState
from portal.models.consent import ConsentPurpose

if TYPE_CHECKING:
    from contests.domain.people import Person
    from contests.models import Application, TeamMember


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """One person; ``member`` is None for the representative."""

    person: Person
    member: TeamMember | None
    missing: list[str]
    may_invite: bool = False
    may_take_over: bool = False

    @property
    def is_invited(self) -> bool:
        return self.member is not None and self.member.invitation == InvitationState.INVITED

    @property
    def has_accepted(self) -> bool:
        return self.member is not None and self.member.invitation == InvitationState.ACCEPTED


def team_rows(application: Application) -> list[TeamRow]:
    """Return the representative and the members; the declaration is not a matter of this page."""
    missing: dict[str, list[str]] = defaultdict(list)
    for consent in missing_consents(application):
        if consent.text.purpose != ConsentPurpose.DECLARATION:
            missing[consent.text.person.key].append(str(consent.text.purpose.label))
    members = {member.pk: member for member in application.members.all()}
    return [
        _row(application, person, members.get(person.member_id or 0), missing[person.key])
        for person in people_of(application)
    ]


def _row(
    application: Application, person: Person, member: TeamMember | None, missing: list[str]
) -> TeamRow:
    if member is None:
        return TeamRow(person=person, member=None, missing=missing)
    has_accepted = member.invitation == InvitationState.ACCEPTED
    return TeamRow(
        person=person,
        member=member,
        missing=missing,
        may_invite=application.state not in GONE_STATES,
        may_take_over=has_accepted and application.state not in FINAL_STATES,
    )
