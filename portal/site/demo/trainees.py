"""Invented people who came to classes of the past: live figures, some of them in several classes."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from ecosystem.domain.slots import at
from ecosystem.enums import RegistrationState, Sex
from ecosystem.models import Locality, Organization
from portal.site.demo import people
from portal.site.training_links import promoted, rounds_to_invite_from
from training.domain import persons
from training.domain import runs as acts
from training.enums import AttendanceMark, AttendanceSource, RunState
from training.models import (
    Attendance,
    Audience,
    Course,
    CourseRun,
    Registration,
    RunInvitation,
    Session,
)

COURSE = "Bán hàng và kể chuyện sản phẩm trên mạng"
# How many days ago, sessions, people of the circle that came: they overlap.
CLASSES = ((410, 2, (0, 18)), (190, 2, (9, 30)), (40, 3, (20, 42)))
PEOPLE = 42
ORGANIZATIONS = ("UBND xã (minh họa)", "Tỉnh đoàn (minh họa)", "Hợp tác xã (minh họa)", "")
MARKS = (AttendanceMark.PRESENT,) * 7 + (
    AttendanceMark.LATE,
    AttendanceMark.EXCUSED,
    AttendanceMark.ABSENT,
)
TOPICS = ("Khách hàng trên mạng", "Chụp ảnh và viết về sản phẩm", "Bán hàng trực tiếp")


def make(*, seed: int) -> int:
    """Make the classes of the past with their people, where there are none; how many came."""
    if Course.objects.filter(name=COURSE).exists():
        return 0
    rng = random.Random(seed)  # noqa: S311 -- invented people, no secret
    course = Course.objects.create(
        name=COURSE,
        summary="Hai đến ba buổi, thực hành trên sản phẩm của chính học viên.",
        organizer=Organization.objects.filter(slug="so-khoa-hoc-va-cong-nghe").first(),
        min_attendance=75,
        is_demo=True,
    )
    course.audiences.set(Audience.objects.all()[:2])
    circle = _circle(rng)
    came = sum(
        _held(course, days, sessions, circle[first:last], rng)
        for days, sessions, (first, last) in CLASSES
    )
    _coaching(course)
    persons.link_pending()
    return came


def _circle(rng: random.Random) -> list[dict]:
    """Who comes to classes; every sixth says nothing of sex and year of birth."""
    communes = list(Locality.objects.current().order_by("folded")[:6])
    groups = list(Audience.objects.all())
    circle = [
        {
            "full_name": people.full_name(rng),
            "email": f"hocvien{place}@{people.DOMAIN}",
            "phone": f"+849{seed_number:08d}",
            "organization_name": rng.choice(ORGANIZATIONS),
            "sex": "" if place % 6 == 0 else rng.choice([Sex.FEMALE, Sex.MALE]),
            "birth_year": None if place % 6 == 0 else rng.randint(1965, 2008),
            "locality": rng.choice([None, *communes]),
            "audience": rng.choice(groups) if groups else None,
        }
        for place, seed_number in enumerate(rng.sample(range(10**8), PEOPLE))
    ]
    # Two who may be one: only staff can tell.
    told = {"organization_name": ORGANIZATIONS[0], "sex": "", "birth_year": None}
    circle[0] |= told
    circle[1] |= told | {"full_name": circle[0]["full_name"]}
    return circle


def _held(course: Course, days: int, count: int, circle: list[dict], rng: random.Random) -> int:
    """A class that is over, with everybody of ``circle`` marked at each session."""
    communes = list(Locality.objects.current().order_by("-folded")[:3])
    run = CourseRun.objects.create(
        course=course,
        locality=rng.choice(communes) if communes else None,
        venue="Nhà văn hóa",
        funder="Ngân sách tỉnh",
        state=RunState.PUBLISHED,
    )
    first = timezone.localdate() - dt.timedelta(days=days)
    sessions = [
        Session.objects.create(
            run=run,
            starts_at=at(first + dt.timedelta(days=place), dt.time(8)),
            ends_at=at(first + dt.timedelta(days=place), dt.time(11)),
            topic=TOPICS[place],
        )
        for place in range(count)
    ]
    acts.settle(run)
    for values in circle:
        _came(run, sessions, values, rng)
    return len(circle)


def _came(run: CourseRun, sessions: list[Session], values: dict, rng: random.Random) -> None:
    """Some register with another address the second time: the telephone tells who they are."""
    email = values["email"] if rng.random() < 0.8 else f"cq-{run.pk}-{values['email']}"
    row = Registration.objects.create(
        run=run,
        state=RegistrationState.ATTENDED,
        verified_at=run.starts_at,
        **(values | {"email": email, "email_key": email}),
    )
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            registration=row,
            mark=rng.choice(MARKS),
            source=AttendanceSource.LIST,
            marked_at=session.starts_at,
        )
        for session in sessions
    )


def _coaching(course: Course) -> None:
    """A class to come, to which the teams of a published round were asked; no mail is sent."""
    run = CourseRun.objects.create(
        course=course,
        name="Lớp huấn luyện cho các đội vào vòng sau (minh họa)",
        venue="Khu làm việc chung",
        state=RunState.PUBLISHED,
        takes_registrations=True,
        capacity=30,
    )
    day = timezone.localdate() + dt.timedelta(days=20)
    Session.objects.create(
        run=run, starts_at=at(day, dt.time(8)), ends_at=at(day, dt.time(11)), topic=TOPICS[0]
    )
    acts.settle(run)
    guests = next(filter(None, map(promoted, rounds_to_invite_from())), [])
    RunInvitation.objects.bulk_create(
        (
            RunInvitation(
                run=run,
                full_name=guest.full_name,
                team=guest.team,
                email=guest.email,
                email_key=guest.email.casefold(),
                origin=guest.origin,
            )
            for guest in guests
            if guest.email
        ),
        ignore_conflicts=True,
    )
