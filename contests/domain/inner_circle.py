"""The edition's own people – organisers, secretariat, jury – among those who enter it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from contests.domain.identities import has_namesake, is_among
from portal.models import User
from portal.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contests.domain.identities import Identity

INNER_ROLES = (Role.ADMINISTRATOR, Role.SECRETARY, Role.BOARD, Role.JUDGE)


def insiders(contest_id: int) -> list[User]:
    """Return active accounts with a role in contests, and the jury of this edition. One query."""
    holds_role = Q(groups__name__in=INNER_ROLES)
    is_on_jury = Q(panel_memberships__panel__round__contest=contest_id)
    return list(User.objects.filter(holds_role | is_on_jury, is_active=True).distinct())


def matches(people: Sequence[Identity], circle: Iterable[User]) -> tuple[list[str], list[str]]:
    """Return who of ``circle`` is in the team for certain, and who only bears a name of the team."""
    same, namesakes = [], []
    for user in circle:
        if is_among(user, people):
            same.append(str(user))
        elif has_namesake(user, people):
            namesakes.append(str(user))
    return same, namesakes
