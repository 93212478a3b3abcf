"""An event's own life: published, changed, cancelled; whoever registered is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.domain import seating_hours
from ecosystem.domain.event_rooms import keep_room, rooms_for
from ecosystem.domain.registrations import DESK, offer_free_seats
from ecosystem.enums import EventState
from ecosystem.mails import events as mails
from ecosystem.models import Event
from ecosystem.workflow import EVENT
from portal.mail import queue
from portal.text import clean_line
from portal.workflow import RefusedError

if TYPE_CHECKING:
    import datetime as dt


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
    locked: Event = EVENT.lock(event)
    if locked.until is not None and locked.is_over:
        raise RefusedError(_("The event is over: there is nothing to call off."))
    cancelled: Event = EVENT.apply(
        locked, "cancel", actor=actor, reason=reason, changes={"cancel_reason": reason}
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


close_registration = partial(seating_hours.close_registration, DESK)
reopen_registration = partial(seating_hours.reopen_registration, DESK)
check_capacity = partial(seating_hours.check_capacity, DESK)


def _live(event: Event) -> Any:
    rows = event.registrations.live()  # type: ignore[attr-defined]  # the reverse side
    return rows.exclude(email="").select_related("event")
