"""Who was at a session. One row a person and session, whoever marks, from however many telephones.

Marks made without a network arrive late. The row that stands does not depend on the order in which
they arrive: of two marks the one that was *made* later stands, and “all present” only fills in
what nobody marked. What it replaced stays in the audit trail.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.seating import step_back
from ecosystem.enums import RegistrationState
from portal import audit
from portal.workflow import RefusedError
from training.enums import CAME, AttendanceMark, AttendanceSource, RunState
from training.models import Attendance, Registration
from training.workflow import REGISTRATION, RUN

if TYPE_CHECKING:
    from portal.models import User
    from training.models import CourseRun, Session, TrainerAccess

PERMISSION: Final = "training.check_in_registration"
# So long after the class staff may still write marks, each with a line in the trail.
DAYS_TO_CORRECT: Final = 30
# So long after the class who was never marked as present counts as absent.
HOURS_TO_RECORD: Final = 24
# Who is expected; the others may come all the same, and are marked once they have.
EXPECTED: Final = frozenset(
    {RegistrationState.CONFIRMED, RegistrationState.ATTENDED, RegistrationState.ABSENT}
)


@dataclass(frozen=True, kw_only=True)
class Marker:
    """Who marks: staff with an account, or a trainer with the link of the class."""

    user: User | None = None
    access: TrainerAccess | None = None

    @property
    def actor(self) -> Any:
        """The account for the audit trail; a trainer has none."""
        return self.user or audit.SYSTEM

    @property
    def name(self) -> str:
        """The name of a trainer, who is no account."""
        return str(self.access.trainer) if self.access else ""

    @property
    def key(self) -> str:
        """What a telephone keeps unsent marks under."""
        return f"gv-{self.access.pk}" if self.access else str(self.user.pk if self.user else "")

    def may_mark(self, run: CourseRun) -> bool:
        if self.access is not None:
            return self.access.is_open and self.access.trainer.run_id == run.pk
        return self.user is not None and self.user.has_perm(PERMISSION)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a mark: the row that stands, and whether this mark made it."""

    row: Attendance
    is_written: bool


# --- when, and who -------------------------------------------------------------------------------


def opening_of(session: Session) -> dt.datetime:
    """The first moment of the session's day."""
    start = timezone.localtime(session.starts_at)
    return start.replace(hour=0, minute=0, second=0, microsecond=0)


def closing_of(run: CourseRun) -> dt.datetime | None:
    """The last moment at which marks are written."""
    return None if run.ends_at is None else run.ends_at + dt.timedelta(days=DAYS_TO_CORRECT)


def refuse_marking(session: Session, now: dt.datetime | None = None) -> None:
    """Raise RefusedError while nobody can be marked at ``session``; says why."""
    now = now or timezone.now()
    run = session.run
    if run.state == RunState.CANCELLED:
        raise RefusedError(_("The class is cancelled."))
    if run.state == RunState.DRAFT:
        raise RefusedError(_("The class is not published yet."))
    if now < opening_of(session):
        raise RefusedError(
            _("The session is on %(day)s: people are marked from that day on.")
            % {"day": f"{timezone.localtime(session.starts_at):%d/%m/%Y}"}
        )
    closing = closing_of(run)
    if closing is not None and now > closing:
        raise RefusedError(
            _("Marks could be corrected until %(day)s.")
            % {"day": f"{timezone.localtime(closing):%d/%m/%Y}"}
        )


def problem_of(session: Session) -> str:
    """Why nobody can be marked now, in words; empty when one can."""
    try:
        refuse_marking(session)
    except RefusedError as refused:
        return str(refused.message)
    return ""


def _refuse_person(registration: Registration, session: Session, value: str) -> None:
    if registration.run_id != session.run_id:
        raise RefusedError(_("This person is not registered for this class."))
    if registration.state == RegistrationState.CANCELLED:
        raise RefusedError(_("This registration was cancelled. Register the person at the door."))
    if registration.state not in EXPECTED and value not in CAME:
        raise RefusedError(_("This person has no place: mark only that they came."))


# --- marks ---------------------------------------------------------------------------------------


@transaction.atomic
def mark(
    session: Session,
    registration: Registration,
    value: str,
    *,
    by: Marker,
    source: str = AttendanceSource.LIST,
    marked_at: dt.datetime | None = None,
) -> Outcome:
    """Say whether somebody was at a session; of two marks the one made later stands.

    ``marked_at`` is when a telephone says that it was tapped: never later than now, never before
    the session's day. Who waits for a place may have come all the same, and takes none by that.
    """
    if not by.may_mark(session.run):
        raise PermissionDenied(PERMISSION)
    locked: Registration = REGISTRATION.lock(registration)
    now = timezone.now()
    refuse_marking(session, now)
    value = AttendanceMark(value)
    _refuse_person(locked, session, value)
    return write(session, locked, value, by=by, source=source, at=marked_at or now)


