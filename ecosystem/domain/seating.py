"""Registering for what has places: the one door to a registration's state before it begins.

Every act locks what is registered for first, then the registration: the clock is read, places are
counted and the turn of the waiting list is kept under that lock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.registration_consents import take_back
from ecosystem.enums import RegistrationPhase, RegistrationState
from ecosystem.models.seating import SeatHolder, Seating
from portal import audit
from portal.accounts import has_verified_email
from portal.mail import Mail, queue
from portal.text import clean_line
from portal.workflow import RefusedError, Workflow, require

if TYPE_CHECKING:
    from portal.models import User

# So long a place is kept for an address that nobody confirmed.
VERIFY_HOURS: Final = 6
# The two ways back from the door, of which ``step_back`` chooses.
STEPS_BACK: Final = frozenset({"undo_check_in", "undo_to_waiting"})

Place = TypeVar("Place", bound=Seating)
Holder = TypeVar("Holder", bound=SeatHolder)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody enters to register; its fields are fields of the registration."""

    full_name: str
    email: str = ""
    phone: str = ""
    organization_name: str = ""
    note: str = ""

    def values(self) -> dict[str, object]:
        """The row's own columns, in the form in which they are compared."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "full_name": clean_line(self.full_name),
            "email": clean_line(self.email),
            "organization_name": clean_line(self.organization_name),
        }


def email_key(email: str) -> str:
    """The address as it is compared: one person registers once, however they write it."""
    return clean_line(email).casefold()


def step_back(registration: SeatHolder) -> str:
    """The step that takes an attendance back: whoever came without a place waits for one again.

    ``confirmed`` means a place; who was written down at the door never needed one.
    """
    keeps_place = registration.has_seat or registration.is_walk_in
    return "undo_check_in" if keeps_place else "undo_to_waiting"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the refusals of one kind of thing say."""

    none: Any
    cancelled: Any
    begun: Any
    registered: Any


class SeatMails(Protocol):
    """The letters of a desk: a module with these functions."""

    def registration_to_verify(self, registration: Any, /) -> Mail: ...
    def registration_confirmed(self, registration: Any, /) -> Mail: ...
    def registration_waiting(self, registration: Any, /) -> Mail: ...
    def place_offered(self, registration: Any, /) -> Mail: ...
    def offer_lapsed(self, registration: Any, /) -> Mail: ...
    def registration_cancelled(self, registration: Any, /) -> Mail: ...
    def registered_already(self, registration: Any, /) -> Mail: ...


