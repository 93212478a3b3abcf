"""The code on the screen of a session: six digits that change every half minute.

Who types them is in the room, or is told them within a minute by somebody who is.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from ecosystem.enums import RegistrationState
from portal.text import fold
from portal.workflow import RefusedError
from training.domain.attendance import EXPECTED, Marker, refuse_marking, write
from training.enums import AttendanceMark, AttendanceSource
from training.models import Attendance, Registration
from training.workflow import REGISTRATION

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.models import User
    from training.models import Session

STEP: Final = 30
DIGITS: Final = 6
# Before the session begins people find their places.
OPENS_BEFORE: Final = dt.timedelta(hours=1)
_SALT: Final = "training.screen_code"


def code_of(session: Session, now: dt.datetime | None = None, *, steps_ago: int = 0) -> str:
    """The six digits of the half minute of ``now``."""
    step = int((now or timezone.now()).timestamp()) // STEP - steps_ago
    digest = salted_hmac(_SALT, f"{session.pk}:{step}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def seconds_left(now: dt.datetime | None = None) -> int:
    """Until the next code; never 0."""
    return STEP - int((now or timezone.now()).timestamp()) % STEP


def is_current(session: Session, code: str, now: dt.datetime | None = None) -> bool:
    """Whether ``code`` is on the screen now, or was in the half minute before."""
    now = now or timezone.now()
    typed = "".join(char for char in code if char.isdecimal() and char.isascii())
    return any(constant_time_compare(typed, code_of(session, now, steps_ago=ago)) for ago in (0, 1))


def refuse_self(session: Session, now: dt.datetime | None = None) -> None:
    """Raise RefusedError while nobody marks themselves: from an hour before until the end."""
    now = now or timezone.now()
    refuse_marking(session, now)
    if now < session.starts_at - OPENS_BEFORE:
        raise RefusedError(_("The session has not begun yet."))
    if now > session.ends_at:
        raise RefusedError(_("The session is over. Turn to the organisers."))


@transaction.atomic
def mark_oneself(session: Session, registration: Registration) -> Attendance:
    """Present, by the trainee. The caller has seen the code; a mark by others is never replaced."""
    locked: Registration = REGISTRATION.lock(registration)
    now = timezone.now()
    refuse_self(session, now)
    if locked.run_id != session.run_id or locked.state == RegistrationState.CANCELLED:
        raise RefusedError(_("You are not registered for this class. Turn to the organisers."))
    if locked.state not in EXPECTED:
        raise RefusedError(
            _("You have no confirmed place in this class. Turn to the organisers at the door.")
        )
    row = Attendance.objects.filter(session=session, registration=locked).first()
    if row is not None:
        return row
    by = Marker(user=locked.user)
    source = AttendanceSource.SELF
    return write(session, locked, AttendanceMark.PRESENT, by=by, source=source, at=now).row


def own_registration(session: Session, user: User | AnonymousUser) -> Registration | None:
    """The registration of an account for the class of a session."""
    if not user.is_authenticated:
        return None
    rows: Registration | None = (
        Registration.objects.filter(run=session.run_id, user=user)
        .exclude(state=RegistrationState.CANCELLED)
        .first()
    )
    return rows


def find_by_ticket(session: Session, code: str, full_name: str) -> Registration | None:
    """Whose ticket this is, when the name on it is typed, too, with or without marks."""
    ticket = "".join(code.split()).casefold()
    rows = Registration.objects.filter(run=session.run_id, code=ticket)
    found = rows.exclude(state=RegistrationState.CANCELLED).first()
    return found if found is not None and fold(found.full_name) == fold(full_name) else None
