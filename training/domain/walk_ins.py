"""Who comes to a session without a registration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ecosystem.domain.seating import Entry, email_key
from ecosystem.enums import RegistrationState
from portal import audit
from portal.models import Consent
from portal.models.consent import ConsentPurpose, ConsentWay
from portal.text import fold
from training.domain import attendance
from training.enums import AttendanceMark, AttendanceSource
from training.models import Registration
from training.workflow import RUN

if TYPE_CHECKING:
    import datetime as dt

    from training.domain.attendance import Marker, Outcome
    from training.models import CourseRun, Session

TEXT_VERSION: Final = "dao-tao-tai-lop-1"
SCOPE: Final = "training:"
_NO_DIGIT: Final = re.compile(r"\D")
# National and international writing differ before these.
_TELLING_DIGITS: Final = 9


@transaction.atomic
def add_walk_in(
    session: Session,
    entry: Entry,
    *,
    by: Marker,
    source: str = AttendanceSource.DOOR,
    mark: str = AttendanceMark.PRESENT,
    marked_at: dt.datetime | None = None,
) -> Outcome:
    """Register somebody at the door, present at once; they take none of the places.

    Who is registered already – by address, or by name and telephone – is marked, not registered
    twice: the same form may arrive again from a telephone that lost the network.
    """
    if not by.may_mark(session.run):
        raise PermissionDenied(attendance.PERMISSION)
    attendance.refuse_marking(session)
    run = RUN.lock(session.run)
    person = same_person(run, entry)
    if person is None:
        person = Registration.objects.create(
            run=run, email_key=email_key(entry.email), is_walk_in=True, **entry.values()
        )
        person.consent = agree_at_door(person, recorded_by=by.user)
        person.save(update_fields=["consent"])
        audit.record(person, "walk_in", actor=by.actor, trainer=by.name)
    return attendance.mark(session, person, mark, by=by, source=source, marked_at=marked_at)


def same_person(run: CourseRun, entry: Entry) -> Registration | None:
    """The standing registration of who is described: one query."""
    key, phone, name = email_key(entry.email), phone_key(entry.phone), fold(entry.full_name)
    rows = Registration.objects.filter(run=run).exclude(state=RegistrationState.CANCELLED)
    for row in rows.order_by("pk"):
        if key and row.email_key == key:
            return row
        if phone and phone_key(row.phone) == phone and fold(row.full_name) == name:
            return row
    return None


def phone_key(number: str) -> str:
    """The digits by which numbers are compared: with or without blanks, zero or country code."""
    return _NO_DIGIT.sub("", number)[-_TELLING_DIGITS:]


def consent_text() -> str:
    """The words said at the door (Law 91/2025/QH15): which data, what for, how to withdraw."""
    return _(
        "I agree that the organisers keep the name, telephone number and organisation entered here "
        "to record my attendance of this class and to count it. I may withdraw this consent at "
        "the organisers."
    )


def agree_at_door(registration: Registration, *, recorded_by: Any) -> Consent:
    """Keep the proof of what somebody agreed to at the door."""
    with translation.override(settings.LANGUAGE_CODE):
        text = consent_text()
    return Consent.objects.create(
        subject=registration.code,
        subject_name=registration.full_name,
        purpose=ConsentPurpose.TRAINING,
        scope=f"{SCOPE}{registration.run_id}",
        text_version=TEXT_VERSION,
        text=text,
        given_via=ConsentWay.PAPER,
        recorded_by=recorded_by,
    )
