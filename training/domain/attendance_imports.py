"""A list from a file: whom its rows mean, what would change, and writing that once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.seating import Entry, email_key
from ecosystem.enums import RegistrationState
from portal import audit
from portal.files import KIND_XLSX, MEGABYTE, check_upload
from portal.text import clean_line, fold
from portal.workflow import RefusedError, require
from training.domain.attendance import EXPECTED, Marker, mark, refuse_marking
from training.domain.attendance_sheet import SheetRow, read_list
from training.domain.walk_ins import add_walk_in, phone_key
from training.enums import CAME, AttendanceMark, AttendanceSource
from training.models import Attendance, AttendanceImport, Registration
from training.workflow import RUN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.models import Session

PERMISSION: Final = "training.import_attendance"
MAX_BYTES: Final = 2 * MEGABYTE
DAYS_KEPT: Final = 7
WALK_IN, SKIP = "walk-in", "skip"
# How a row was recognised.
BY_EMAIL, BY_PHONE, BY_NAME, BY_HAND = "email", "phone", "name", "hand"


@dataclass(kw_only=True)
class RowPlan:
    """What one row would do. ``candidates`` are who it may mean, where that is for staff to say."""

    row: SheetRow
    mark: str = ""
    person: Registration | None = None
    found_by: str = ""
    candidates: list[Registration] = field(default_factory=list)
    choice: str = ""
    before: str = ""
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Staff have to say whom the row means."""
        return self.person is None and not self.choice and not self.problem

    @property
    def is_walk_in(self) -> bool:
        return self.choice == WALK_IN

    @property
    def changes(self) -> bool:
        """Whether the row writes anything."""
        if self.problem or not self.mark:
            return False
        return self.is_walk_in or (self.person is not None and self.before != self.mark)

    @property
    def before_label(self) -> str:
        return str(AttendanceMark(self.before).label) if self.before else ""

    @property
    def mark_label(self) -> str:
        return str(AttendanceMark(self.mark).label) if self.mark else ""


