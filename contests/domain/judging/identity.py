"""Whether a judge belongs to the team of an application."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.text import clean_line

if TYPE_CHECKING:
    from contests.models import Application
    from portal.models import User

_NOT_DIGIT = re.compile(r"\D")
_SHORTEST_PHONE = 9


@dataclass(frozen=True, kw_only=True)
class Team:
    """What is known of the people behind an application."""

    accounts: frozenset[int]
    emails: frozenset[str]
    phones: frozenset[str]
    names: frozenset[str]


def team_of(application: Application) -> Team:
    """Owner, representative, members and guardians; prefetch ``owner`` and ``members`` in lists."""
    owner, members = application.owner, list(application.members.all())
    emails = [application.notice_address, application.contact_email, *(m.email for m in members)]
    phones = [
        owner.phone if owner else "",
        application.contact_phone,
        application.guardian_phone,
        *(phone for m in members for phone in (m.phone, m.guardian_phone)),
    ]
    names = [
        owner.full_name if owner else "",
        application.contact_name,
        application.guardian_name,
        *(name for m in members for name in (m.full_name, m.guardian_name)),
    ]
    accounts = [application.owner_id, *(m.user_id for m in members)]
    return Team(
        accounts=frozenset(filter(None, accounts)),
        emails=frozenset(filter(None, map(_email, emails))),
        phones=frozenset(filter(None, map(_phone, phones))),
        names=frozenset(filter(None, map(_name, names))),
    )


def is_in(team: Team, judge: User) -> bool:
    """Whether the account, its e-mail address or its telephone is one of the team's."""
    return (
        judge.pk in team.accounts
        or _email(judge.email) in team.emails
        or _phone(judge.phone) in team.phones
    )


def is_namesake(team: Team, judge: User) -> bool:
    """Whether somebody of the team has the judge's full name: perhaps the same person.

    Accounts hold no date of birth, so a name alone decides nothing; a person has to look.
    """
    return _name(judge.full_name) in team.names


def belongs_to_team(judge: User, application: Application) -> bool:
    """Whether ``judge`` owns ``application`` or is one of its people."""
    return is_in(team_of(application), judge)


def shares_name(judge: User, application: Application) -> bool:
    """Whether somebody of the team bears the judge's name."""
    return is_namesake(team_of(application), judge)


def _email(value: str) -> str:
    return value.strip().lower()


def _name(value: str) -> str:
    return clean_line(value).casefold()


def _phone(value: str) -> str:
    """Digits with a leading 0 for +84; empty for what is too short to be a number."""
    digits = _NOT_DIGIT.sub("", value)
    if digits.startswith("84") and len(digits) > _SHORTEST_PHONE + 1:
        digits = f"0{digits[2:]}"
    return digits if len(digits) >= _SHORTEST_PHONE else ""