class SeatDesk(Generic[Place, Holder]):
    """Gives and takes back the places of one kind of thing; a subclass names its models."""

    place_model: ClassVar[type[Seating]]
    holder_model: ClassVar[type[SeatHolder]]
    # The registration's field that names what it is for, and the constraint on its address.
    place_field: ClassVar[str]
    one_per_address: ClassVar[str]
    life: ClassVar[Workflow]
    registration_life: ClassVar[Workflow]
    # What one must be allowed to decide about registrations, and to change what they are for.
    decide: ClassVar[str]
    change: ClassVar[str]
    words: ClassVar[Words]
    mails: ClassVar[SeatMails]

    # --- what a kind decides for itself -----------------------------------------------------------

    def agree(self, registration: Holder) -> Any:
        """Keep the proof of consent."""
        raise NotImplementedError

    def is_approved_by_hand(self, place: Place) -> bool:
        """Whether staff choose who comes: nobody takes a place before they have."""
        return False

    # --- places -------------------------------------------------------------------------------------

    def take_seat(self, place: Place) -> bool:
        """Take a place; False when none is free.

        One update that asks and counts at once: two people never get the last place, on any
        database.
        """
        is_free = Q(capacity=None) | Q(seats_taken__lt=F("capacity"))
        rows = self.place_model._default_manager.filter(is_free, pk=place.pk)
        return bool(rows.update(seats_taken=F("seats_taken") + 1))

    def give_back(self, place: Place) -> None:
        """Free one place; whoever is next in turn is asked by ``offer_free_seats``."""
        rows = self.place_model._default_manager.filter(pk=place.pk, seats_taken__gt=0)
        rows.update(seats_taken=F("seats_taken") - 1)

    def offer_free_seats(self, place: Place) -> int:
        """Offer what is free to those who wait, in the order in which they came; how many were asked.

        Call it with the row of ``place`` locked. Nobody is asked once it has begun, and nobody whose
        address is not confirmed. An offered place is taken: it is given to nobody else meanwhile.
        """
        now = timezone.now()
        if not place.is_published or place.starts_at is None or place.starts_at <= now:
            return 0
        until = min(now + dt.timedelta(hours=place.offer_hours), place.starts_at)
        offered = 0
        for waiting in self._rows().in_turn().filter(**{self.place_field: place}):
            if not self.take_seat(place):
                break
            changes = {"has_seat": True, "held_until": until}
            queue(self.mails.place_offered(self._apply(waiting, "offer", changes=changes)))
            offered += 1
        return offered

    def turn_of(self, registration: Holder) -> int | None:
        """The place in the waiting list, from 1; None for whoever waits for none, or not yet."""
        if registration.state != RegistrationState.WAITLISTED or registration.verified_at is None:
            return None
        waiting = self._rows().in_turn()
        place = {self.place_field: getattr(registration, f"{self.place_field}_id")}
        at = registration.created_at
        before = Q(created_at__lt=at) | Q(created_at=at, pk__lt=registration.pk)
        return int(waiting.filter(before, **place).count()) + 1

    # --- the person -----------------------------------------------------------------------------------

    def check_open(self, place: Place, now: dt.datetime) -> None:
        """Raise RefusedError unless one can register at ``now``; says why not."""
        sentences = {
            RegistrationPhase.NONE: self.words.none,
            RegistrationPhase.SOON: _("Registration has not opened yet."),
            RegistrationPhase.CLOSED: _("Registration is closed."),
            RegistrationPhase.FULL: _("All places are taken, and there is no waiting list."),
        }
        phase = place.phase_at(now)
        if phase in sentences:
            raise RefusedError(sentences[phase])

    @transaction.atomic
    def register(self, place: Place, entry: Entry, *, user: User | None = None) -> Holder:
        """Keep a place for somebody, or a turn on the waiting list; one registration per address.

        With a confirmed account that is all; anybody else confirms the address through a mailed
        link first. Who is registered already gets their registration again, and the link to it by
        mail: the caller must not show it to anybody but its owner.
        """
        now = timezone.now()
        locked = self.lock(place)
        is_verified = user is not None and has_verified_email(user)
        address = user.email if user is not None else entry.email
        existing = self.registered(locked, address)
        if existing is not None and self.lapse(existing):
            # Its time was over, only no task had said so yet: begin anew, with the places as they are.
            locked, existing = self.lock(place), None
        if existing is not None and is_verified:
            return self._again(existing, user)
        # Whoever is not known to own the address reads what everybody reads, registered or not.
        self.check_open(locked, now)
        if existing is not None:
            return self._again(existing, None)
        made = self.enter(
            locked,
            entry,
            # The list of an account opens what is in it: an unconfirmed one proves nothing yet.
            user=user if is_verified else None,
            email=address,
            verified_at=now if is_verified else None,
            held_until=None if is_verified else self.until(locked, now, VERIFY_HOURS),
        )
        audit.record(made, "register", actor=user or audit.SYSTEM)
        return self._settle_new(locked, made)

    def enter(self, place: Place, entry: Entry, **fields: Any) -> Holder:
        """Write the row, with a place where one is free; the consent with it."""
        has_seat = not self.is_approved_by_hand(place) and self.take_seat(place)
        made = self._make(place, entry, has_seat=has_seat, **fields)
        made.consent = self.agree(made)
        made.save(update_fields=["consent"])
        return made

    @transaction.atomic
    def confirm_by_link(self, registration: Holder) -> Holder:
        """Confirm the address, or accept the offered place; whoever holds the mailed link may.

        Refused when the time is over, whether or not the lapse was written yet. Twice is once.
        """
        now = timezone.now()
        place, locked = self.lock_both(registration)
        is_settled = locked.verified_at and locked.state in {
            RegistrationState.WAITLISTED,
            RegistrationState.REGISTERED,
        }
        if locked.has_ticket or is_settled:
            return locked
        self.refuse_over(place, now)
        if locked.held_until is not None and now > locked.held_until:
            raise RefusedError(_("The time to confirm is over. Register again if places are left."))
        is_chosen = locked.has_seat or not self.is_approved_by_hand(place)
        if locked.state != RegistrationState.WAITLISTED and is_chosen:
            return self._confirmed(locked, actor=audit.SYSTEM)
        locked.verified_at, locked.held_until = now, None
        locked.save(update_fields=["verified_at", "held_until"])
        audit.record(locked, "verify", actor=audit.SYSTEM)
        queue(self.mails.registration_waiting(locked))
        # A place may have become free while nobody with a confirmed address waited.
        self.offer_free_seats(place)
        locked.refresh_from_db()
        return locked

    @transaction.atomic
    def cancel(self, registration: Holder, *, actor: Any) -> Holder:
        """Give the place back, or leave the waiting list; the next in turn is asked about a place."""
        place, locked = self.lock_both(registration)
        self.refuse_over(place, timezone.now())
        ended = self.end(place, locked, "cancel", actor=actor)
        queue(self.mails.registration_cancelled(ended))
        return ended

    # --- the staff --------------------------------------------------------------------------------

    @transaction.atomic
    def confirm_by_hand(self, registration: Holder, *, actor: Any) -> Holder:
        """Give a place to whoever waits or asks, or confirm for the person; never beyond the places."""
        place, locked = self.lock_both(registration)
        require(actor, self.decide, locked)
        self.refuse_over(place, timezone.now())
        if not locked.has_seat and locked.is_live:
            if not self.take_seat(place):
                raise RefusedError(_("No place is free. Raise the number of places first."))
            locked.has_seat = True
        return self._confirmed(locked, actor=actor, has_seat=locked.has_seat)

    @transaction.atomic
    def call_off(self, registration: Holder, *, actor: Any, reason: str) -> Holder:
        """Cancel for the organisers, with the reason that the person reads."""
        place, locked = self.lock_both(registration)
        ended = self.end(place, locked, "call_off", actor=actor, reason=clean_line(reason))
        queue(self.mails.registration_cancelled(ended))
        return ended

    # --- scheduled ----------------------------------------------------------------------------------

    @transaction.atomic
    def lapse(self, registration: Holder) -> bool:
        """End what nobody confirmed in time; the next in turn is asked. Whether it was still open."""
        place, locked = self.lock_both(registration)
        is_due = locked.held_until is not None and locked.held_until < timezone.now()
        if not is_due or not locked.is_live:
            return False
        was_offered = locked.state == RegistrationState.OFFERED
        ended = self.end(place, locked, "lapse", actor=audit.SYSTEM)
        if was_offered:
            queue(self.mails.offer_lapsed(ended))
        return True

    def lapse_unconfirmed(self) -> int:
        """End unconfirmed addresses and offers whose time is over; each freed place is offered on."""
        rows = self._rows().live().filter(held_until__lt=timezone.now())
        due = rows.select_related(self.place_field).order_by("held_until", "pk")
        return sum(self.lapse(registration) for registration in due)

    # --- shared ---------------------------------------------------------------------------------------

    def lock(self, place: Place) -> Place:
        locked: Place = self.life.lock(place)
        return locked

    def lock_both(self, registration: Holder) -> tuple[Place, Holder]:
        """What is registered for, then the registration, in this order everywhere."""
        place = self.lock(getattr(registration, self.place_field))
        locked: Holder = self.registration_life.lock(registration)
        setattr(locked, self.place_field, place)
        return place, locked

    def registered(self, place: Place, email: str) -> Holder | None:
        """The standing registration of an address."""
        rows = self._rows().filter(**{self.place_field: place, "email_key": email_key(email)})
        found: Holder | None = rows.exclude(state=RegistrationState.CANCELLED).first()
        return found

    def refuse_over(self, place: Place, now: dt.datetime) -> None:
        if place.is_cancelled:
            raise RefusedError(self.words.cancelled)
        if place.starts_at is None or place.starts_at <= now:
            raise RefusedError(self.words.begun)

    def _rows(self) -> Any:
        return self.holder_model._default_manager

    def _settle_new(self, place: Place, made: Holder) -> Holder:
        """Put a new row where it belongs, and write the first letter."""
        if not made.has_seat and not self.is_approved_by_hand(place):
            made = self._apply(made, "wait")
        if made.verified_at is None:
            queue(self.mails.registration_to_verify(made))
        elif made.has_seat:
            return self._confirmed(made, actor=audit.SYSTEM)
        else:
            queue(self.mails.registration_waiting(made))
        return made

    def _again(self, existing: Holder, user: User | None) -> Holder:
        """Who signs in with the confirmed address takes over what was registered without an account."""
        if user is not None and existing.user_id is None:
            existing.user = user
            existing.save(update_fields=["user"])
            if existing.needs_confirmation:
                return self.confirm_by_link(existing)
        queue(self.mails.registered_already(existing))
        return existing

    def _make(self, place: Place, entry: Entry, *, email: str, **fields: Any) -> Holder:
        """The row; the constraint on the address is the last word where a lock holds nobody back."""
        values = {**entry.values(), "email": clean_line(email), "email_key": email_key(email)}
        try:
            with transaction.atomic():
                made: Holder = self._rows().create(**{self.place_field: place}, **values, **fields)
                return made
        except IntegrityError as error:
            if self.one_per_address not in str(error) and "email_key" not in str(error):
                raise
            raise RefusedError(self.words.registered) from error

    def _confirmed(self, registration: Holder, *, actor: Any, **changes: Any) -> Holder:
        verified_at = registration.verified_at or timezone.now()
        changes |= {"verified_at": verified_at, "held_until": None}
        confirmed = self._apply(registration, "confirm", actor=actor, changes=changes)
        queue(self.mails.registration_confirmed(confirmed))
        return confirmed

    def end(
        self, place: Place, registration: Holder, step: str, *, actor: Any, reason: str = ""
    ) -> Holder:
        """End it; a place that it had is free and offered on. Who had none promotes nobody."""
        had_seat = registration.has_seat
        changes = {"has_seat": False, "held_until": None, "answer": reason}
        ended = self._apply(registration, step, actor=actor, reason=reason, changes=changes)
        take_back(ended)
        if had_seat:
            self.give_back(place)
            self.offer_free_seats(place)
        return ended

    def _apply(
        self, registration: Holder, step: str, *, actor: Any = audit.SYSTEM, **more: Any
    ) -> Holder:
        moved: Holder = self.registration_life.apply(registration, step, actor=actor, **more)
        setattr(moved, self.place_field, getattr(registration, self.place_field))
        return moved

    def until(self, place: Place, now: dt.datetime, hours: int) -> dt.datetime:
        """So many hours from now, at the latest until it starts: registration ends with that."""
        until = now + dt.timedelta(hours=hours)
        return min(until, place.starts_at) if place.starts_at else until
