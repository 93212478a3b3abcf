"""Invented events: one that is full with a waiting list, one today, one held with its attendance, a draft."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from ecosystem.domain.registration_consents import agree
from ecosystem.domain.slots import at
from ecosystem.enums import EventKind, EventState, OrganizationKind, RegistrationState
from ecosystem.models import Event, EventRegistration, Field, Organization
from portal.models import User
from portal.site.demo.people import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

R = RegistrationState
NAMES = (
    "Hoàng Văn Thắng",
    "Nông Thị Hà",
    "Lý Minh Tuấn",
    "Vi Thị Lan",
    "Triệu Văn Hùng",
    "Đặng Thu Trang",
    "Chu Văn Bình",
    "Lương Thị Mai",
    "Hứa Văn Quang",
    "Bế Thị Ngọc",
    "Lộc Văn Nam",
    "Mã Thị Huyền",
)
ORGANIZATIONS = (
    "Hợp tác xã Na Chi Lăng",
    "Công ty TNHH Hồi Xứ Lạng",
    "",
    "Trường Cao đẳng Lạng Sơn",
)
PROGRAMME = """13:30 Đón tiếp
14:00 Khai mạc
14:15 Năm dự án trình bày, mỗi dự án 8 phút
15:15 Gặp riêng nhà đầu tư theo bàn
16:30 Bế mạc"""
# Of a full event: nine with a place, one who must accept, and two who wait.
FULL = (R.CONFIRMED,) * 9 + (R.OFFERED, R.WAITLISTED, R.WAITLISTED)
HELD = (R.ATTENDED,) * 8 + (R.ABSENT,) * 3 + (R.CANCELLED,)
TODAY = (R.CONFIRMED,) * 6 + (R.ATTENDED,) * 2


def make(*, staff: User) -> int:
    """Make the events where there is none of the demo set; return how many were made."""
    if Event.objects.filter(is_demo=True).exists():
        return 0
    today = timezone.localdate()
    full = _event(
        "Kết nối nhà đầu tư với dự án nông sản",
        EventKind.MATCHING,
        today + dt.timedelta(days=16),
        description="Năm dự án nông sản của tỉnh trình bày trước nhà đầu tư và doanh nghiệp phân phối.",
        audience="Dự án khởi nghiệp nông nghiệp, nhà đầu tư, doanh nghiệp phân phối",
        programme=PROGRAMME,
        takes_registrations=True,
        capacity=10,
    )
    _register(full, FULL)
    workshop = _event(
        "Hội thảo đưa sản phẩm địa phương lên sàn thương mại điện tử",
        EventKind.WORKSHOP,
        today + dt.timedelta(days=5),
        description="Hướng dẫn mở gian hàng, chụp ảnh sản phẩm và giao hàng.",
        audience="Hợp tác xã, hộ kinh doanh, dự án khởi nghiệp",
        online_url="https://hop.example.vn/phong-demo",
        takes_registrations=True,
        capacity=60,
    )
    owner = User.objects.filter(email=f"thisinh1@{DOMAIN}").first()
    _register(workshop, (R.CONFIRMED,) * 7, owner=owner)
    open_day = _event(
        "Ngày mở cửa khu làm việc chung",
        EventKind.OTHER,
        today,
        description="Tham quan, gặp cố vấn, đăng ký thử chỗ làm việc.",
        takes_registrations=True,
    )
    _register(open_day, TODAY, staff=staff)
    held = _event(
        "Diễn đàn khởi nghiệp xanh miền núi",
        EventKind.FORUM,
        today - dt.timedelta(days=20),
        description="Trao đổi về hồi, na, thạch đen và du lịch cộng đồng.",
        takes_registrations=True,
        capacity=80,
    )
    _register(held, HELD, staff=staff, walk_ins=2)
    _event(
        "Ngày hội khởi nghiệp đổi mới sáng tạo năm tới",
        EventKind.FESTIVAL,
        today + dt.timedelta(days=90),
        state=EventState.DRAFT,
        description="Bản nháp: chương trình đang được thống nhất.",
    )
    return Event.objects.filter(is_demo=True).count()


def _event(title: str, kind: EventKind, day: dt.date, **values: object) -> Event:
    event = Event(
        title=title,
        kind=kind,
        starts_at=at(day, dt.time(13, 30)),
        ends_at=at(day, dt.time(17)),
        venue="Phòng hội thảo, Khu làm việc chung tỉnh Lạng Sơn",
        is_demo=True,
        **{"state": EventState.PUBLISHED, **values},
    )
    event.full_clean(exclude=["slug"])
    event.save()
    event.organizers.set(Organization.objects.public().filter(kind=OrganizationKind.DEPARTMENT)[:2])
    event.fields.set(Field.objects.filter(slug__in=["nong-nghiep", "dich-vu"]))
    return event


def _register(
    event: Event,
    states: Sequence[str],
    *,
    owner: User | None = None,
    staff: User | None = None,
    walk_ins: int = 0,
) -> None:
    """Write registrations straight into their states, the earliest first."""
    begun = timezone.now() - dt.timedelta(days=30)
    starts_at: dt.datetime = event.starts_at  # type: ignore[assignment]  # every demo event has one
    for place, state in enumerate([*states, *[R.ATTENDED] * walk_ins]):
        is_walk_in = place >= len(states)
        address = "" if is_walk_in else f"khach{event.pk}.{place + 1}@{DOMAIN}"
        user = owner if place == 0 else None
        row = EventRegistration(
            event=event,
            user=user,
            full_name=user.full_name if user else NAMES[place % len(NAMES)],
            email=user.email if user else address,
            email_key=(user.email if user else address).casefold(),
            phone="0912 345 678" if place % 3 == 0 else "",
            organization_name=ORGANIZATIONS[place % len(ORGANIZATIONS)],
            state=state,
            has_seat=not is_walk_in and state not in {R.WAITLISTED, R.CANCELLED},
            is_walk_in=is_walk_in,
            verified_at=None if is_walk_in else begun,
            held_until=timezone.now() + dt.timedelta(hours=20) if state == R.OFFERED else None,
        )
        if state == R.ATTENDED:
            row.checked_in_at = starts_at + dt.timedelta(minutes=place)
            row.checked_in_by = staff
        row.save()
        EventRegistration.objects.filter(pk=row.pk).update(
            created_at=begun + dt.timedelta(hours=place),
            consent=agree(row, recorded_by=staff if is_walk_in else None),
        )
    seats = event.registrations.filter(has_seat=True).count()
    Event.objects.filter(pk=event.pk).update(seats_taken=seats)
