"""Registering for an event: the one door to a registration's state before the event begins.

Every act locks the event first, then the registration: the clock is read, places are counted and
the turn of the waiting list is kept under that lock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.registration_consents import agree, take_back
from ecosystem.domain.seats import give_back, offer_free_seats, take_seat
from ecosystem.enums import EventState, RegistrationPhase, RegistrationState
from ecosystem.mails import events as mails
from ecosystem.models import EventRegistration
from ecosystem.workflow import EVENT, REGISTRATION
from portal import audit
from portal.accounts import has_verified_email
from portal.mail import queue
from portal.text import clean_line
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from ecosystem.models import Event
    from portal.models import User

# So long a place is kept for an address that nobody confirmed.
VERIFY_HOURS: Final = 6


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody enters to register."""

    full_name: str
    email: str = ""
    phone: str = ""
    organization_name: str = ""
    note: str = ""


def email_key(email: str) -> str:
    """The address as it is compared: one person registers once, however they write it."""
    return clean_line(email).casefold()


def check_open(event: Event, now: dt.datetime) -> None:
    """Raise RefusedError unless one can register at ``now``; says why not."""
    sentences = {
        RegistrationPhase.NONE: _("This event takes no registrations."),
        RegistrationPhase.SOON: _("Registration has not opened yet."),
        RegistrationPhase.CLOSED: _("Registration is closed."),
        RegistrationPhase.FULL: _("All places are taken, and there is no waiting list."),
    }
    phase = event.phase_at(now)
    if phase in sentences:
        raise RefusedError(sentences[phase])


# --- the person --------------------------------------------------------------------------------


@transaction.atomic
def register(event: Event, entry: Entry, *, user: User | None = None) -> EventRegistration:
    """Keep a place for somebody, or a turn on the waiting list; one registration per address.

    With a confirmed account that is all; anybody else confirms the address through a mailed link
    first. Who is registered already gets their registration again, and the link to it by mail: the
    caller must not show it to anybody but its owner.
    """
    now = timezone.now()
    locked = EVENT.lock(event)
    is_verified = user is not None and has_verified_email(user)
    address = user.email if user is not None else entry.email
    existing = _registered(locked, address)
    if existing is not None and lapse(existing):
        # Its time was over, only no task had said so yet: begin anew, with the places as they are.
        locked, existing = EVENT.lock(event), None
    if existing is not None and is_verified:
        return _again(existing, user)
    # Whoever is not known to own the address reads what everybody reads, registered or not.
    check_open(locked, now)
    if existing is not None:
        return _again(existing, None)
    has_seat = take_seat(locked)
    made = _make(
        locked,
        entry,
        # The list of an account opens what is in it: an unconfirmed one proves nothing yet.
        user=user if is_verified else None,
        email=address,
        has_seat=has_seat,
        verified_at=now if is_verified else None,
        held_until=None if is_verified else _until(locked, now, VERIFY_HOURS),
    )
    made.consent = agree(made)
    made.save(update_fields=["consent"])
    audit.record(made, "register", actor=user or audit.SYSTEM)
    if not has_seat:
        made = _apply(made, "wait")
    if not is_verified:
        queue(mails.registration_to_verify(made))
    elif has_seat:
        return _confirmed(made, actor=audit.SYSTEM)
    else:
        queue(mails.registration_waiting(made))
    return made


@transaction.atomic
def confirm_by_link(registration: EventRegistration) -> EventRegistration:
    """Confirm the address, or accept the offered place; whoever holds the mailed link may.

    Refused when the time is over, whether or not the lapse was written yet. Twice is once.
    """
    now = timezone.now()
    event, locked = _locked(registration)
    if locked.has_ticket or (locked.state == RegistrationState.WAITLISTED and locked.verified_at):
        return locked
    _refuse_over(event, now)
    if locked.held_until is not None and now > locked.held_until:
        raise RefusedError(_("The time to confirm is over. Register again if places are left."))
    if locked.state != RegistrationState.WAITLISTED:
        return _confirmed(locked, actor=audit.SYSTEM)
    locked.verified_at, locked.held_until = now, None
    locked.save(update_fields=["verified_at", "held_until"])
    audit.record(locked, "verify", actor=audit.SYSTEM)
    queue(mails.registration_waiting(locked))
    # A place may have become free while nobody with a confirmed address waited.
    offer_free_seats(event)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def cancel_registration(registration: EventRegistration, *, actor: Any) -> EventRegistration:
    """Give the place back, or leave the waiting list; the next in turn is asked about a place."""
    event, locked = _locked(registration)
    _refuse_over(event, timezone.now())
    ended = _end(event, locked, "cancel", actor=actor)
    queue(mails.registration_cancelled(ended))
    return ended


# --- the staff ---------------------------------------------------------------------------------