@dataclass(kw_only=True)
class Plan:
    """What a file would do: its rows, who is absent because the file does not name them."""

    rows: list[RowPlan]
    absent: list[Registration]

    @property
    def changed(self) -> int:
        return sum(row.changes for row in self.rows) + len(self.absent)

    @property
    def walk_ins(self) -> int:
        return sum(row.is_walk_in and row.changes for row in self.rows)

    @property
    def open(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def problems(self) -> int:
        return sum(bool(row.problem) for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Tells two plans apart by what they would write."""
        shown = [
            [row.row.number, row.person.pk if row.person else 0, row.choice, row.before, row.mark]
            for row in self.rows
        ]
        absent = [person.pk for person in self.absent]
        return hashlib.sha256(json.dumps([shown, absent]).encode()).hexdigest()


# --- the dry run -----------------------------------------------------------------------------------


@transaction.atomic
def check_list(
    session: Session,
    uploaded: Any,
    *,
    actor: Any,
    threshold: int | None = None,
    others_absent: bool = False,
) -> AttendanceImport:
    """Read a file and keep its rows for the preview; no mark is written.

    Raises ValidationError for a file that is not what it claims, SheetError for one without people.
    """
    require(actor, PERMISSION)
    refuse_marking(session)
    sheet = read_list(_content_of(uploaded))
    if sheet.has_minutes and not sheet.has_marks and not threshold:
        raise RefusedError(
            _("The list tells minutes: enter how many of them count as having been present.")
        )
    made = AttendanceImport.objects.create(
        session=session,
        file_name=clean_line(uploaded.name or "")[:150],
        rows=[row.plain() for row in sheet.rows],
        threshold=threshold if sheet.has_minutes and not sheet.has_marks else None,
        others_absent=others_absent,
        created_by=actor,
    )
    # A list with marks says nothing of whom it marks not; one without is a list of who came.
    if not sheet.has_marks and not sheet.has_minutes:
        for row in made.rows:
            row["mark"] = AttendanceMark.PRESENT.value
        made.save(update_fields=["rows"])
    return made


def _content_of(uploaded: Any) -> bytes:
    start = uploaded.read(4)
    uploaded.seek(0)
    if start == b"PK\x03\x04":
        return check_upload(uploaded, kinds=(KIND_XLSX,), max_bytes=MAX_BYTES).content
    content = uploaded.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise RefusedError(
            _("The file must be smaller than %(size)s MB") % {"size": MAX_BYTES // MEGABYTE}
        )
    return bytes(content)


def plan_of(kept: AttendanceImport, choices: Mapping[int, str] | None = None) -> Plan:
    """What the rows of a kept list would do now, with what staff chose for a row by its number.

    A choice is the number of a registration, ``walk-in`` or ``skip``. The number of queries does not
    grow with the rows.
    """
    rows = [SheetRow(**row) for row in kept.rows]
    everybody = Registration.objects.filter(run=kept.session.run_id).exclude(
        state=RegistrationState.CANCELLED
    )
    people = {person.pk: person for person in everybody.order_by("pk")}
    marks = dict(
        Attendance.objects.filter(session=kept.session).values_list("registration_id", "mark")
    )
    known = _Known(list(people.values()))
    plans = [
        _plan(row, known, people, marks, kept.threshold, (choices or {}).get(row.number, ""))
        for row in rows
    ]
    _refuse_twice(plans)
    named = {plan.person.pk for plan in plans if plan.person}
    absent = [
        person
        for pk, person in people.items()
        if pk not in named and pk not in marks and person.state in EXPECTED
    ]
    return Plan(rows=plans, absent=absent if kept.others_absent else [])


class _Known:
    """The people of a class by what a list may tell of them."""

    def __init__(self, people: Sequence[Registration]) -> None:
        self.by_email: dict[str, list[Registration]] = defaultdict(list)
        self.by_phone: dict[str, list[Registration]] = defaultdict(list)
        self.by_name: dict[str, list[Registration]] = defaultdict(list)
        for person in people:
            if person.email_key:
                self.by_email[person.email_key].append(person)
            if key := phone_key(person.phone):
                self.by_phone[key].append(person)
            self.by_name[fold(person.full_name)].append(person)

    def find(self, row: SheetRow) -> tuple[list[Registration], str]:
        """Who the row may mean, by the surest of what it tells."""
        name = fold(row.name)
        if row.email and (found := self.by_email.get(email_key(row.email), [])):
            return found, BY_EMAIL
        if row.phone and (found := self.by_phone.get(phone_key(row.phone), [])):
            # A family or an office may share a telephone.
            same = [person for person in found if fold(person.full_name) == name]
            return same or found, BY_PHONE
        found = self.by_name.get(name, [])
        unit = fold(row.unit)
        same = [person for person in found if unit and fold(person.organization_name) == unit]
        return same or found, BY_NAME


def _plan(
    row: SheetRow,
    known: _Known,
    people: Mapping[int, Registration],
    marks: Mapping[int, str],
    threshold: int | None,
    choice: str,
) -> RowPlan:
    plan = RowPlan(row=row, mark=_mark_of(row, threshold), problem=row.problem)
    found, found_by = known.find(row)
    if len(found) == 1:
        plan.person, plan.found_by = found[0], found_by
    else:
        plan.candidates = found
    if choice in {WALK_IN, SKIP}:
        plan.choice, plan.person = choice, None
        # What is left out is nobody's problem.
        plan.problem = "" if choice == SKIP else plan.problem
    elif choice.isdecimal() and int(choice) in people:
        plan.choice, plan.person, plan.found_by = choice, people[int(choice)], BY_HAND
    if plan.person is not None:
        plan.before = marks.get(plan.person.pk, "")
        if plan.mark not in CAME and plan.person.state not in EXPECTED:
            plan.mark = ""
    elif plan.mark not in CAME:
        # Somebody unknown who did not come is nobody's business.
        plan.choice = plan.choice or SKIP
    return plan


def _mark_of(row: SheetRow, threshold: int | None) -> str:
    if row.mark or threshold is None or row.minutes is None:
        return row.mark
    return AttendanceMark.PRESENT if row.minutes >= threshold else AttendanceMark.ABSENT


def _refuse_twice(plans: Sequence[RowPlan]) -> None:
    """Two rows of one person that say different things are for staff to mend."""
    seen: dict[int, RowPlan] = {}
    for plan in plans:
        if plan.person is None or plan.problem or not plan.mark:
            continue
        first = seen.setdefault(plan.person.pk, plan)
        if first is not plan and first.mark != plan.mark:
            plan.problem = _("Row %(number)d says otherwise of this person") % {
                "number": first.row.number
            }


# --- applying ----------------------------------------------------------------------------------------


@transaction.atomic
def apply_list(
    kept: AttendanceImport,
    *,
    actor: Any,
    choices: Mapping[int, str],
    seen: str,
    has_consent: bool = False,
) -> AttendanceImport:
    """Write what the preview showed, once; ``seen`` is the fingerprint of that preview.

    Refused when it was applied before, when a row is still open or has a problem, when marks or people
    changed since, and when people are added without having been asked.
    """
    require(actor, PERMISSION)
    RUN.lock(kept.session.run)
    locked = AttendanceImport.objects.select_for_update().get(pk=kept.pk)
    locked.session = kept.session
    if locked.applied_at is not None:
        raise RefusedError(_("This list was applied already."))
    if plan_of(locked).fingerprint != seen:
        raise RefusedError(_("Marks or people changed meanwhile. Look at the list once more."))
    plan = plan_of(locked, choices)
    _refuse_unready(plan, has_consent=has_consent)
    _write_plan(locked.session, plan, Marker(user=actor))
    locked.applied_by, locked.applied_at = actor, timezone.now()
    locked.marked_count, locked.walk_in_count = plan.changed, plan.walk_ins
    locked.rows = []
    locked.save()
    audit.record(
        kept.session.run,
        "import_attendance",
        actor=actor,
        session=kept.session_id,
        title=locked.file_name,
        marks=plan.changed,
        added=plan.walk_ins,
    )
    return locked


def _refuse_unready(plan: Plan, *, has_consent: bool) -> None:
    if plan.open or plan.problems:
        raise RefusedError(_("Say whom each marked row means, or leave it out."))
    if plan.walk_ins and not has_consent:
        raise RefusedError(_("Ask the people who are added, then tick the box."))


def _write_plan(session: Session, plan: Plan, by: Marker) -> None:
    source = AttendanceSource.FILE
    for row in plan.rows:
        if row.changes and row.person is not None:
            mark(session, row.person, row.mark, by=by, source=source)
        elif row.changes:
            add_walk_in(session, _entry(row.row), by=by, source=source, mark=row.mark)
    for person in plan.absent:
        mark(session, person, AttendanceMark.ABSENT, by=by, source=source)


def _entry(row: SheetRow) -> Entry:
    return Entry(
        full_name=row.name,
        email=row.email if "@" in row.email else "",
        phone=row.phone,
        organization_name=row.unit,
    )


def forget_unapplied() -> int:
    """Drop lists that nobody applied in a week: they hold names and numbers for nothing."""
    before = timezone.now() - dt.timedelta(days=DAYS_KEPT)
    rows = AttendanceImport.objects.filter(applied_at=None, created_at__lt=before)
    return rows.delete()[0]
