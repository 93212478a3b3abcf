"""Who stands behind startups: owners, and by accepted requests mentors, investors, partners.

A startup is connected by a request that it sent – to an expert, an organisation, or the post of one
on the board – and by an answer to a post of its own.

What other apps ask when they look for conflicts of interest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import FilteredRelation, Q

from ecosystem.enums import CONNECTED_STATES
from ecosystem.models import Startup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from portal.models import User


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A person and a startup; ``through`` names whom the startup asked, empty for its owner."""

    user_id: int
    startup_id: int
    startup: str
    through: str = ""


def ties_of(users: Iterable[User], acts_for: Mapping[int, Iterable[int]]) -> Iterator[Tie]:
    """Ties of ``users``, who act for the organisations of ``acts_for``; one query, each tie once.

    An expert without an account is known by the address at which requests arrive.
    """
    people = {user.pk: user for user in users}
    addresses = {user.email.lower(): user.pk for user in people.values()}
    behind: dict[int, list[int]] = {}
    for person, organizations in acts_for.items():
        for organization in organizations:
            behind.setdefault(organization, []).append(person)
    connected = Q(connections__state__in=CONNECTED_STATES)
    rows: Any = (
        Startup.objects.annotate(tie=FilteredRelation("connections", condition=connected))
        .filter(
            Q(owner__in=people)
            | Q(tie__expert__user__in=people)
            | Q(tie__expert__user=None, tie__expert__email__in=addresses)
            | Q(tie__organization__in=behind)
        )
        .order_by("pk", "tie")
        .values_list(
            "pk",
            "name",
            "owner",
            "tie__expert__user",
            "tie__expert__email",
            "tie__expert__name",
            "tie__organization",
            "tie__organization__name",
        )
    )
    found: dict[Tie, None] = {}
    for startup, name, owner, account, email, expert, organization, title in rows:
        if owner in people:
            found[Tie(user_id=owner, startup_id=startup, startup=name)] = None
        expert_account = account or addresses.get((email or "").lower())
        asked = [expert_account] if expert_account in people else behind.get(organization, [])
        for each in asked:
            through = expert or title
            found[Tie(user_id=each, startup_id=startup, startup=name, through=through)] = None
    yield from found
