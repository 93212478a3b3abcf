"""What those who register for an event are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from ecosystem.models import EventRegistration


@in_vietnamese
def registration_to_verify(registration: EventRegistration) -> Mail:
    """The address is to be confirmed: until then the place, or the turn, is kept."""
    return _to_person(
        registration,
        "registration_verify",
        has_seat=registration.has_seat,
        held_until=registration.held_until,
    )


@in_vietnamese
def registration_confirmed(registration: EventRegistration) -> Mail:
    """The ticket."""
    return _to_person(
        registration,
        "registration_confirmed",
        online_url=registration.event.online_url,
    )


@in_vietnamese
def registration_waiting(registration: EventRegistration) -> Mail:
    return _to_person(
        registration, "registration_waiting", offer_hours=registration.event.offer_hours
    )


@in_vietnamese
def place_offered(registration: EventRegistration) -> Mail:
    """A place is free for this person, until a time."""
    return _to_person(registration, "registration_offered", held_until=registration.held_until)


@in_vietnamese
def offer_lapsed(registration: EventRegistration) -> Mail:
    return _to_person(registration, "registration_lapsed")


@in_vietnamese
def registration_cancelled(registration: EventRegistration) -> Mail:
    """Cancelled by the person, or – with a reason – by the organisers."""
    return _to_person(registration, "registration_cancelled", reason=registration.answer)


@in_vietnamese
def registered_already(registration: EventRegistration) -> Mail:
    """Somebody entered this address again: the link, and nothing new; once in each state."""
    return _to_person(
        registration,
        "registration_again",
        part=str(registration.state),
        is_confirmed=not registration.needs_confirmation,
    )


@in_vietnamese
def event_reminder(registration: EventRegistration) -> Mail:
    return _to_person(registration, "event_reminder", online_url=registration.event.online_url)


@in_vietnamese
def event_changed(registration: EventRegistration) -> Mail:
    """Another time or place; each change is told."""
    online_url = registration.event.online_url if registration.has_ticket else ""
    return _to_person(registration, "event_changed", key=False, online_url=online_url)


@in_vietnamese
def event_cancelled(registration: EventRegistration, *, reason: str) -> Mail:
    return _to_person(registration, "event_cancelled", reason=reason)


def _to_person(
    registration: EventRegistration,
    template: str,
    *,
    part: str = "",
    key: bool = True,
    **values: object,
) -> Mail:
    event = registration.event
    return Mail(
        template=f"ecosystem/{template}",
        # Whoever was registered at the door may have no address.
        recipient=registration.email,
        about=registration.code,
        dedupe_key=f"{template}:{part}:{registration.pk}" if key else None,
        context={
            "name": registration.full_name,
            "code": registration.code,
            "event": event.title,
            "when": event.when,
            "venue": event.venue,
            "url": absolute_url(registration.get_absolute_url()),
            "event_url": absolute_url(event.get_absolute_url()),
            **values,
        },
    )
