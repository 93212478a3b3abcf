"""Persons behind registrations: linked by rules, merged and parted by staff.

Whatever changes who is whom waits for one lock: two of the staff, or staff and the task, never
decide on what the other is just changing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ecosystem.enums import PLACE_STATES
from portal import audit
from portal.workflow import RefusedError, require
from training.domain.matching import Match, Traits, compare, phone_key, traits
from training.models import KeptApart, Person, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portal.models import User

MERGE: Final = "training.merge_person"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two persons who may be one, and why."""

    first: Person
    second: Person
    match: Match


def traits_of(row: Registration) -> Traits:
    return traits(
        account=row.user_id,
        email_key=row.email_key,
        phone=row.phone,
        full_name=row.full_name,
        organization_name=row.organization_name,
        birth_year=row.birth_year,
        sex=row.sex,
    )


# --- by rule ------------------------------------------------------------------------------------


def link_pending() -> int:
    """Link whoever has a place and no person yet, in the order in which they came; how many."""
    pending = Registration.objects.filter(state__in=PLACE_STATES, person=None)
    return sum(link(row) for row in list(pending.order_by("created_at", "pk")))


def rebuild() -> int:
    """Apply the rules to everybody anew; how many registrations were linked or joined.

    What staff said stands: nobody whom they keep apart is joined, and nothing is parted.
    """
    rows = Registration.objects.filter(Q(state__in=PLACE_STATES) | Q(person__isnull=False))
    changed = sum(link(row) for row in list(rows.order_by("created_at", "pk")))
    _drop_empty()
    return changed


@transaction.atomic
def link(registration: Registration) -> bool:
    """Find or make the person of ``registration``, and join whom it shows to be one.

    The order in which people register does not matter: whoever is strongly alike is joined, also
    two persons whom only a third registration shows to be one. Returns whether anything changed.
    """
    _one_at_a_time()
    row = Registration.objects.select_related("person").get(pk=registration.pk)
    row.phone_key = phone_key(row.phone)
    alike = _strongly_alike(row)
    is_new = row.person is None
    if row.person is None:
        row.person = alike[0].person if alike else Person.objects.create(full_name=row.full_name)
    Registration.objects.filter(pk=row.pk).update(person=row.person, phone_key=row.phone_key)
    # One registration of each person says it all.
    others = {other.person_id: other for other in reversed(alike)}
    joined = [_join_by_rule(row, other) for other in others.values()]
    return is_new or any(joined)


def _strongly_alike(row: Registration) -> list[Registration]:
    """Linked registrations that are surely this person's, the best reason first; one query."""
    told = Q(pk__in=())
    if row.user_id:
        told |= Q(user=row.user_id)
    if row.email_key:
        told |= Q(email_key=row.email_key)
    if row.phone_key:
        told |= Q(phone_key=row.phone_key)
    if row.birth_year and row.organization_name:
        told |= Q(birth_year=row.birth_year, folded=row.folded)
    others = Registration.objects.filter(told, person__isnull=False).exclude(pk=row.pk)
    own = traits_of(row)
    found = [
        (match.rank, other.pk, other)
        for other in others.select_related("person")
        if (match := compare(own, traits_of(other))) and match.is_strong
    ]
    return [other for _rank, _pk, other in sorted(found, key=lambda item: item[:2])]


def _join_by_rule(row: Registration, other: Registration) -> bool:
    """Join the persons of two registrations, unless they are one already or kept apart."""
    one = Person.objects.get(registrations=row)
    two = Person.objects.get(registrations=other)
    if one.root_pk == two.root_pk or _are_apart(one, two):
        return False
    match = compare(traits_of(row), traits_of(other))
    keep, gone = sorted((one.root_pk, two.root_pk))
    _join(keep, gone)
    reasons = ", ".join(str(reason.label) for reason in match.reasons) if match else ""
    audit.record(
        Person.objects.get(pk=gone),
        "join_persons",
        actor=audit.SYSTEM,
        kept=keep,
        reason=reasons,
    )
    return True


