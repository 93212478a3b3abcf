"""The rooms of the co-working space that an event takes place in, kept in step with the event.

One is the room that the form of the event names; the staff of a space may have kept others with it,
or the day before to prepare. All follow the event when it moves, and are given back with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecosystem.domain.booking import call_off, check_free, move, reserve
from ecosystem.domain.booking_rules import BookingRefusedError, SlotTakenError
from ecosystem.domain.slots import Span
from ecosystem.models import Booking, Room
from portal.mailtext import LANGUAGE

if TYPE_CHECKING:
    from ecosystem.models import Event
    from ecosystem.querysets import RoomQuerySet


@dataclass(frozen=True)
class _Move:
    """A booking of the event, and where and when it is to be."""

    booking: Booking
    room: Room
    span: Span

    @property
    def held(self) -> Span:
        return Span(self.span.starts_at, self.span.ends_at + self.room.buffer)


def booking_of(event: Event, *, was: Span | None = None) -> Booking | None:
    """The booking that keeps the event's own room now; one that was used stays as a record.

    ``was`` are the times of the event before it was changed.
    """
    times = was or (event.starts_at, event.ends_at)
    rows = sorted(
        _open_bookings(event),
        key=lambda row: ((row.starts_at, row.ends_at) != times, row.starts_at, row.pk),
    )
    return rows[0] if rows else None


def rooms_for(user: Any, event: Event | None) -> RoomQuerySet:
    """Rooms that ``user`` may give the event: none while it stands in one of somebody else's."""
    rooms: RoomQuerySet = Room.objects.run_by(user)
    needed = {booking.room_id for booking in _open_bookings(event)} if event else set()
    if rooms.filter(pk__in=needed).count() < len(needed):
        return rooms.none()
    return rooms


def check_room(event: Event, room: Room | None, *, was: Span | None) -> None:
    """Refuse what ``keep_room`` would, before the event is saved; holds the rooms until the commit."""
    if room is None:
        return
    current = booking_of(event, was=was)
    if current is None:
        check_free(room, _span(event))
        return
    done: list[_Move] = []
    for move_ in _moves(event, room, current):
        try:
            check_free(
                move_.room, move_.span, moving=[move_.booking, *(each.booking for each in done)]
            )
            _refuse_meeting(move_, done)
        except BookingRefusedError as refused:
            if move_.booking == current:
                raise
            raise BookingRefusedError(f"{move_.room}: {refused.message}") from refused
        done.append(move_)


@transaction.atomic
def keep_room(event: Event, room: Room | None, *, was: Span | None, actor: Any) -> list[Booking]:
    """Book, move or free the rooms so that they are kept when the event takes place, and only then.

    ``was`` are the times of the event before. Called inside the transaction that saves the event:
    both are written or none. Returns the bookings made or moved.
    """
    current = booking_of(event, was=was)
    if room is None:
        return _free(event, actor=actor)
    if current is None:
        span = _span(event)
        return [reserve(room, *span, actor=actor, for_event=event, purpose=event.title[:200])]
    return [
        move(each.booking, each.room, each.span, actor=actor)
        for each in _moves(event, room, current)
    ]


def _free(event: Event, *, actor: Any) -> list[Booking]:
    with override(LANGUAGE):
        reason = _("The event does not take place in this room")
    for booking in _open_bookings(event):
        call_off(booking, actor=actor, reason=reason)
    return []


def _moves(event: Event, room: Room, current: Booking) -> list[_Move]:
    """What has to move, in an order in which no booking takes a time that another leaves later.

    What was kept for the whole event is kept for the whole of it again; what was kept before or
    after stays as far from its start.
    """
    span = _span(event)
    shift = span.starts_at - current.starts_at
    wanted = [_Move(current, room, span)]
    for booking in _open_bookings(event):
        if booking.pk != current.pk:
            times = Span(booking.starts_at, booking.ends_at)
            is_alike = times == (current.starts_at, current.ends_at)
            moved = span if is_alike else Span(times.starts_at + shift, times.ends_at + shift)
            wanted.append(_Move(booking, booking.room, moved))
    changed = [each for each in wanted if not _is_kept(each)]
    return sorted(changed, key=lambda each: each.span, reverse=shift.total_seconds() > 0)


def _refuse_meeting(wanted: _Move, done: list[_Move]) -> None:
    """Two bookings of one event may be given one room at one time as little as those of two."""
    for each in done:
        if each.room.pk == wanted.room.pk and each.held.meets(*wanted.held):
            raise SlotTakenError(_("This event has the room at this time already."))


def _open_bookings(event: Event) -> list[Booking]:
    if not event.pk:
        return []
    rows = Booking.objects.open().filter(event=event).select_related("room__organization")
    return list(rows.order_by("starts_at", "pk"))


def _is_kept(wanted: _Move) -> bool:
    booking = wanted.booking
    now = (booking.room_id, booking.starts_at, booking.ends_at)
    return now == (wanted.room.pk, *wanted.span)


def _span(event: Event) -> Span:
    if event.starts_at is None or event.ends_at is None:
        raise BookingRefusedError(
            _("Enter start and end of the event: the room is kept for this time")
        )
    return Span(event.starts_at, event.ends_at)
