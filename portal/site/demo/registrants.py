"""Invented registrations for classes: one that is full, one where staff choose, one that needs people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from ecosystem.enums import RegistrationState
from ecosystem.models import Locality
from portal.site.demo import people
from portal.site.demo.people import DOMAIN
from portal.site.demo.training import make_run
from training.domain.consents import agree
from training.enums import QuestionKind, RunState
from training.models import (
    Audience,
    Course,
    CourseRun,
    Registration,
    RegistrationGroup,
    RunAnswer,
    RunQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.models import User

R = RegistrationState
NAMES = (
    "Hoàng Thị Lành",
    "Nông Văn Thức",
    "Lý Thị Mai Hương",
    "Vi Văn Toàn",
    "Triệu Thị Nga",
    "Đàm Văn Khôi",
    "Chu Thị Diệp",
    "Lương Văn Sơn",
    "Hứa Thị Quyên",
    "Bế Văn Dũng",
    "Lộc Thị Xuân",
    "Mã Văn Phúc",
)
UNITS = ("Đoàn xã (minh họa)", "Hội Phụ nữ xã (minh họa)", "", "Hợp tác xã Rau sạch (minh họa)")
SEXES = ("female", "male", "female", "untold", "")
# Of a full class of twelve: eleven with a place, one who must accept, and three who wait.
FULL = (R.CONFIRMED,) * 8 + (R.OFFERED, R.WAITLISTED, R.WAITLISTED, R.WAITLISTED)
GROUP = (R.CONFIRMED,) * 3
CHOSEN = (R.CONFIRMED,) * 2 + (R.REGISTERED,) * 5
FEW = (R.CONFIRMED,) * 3 + (R.CANCELLED,)


def make(*, staff: User) -> int:
    """Make three classes with registrations where no demo class has any; return how many people."""
    if Registration.objects.filter(run__course__is_demo=True).exists():
        return 0
    ideas, officials = Course.objects.filter(is_demo=True).order_by("pk")[:2]
    communes = list(Locality.objects.current().order_by("folded")[5:8])
    full = _open(ideas, 14, communes[0], capacity=12)
    _register(full, FULL)
    _register(full, GROUP, group=_group(full))
    chosen = _open(ideas, 21, communes[1], capacity=10, needs_approval=True)
    questions = _ask(chosen)
    _register(chosen, CHOSEN, questions=questions)
    few = _open(officials, 6, communes[2], capacity=40, min_places=15)
    _register(few, FEW, owner=people.first_applicant())
    for run in (full, chosen, few):
        seats = run.registrations.filter(has_seat=True).count()
        CourseRun.objects.filter(pk=run.pk).update(seats_taken=seats)
    return Registration.objects.filter(run__course__is_demo=True).count()


def _open(course: Course, days: int, commune: Locality, **values: object) -> CourseRun:
    run = make_run(course, days, 2, RunState.PUBLISHED, commune)
    for name, value in {"takes_registrations": True, "how_to_register": "", **values}.items():
        setattr(run, name, value)
    run.save()
    return run


def _ask(run: CourseRun) -> list[RunQuestion]:
    rows = (
        ("Bạn có mang theo máy tính xách tay không?", QuestionKind.YES_NO, ""),
        ("Ý tưởng của bạn đang ở bước nào?", QuestionKind.CHOICE, "Mới nghĩ\nĐã có mẫu\nĐã bán"),
        ("Bạn mong học được điều gì?", QuestionKind.TEXT, ""),
    )
    return [
        RunQuestion.objects.create(
            run=run, text=text, kind=kind, choices=choices, is_required=place < 2, order=place
        )
        for place, (text, kind, choices) in enumerate(rows)
    ]


def _group(run: CourseRun) -> RegistrationGroup:
    address = f"truong.hoc@{DOMAIN}"
    return RegistrationGroup.objects.create(
        run=run,
        organization_name="Trường Trung học phổ thông (minh họa)",
        contact_name="Phùng Thị Cô Giáo",
        email=address,
        email_key=address,
        phone="0912 345 678",
        verified_at=timezone.now(),
    )


def _register(
    run: CourseRun,
    states: Sequence[str],
    *,
    owner: User | None = None,
    group: RegistrationGroup | None = None,
    questions: Sequence[RunQuestion] = (),
) -> None:
    """Write registrations straight into their states, the earliest first."""
    now = timezone.now()
    audiences = list(Audience.objects.order_by("order"))
    for place, state in enumerate(states):
        user = owner if place == 0 else None
        address = "" if group else f"hocvien{run.pk}.{place + 1}@{DOMAIN}"
        # Of those who must be chosen, the last has not confirmed the address either.
        is_open = state == R.REGISTERED and place == len(states) - 1
        row = Registration.objects.create(
            run=run,
            group=group,
            user=user,
            full_name=user.full_name if user else NAMES[(place + run.pk) % len(NAMES)],
            email=user.email if user else address,
            email_key=(user.email if user else address).casefold(),
            phone="0912 345 678" if place % 3 == 0 else "",
            organization_name=group.organization_name if group else UNITS[place % len(UNITS)],
            sex=SEXES[place % len(SEXES)],
            birth_year=2009 if group else 1980 + (place * 7) % 25,
            locality=run.locality,
            audience=audiences[place % len(audiences)] if audiences else None,
            state=state,
            has_seat=state in {R.CONFIRMED, R.OFFERED},
            verified_at=None if is_open else now - dt.timedelta(days=5),
            held_until=now + dt.timedelta(hours=20) if state == R.OFFERED or is_open else None,
        )
        Registration.objects.filter(pk=row.pk).update(
            created_at=now - dt.timedelta(days=5) + dt.timedelta(hours=place), consent=agree(row)
        )
        RunAnswer.objects.bulk_create(
            RunAnswer(
                registration=row,
                question=question,
                asked=question.text,
                answer=(question.choice_lines or ["Có"])[0],
            )
            for question in questions[:2]
        )
