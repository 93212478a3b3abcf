"""The places of an event: taken by a conditional update, given back, offered to whoever waits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from ecosystem.enums import EventState
from ecosystem.mails import events as mails
from ecosystem.models import Event, EventRegistration
from ecosystem.workflow import REGISTRATION
from portal.audit import SYSTEM
from portal.mail import queue

if TYPE_CHECKING:
    from collections.abc import Mapping


def take_seat(event: Event) -> bool:
    """Take a place; False when none is free.

    One update that asks and counts at once: two people never get the last place, on any database.
    """
    is_free = Q(capacity=None) | Q(seats_taken__lt=F("capacity"))
    rows = Event.objects.filter(is_free, pk=event.pk)
    return bool(rows.update(seats_taken=F("seats_taken") + 1))


def give_back(event: Event) -> None:
    """Free one place; whoever is next in turn is asked by ``offer_free_seats``."""
    Event.objects.filter(pk=event.pk, seats_taken__gt=0).update(seats_taken=F("seats_taken") - 1)


def offer_free_seats(event: Event) -> int:
    """Offer what is free to those who wait, in the order in which they came; how many were asked.

    Call it with the event's row locked. Nobody is asked once the event has begun, and nobody whose
    address is not confirmed. An offered place is taken: it is not given to anybody else meanwhile.
    """
    now = timezone.now()
    if event.state != EventState.PUBLISHED or event.starts_at is None or event.starts_at <= now:
        return 0
    until = min(now + dt.timedelta(hours=event.offer_hours), event.starts_at)
    offered = 0
    for waiting in EventRegistration.objects.in_turn().filter(event=event):
        if not take_seat(event):
            break
        queue(mails.place_offered(_offer(waiting, {"has_seat": True, "held_until": until})))
        offered += 1
    return offered


def _offer(waiting: EventRegistration, changes: Mapping[str, object]) -> EventRegistration:
    offered: EventRegistration = REGISTRATION.apply(
        waiting, "offer", actor=SYSTEM, changes=dict(changes)
    )
    return offered
