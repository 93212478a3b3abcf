"""Invented rooms of the province's co-working space, with three months of use behind them."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from ecosystem.domain.slots import at, day_span, week_start
from ecosystem.enums import BookingState, ClosureKind, OrganizationKind
from ecosystem.models import Booking, Closure, Membership, Opening, Organization, Room, Startup
from portal.models import User

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = """Giữ trật tự, tắt điện và điều hòa khi ra về.
Trả phòng đúng giờ, dọn bàn ghế về chỗ cũ.
Không đến được thì hủy sớm để người khác dùng."""
ROOMS = (
    {
        "name": "Phòng hội thảo",
        "summary": "Cho hội thảo, tọa đàm, buổi gọi vốn.",
        "place": "Tầng 1",
        "capacity": 40,
        "equipment": "Máy chiếu\nMicro không dây\nBảng trắng\nWi-Fi",
        "max_minutes": 480,
        "buffer_minutes": 30,
        "days_ahead": 60,
        "notice_hours": 24,
        "cancel_hours": 24,
    },
    {
        "name": "Phòng họp nhóm",
        "summary": "Cho nhóm dự án họp, gặp cố vấn.",
        "place": "Tầng 2",
        "capacity": 8,
        "equipment": "Màn hình 55 inch\nBảng trắng\nWi-Fi",
        "max_minutes": 180,
    },
    {
        "name": "Phòng gọi trực tuyến",
        "summary": "Phòng nhỏ yên tĩnh để họp trực tuyến.",
        "place": "Tầng 2",
        "capacity": 2,
        "equipment": "Máy tính\nCamera, tai nghe\nWi-Fi",
        "is_instant": True,
        "min_minutes": 30,
        "max_minutes": 120,
    },
)
HOURS = ((dt.time(8), dt.time(11, 30)), (dt.time(13, 30), dt.time(17)))
PURPOSES = ("Họp nhóm dự án", "Gặp cố vấn", "Tập thuyết trình", "Họp trực tuyến với khách hàng")
DAYS_BEHIND = 90


def make(*, seed: int, staff: User) -> int:
    """Make the rooms where the province's space has none; return how many were made."""
    space = Organization.objects.filter(kind=OrganizationKind.COWORKING, is_public=True).first()
    if space is None or Room.objects.exists():
        return 0
    Membership.objects.get_or_create(
        organization=space, user=staff, defaults={"position": "Quản lý khu"}
    )
    rng = Random(seed)  # noqa: S311 -- invented data, not secrets
    people = list(User.objects.filter(email__startswith="thisinh", is_active=True)[:8]) or [staff]
    rooms = [_room(space, order, values) for order, values in enumerate(ROOMS)]
    for room in rooms:
        Booking.objects.bulk_create(_past(room, people, rng))
    _coming(rooms, people)
    _closure(space)
    return len(rooms)


def _room(space: Organization, order: int, values: dict[str, object]) -> Room:
    room = Room(
        organization=space,
        order=order,
        is_demo=True,
        price_text="Miễn phí",
        house_rules=RULES,
        **values,
    )
    room.full_clean(exclude=["slug"])
    room.save()
    Opening.objects.bulk_create(
        Opening(room=room, weekday=weekday, opens_at=opens, closes_at=closes)
        for weekday in range(5)
        for opens, closes in HOURS
    )
    room.pictures.create(
        image=ContentFile(_plan(room.capacity), name=f"so-do-{room.slug}.png"),
        alt_text=f"Sơ đồ minh họa: bàn giữa phòng, {room.capacity} chỗ ngồi, cửa ra vào bên phải",
    )
    return room


def _plan(seats: int) -> bytes:
    """Draw a room from above: walls, a door, a table and its chairs."""
    image = Image.new("RGB", (960, 600), "#e6f0fa")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 900, 540), fill="#ffffff", outline="#17406d", width=10)
    draw.rectangle((890, 240, 910, 360), fill="#f5c257")
    draw.rounded_rectangle((220, 230, 740, 370), 24, fill="#9a5318")
    side = -(-seats // 2)
    for number in range(seats):
        x = 220 + (520 * ((number % side) + 0.5)) / side
        y = 180 if number < side else 420
        size = min(32, 220 / side + 4)
        draw.ellipse((x - size, y - size, x + size, y + size), fill="#1b6142")
    stored = BytesIO()
    image.save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _past(room: Room, people: list[User], rng: Random) -> Iterator[Booking]:
    """One booking on some mornings and afternoons; a few nobody came to."""
    today = timezone.localdate()
    for back in range(DAYS_BEHIND, 0, -1):
        day = today - dt.timedelta(days=back)
        if day.weekday() > 4:
            continue
        for opens, _closes in HOURS:
            if rng.random() > 0.45:
                continue
            start = at(day, opens)
            end = start + dt.timedelta(minutes=rng.choice([60, 90, 120]))
            state = BookingState.NO_SHOW if rng.random() < 0.05 else BookingState.USED
            yield _booking(room, start, end, rng.choice(people), state, rng.choice(PURPOSES))


def _booking(
    room: Room, start: dt.datetime, end: dt.datetime, holder: User, state: str, purpose: str
) -> Booking:
    return Booking(
        room=room,
        starts_at=start,
        ends_at=end,
        held_until=end + room.buffer,
        holder=holder,
        startup=Startup.objects.filter(owner=holder).first(),
        state=state,
        purpose=purpose,
        attendees=min(room.capacity, 3),
        accepted_rules=room.house_rules,
    )


def _coming(rooms: list[Room], people: list[User]) -> None:
    """Next week: some promised, one that waits for an answer."""
    monday = week_start(timezone.localdate()) + dt.timedelta(days=7)
    hall, meeting, _call = rooms
    plans = (
        (hall, 1, 8, 11, BookingState.REQUESTED, "Tọa đàm khởi nghiệp trẻ"),
        (meeting, 0, 9, 11, BookingState.CONFIRMED, "Họp nhóm dự án"),
        (meeting, 2, 14, 16, BookingState.REQUESTED, "Gặp cố vấn"),
        (meeting, 3, 8, 10, BookingState.CONFIRMED, "Tập thuyết trình"),
    )
    for number, (room, weekday, start, end, state, purpose) in enumerate(plans):
        day = monday + dt.timedelta(days=weekday)
        holder = people[number % len(people)]
        times = (at(day, dt.time(start)), at(day, dt.time(end)))
        _booking(room, *times, holder, state, purpose).save()


def _closure(space: Organization) -> None:
    friday = week_start(timezone.localdate()) + dt.timedelta(days=11)
    span = day_span(friday)
    Closure.objects.create(
        organization=space,
        kind=ClosureKind.MAINTENANCE,
        reason="Bảo trì hệ thống điện",
        starts_at=at(friday, dt.time(13)),
        ends_at=span.ends_at,
    )
