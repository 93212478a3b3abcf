"""The room of the co-working space that an event takes place in, kept in step with the event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecosystem.domain.booking import call_off, check_free, move, reserve
from ecosystem.domain.booking_rules import BookingRefusedError
from ecosystem.domain.slots import Span
from ecosystem.models import Booking, Room
from portal.mailtext import LANGUAGE

if TYPE_CHECKING:
    from ecosystem.models import Event
    from ecosystem.querysets import RoomQuerySet


def booking_of(event: Event) -> Booking | None:
    """The booking that keeps a room for the event now; one that was used stays as a record."""
    if not event.pk:
        return None
    rows = Booking.objects.open().filter(event=event).select_related("room__organization")
    booking: Booking | None = rows.order_by("starts_at").first()
    return booking


def rooms_for(user: Any, event: Event | None) -> RoomQuerySet:
    """Rooms that ``user`` may give the event: none while it stands in one of somebody else's."""
    rooms: RoomQuerySet = Room.objects.run_by(user)
    booking = booking_of(event) if event else None
    if booking is not None and not rooms.filter(pk=booking.room_id).exists():
        return rooms.none()
    return rooms


def check_room(event: Event, room: Room | None) -> None:
    """Refuse what ``keep_room`` would, before the event is saved; holds the room until the commit."""
    current = booking_of(event)
    if room is None or _is_kept(current, event, room):
        return
    check_free(room, _span(event), moving=current)


@transaction.atomic
def keep_room(event: Event, room: Room | None, *, actor: Any) -> Booking | None:
    """Book, move or free the room so that it is kept when the event takes place, and only then.

    Called inside the transaction that saves the event: both are written or none.
    """
    current = booking_of(event)
    if current is None:
        if room is None:
            return None
        span = _span(event)
        return reserve(room, *span, actor=actor, for_event=event, purpose=event.title[:200])
    if room is None:
        with override(LANGUAGE):
            reason = _("The event does not take place in this room")
        call_off(current, actor=actor, reason=reason)
        return None
    return (
        current
        if _is_kept(current, event, room)
        else move(current, room, _span(event), actor=actor)
    )


def _is_kept(booking: Booking | None, event: Event, room: Room) -> bool:
    times = (room.pk, event.starts_at, event.ends_at)
    return booking is not None and (booking.room_id, booking.starts_at, booking.ends_at) == times


def _span(event: Event) -> Span:
    if event.starts_at is None or event.ends_at is None:
        raise BookingRefusedError(
            _("Enter start and end of the event: the room is kept for this time")
        )
    return Span(event.starts_at, event.ends_at)
