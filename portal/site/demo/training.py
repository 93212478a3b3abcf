"""Invented courses with classes to come, under way and of the past."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from ecosystem.domain.slots import at
from ecosystem.models import Locality, Organization
from training.domain import runs as acts
from training.enums import RunState
from training.models import Audience, Course, CourseRun, Session, Trainer

if TYPE_CHECKING:
    from portal.models import User

COURSES = (
    {
        "name": "Từ ý tưởng đến sản phẩm đầu tiên",
        "summary": "Hai ngày để biến một ý tưởng thành thứ bán thử được.",
        "description": "Học viên mang theo ý tưởng của mình, làm việc theo nhóm nhỏ và trình bày vào buổi cuối.",
        "outcomes": "Nói được khách hàng là ai và họ cần gì\nLàm được bản mẫu rẻ tiền\nTính được giá vốn của một sản phẩm",
        "audiences": ("doan-vien-thanh-nien", "phu-nu", "nhom-du-an"),
        "min_attendance": 75,
    },
    {
        "name": "Cán bộ xã đồng hành cùng người khởi nghiệp",
        "summary": "Cho cán bộ cấp xã nhận hồ sơ, tư vấn ban đầu và chuyển đúng nơi hỗ trợ.",
        "description": "Tình huống thật từ các kỳ cuộc thi trước.",
        "outcomes": "Tư vấn được các bước đầu tiên\nBiết chính sách nào dành cho ai",
        "audiences": ("can-bo-cong-chuc",),
        "min_attendance": 80,
    },
)
TOPICS = ("Hiểu khách hàng", "Làm mẫu thử", "Giá vốn và giá bán", "Trình bày ý tưởng")
# course, days from today, sessions, state
RUNS = (
    (0, 18, 4, RunState.PUBLISHED),
    (0, -45, 4, RunState.PUBLISHED),
    (1, 25, 2, RunState.PUBLISHED),
    (1, 40, 2, RunState.DRAFT),
    (1, 12, 2, RunState.CANCELLED),
)


def make(*, staff: User) -> int:
    """Make the courses where there are none; return how many classes."""
    if Course.objects.exists():
        return 0
    organizer = Organization.objects.filter(slug="so-khoa-hoc-va-cong-nghe").first()
    courses = [_course(values, organizer) for values in COURSES]
    communes = list(Locality.objects.current().order_by("folded")[: len(RUNS)])
    for place, (course, days, count, state) in enumerate(RUNS):
        commune = communes[place] if place < len(communes) else None
        make_run(courses[course], days, count, state, commune)
    return len(RUNS)


def _course(values: dict, organizer: Organization | None) -> Course:
    plain = {name: value for name, value in values.items() if name != "audiences"}
    course = Course.objects.create(organizer=organizer, is_demo=True, **plain)
    course.audiences.set(Audience.objects.filter(slug__in=values["audiences"]))
    return course


def make_run(
    course: Course, days: int, count: int, state: str, commune: Locality | None
) -> CourseRun:
    """Half a day a session; ``settle`` writes the times beside the class."""
    run = CourseRun.objects.create(
        course=course,
        locality=commune,
        venue="Hội trường Ủy ban nhân dân",
        funder="Ngân sách tỉnh",
        how_to_register="Gọi Phòng Quản lý công nghệ, Sở Khoa học và Công nghệ (dữ liệu minh họa).",
        state=state,
        cancel_reason="Trùng lịch họp của xã (minh họa)." if state == RunState.CANCELLED else "",
    )
    first = timezone.localdate() + dt.timedelta(days=days)
    for place in range(count):
        day, is_morning = first + dt.timedelta(days=place // 2), place % 2 == 0
        start, end = (dt.time(8), dt.time(11)) if is_morning else (dt.time(14), dt.time(17))
        Session.objects.create(
            run=run, starts_at=at(day, start), ends_at=at(day, end), topic=TOPICS[place]
        )
    Trainer.objects.create(run=run, name="Hoàng Văn Giảng", position="Giảng viên (minh họa)")
    return acts.settle(run)
