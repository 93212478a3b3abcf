"""Several people of one organisation, registered and confirmed by one contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.seating import VERIFY_HOURS, email_key
from portal import audit
from portal.accounts import has_verified_email
from portal.mail import queue
from portal.text import clean_line
from portal.workflow import RefusedError
from training.domain.registrations import DESK
from training.mails import registrations as letters
from training.models import CourseRun, Registration, RegistrationGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.models import User
    from training.domain.registrations import TraineeEntry

MAX_PEOPLE: Final = 20


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who registers the others and gets the mail."""

    organization_name: str
    contact_name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def register_group(
    run: CourseRun,
    contact: Contact,
    people: Sequence[TraineeEntry],
    *,
    user: User | None = None,
) -> RegistrationGroup:
    """Register everybody of the list in its order: each has a place, or waits by the time.

    A contact has one group in a class. Who enters one again gets the link to it by mail: the caller
    must not show it to anybody but its owner.
    """
    now = timezone.now()
    locked = DESK.lock(run)
    is_verified = user is not None and has_verified_email(user)
    address = clean_line(user.email if user is not None else contact.email)
    DESK.check_open(locked, now)
    _check_list(locked, people)
    existing = _standing_group(locked, address)
    if existing is not None:
        return _again(existing, user if is_verified else None)
    group = RegistrationGroup.objects.create(
        run=locked,
        user=user if is_verified else None,
        organization_name=clean_line(contact.organization_name),
        contact_name=clean_line(contact.contact_name),
        email=address,
        email_key=email_key(address),
        phone=contact.phone,
        verified_at=now if is_verified else None,
    )
    held_until = None if is_verified else DESK.until(locked, now, VERIFY_HOURS)
    for entry in people:
        member = DESK.enter(
            locked,
            entry,
            email="",
            group=group,
            verified_at=group.verified_at,
            held_until=held_until,
        )
        if not member.has_seat and not DESK.is_approved_by_hand(locked):
            DESK.registration_life.apply(member, "wait", actor=audit.SYSTEM)
        elif is_verified and member.has_seat:
            _confirm(member)
    audit.record(group, "register_group", actor=user or audit.SYSTEM, people=len(people))
    if is_verified:
        queue(letters.group_registered(group))
    else:
        queue(letters.group_to_verify(group, held_until=held_until))
    return group


@transaction.atomic
def confirm_group(group: RegistrationGroup) -> RegistrationGroup:
    """Confirm for everybody through the mailed link, in time; twice is once."""
    now = timezone.now()
    run, locked = _lock(group)
    if locked.verified_at is not None:
        return locked
    DESK.refuse_over(run, now)
    live = [row for row in _members(locked) if row.is_live]
    # Somebody's own page may have confirmed for that person already.
    members = [row for row in live if row.needs_confirmation]
    if not live or any(row.held_until and row.held_until < now for row in members):
        raise RefusedError(_("The time to confirm is over. Register again if places are left."))
    locked.verified_at = now
    locked.save(update_fields=["verified_at"])
    for member in members:
        member.verified_at, member.held_until = now, None
        member.save(update_fields=["verified_at", "held_until"])
        if member.has_seat:
            _confirm(member)
    audit.record(locked, "verify", actor=audit.SYSTEM)
    queue(letters.group_registered(locked))
    # A place may have become free while nobody with a confirmed address waited.
    DESK.offer_free_seats(run)
    return locked


@transaction.atomic
def cancel_group(group: RegistrationGroup, *, actor: Any) -> int:
    """Cancel for everybody of the group; return for how many. Places go to those who wait."""
    run, locked = _lock(group)
    DESK.refuse_over(run, timezone.now())
    members = [row for row in _members(locked) if row.is_live]
    if not members:
        raise RefusedError(_("Nobody of the group is registered any more."))
    # Who waits goes first: a place of the group is not offered to somebody of the group.
    for member in sorted(members, key=lambda row: row.has_seat):
        member.run = run
        DESK.end(run, member, "cancel", actor=audit.SYSTEM)
    audit.record(locked, "cancel_group", actor=actor, people=len(members))
    queue(letters.group_cancelled(locked))
    return len(members)


# --- inside ------------------------------------------------------------------------------------


def _again(existing: RegistrationGroup, user: User | None) -> RegistrationGroup:
    """The contact's group as it stands; who signs in with the confirmed address takes it over."""
    if user is not None and existing.user_id is None:
        existing.user = user
        existing.save(update_fields=["user"])
    queue(letters.group_again(existing))
    return existing


def _check_list(run: CourseRun, people: Sequence[TraineeEntry]) -> None:
    """Refuse what cannot be registered as a whole."""
    if not run.takes_groups:
        raise RefusedError(_("This class takes no groups: everybody registers alone."))
    if not people:
        raise RefusedError(_("Enter at least one person."))
    if len(people) > MAX_PEOPLE:
        raise RefusedError(_("A group has at most %(n)d people.") % {"n": MAX_PEOPLE})
    names = [(clean_line(entry.full_name).casefold(), entry.phone) for entry in people]
    if len(set(names)) < len(names):
        raise RefusedError(_("Somebody stands twice in the list."))
    left = run.seats_left
    if run.needs_approval or run.has_waiting_list or left is None or left >= len(people):
        return
    text = _("Only %(n)d places are left, and there is no waiting list.")
    raise RefusedError(text % {"n": left})


def _standing_group(run: CourseRun, email: str) -> RegistrationGroup | None:
    """The contact's group in this class of which somebody still means to come."""
    standing = Registration.objects.standing().filter(run=run)
    rows = RegistrationGroup.objects.filter(run=run, email_key=email_key(email))
    found: RegistrationGroup | None = rows.filter(members__in=standing).distinct().first()
    return found


def _lock(group: RegistrationGroup) -> tuple[CourseRun, RegistrationGroup]:
    """The class, then the group, in this order everywhere."""
    run = DESK.lock(group.run)
    locked = RegistrationGroup.objects.select_for_update().get(pk=group.pk)
    locked.run = run
    return run, locked


def _members(group: RegistrationGroup) -> list[Registration]:
    rows = Registration.objects.select_for_update().filter(group=group).order_by("pk")
    return list(rows)


def _confirm(member: Registration) -> None:
    """The contact is told of all at once."""
    DESK.registration_life.apply(member, "confirm", actor=audit.SYSTEM)
