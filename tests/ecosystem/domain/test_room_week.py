"""A room's week, its use by month, and its calendars."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from ecosystem.domain.booking import reserve
from ecosystem.domain.calendars import key_of, own_calendar, owner_of, renew_key, room_calendar
from ecosystem.domain.room_use import months_back, use_of
from ecosystem.domain.week import week_plan
from portal.audit import SYSTEM
from tests.ecosystem.space import NOW, book, founder, on, open_room
from tests.factories.ecosystem import BookingFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def hours(span):
    return f"{timezone.localtime(span.starts_at):%H:%M}-{timezone.localtime(span.ends_at):%H:%M}"


def offers(plan, weekday):
    return [hours(offer.span) for offer in plan.days[weekday].offers]


def close_on(room, start, end):
    return room.closures.create(
        organization=room.organization,
        kind="holiday",
        reason="Nghỉ lễ",
        starts_at=start,
        ends_at=end,
    )


def test_the_week_offers_what_is_left_of_the_hours():
    room = open_room(buffer_minutes=30, days_ahead=4)
    book(room, 2, 10, 12)
    close_on(room, on(3, 0), on(3, 15))

    plan = week_plan(room, date(2026, 12, 1))

    # Monday is over; today only what is two hours away; Wednesday keeps the pause on both sides.
    assert [offers(plan, n) for n in range(7)] == [
        [],
        ["09:00-18:00"],
        ["08:00-09:30", "12:30-18:00"],
        ["15:00-18:00"],
        ["08:00-18:00"],
        ["08:00-18:00"],
        [],
    ]
    assert [hours(span) for span in plan.days[2].booked] == ["10:00-12:00"]
    assert plan.days[3].closed == ["Nghỉ lễ"]
    assert plan.days[6].is_not_yet


def test_the_grid_puts_cells_alike_together_and_ends_with_a_booking_that_fits():
    room = open_room()
    book(room, 2, 10, 12)

    rows = week_plan(room, date(2026, 12, 1)).rows

    wednesday = {row.time: row.cells[2] for row in rows}
    assert [row.time for row in rows][:: len(rows) - 1] == [time(8), time(17, 30)]
    assert (wednesday[time(10)].state, wednesday[time(10)].rows) == ("booked", 4)
    assert wednesday[time(10, 30)] is None
    assert hours(wednesday[time(9, 30)].offer) == "09:00-10:00"


def test_the_week_stays_within_what_can_be_booked():
    room = open_room(days_ahead=14)

    assert week_plan(room, date(2020, 1, 1)).monday == date(2026, 11, 30)
    far = week_plan(room, date(2030, 1, 1))
    assert (far.monday, far.has_later) == (date(2026, 12, 14), False)
    assert week_plan(RoomFactory(), date(2026, 12, 1)).rows == []


def test_hours_that_lie_off_the_steps_are_offered_on_full_steps():
    room = open_room()
    room.openings.update(opens_at=time(7, 45), closes_at=time(9, 20))

    assert offers(week_plan(room, date(2026, 12, 2)), 2) == ["08:00-09:00"]


def test_use_counts_hours_that_came_about_against_hours_that_were_open(time_machine):
    room, other = open_room(), open_room()
    close_on(room, on(2, 0), on(3, 0))
    for state, day in (("used", 1), ("confirmed", 3), ("no_show", 4), ("cancelled", 4)):
        BookingFactory(room=room, state=state, starts_at=on(day, 9), ends_at=on(day, 12))
    BookingFactory(room=room, state="confirmed", starts_at=on(28, 9))
    time_machine.move_to(on(5, 13), tick=False)

    november, december = use_of([room, other], months_back(2))[0].months

    assert (november.bookings, november.open_minutes) == (0, 30 * 10 * 60)
    # Days 1, 3 and 4 whole, day 5 until one o'clock; day 2 was closed.
    assert (december.bookings, december.no_shows) == (2, 1)
    assert (december.hours, december.open_minutes) == (6, 35 * 60)
    assert december.share == 17
    assert use_of([RoomFactory(), other], months_back(2))[0].total.share is None


def test_the_feed_of_a_room_tells_the_time_and_nothing_else():
    room = open_room(name="Phòng họp")
    book(room, 2, 9, 11, actor=founder(full_name="Lý Bí Mật"), purpose="Việc riêng")
    close_on(room, on(3, 0), on(4, 0))

    text = room_calendar(room)

    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261202T090000\r\n" in text
    assert "SUMMARY:Đã đặt\r\n" in text
    assert "SUMMARY:Đóng cửa: Nghỉ lễ\r\n" in text
    assert not any(word in text for word in ("Bí Mật", "Việc riêng", room.bookings.get().code))


def test_the_private_feed_holds_ones_own_until_the_address_is_renewed():
    room, person = open_room(name="Phòng họp"), founder()
    booking = book(room, 2, 9, 11, actor=person)
    book(room, 3, 9, 11)
    old = key_of(person)

    text = own_calendar(person)

    assert text.count("BEGIN:VEVENT") == 1
    assert f"UID:booking-{booking.code}@" in text
    assert "STATUS:TENTATIVE" in text
    assert owner_of(old) == person
    new = renew_key(person)
    assert (owner_of(old), owner_of(new)) == (None, person)
    person.is_active = False
    person.save()
    assert owner_of(new) is None


def test_an_event_over_midnight_shows_on_both_days():
    room = open_room()
    reserve(room, on(2, 20), on(3, 9), actor=SYSTEM, contact_name="Đêm hội")

    plan = week_plan(room, date(2026, 12, 1))

    assert [hours(span) for day in plan.days for span in day.booked] == [
        "20:00-00:00",
        "00:00-09:00",
    ]
    assert offers(plan, 3) == ["09:00-18:00"]
    assert timedelta(hours=13) == room.bookings.get().ends_at - room.bookings.get().starts_at
