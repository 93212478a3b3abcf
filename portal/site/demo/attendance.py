"""Attendance of invented people: a class of the past with its marks, and one under way today."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from ecosystem.domain.slots import at
from ecosystem.enums import RegistrationState
from ecosystem.models import Locality
from portal.site.demo.people import DOMAIN
from training.domain import runs as acts
from training.domain.walk_ins import agree_at_door
from training.enums import CAME, AttendanceMark, AttendanceSource, RunState
from training.models import Attendance, Course, CourseRun, Registration, Session, Trainer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.models import User

PEOPLE: Final = (
    ("Nông Thị Bưởi", "Hội Liên hiệp Phụ nữ xã (minh họa)"),
    ("Hoàng Văn Cương", "Đoàn xã (minh họa)"),
    ("Lý Thị Dung", "Hợp tác xã Na (minh họa)"),
    ("Triệu Văn Giáp", ""),
    ("Vi Thị Hạnh", "Hợp tác xã Na (minh họa)"),
    ("Đàm Văn Khánh", "Ủy ban nhân dân xã (minh họa)"),
    ("Lương Thị Lụa", ""),
    ("Hứa Văn Mạnh", "Đoàn xã (minh họa)"),
    ("Bế Thị Nhung", "Hội Liên hiệp Phụ nữ xã (minh họa)"),
    ("Chu Văn Phong", ""),
    ("Lộc Thị Quý", "Hội Nông dân xã (minh họa)"),
    ("Mã Văn Sơn", "Hội Nông dân xã (minh họa)"),
)
P, L, E, A = (
    AttendanceMark.PRESENT,
    AttendanceMark.LATE,
    AttendanceMark.EXCUSED,
    AttendanceMark.ABSENT,
)
# The marks of somebody at the sessions of a class; people take them in turn.
PATTERNS: Final = (
    (P, P, P, P),
    (P, P, L, P),
    (P, E, P, P),
    (L, P, P, A),
    (P, P, A, A),
    (A, A, A, A),
)
WAITING: Final = 2


def make(*, staff: User) -> int:
    """Write marks where there are none; return how many."""
    if Attendance.objects.exists() or not Course.objects.exists():
        return 0
    past = CourseRun.objects.filter(state=RunState.PUBLISHED, ends_at__lt=timezone.now())
    run = past.order_by("-ends_at").first()
    if run is not None:
        _mark(_people(run, over=True), list(run.sessions.all()), staff)
    today = _class_of_today()
    people = _people(today, over=False)
    _mark(people[:-WAITING], list(today.sessions.all())[:1], staff)
    _walk_in(today, staff)
    return Attendance.objects.count()


def _class_of_today() -> CourseRun:
    """Yesterday, today and tomorrow: something to mark whenever one looks."""
    run = CourseRun.objects.create(
        course=Course.objects.order_by("pk").first(),
        locality=Locality.objects.current().order_by("-folded").first(),
        name="Lớp đang học",
        venue="Nhà văn hóa xã",
        state=RunState.PUBLISHED,
        how_to_register="Lớp đã bắt đầu (dữ liệu minh họa).",
    )
    today = timezone.localdate()
    for days in (-1, 0, 1):
        day = today + dt.timedelta(days=days)
        Session.objects.create(run=run, starts_at=at(day, dt.time(8)), ends_at=at(day, dt.time(17)))
    Trainer.objects.create(run=run, name="Hoàng Văn Giảng", position="Giảng viên (minh họa)")
    settled: CourseRun = acts.settle(run)
    return settled


def _people(run: CourseRun, *, over: bool) -> list[Registration]:
    """Those who are registered already, else the invented ones; two wait where it is not over."""
    known = list(run.registrations.standing())  # type: ignore[attr-defined]  # the reverse side
    if known:
        return known
    made = []
    for number, (name, unit) in enumerate(PEOPLE):
        waits = not over and number >= len(PEOPLE) - WAITING
        email = f"hocvien{number + 1}.lop{run.pk}@{DOMAIN}"
        row = Registration(
            run=run,
            full_name=name,
            organization_name=unit,
            email=email,
            email_key=email,
            phone=f"09120000{number:02}",
            state=RegistrationState.WAITLISTED if waits else RegistrationState.CONFIRMED,
            has_seat=not waits,
            verified_at=timezone.now(),
        )
        row.save()
        made.append(row)
    CourseRun.objects.filter(pk=run.pk).update(seats_taken=sum(row.has_seat for row in made))
    return made


def _mark(people: Sequence[Registration], sessions: Sequence[Session], staff: User) -> None:
    for number, person in enumerate(people):
        pattern = PATTERNS[number % len(PATTERNS)]
        given = [pattern[place % len(pattern)] for place in range(len(sessions))]
        Attendance.objects.bulk_create(
            Attendance(
                session=session,
                registration=person,
                mark=mark,
                source=AttendanceSource.LIST,
                marked_at=session.starts_at + dt.timedelta(minutes=5),
                saved_at=session.starts_at,
                recorded_by=staff,
            )
            for session, mark in zip(sessions, given, strict=True)
        )
        came = bool(CAME.intersection(given))
        is_over = sessions[-1].run.is_over
        if came or is_over:
            state = RegistrationState.ATTENDED if came else RegistrationState.ABSENT
            Registration.objects.filter(pk=person.pk).update(state=state)


def _walk_in(run: CourseRun, staff: User) -> None:
    """Somebody came yesterday without a registration."""
    person = Registration.objects.create(
        run=run,
        full_name="Phùng Thị Tươi",
        phone="0912000099",
        is_walk_in=True,
        state=RegistrationState.ATTENDED,
    )
    person.consent = agree_at_door(person, recorded_by=staff)
    person.save(update_fields=["consent"])
    session = run.sessions.first()  # type: ignore[attr-defined]  # the reverse side
    Attendance.objects.create(
        session=session,
        registration=person,
        mark=AttendanceMark.PRESENT,
        source=AttendanceSource.DOOR,
        marked_at=session.starts_at,
        recorded_by=staff,
    )