@transaction.atomic
def confirm_by_hand(registration: EventRegistration, *, actor: Any) -> EventRegistration:
    """Give a place to whoever waits, or confirm in place of the person; never beyond the places."""
    event, locked = _locked(registration)
    require(actor, "ecosystem.decide_eventregistration", locked)
    _refuse_over(event, timezone.now())
    if not locked.has_seat and locked.state == RegistrationState.WAITLISTED:
        if not take_seat(event):
            raise RefusedError(
                _("No place is free. Raise the number of places of the event first.")
            )
        locked.has_seat = True
    return _confirmed(locked, actor=actor, has_seat=locked.has_seat)


@transaction.atomic
def call_off(registration: EventRegistration, *, actor: Any, reason: str) -> EventRegistration:
    """Cancel for the organisers, with the reason that the person reads."""
    event, locked = _locked(registration)
    ended = _end(event, locked, "call_off", actor=actor, reason=clean_line(reason))
    queue(mails.registration_cancelled(ended))
    return ended


# --- scheduled ---------------------------------------------------------------------------------


@transaction.atomic
def lapse(registration: EventRegistration) -> bool:
    """End what nobody confirmed in time; the next in turn is asked. Whether it was still open."""
    event, locked = _locked(registration)
    is_due = locked.held_until is not None and locked.held_until < timezone.now()
    if not is_due or not locked.is_live:
        return False
    was_offered = locked.state == RegistrationState.OFFERED
    ended = _end(event, locked, "lapse", actor=audit.SYSTEM)
    if was_offered:
        queue(mails.offer_lapsed(ended))
    return True


# --- shared ------------------------------------------------------------------------------------


def _registered(event: Event, email: str) -> EventRegistration | None:
    rows = EventRegistration.objects.filter(event=event, email_key=email_key(email))
    found: EventRegistration | None = rows.exclude(state=RegistrationState.CANCELLED).first()
    return found


def _again(existing: EventRegistration, user: User | None) -> EventRegistration:
    """Who signs in with the confirmed address takes over what was registered without an account."""
    if user is not None and existing.user_id is None:
        existing.user = user
        existing.save(update_fields=["user"])
        if existing.needs_confirmation:
            return confirm_by_link(existing)
    queue(mails.registered_already(existing))
    return existing


def _make(event: Event, entry: Entry, *, email: str, **fields: Any) -> EventRegistration:
    """The row; the constraint on the address is the last word where a lock holds nobody back."""
    try:
        with transaction.atomic():
            return EventRegistration.objects.create(
                event=event,
                full_name=clean_line(entry.full_name),
                email=clean_line(email),
                email_key=email_key(email),
                phone=entry.phone,
                organization_name=clean_line(entry.organization_name),
                note=entry.note,
                **fields,
            )
    except IntegrityError as error:
        if "one_registration_per_email" not in str(error) and "email_key" not in str(error):
            raise
        raise RefusedError(_("This address is registered for the event already.")) from error


def _locked(registration: EventRegistration) -> tuple[Event, EventRegistration]:
    event = EVENT.lock(registration.event)
    locked: EventRegistration = REGISTRATION.lock(registration)
    locked.event = event
    return event, locked


def _refuse_over(event: Event, now: dt.datetime) -> None:
    if event.state == EventState.CANCELLED:
        raise RefusedError(_("The event is cancelled."))
    if event.starts_at is None or event.starts_at <= now:
        raise RefusedError(_("The event has begun. Turn to the organisers."))


def _confirmed(registration: EventRegistration, *, actor: Any, **changes: Any) -> EventRegistration:
    verified_at = registration.verified_at or timezone.now()
    changes |= {"verified_at": verified_at, "held_until": None}
    confirmed = _apply(registration, "confirm", actor=actor, changes=changes)
    queue(mails.registration_confirmed(confirmed))
    return confirmed


def _end(
    event: Event, registration: EventRegistration, step: str, *, actor: Any, reason: str = ""
) -> EventRegistration:
    """End it; a place that it had is free and offered on. Who had none promotes nobody."""
    had_seat = registration.has_seat
    changes = {"has_seat": False, "held_until": None, "answer": reason}
    ended = _apply(registration, step, actor=actor, reason=reason, changes=changes)
    take_back(ended)
    if had_seat:
        give_back(event)
        offer_free_seats(event)
    return ended


def _apply(
    registration: EventRegistration, step: str, *, actor: Any = audit.SYSTEM, **more: Any
) -> EventRegistration:
    moved: EventRegistration = REGISTRATION.apply(registration, step, actor=actor, **more)
    moved.event = registration.event
    return moved


def _until(event: Event, now: dt.datetime, hours: int) -> dt.datetime:
    """So many hours from now, at the latest when registration ends with the event's start."""
    until = now + dt.timedelta(hours=hours)
    return min(until, event.starts_at) if event.starts_at else until