@transaction.atomic
def mark_all_present(session: Session, *, by: Marker, marked_at: dt.datetime | None = None) -> int:
    """Mark as present who is expected and has no mark yet; how many these were."""
    if not by.may_mark(session.run):
        raise PermissionDenied(PERMISSION)
    # Before the people, as everybody who locks several of them does.
    RUN.lock(session.run)
    now = timezone.now()
    refuse_marking(session, now)
    rows = Registration.objects.filter(run=session.run_id, state__in=EXPECTED)
    expected = list(rows.select_for_update().order_by("pk"))
    marked = set(session.attendances.values_list("registration_id", flat=True))
    new = [row for row in expected if row.pk not in marked]
    for registration in new:
        write(
            session,
            registration,
            AttendanceMark.PRESENT,
            by=by,
            source=AttendanceSource.ALL,
            at=marked_at or now,
        )
    return len(new)


def write(
    session: Session,
    registration: Registration,
    value: AttendanceMark,
    *,
    by: Marker,
    source: str,
    at: dt.datetime,
) -> Outcome:
    """Write a mark that is allowed. Call it with the row of ``registration`` locked."""
    now = timezone.now()
    at = min(max(at, opening_of(session)), now)
    row = Attendance.objects.filter(session=session, registration=registration).first()
    if row is None:
        row = Attendance(session=session, registration=registration)
    elif not _stands_over(row, registration, value, source, at, by):
        return Outcome(row=row, is_written=False)
    is_new, changes = row.pk is None, row.mark != value
    row.mark, row.source, row.marked_at = value, source, at
    row.recorded_by, row.recorded_name = by.user, by.name
    row.save()
    if is_new and session.run.is_over:
        _note(registration, session, "add_mark_afterwards", row, by)
    if is_new or changes:
        _settle_state(registration, by)
    return Outcome(row=row, is_written=True)


def _stands_over(
    row: Attendance,
    registration: Registration,
    value: AttendanceMark,
    source: str,
    at: dt.datetime,
    by: Marker,
) -> bool:
    """Whether a mark takes the place of ``row``; what it replaces, or comes too late, is noted."""
    if source == AttendanceSource.ALL:
        return False
    is_later = row.source == AttendanceSource.ALL or at >= row.marked_at
    if row.mark == value:
        # The same again: the later moment counts where others were made in between.
        return is_later and (row.source == AttendanceSource.ALL or at > row.marked_at)
    if _is_known(registration, row.session_id, value, at):
        return False
    late = Attendance(mark=value, source=source, marked_at=at)
    if not is_later:
        _note(registration, row.session, "late_mark", late, by)
        return False
    _note(registration, row.session, "replace_mark", row, by, now_mark=value)
    return True


def _is_known(registration: Registration, session_id: int, value: str, at: dt.datetime) -> bool:
    """Whether this very mark arrived before: an answer that was lost makes a telephone send again."""
    lines = LogEntry.objects.get_for_object(registration).filter(
        additional_data__session=str(session_id),
        additional_data__mark=str(value),
        additional_data__marked_at=at.isoformat(),
    )
    return bool(lines.exists())


def _note(
    registration: Registration,
    session: Session,
    verb: str,
    row: Attendance,
    by: Marker,
    now_mark: str = "",
) -> None:
    """A line of the trail: ``mark`` with its moment is what does not stand, or was added late."""
    audit.record(
        registration,
        verb,
        actor=by.actor,
        session=session.pk,
        mark=row.mark,
        marked_at=row.marked_at.isoformat(),
        was_source=row.source,
        was_by=row.recorded_name or row.recorded_by_id,
        trainer=by.name,
        now_mark=now_mark,
    )


def _settle_state(registration: Registration, by: Marker) -> None:
    """The first “came” makes somebody an attendee; without any they are none."""
    came = registration.attendances.filter(mark__in=CAME).exists()  # type: ignore[attr-defined]  # the reverse side
    has_come = registration.state == RegistrationState.ATTENDED
    if came == has_come:
        return
    step = "check_in" if came else step_back(registration)
    # What the mark says of who made it: a trainer holds a link, trainees hold the code on the screen.
    actor = by.actor if by.user is not None and by.user.has_perm(PERMISSION) else audit.SYSTEM
    REGISTRATION.apply(
        registration, step, actor=actor, changes={"held_until": None}, trainer=by.name
    )
    registration.refresh_from_db(fields=["state"])


# --- afterwards ------------------------------------------------------------------------------------


def record_absences() -> int:
    """A day after a class, who had a place and was never marked as having come did not come.

    Of a class in which nobody was marked nothing is known: its list may still be on paper.
    """
    limit = timezone.now() - dt.timedelta(hours=HOURS_TO_RECORD)
    rows = Registration.objects.filter(
        state=RegistrationState.CONFIRMED,
        run__state=RunState.PUBLISHED,
        run__ends_at__lte=limit,
        run__sessions__attendances__isnull=False,
    )
    return sum(_absent(registration) for registration in rows.order_by("pk").distinct())


def _absent(registration: Registration) -> bool:
    try:
        REGISTRATION.apply(registration, "record_absence", actor=audit.SYSTEM)
    except RefusedError:  # marked meanwhile
        return False
    return True