def _are_apart(one: Person, two: Person) -> bool:
    first, second = _tree(one.root_pk), _tree(two.root_pk)
    return KeptApart.objects.filter(
        Q(first__in=first, second__in=second) | Q(first__in=second, second__in=first)
    ).exists()


def _drop_empty() -> None:
    """Persons of nobody: their registrations were deleted, and nothing was merged with them."""
    Person.objects.filter(registrations=None, parts=None, merged_into=None).delete()


# --- by staff -----------------------------------------------------------------------------------


@transaction.atomic
def merge(keep: Person, gone: Sequence[Person], *, actor: User) -> Person:
    """Say that ``gone`` are ``keep``. Refused when somebody merged one of them meanwhile."""
    require(actor, MERGE)
    _one_at_a_time()
    rows = Person.objects.in_bulk([keep.pk, *(person.pk for person in gone)])
    if len(rows) != len(gone) + 1 or any(row.merged_into_id for row in rows.values()):
        raise RefusedError(
            _("One of these persons was merged by somebody else meanwhile. Look at them again.")
        )
    for person in gone:
        _join(keep.pk, person.pk)
        audit.record(rows[person.pk], "merge_persons", actor=actor, kept=keep.pk)
    audit.record(
        rows[keep.pk],
        "merge_persons",
        actor=actor,
        merged=", ".join(str(person.pk) for person in gone),
    )
    return rows[keep.pk]


@transaction.atomic
def unmerge(part: Person, *, actor: User) -> Person:
    """Take ``part`` out again, with all that had been merged into it before, and keep it apart.

    Registrations that were linked to it since go with it. Refused when it is merged no more.
    """
    require(actor, MERGE)
    _one_at_a_time()
    row = Person.objects.get(pk=part.pk)
    if row.merged_into_id is None:
        raise RefusedError(_("This person stands alone already. Somebody else was faster."))
    left = row.merged_into_id
    below = _below(row.pk, row.root_pk)
    Person.objects.filter(pk=row.pk).update(merged_into=None, root=None)
    Person.objects.filter(pk__in=below).update(root=row.pk)
    _keep_apart(left, row.pk, actor)
    row.refresh_from_db()
    audit.record(row, "unmerge_persons", actor=actor, left=left)
    return row


@transaction.atomic
def keep_apart(one: Person, two: Person, *, actor: User) -> None:
    """Say that the two are not one: no rule joins them, and nobody is asked again. Twice is once."""
    require(actor, MERGE)
    _one_at_a_time()
    rows = Person.objects.in_bulk([one.pk, two.pk])
    if len(rows) < len((one, two)) or rows[one.pk].root_pk == rows[two.pk].root_pk:
        raise RefusedError(
            _("One of these persons was merged by somebody else meanwhile. Look at them again.")
        )
    _keep_apart(one.pk, two.pk, actor)
    audit.record(rows[one.pk], "keep_persons_apart", actor=actor, other=two.pk)


@transaction.atomic
def detach(registration: Registration, *, actor: User) -> Person:
    """Give a registration that was linked wrongly a person of its own, kept apart from the other."""
    require(actor, MERGE)
    _one_at_a_time()
    row = Registration.objects.select_related("person").get(pk=registration.pk)
    if row.person is None or not row.person.registrations.exclude(pk=row.pk).exists():
        raise RefusedError(_("This registration is the only one of its person already."))
    made = Person.objects.create(full_name=row.full_name)
    Registration.objects.filter(pk=row.pk).update(person=made)
    _keep_apart(row.person.pk, made.pk, actor)
    audit.record(made, "detach_person", actor=actor, left=row.person.pk)
    return made


# --- what may be one ----------------------------------------------------------------------------


