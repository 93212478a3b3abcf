"""What those who register for a class are told; a group through its contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecosystem.enums import RegistrationState
from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from datetime import datetime

    from training.models import CourseRun, Registration, RegistrationGroup


@in_vietnamese
def registration_to_verify(registration: Registration) -> Mail:
    """The address is to be confirmed: until then the place, or the turn, is kept."""
    return _to_person(
        registration,
        "registration_verify",
        has_seat=registration.has_seat,
        needs_approval=registration.run.needs_approval,
        held_until=registration.held_until,
    )


@in_vietnamese
def registration_confirmed(registration: Registration) -> Mail:
    """The ticket, with all sessions."""
    return _to_person(
        registration,
        "registration_confirmed",
        online_url=registration.run.online_url,
        calendar_url=absolute_url(f"{registration.get_absolute_url()}lich.ics"),
        invitation_url=absolute_url(f"{registration.get_absolute_url()}giay-moi.pdf"),
    )


@in_vietnamese
def registration_waiting(registration: Registration) -> Mail:
    """No place yet: the class is full, or the staff have not chosen."""
    if registration.awaits_approval:
        return _to_person(registration, "registration_awaiting")
    return _to_person(
        registration, "registration_waiting", offer_hours=registration.run.offer_hours
    )


@in_vietnamese
def place_offered(registration: Registration) -> Mail:
    """A place is free for this person, until a time."""
    return _to_person(registration, "registration_offered", held_until=registration.held_until)


@in_vietnamese
def offer_lapsed(registration: Registration) -> Mail:
    return _to_person(registration, "registration_lapsed")


@in_vietnamese
def registration_cancelled(registration: Registration) -> Mail:
    """Cancelled by the person, or – with a reason – by the organisers."""
    return _to_person(registration, "registration_cancelled", reason=registration.answer)


@in_vietnamese
def registration_refused(registration: Registration) -> Mail:
    """Not chosen, with the reason."""
    return _to_person(registration, "registration_refused", reason=registration.answer)


@in_vietnamese
def registered_already(registration: Registration) -> Mail:
    """Somebody entered this address again: the link, and nothing new; once in each state."""
    return _to_person(
        registration,
        "registration_again",
        part=str(registration.state),
        is_confirmed=not registration.needs_confirmation,
    )


# --- groups ---------------------------------------------------------------------------------------


@in_vietnamese
def group_to_verify(group: RegistrationGroup, *, held_until: datetime | None) -> Mail:
    """The contact is to confirm for everybody."""
    return _to_contact(group, "group_verify", held_until=held_until)


@in_vietnamese
def group_registered(group: RegistrationGroup) -> Mail:
    """Who has a place, who waits; the links of tickets stand on the page of the group."""
    return _to_contact(group, "group_registered")


@in_vietnamese
def group_again(group: RegistrationGroup) -> Mail:
    """The contact has a group in this class already: the link, once in each state."""
    part = "confirmed" if group.verified_at else "open"
    return _to_contact(group, "group_again", part=part, is_confirmed=bool(group.verified_at))


@in_vietnamese
def group_cancelled(group: RegistrationGroup) -> Mail:
    return _to_contact(group, "group_cancelled")


# --- the class ------------------------------------------------------------------------------------


@in_vietnamese
def run_reminder(who: Registration | RegistrationGroup) -> Mail:
    """The first session is tomorrow."""
    return _to(who, "run_reminder", online_url=who.run.online_url)


@in_vietnamese
def run_changed(who: Registration | RegistrationGroup, *, tells_meeting: bool) -> Mail:
    """Another time or place; each change is told."""
    online_url = who.run.online_url if tells_meeting else ""
    return _to(who, "run_changed", key=False, online_url=online_url)


@in_vietnamese
def run_cancelled(who: Registration | RegistrationGroup, *, reason: str) -> Mail:
    return _to(who, "run_cancelled", reason=reason)


# --- inside ---------------------------------------------------------------------------------------


def _to(
    who: Registration | RegistrationGroup, template: str, *, key: bool = True, **values: object
) -> Mail:
    # A group is told once, whatever the number of its members.
    if hasattr(who, "contact_name"):
        return _to_contact(who, template, key=key, **values)
    return _to_person(who, template, key=key, **values)


def _to_person(
    registration: Registration, template: str, *, part: str = "", key: bool = True, **values: object
) -> Mail:
    group = registration.group if not registration.email else None
    return Mail(
        template=f"training/{template}",
        recipient=registration.contact_email,
        about=registration.code,
        dedupe_key=f"training:{template}:{part}:{registration.pk}" if key else None,
        context={
            "name": group.contact_name if group else registration.full_name,
            "trainee": registration.full_name if group else "",
            "people": [],
            "code": registration.code,
            "url": absolute_url(registration.get_absolute_url()),
            **_facts(registration.run),
            **values,
        },
    )


def _to_contact(
    group: RegistrationGroup, template: str, *, part: str = "", key: bool = True, **values: object
) -> Mail:
    members = group.members.exclude(state=RegistrationState.CANCELLED).order_by("pk")  # type: ignore[attr-defined]  # the reverse side
    people = [f"{member.full_name} – {member.get_state_display()}" for member in members]
    return Mail(
        template=f"training/{template}",
        recipient=group.email,
        about=f"group:{group.pk}",
        dedupe_key=f"training:{template}:group{part}:{group.pk}" if key else None,
        context={
            "name": group.contact_name,
            "trainee": "",
            "people": people,
            "code": "",
            "organization": group.organization_name,
            "url": absolute_url(group.get_absolute_url()),
            **_facts(group.run),
            **values,
        },
    )


def _facts(run: CourseRun) -> dict[str, object]:
    """What every letter says of the class."""
    return {
        "run": str(run),
        "sessions": [
            f"{session.when}: {session.topic}" if session.topic else session.when
            for session in run.sessions.all()  # type: ignore[attr-defined]  # the reverse side
        ],
        "venue": run.place,
        "run_url": absolute_url(run.get_absolute_url()),
    }
