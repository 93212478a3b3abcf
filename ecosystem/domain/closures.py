"""Closing a room or the whole space for a while, and what becomes of the bookings in that time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import ngettext

from ecosystem.domain.booking import call_off, refuse
from ecosystem.domain.booking_rules import BookingRefusedError
from ecosystem.domain.slots import Span
from ecosystem.domain.waiting import tell_of_span
from ecosystem.enums import BookingState, RefusalReason
from ecosystem.models import Booking, Closure, Room
from portal.workflow import require

if TYPE_CHECKING:
    from django.db.models import QuerySet


def bookings_within(closure: Closure) -> QuerySet[Booking]:
    """Return the bookings to come about that ``closure`` would shut out."""
    rooms = Room.objects.filter(organization=closure.organization_id)
    if closure.room_id:
        rooms = rooms.filter(pk=closure.room_id)
    return (
        Booking.objects.open()
        .filter(room__in=rooms, starts_at__lt=closure.ends_at, ends_at__gt=closure.starts_at)
        .select_related("room", "holder", "event")
        .order_by("starts_at", "pk")
    )


@transaction.atomic
def close(closure: Closure, *, actor: Any, ends_bookings: bool = False) -> list[Booking]:
    """Save ``closure``; end the bookings within it and mail their holders when asked to.

    Refused while there are such bookings and nobody said what becomes of them. Locks the rooms, so
    that no booking slips in between. Who waits for time that an edit gives back is told.
    """
    earlier = Closure.objects.filter(pk=closure.pk).first()
    concerned = [row for row in (earlier, closure) if row is not None]
    for row in concerned:
        require(actor, f"ecosystem.{'change' if earlier else 'add'}_closure", row)
    spaces = {row.organization_id for row in concerned}
    rooms = Room.objects.select_for_update().filter(organization__in=spaces)
    list(rooms.order_by("pk").values_list("pk"))
    within = list(bookings_within(closure))
    if within and not ends_bookings:
        raise BookingRefusedError(hit_text(within))
    closure.save()
    ended = [_shut_out(booking, closure.reason, actor=actor) for booking in within]
    if earlier is not None:
        _tell_of(earlier)
    return ended


def _shut_out(booking: Booking, reason: str, *, actor: Any) -> Booking:
    if booking.state == BookingState.REQUESTED:
        return refuse(booking, actor=actor, kind=RefusalReason.OTHER, reason=reason)
    return call_off(booking, actor=actor, reason=reason)


@transaction.atomic
def reopen(closure: Closure, *, actor: Any) -> int:
    """Take a closure away and tell who waits for that time; return how many were told."""
    require(actor, "ecosystem.delete_closure", closure)
    Closure.objects.filter(pk=closure.pk).delete()
    return _tell_of(closure)


def _tell_of(closure: Closure) -> int:
    """Tell who waits for time within a closure as it was, where there is some now."""
    rooms = [closure.room] if closure.room else list(closure.organization.rooms.all())
    return tell_of_span(rooms, Span(closure.starts_at, closure.ends_at))


def hit_text(within: list[Booking]) -> str:
    """Say which bookings a closure would shut out, and what to do."""
    listed = "; ".join(f"{booking.room} {booking.when}" for booking in within[:5])
    return ngettext(
        "%(n)d booking lies within this time (%(list)s). Tick the box to cancel it, or change the time.",
        "%(n)d bookings lie within this time (%(list)s). Tick the box to cancel them, or change the time.",
        len(within),
    ) % {"n": len(within), "list": listed + ("; …" if len(within) > 5 else "")}