def suggestions(of: Person | None = None) -> list[Pair]:
    """Persons who may be one, for staff to decide: the strongest reason first; three queries.

    Registrations are compared that share an address, a number or a name; whom staff keep apart is
    not asked about again.
    """
    rows = Registration.objects.filter(person__isnull=False).select_related("person").order_by("pk")
    if of is not None:
        rows = rows.filter(_like_one_of(registrations_of(of)))
    told = [(row.person, traits_of(row)) for row in rows if row.person is not None]
    best: dict[tuple[int, int], Match] = {}
    for (one, own), (two, other) in _neighbours(told):
        key = _in_order(one.root_pk, two.root_pk)
        if key[0] == key[1] or (of is not None and of.root_pk not in key):
            continue
        match = compare(own, other)
        if match and (key not in best or match.rank < best[key].rank):
            best[key] = match
    for pair in _apart_roots():
        best.pop(pair, None)
    persons = Person.objects.in_bulk({pk for pair in best for pk in pair})
    ordered = sorted(best.items(), key=lambda item: (item[1].rank, item[0]))
    return [Pair(first=persons[a], second=persons[b], match=match) for (a, b), match in ordered]


def _like_one_of(rows: Iterable[Registration]) -> Q:
    """What may be compared with ``rows`` at all, so that not everybody is loaded."""
    found = Q(pk__in=())
    for row in rows:
        own = traits_of(row)
        found |= Q(pk=row.pk) | Q(folded=row.folded)
        if own.account:
            found |= Q(user=own.account)
        if own.email:
            found |= Q(email_key=own.email)
        if own.phone:
            found |= Q(phone_key=own.phone)
        if own.birth_year and own.name:
            found |= Q(birth_year=own.birth_year, folded__startswith=own.name)
    return found


def _neighbours(
    told: Iterable[tuple[Person, Traits]],
) -> Iterable[tuple[tuple[Person, Traits], tuple[Person, Traits]]]:
    """Pairs that share something, so that not everybody is compared with everybody."""
    blocks: dict[tuple[str, object], list[tuple[Person, Traits]]] = {}
    for item in told:
        for name in ("account", "email", "phone", "name"):
            if value := getattr(item[1], name):
                blocks.setdefault((name, value), []).append(item)
    for block in blocks.values():
        yield from combinations(block, 2)


def _apart_roots() -> list[tuple[int, int]]:
    return [
        _in_order(row.first.root_pk, row.second.root_pk)
        for row in KeptApart.objects.select_related("first", "second")
    ]


def registrations_of(person: Person) -> list[Registration]:
    """Everything that counts for a person, the latest first; one query."""
    return _shown(Q(person=person.root_pk) | Q(person__root=person.root_pk))


def own_registrations_of(row: Person) -> list[Registration]:
    """What was linked to this row itself, whatever it was merged into."""
    return _shown(Q(person=row))


def _shown(condition: Q) -> list[Registration]:
    rows = Registration.objects.filter(condition)
    return list(rows.select_related("run__course", "run__locality", "person").order_by("-pk"))


def merged_into(part: Person) -> list[Person]:
    """The rows that were merged into ``part``, which leave with it."""
    return list(Person.objects.filter(pk__in=_below(part.pk, part.root_pk)).order_by("pk"))


# --- trees --------------------------------------------------------------------------------------


def _one_at_a_time() -> None:
    """Wait for the lock of all persons, until the transaction ends."""
    rows = ContentType.objects.select_for_update(no_key=True)
    rows.get(app_label=Person._meta.app_label, model=Person._meta.model_name)


def _join(keep: int, gone: int) -> None:
    Person.objects.filter(root=gone).update(root=keep)
    Person.objects.filter(pk=gone).update(merged_into=keep, root=keep)


def _tree(root: int) -> list[int]:
    return [root, *Person.objects.filter(root=root).values_list("pk", flat=True)]


def _below(pk: int, root: int) -> set[int]:
    """What was merged into ``pk``, at any remove; one query."""
    into = dict(Person.objects.filter(root=root).values_list("pk", "merged_into"))
    found: set[int] = set()
    for start in into:
        way: list[int] = []
        at: int | None = start
        while at is not None and at != pk:
            way.append(at)
            at = into.get(at)
        if at == pk:
            found.update(way)
    return found


def _in_order(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


def _keep_apart(one: int, two: int, actor: User) -> None:
    first, second = _in_order(one, two)
    KeptApart.objects.get_or_create(
        first_id=first, second_id=second, defaults={"decided_by": actor}
    )
