"""An event's own life: published, changed, cancelled; whoever registered is told."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.event_rooms import keep_room, rooms_for
from ecosystem.domain.registrations import offer_free_seats
from ecosystem.enums import EventState, RegistrationPhase
from ecosystem.mails import events as mails
from ecosystem.models import Event
from ecosystem.workflow import EVENT
from portal import audit
from portal.mail import queue
from portal.text import clean_line
from portal.workflow import RefusedError, require


class WhenAndWhere(NamedTuple):
    """What people must be told when it changes."""

    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    venue: str
    online_url: str


def when_and_where(event: Event) -> WhenAndWhere:
    return WhenAndWhere(event.starts_at, event.ends_at, event.venue, event.online_url)


@transaction.atomic
def publish_event(event: Event, *, actor: Any) -> Event:
    """Show the event to everybody; from then on people register, where it says so."""
    locked = EVENT.lock(event)
    if locked.takes_registrations and locked.starts_at is None:
        raise RefusedError(_("Enter when the event begins: registration ends with it."))
    if locked.takes_registrations and not (locked.venue or locked.online_url):
        raise RefusedError(_("Enter where the event takes place, or the online meeting."))
    published: Event = EVENT.apply(locked, "publish", actor=actor)
    return published


@transaction.atomic
def cancel_event(event: Event, *, actor: Any, reason: str) -> Event:
    """Call the event off: everybody who registered is told why, its rooms are free again.

    Rooms of a space that ``actor`` does not run stay booked until its staff give them back.
    """
    reason = clean_line(reason)
    cancelled: Event = EVENT.apply(
        event, "cancel", actor=actor, reason=reason, changes={"cancel_reason": reason}
    )
    for registration in _live(cancelled):
        queue(mails.event_cancelled(registration, reason=reason))
    if rooms_for(actor, cancelled).exists():
        keep_room(cancelled, None, was=None, actor=actor)
    return cancelled


@transaction.atomic
def follow_change(event: Event, was: WhenAndWhere) -> int:
    """After an edit: offer places that were added, tell everybody of another time or place.

    Return how many people were told of it.
    """
    locked: Event = EVENT.lock(event)
    offer_free_seats(locked)
    if locked.state != EventState.PUBLISHED or locked.is_over or was == when_and_where(locked):
        return 0
    told = 0
    for registration in _live(locked):
        queue(mails.event_changed(registration))
        told += 1
    return told


@transaction.atomic
def close_registration(event: Event, *, actor: Any) -> Event:
    """Let nobody register from now on."""
    now = timezone.now()
    locked = _editable(event, actor)
    if locked.phase_at(now) in {RegistrationPhase.NONE, RegistrationPhase.CLOSED}:
        raise RefusedError(_("Registration is closed."))
    # The closing hour itself is still in time: it is put into the past.
    return _set_closing(locked, now - dt.timedelta(seconds=1), "close_registration", actor)


@transaction.atomic
def reopen_registration(event: Event, *, actor: Any) -> Event:
    """Let people register again until the event begins."""
    now = timezone.now()
    locked = _editable(event, actor)
    if locked.phase_at(now) != RegistrationPhase.CLOSED:
        raise RefusedError(_("Registration is not closed."))
    if locked.starts_at is None or locked.starts_at <= now:
        raise RefusedError(_("The event has begun."))
    return _set_closing(locked, None, "reopen_registration", actor)


def _editable(event: Event, actor: Any) -> Event:
    require(actor, "ecosystem.change_event", event)
    locked: Event = EVENT.lock(event)
    return locked


def _set_closing(event: Event, moment: dt.datetime | None, verb: str, actor: Any) -> Event:
    event.closes_at = moment
    if moment is not None and event.opens_at is not None and event.opens_at >= moment:
        # Closed before it opened: the form refuses that order.
        event.opens_at = None
    event.save(update_fields=["closes_at", "opens_at"])
    audit.record(event, verb, actor=actor)
    return event


@transaction.atomic
def check_capacity(event: Event) -> None:
    """Take over what others wrote meanwhile; refuse fewer places than are taken.

    Holds the event's row until the commit: the form saves the whole row after this.
    """
    if not event.pk:
        return
    locked = EVENT.lock(event)
    event.seats_taken, event.state = locked.seats_taken, locked.state
    event.cancel_reason = locked.cancel_reason
    if event.capacity is not None and event.capacity < event.seats_taken:
        raise RefusedError(
            _("%(n)d places are taken or offered already: no fewer than that.")
            % {"n": event.seats_taken}
        )


def _live(event: Event) -> Any:
    rows = event.registrations.live()  # type: ignore[attr-defined]  # the reverse side
    return rows.exclude(email="").select_related("event")
