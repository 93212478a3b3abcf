"""Booking a room: asking, answering, cancelling, recording who came. The one door to a room's time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ecosystem.domain.booking_rules import (
    BookingRefusedError,
    SlotTakenError,
    barred_until,
    check_hours,
    check_person,
    check_rules,
    check_time,
)
from ecosystem.domain.slots import Span, diary_of
from ecosystem.domain.waiting import tell_of_span, tell_waiting
from ecosystem.enums import BookingState, RefusalReason
from ecosystem.mails import rooms as mails
from ecosystem.models import Booking, Room
from ecosystem.workflow import BOOKING
from portal import audit
from portal.accounts import has_verified_email
from portal.mail import queue
from portal.mailtext import LANGUAGE
from portal.models import User
from portal.text import clean_line
from portal.workflow import require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from ecosystem.models import Event, Startup


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks a room for."""

    purpose: str = ""
    attendees: int = 1
    startup: Startup | None = None
    send_key: str | None = None


# --- the person --------------------------------------------------------------------------------


@transaction.atomic
def request_booking(
    room: Room, start: dt.datetime, end: dt.datetime, *, actor: User, wish: Wish
) -> Booking:
    """Keep the room for ``actor`` from ``start`` to ``end``; confirmed at once where the room says so.

    The same ``send_key`` makes one booking. Raises BookingRefusedError with the sentence that says
    why not. Locks the person, then the room: limits hold for clicks at once, and so does the time.
    """
    require(actor, "ecosystem.request_booking", room)
    if not has_verified_email(actor):
        raise BookingRefusedError(
            _("Confirm your e-mail address first: what becomes of the booking is sent there.")
        )
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    existing = wish.send_key and actor.bookings.filter(send_key=wish.send_key).first()
    if existing:
        return existing
    now, span = timezone.now(), Span(start, end)
    check_rules(room, span, attendees=wish.attendees, now=now)
    locked = _lock(room)
    diary = diary_of(locked, span)
    check_hours(diary, span)
    check_person(locked, span, actor, now=now)
    check_time(diary, span)
    booking = _keep(
        locked,
        span,
        holder=actor,
        startup=wish.startup,
        purpose=wish.purpose,
        attendees=wish.attendees,
        accepted_rules=locked.house_rules,
        send_key=wish.send_key or None,
    )
    audit.record(booking, "request", actor=actor)
    if locked.is_instant:
        return confirm(booking, actor=audit.SYSTEM)
    queue(mails.booking_received(booking))
    for address in staff_addresses(locked):
        queue(mails.booking_to_staff(booking, address))
    return booking


@transaction.atomic
def cancel(booking: Booking, *, actor: Any) -> Booking:
    """Give the room back, in time; whoever waits for it is told."""
    locked: Booking = BOOKING.lock(booking)
    require(actor, "ecosystem.cancel_booking", locked)
    if locked.state == BookingState.CONFIRMED and timezone.now() > locked.cancel_until:
        raise BookingRefusedError(
            ngettext(
                "The booking could be cancelled until %(n)d hour before the start. Call the staff of the space.",
                "The booking could be cancelled until %(n)d hours before the start. Call the staff of the space.",
                locked.room.cancel_hours,
            )
            % {"n": locked.room.cancel_hours}
        )
    cancelled: Booking = BOOKING.apply(locked, "cancel", actor=actor)
    queue(mails.booking_cancelled(cancelled))
    tell_waiting(cancelled)
    return cancelled


# --- the staff of the space --------------------------------------------------------------------


@transaction.atomic
def reserve(
    room: Room,
    start: dt.datetime,
    end: dt.datetime,
    *,
    actor: Any,
    for_event: Event | None = None,
    **details: Any,
) -> Booking:
    """Keep the room for an event or for somebody who came to the office; confirmed at once.

    The staff may book after hours, far ahead and beyond a person's limits; a closed or a taken
    room nobody may. ``details``: holder, contact_name, contact_phone, purpose, attendees. Called
    inside the transaction that makes the event, both are made or none.
    """
    require(actor, "ecosystem.decide_booking", room)
    if not (for_event or details.get("holder") or clean_line(details.get("contact_name", ""))):
        raise BookingRefusedError(_("Say whom the room is kept for."))
    span = Span(start, end)
    booking = _keep(check_free(room, span), span, event=for_event, **details)
    audit.record(booking, "reserve", actor=actor)
    return confirm(booking, actor=actor)


@transaction.atomic
def move(booking: Booking, room: Room, span: Span, *, actor: Any) -> Booking:
    """Give a booking another room or time, as if it were made anew; who waits for the old is told."""
    locked: Booking = BOOKING.lock(booking)
    for concerned in (locked, room):
        require(actor, "ecosystem.decide_booking", concerned)
    kept = check_free(room, span, moving=[locked])
    was, freed = str(locked), ([locked.room], Span(locked.starts_at, locked.held_until))
    locked.room, locked.held_until = kept, span.ends_at + kept.buffer
    locked.starts_at, locked.ends_at = span
    fields = ["room", "starts_at", "ends_at", "held_until"]
    _guarded(lambda: locked.save(update_fields=fields))
    audit.record(locked, "move", actor=actor, was=was)
    tell_of_span(*freed)
    return locked


