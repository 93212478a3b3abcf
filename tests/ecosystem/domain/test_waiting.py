"""“Tell me when it is free”: who is told, when, and that it is once."""

import pytest
from django.core.exceptions import PermissionDenied

from ecosystem.domain.booking import call_off, cancel, confirm, reserve
from ecosystem.domain.booking_rules import BookingRefusedError
from ecosystem.domain.closures import close, reopen
from ecosystem.domain.waiting import stop_waiting, wait_for
from ecosystem.enums import ClosureKind
from ecosystem.models import Booking, Closure, WaitingNotice
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.ecosystem.space import NOW, book, founder, manager, on, open_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def room():
    return open_room(name="Phòng họp")


def told():
    rows = OutgoingMail.objects.filter(template="ecosystem/place_free")
    return set(rows.values_list("recipient", flat=True))


def closure(room, day, **fields):
    values = {"kind": ClosureKind.MAINTENANCE, "reason": "Sửa điện"}
    times = {"starts_at": on(day, 0), "ends_at": on(day + 1, 0)}
    return Closure(organization=room.organization, **values | times | fields)


def test_whoever_waits_for_the_time_that_becomes_free_is_told_once(room):
    booking, early, late = book(room, 2, 9, 11), founder(), founder()
    book(room, 2, 14, 16)
    wait_for(room, on(2, 9), on(2, 11), actor=early)
    wait_for(room, on(2, 14), on(2, 16), actor=late)

    cancel(booking, actor=booking.holder)
    again = book(room, 2, 9, 11)
    cancel(again, actor=again.holder)

    assert told() == {early.email}
    assert (
        "/dang-ky/?ngay=2026-12-02"
        in OutgoingMail.objects.get(template="ecosystem/place_free").body_text
    )


def test_nobody_is_told_while_too_little_is_free(room):
    room.min_minutes = 120
    room.save()
    book(room, 2, 8, 10)
    middle = book(room, 2, 10, 12)
    wait_for(room, on(2, 8), on(2, 11), actor=founder())

    cancel(middle, actor=middle.holder)

    assert told() == set()


def test_waiting_is_refused_for_what_is_free_past_far_or_too_much(room):
    person = founder()
    for times, words in {
        (on(2, 9), on(2, 11)): "đang trống",
        (on(1, 5), on(1, 6)): "đã qua",
        (on(2, 9), on(2, 9)): "sau thời điểm bắt đầu",
        (on(2, 9), on(3, 9)): "một ngày",
        (on(31, 9).replace(year=2027), on(31, 10).replace(year=2027)): "chưa đặt được",
        # two hours of notice: at seven, what ends before ten holds no hour that can be booked
        (on(1, 8), on(1, 9, 30)): "quá muộn",
    }.items():
        with pytest.raises(BookingRefusedError, match=words):
            wait_for(room, *times, actor=person)

    close(closure(room, 2), actor=SYSTEM)
    first = wait_for(room, on(2, 8), on(2, 9), actor=person)
    assert wait_for(room, on(2, 8), on(2, 9), actor=person) == first
    for hour in range(9, 13):
        wait_for(room, on(2, hour), on(2, hour + 1), actor=person)
    with pytest.raises(BookingRefusedError, match="5"):
        wait_for(room, on(2, 13), on(2, 14), actor=person)
    assert stop_waiting(first.pk, actor=person)
    assert not stop_waiting(first.pk, actor=person)


def test_a_closure_ends_bookings_only_when_told_to_and_opening_again_tells_who_waits(room):
    staff = manager(room)
    asked, promised = book(room, 2, 9, 11), book(room, 2, 14, 16)
    Booking.objects.filter(pk=promised.pk).update(state="confirmed")
    shut = closure(room, 2)
    shut.room = room

    with pytest.raises(BookingRefusedError, match="2 lượt đặt"):
        close(shut, actor=staff)
    assert not Closure.objects.exists()
    ended = close(shut, actor=staff, ends_bookings=True)

    assert {booking.state for booking in ended} == {"refused", "cancelled"}
    assert {booking.answer for booking in ended} == {"Sửa điện"}
    wait_for(room, on(2, 9), on(2, 11), actor=asked.holder)
    assert reopen(shut, actor=staff) == 1
    assert told() == {asked.holder.email}
    assert WaitingNotice.objects.get().told_at is not None


def test_nobody_is_told_of_a_time_that_is_too_near_to_be_booked(room, time_machine):
    booking, waiting = book(room, 2, 9, 11), founder()
    wait_for(room, on(2, 9), on(2, 11), actor=waiting)
    staff = manager(room)
    confirm(booking, actor=staff)

    # the shortest booking is an hour, with two hours of notice
    time_machine.move_to(on(2, 8, 1), tick=False)
    call_off(booking, actor=staff, reason="Mất điện")
    assert told() == set()

    again = reserve(room, on(2, 11), on(2, 14), actor=staff, contact_name="Lan")
    wait_for(room, on(2, 11), on(2, 14), actor=waiting)
    # from 13 to 14 o'clock is the last hour, and two hours away
    time_machine.move_to(on(2, 10, 59), tick=False)
    call_off(again, actor=staff, reason="Mất điện")
    assert told() == {waiting.email}


@pytest.mark.parametrize(
    "change", [{"starts_at": on(2, 12)}, {"ends_at": on(2, 9)}, {"room": "another"}]
)
def test_who_waits_for_time_that_an_edit_of_a_closure_gives_back_is_told(change, room):
    staff, waiting = manager(room), founder()
    shut = closure(room, 2, starts_at=on(2, 8), ends_at=on(2, 18))
    close(shut, actor=staff)
    wait_for(room, on(2, 9), on(2, 11), actor=waiting)

    shut.reason = "Sửa điện và nước"
    close(shut, actor=staff)
    assert told() == set()

    another = open_room(organization=room.organization)
    for name, value in change.items():
        setattr(shut, name, another if value == "another" else value)
    close(shut, actor=staff)
    assert told() == {waiting.email}


def test_only_the_staff_of_the_space_close_and_open_it(room):
    stranger, staff = manager(open_room()), manager(room)
    shut = closure(room, 2)

    with pytest.raises(PermissionDenied):
        close(shut, actor=stranger)
    close(shut, actor=staff)
    shut.reason = "Khác"
    taken = Closure.objects.get()
    taken.organization = stranger.memberships.get().organization
    for act in (
        lambda: close(shut, actor=stranger),
        lambda: close(taken, actor=stranger),
        lambda: reopen(shut, actor=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Closure.objects.get().reason == "Sửa điện"
