"""At the door: who is present, who comes without a registration, how many came in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecosystem.domain.registration_consents import agree
from ecosystem.domain.seating import Entry, email_key, step_back
from ecosystem.enums import EventState, RegistrationState
from ecosystem.models import EventRegistration
from ecosystem.workflow import EVENT, REGISTRATION
from portal import audit
from portal.mailtext import LANGUAGE
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from ecosystem.models import Event

PERMISSION = "ecosystem.check_in_eventregistration"
# In the session of a member of staff: the event that their phone checks in for.
SESSION_KEY = "checking-in"


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Registrations of an event in figures; walk-ins are among those who attended."""

    registered: int
    waiting: int
    confirmed: int
    attended: int
    walk_ins: int
    absent: int
    cancelled: int


def attendance_of(event: Event) -> Attendance:
    """Count once; one query."""
    state = RegistrationState
    gone = Q(state__in=[state.CANCELLED, state.WAITLISTED])
    kept = Q(state__in=[state.CONFIRMED, state.ATTENDED, state.ABSENT], is_walk_in=False)
    found = event.registrations.aggregate(  # type: ignore[attr-defined]  # the reverse side
        registered=Count("pk", filter=~gone & Q(is_walk_in=False)),
        waiting=Count("pk", filter=Q(state=state.WAITLISTED)),
        confirmed=Count("pk", filter=kept),
        attended=Count("pk", filter=Q(state=state.ATTENDED)),
        walk_ins=Count("pk", filter=Q(state=state.ATTENDED, is_walk_in=True)),
        absent=Count("pk", filter=Q(state=state.ABSENT)),
        cancelled=Count("pk", filter=Q(state=state.CANCELLED)),
    )
    return Attendance(**found)


def refuse_check_in(event: Event) -> None:
    """Raise RefusedError while nobody can be checked in; says why."""
    if event.state == EventState.CANCELLED:
        raise RefusedError(_("The event is cancelled."))
    if event.state == EventState.DRAFT:
        raise RefusedError(_("The event is not published yet."))
    if event.starts_at and timezone.localdate() < timezone.localdate(event.starts_at):
        raise RefusedError(
            _("The event is on %(day)s: people are checked in from that day on.")
            % {"day": f"{timezone.localtime(event.starts_at):%d/%m/%Y}"}
        )


@transaction.atomic
def check_in(registration: EventRegistration, *, actor: Any) -> EventRegistration:
    """Record that the person is here; a second time changes nothing and keeps the first hour."""
    locked: EventRegistration = REGISTRATION.lock(registration)
    require(actor, PERMISSION, locked)
    if locked.state == RegistrationState.ATTENDED:
        return locked
    if locked.state == RegistrationState.CANCELLED:
        raise RefusedError(_("This registration was cancelled: the ticket is no longer good."))
    refuse_check_in(locked.event)
    return _present(locked, actor=actor)


@transaction.atomic
def undo_check_in(registration: EventRegistration, *, actor: Any) -> EventRegistration:
    """Take an attendance back that was recorded by mistake; who had no place waits again."""
    locked: EventRegistration = REGISTRATION.lock(registration)
    changes: dict[str, object] = {"checked_in_at": None, "checked_in_by": None}
    undone: EventRegistration = REGISTRATION.apply(
        locked, step_back(locked), actor=actor, changes=changes
    )
    return undone


@transaction.atomic
def add_walk_in(event: Event, entry: Entry, *, actor: Any) -> EventRegistration:
    """Register somebody at the door and check them in at once.

    They take none of the places: whoever stands at the door decides who still fits in. Who is
    registered with the same address is checked in, not registered twice.
    """
    require(actor, PERMISSION)
    locked = EVENT.lock(event)
    refuse_check_in(locked)
    key = email_key(entry.email)
    rows = EventRegistration.objects.filter(event=locked, email_key=key).exclude(
        state=RegistrationState.CANCELLED
    )
    existing = rows.first() if key else None
    if existing is not None:
        return check_in(existing, actor=actor)
    made = EventRegistration.objects.create(
        event=locked,
        email_key=key,
        is_walk_in=True,
        **entry.values(),
    )
    made.consent = agree(made, recorded_by=actor)
    made.save(update_fields=["consent"])
    audit.record(made, "walk_in", actor=actor)
    return _present(made, actor=actor)


@transaction.atomic
def accept_attendance(event: Event, *, actor: Any) -> Event:
    """Write how many were checked in as the event's number of attendees, with its source."""
    require(actor, "ecosystem.change_event", event)
    locked: Event = EVENT.lock(event)
    if not locked.is_over:
        raise RefusedError(_("The event is not over yet."))
    attended = attendance_of(locked).attended
    if not attended:
        raise RefusedError(_("Nobody was checked in. Enter the number by hand, with its source."))
    locked.attendees, locked.attendees_is_minimum = attended, False
    with override(LANGUAGE):
        locked.source = locked.source or _("Attendance recorded on the portal")
    locked.save(update_fields=["attendees", "attendees_is_minimum", "source"])
    audit.record(locked, "accept_attendance", actor=actor, attendees=attended)
    return locked


def _present(registration: EventRegistration, *, actor: Any) -> EventRegistration:
    now = timezone.now()
    changes = {"checked_in_at": now, "checked_in_by": actor, "held_until": None}
    present: EventRegistration = REGISTRATION.apply(
        registration, "check_in", actor=actor, changes=changes
    )
    return present