def check_free(room: Room, span: Span, *, moving: Collection[Booking] = ()) -> Room:
    """Lock the room for the rest of the transaction; refuse a time that is over, closed or taken.

    ``moving`` are the bookings that leave their own time for another.
    """
    locked = _lock(room)
    if span.starts_at < timezone.now():
        raise BookingRefusedError(_("This time is over. Choose a later one."))
    diary = diary_of(locked, span)
    leaving = {row.pk for row in moving}
    diary.bookings = [row for row in diary.bookings if row.pk not in leaving]
    check_time(diary, span)
    return locked


@transaction.atomic
def confirm(booking: Booking, *, actor: Any) -> Booking:
    """Promise the room."""
    confirmed: Booking = BOOKING.apply(booking, "confirm", actor=actor)
    queue(mails.booking_confirmed(confirmed))
    return confirmed


@transaction.atomic
def refuse(booking: Booking, *, actor: Any, kind: str, reason: str = "") -> Booking:
    """Say no with a reason of the list and what the staff add; the time is free again."""
    refused = _end(booking, "refuse", actor=actor, reason=refusal_text(kind, reason))
    queue(mails.booking_refused(refused))
    return refused


@transaction.atomic
def call_off(booking: Booking, *, actor: Any, reason: str) -> Booking:
    """Take a promised room back, with the reason that the person reads."""
    called_off = _end(booking, "call_off", actor=actor, reason=clean_line(reason))
    queue(mails.booking_cancelled(called_off))
    return called_off


@transaction.atomic
def record_no_show(booking: Booking, *, actor: Any) -> Booking:
    """Nobody came: the rest of the time is free, and the person hears what follows from it."""
    _refuse_before_start(booking)
    missed: Booking = BOOKING.apply(booking, "record_no_show", actor=actor)
    if missed.holder is not None:
        again_on = barred_until(missed.room, missed.holder, now=timezone.now())
        queue(mails.booking_missed(missed, again_on=again_on))
    tell_waiting(missed)
    return missed


@transaction.atomic
def record_use(booking: Booking, *, actor: Any) -> Booking:
    """They came; also what corrects a no-show recorded by mistake, unless somebody else came since."""
    _refuse_before_start(booking)
    _lock(booking.room)
    if booking.state == BookingState.NO_SHOW:
        span = Span(booking.starts_at, booking.ends_at)
        check_time(diary_of(booking.room, span), span)
    used: Booking = _guarded(lambda: BOOKING.apply(booking, "record_use", actor=actor))
    return used


def _refuse_before_start(booking: Booking) -> None:
    if booking.starts_at > timezone.now():
        raise BookingRefusedError(_("The booking has not begun yet."))


# --- scheduled ---------------------------------------------------------------------------------


@transaction.atomic
def lapse(booking: Booking) -> Booking:
    """End a request that nobody answered before its time came."""
    with override(LANGUAGE):
        reason = _("The time came before the request was answered.")
    return refuse(booking, actor=audit.SYSTEM, kind=RefusalReason.OTHER, reason=reason)


def refusal_text(kind: str, words: str) -> str:
    """The reason as the person reads it: the one of the list, then the words of the staff."""
    words = clean_line(words)
    if kind == RefusalReason.OTHER:
        return words
    with override(LANGUAGE):
        label = str(RefusalReason(kind).label)
    return f"{label}. {words}" if words else f"{label}."


# --- shared ------------------------------------------------------------------------------------


def staff_addresses(room: Room) -> list[str]:
    """Who of the space hears of a new request."""
    rows = room.organization.memberships.appointed().filter(user__is_active=True)
    return [row.user.email for row in rows.select_related("user") if row.user.is_staff]


def _lock(room: Room) -> Room:
    """Return the room under a row lock: two bookings of it are checked one after the other.

    The exclusion constraint alone would keep them apart too, but two inserts at once can wait for
    each other until PostgreSQL kills one of them.
    """
    rows = Room.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization").get(pk=room.pk)


def _keep(room: Room, span: Span, **fields: Any) -> Booking:
    kept: Booking = _guarded(
        lambda: Booking.objects.create(
            room=room,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            held_until=span.ends_at + room.buffer,
            **fields,
        )
    )
    return kept


def _guarded(write: Any) -> Any:
    """Do ``write``; what the database's own guard refuses is told like every refusal."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "bookings_never_meet" not in str(error):
            raise
        raise SlotTakenError(
            _("The room was booked by somebody else just now. Choose another time.")
        ) from error


def _end(booking: Booking, step: str, *, actor: Any, reason: str) -> Booking:
    ended: Booking = BOOKING.apply(
        booking, step, actor=actor, reason=reason, changes={"answer": reason}
    )
    tell_waiting(ended)
    return ended
