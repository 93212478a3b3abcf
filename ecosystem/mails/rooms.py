"""What holders of bookings, those who wait and the staff of a space are told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    import datetime as dt

    from ecosystem.models import Booking, WaitingNotice


@in_vietnamese
def booking_received(booking: Booking) -> Mail:
    """The receipt of a request: the room is kept until the staff answer."""
    return _to_holder(booking, "booking_received")


@in_vietnamese
def booking_confirmed(booking: Booking) -> Mail:
    return _to_holder(
        booking,
        "booking_confirmed",
        cancel_until=booking.cancel_until,
        rules=booking.room.house_rules,
        place=booking.room.place,
        address=booking.room.organization.address,
    )


@in_vietnamese
def booking_refused(booking: Booking) -> Mail:
    return _to_holder(booking, "booking_refused", reason=booking.answer)


@in_vietnamese
def booking_cancelled(booking: Booking) -> Mail:
    """Cancelled by the person, or – with a reason – by the space."""
    return _to_holder(booking, "booking_cancelled", reason=booking.answer)


@in_vietnamese
def booking_reminder(booking: Booking) -> Mail:
    """Tomorrow; the last moment to give the room back."""
    return _to_holder(
        booking,
        "booking_reminder",
        cancel_until=booking.cancel_until if booking.cancel_until > timezone.now() else None,
        place=booking.room.place,
        address=booking.room.organization.address,
    )


@in_vietnamese
def booking_missed(booking: Booking, *, again_on: dt.date | None) -> Mail:
    """Nobody came; ``again_on`` is the day from which the person may book again."""
    return _to_holder(booking, "booking_missed", again_on=again_on)


@in_vietnamese
def booking_to_staff(booking: Booking, address: str) -> Mail:
    """A request waits for an answer."""
    path = reverse("admin:ecosystem_booking_change", args=[booking.pk])
    return Mail(
        template="ecosystem/booking_to_staff",
        recipient=address,
        about=booking.code,
        dedupe_key=f"booking_to_staff:{booking.pk}:{address}"[:150],
        context={
            **_facts(booking),
            "who": booking.who,
            "purpose": booking.purpose,
            "attendees": booking.attendees,
            "url": absolute_url(path),
        },
    )


@in_vietnamese
def place_free(notice: WaitingNotice) -> Mail:
    """The room that somebody waits for has time again; first come, first served."""
    start, end = timezone.localtime(notice.starts_at), timezone.localtime(notice.ends_at)
    path = reverse("ecosystem:booking_create", args=[notice.room.slug])
    query = urlencode({"ngay": f"{start:%Y-%m-%d}", "tu": f"{start:%H:%M}", "den": f"{end:%H:%M}"})
    return Mail(
        template="ecosystem/place_free",
        recipient=notice.user.email,
        about=notice.room.name,
        dedupe_key=f"place_free:{notice.pk}",
        context={
            "name": str(notice.user),
            "room": notice.room.name,
            "space": notice.room.organization.name,
            "starts_at": notice.starts_at,
            "ends_at": notice.ends_at,
            "url": absolute_url(f"{path}?{query}"),
        },
    )


def _to_holder(booking: Booking, template: str, **values: object) -> Mail:
    space = booking.room.organization
    return Mail(
        template=f"ecosystem/{template}",
        # Whoever booked at the office without an account is told there.
        recipient=booking.holder.email if booking.holder else "",
        about=booking.code,
        reply_to=space.email,
        dedupe_key=f"{template}:{booking.pk}",
        context={
            **_facts(booking),
            "name": str(booking.holder or ""),
            "contact": " · ".join(part for part in (space.name, space.phone, space.email) if part),
            "url": absolute_url(booking.get_absolute_url()),
            **values,
        },
    )


def _facts(booking: Booking) -> dict[str, object]:
    return {
        "code": booking.code,
        "room": booking.room.name,
        "space": booking.room.organization.name,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
    }
