"""Who waits for a room: “tell me when it is free”, once, when somebody gives it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.domain.booking_rules import BookingRefusedError
from ecosystem.domain.slots import Span, day_span, diary_of
from ecosystem.domain.week import offers_on, soonest_start
from ecosystem.mails import rooms as mails
from ecosystem.models import Room, WaitingNotice
from portal.mail import queue
from portal.models import User
from portal.workflow import require

if TYPE_CHECKING:
    import datetime as dt

    from ecosystem.models import Booking

# Somebody who waits for everything waits for nothing.
MAX_WAITING = 5


@transaction.atomic
def wait_for(room: Room, start: dt.datetime, end: dt.datetime, *, actor: User) -> WaitingNotice:
    """Note that ``actor`` wants to hear when ``room`` has time between ``start`` and ``end``.

    Asking twice makes one notice. Refused for the past, beyond the last day, and when the time is
    free already: then it can be booked.
    """
    require(actor, "ecosystem.request_booking", room)
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    span = Span(start, end)
    _check_span(room, span)
    mine = WaitingNotice.objects.filter(user=actor, told_at=None, ends_at__gt=timezone.now())
    existing = mine.filter(room=room, starts_at=start, ends_at=end).first()
    if existing:
        return existing
    if mine.count() >= MAX_WAITING:
        raise BookingRefusedError(
            ngettext(
                "You wait for %(n)d time already, as many as allowed. Take one off first.",
                "You wait for %(n)d times already, as many as allowed. Take one off first.",
                MAX_WAITING,
            )
            % {"n": MAX_WAITING}
        )
    return WaitingNotice.objects.create(room=room, user=actor, starts_at=start, ends_at=end)


def _check_span(room: Room, span: Span) -> None:
    """Refuse what nobody can wait for, and what can be booked already."""
    if span.ends_at <= span.starts_at:
        raise BookingRefusedError(_("The end must be after the start."))
    if span.starts_at < timezone.now():
        raise BookingRefusedError(_("This time is over. Choose a later one."))
    if timezone.localdate(span.starts_at) != timezone.localdate(span.ends_at):
        raise BookingRefusedError(_("Choose a start and an end on one day."))
    if timezone.localdate(span.starts_at) > room.last_day:
        raise BookingRefusedError(_("This day cannot be booked yet."))
    if span.ends_at < soonest_start(room) + timedelta(minutes=room.min_minutes):
        raise BookingRefusedError(
            _(
                "It is too late to book this time, even if the room becomes free. Choose a later one."
            )
        )
    if has_time(room, span):
        raise BookingRefusedError(_("The room is free at this time: book it."))


def stop_waiting(notice_id: int, *, actor: User) -> bool:
    """Take a notice of ``actor`` off; whether there was one."""
    count, _rows = WaitingNotice.objects.filter(pk=notice_id, user=actor, told_at=None).delete()
    return bool(count)


def tell_waiting(ended: Booking) -> int:
    """Tell who waits for the time that ``ended`` held; return how many were told."""
    return tell_of_span(
        [ended.room], Span(ended.starts_at, ended.held_until), except_for=ended.holder_id
    )


def tell_of_span(rooms: list[Room], span: Span, *, except_for: int | None = None) -> int:
    """Tell who waits for one of ``rooms`` within ``span`` where there is time now.

    Call it in the transaction that gives the time back. A notice is claimed by its own update, so
    that two rooms given back at once tell nobody twice.
    """
    now = timezone.now()
    waiting = (
        WaitingNotice.objects.filter(
            room__in=rooms, told_at=None, starts_at__lt=span.ends_at, ends_at__gt=span.starts_at
        )
        .filter(starts_at__gt=now)
        .exclude(user=except_for)
        .select_related("room__organization", "user")
        .order_by("created_at")
    )
    told = 0
    for notice in waiting:
        if not has_time(notice.room, Span(notice.starts_at, notice.ends_at)):
            continue
        if WaitingNotice.objects.filter(pk=notice.pk, told_at=None).update(told_at=now):
            queue(mails.place_free(notice))
            told += 1
    return told


def has_time(room: Room, span: Span) -> bool:
    """Whether a booking of the shortest length, early enough to be made, fits into ``span``."""
    day = timezone.localdate(span.starts_at)
    soonest = max(span.starts_at, soonest_start(room))
    offers = offers_on(diary_of(room, day_span(day)), day, soonest)
    return any(offer.first.ends_at <= span.ends_at for offer in offers)
