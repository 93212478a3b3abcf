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
from ecosystem.models import ConnectionRequest, Startup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from portal.models import User


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A person and a startup; ``through`` names the other side, empty for the owner."""

    user_id: int
    startup_id: int
    startup: str
    through: str = ""


@dataclass(frozen=True)
class _People:
    """Whom is asked about: accounts, their addresses, and the organisations they act for."""

    accounts: frozenset[int]
    addresses: Mapping[str, int]
    behind: Mapping[int, list[int]]


def ties_of(users: Iterable[User], acts_for: Mapping[int, Iterable[int]]) -> Iterator[Tie]:
    """Ties of ``users``, who act for the organisations of ``acts_for``; two queries, each tie once.

    An expert without an account is known by the address at which requests arrive.
    """
    users = list(users)
    behind: dict[int, list[int]] = {}
    for person, organizations in acts_for.items():
        for organization in organizations:
            behind.setdefault(organization, []).append(person)
    people = _People(
        frozenset(user.pk for user in users),
        {user.email.lower(): user.pk for user in users},
        behind,
    )
    found = dict.fromkeys((*_asked(people), *_answered(people)))
    yield from (tie for tie in found if tie.user_id in people.accounts)


def _asked(people: _People) -> Iterator[Tie]:
    """Owners, and those whom a startup asked: an expert, an organisation, who posted on the board."""
    rows: Any = (
        Startup.objects.annotate(
            tie=FilteredRelation(
                "connections", condition=Q(connections__state__in=CONNECTED_STATES)
            )
        )
        .filter(
            Q(owner__in=people.accounts)
            | Q(tie__expert__user__in=people.accounts)
            | Q(tie__expert__user=None, tie__expert__email__in=people.addresses)
            | Q(tie__organization__in=people.behind)
            | Q(tie__post__organization__in=people.behind)
            | Q(tie__post__startup__owner__in=people.accounts)
        )
        .order_by("pk", "tie")
        .values(
            "pk",
            "name",
            "owner",
            "tie__expert__user",
            "tie__expert__email",
            "tie__expert__name",
            "tie__organization",
            "tie__organization__name",
            "tie__post__organization",
            "tie__post__organization__name",
            "tie__post__startup__owner",
            "tie__post__startup__name",
        )
    )
    for row in rows:
        of = {"startup_id": row["pk"], "startup": row["name"]}
        yield Tie(user_id=row["owner"], **of)
        email = (row["tie__expert__email"] or "").lower()
        expert: Any = row["tie__expert__user"] or people.addresses.get(email)
        yield Tie(user_id=expert, through=row["tie__expert__name"] or "", **of)
        partner = row["tie__post__startup__name"] or ""
        yield Tie(user_id=row["tie__post__startup__owner"], through=partner, **of)
        for path in ("tie__organization", "tie__post__organization"):
            for person in people.behind.get(row[path], ()):
                yield Tie(user_id=person, through=row[f"{path}__name"], **of)


def _answered(people: _People) -> Iterator[Tie]:
    """Those who answered a startup's post: in the own name, for an organisation, for a project."""
    rows: Any = ConnectionRequest.objects.filter(
        Q(founder__in=people.accounts)
        | Q(from_organization__in=people.behind)
        | Q(startup__owner__in=people.accounts),
        state__in=CONNECTED_STATES,
        post__startup__isnull=False,
    ).select_related("post__startup", "startup", "from_organization", "founder")
    for request in rows.order_by("pk"):
        startup = request.post.startup
        persons = {request.founder_id, *people.behind.get(request.from_organization_id, ())}
        if request.startup is not None:
            persons.add(request.startup.owner_id)
        for person in sorted(persons - {None}):
            yield Tie(
                user_id=person,
                startup_id=startup.pk,
                startup=startup.name,
                through=str(request.sender),
            )
