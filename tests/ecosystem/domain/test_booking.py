"""Asking for a room: what is allowed, which sentence refuses, what follows from each step."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ecosystem.domain import booking as acts
from ecosystem.domain.booking_care import close_past_bookings, lapse_requests, remind_bookings
from ecosystem.domain.booking_rules import BookingRefusedError, SlotTakenError, barred_until
from ecosystem.enums import BookingState, ClosureKind, RefusalReason
from ecosystem.models import Booking
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.roles import Role
from tests.ecosystem.space import NOW, book, founder, manager, on, open_room
from tests.factories.ecosystem import BookingFactory, EventFactory, RoomFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def room():
    return open_room(name="Phòng họp", notice_hours=2, days_ahead=30)


def mails(template):
    return OutgoingMail.objects.filter(template=f"ecosystem/{template}")


def refusal(room, *args, **kwargs):
    with pytest.raises(BookingRefusedError) as refused:
        book(room, *args, **kwargs)
    assert not Booking.objects.filter(purpose="không được").exists()
    return str(refused.value.message)


# --- asking ------------------------------------------------------------------------------------


def test_a_request_keeps_the_room_and_tells_the_person_and_the_staff(room):
    person, staff = founder(), manager(room)

    booking = book(room, 2, 9, 11, actor=person, purpose="Gặp cố vấn", attendees=3)

    assert (booking.state, booking.holder, booking.attendees) == ("requested", person, 3)
    assert mails("booking_received").get().recipient == person.email
    told = mails("booking_to_staff").get()
    assert told.recipient == staff.email
    assert "Gặp cố vấn" in told.body_text
    with pytest.raises(SlotTakenError):
        book(room, 2, 10, 12)


def test_an_instant_room_is_confirmed_at_once(room):
    room.is_instant = True
    room.save()

    assert book(room, 2, 9, 11).state == BookingState.CONFIRMED
    assert mails("booking_confirmed").count() == 1
    assert not mails("booking_received").exists()


def test_a_double_click_makes_one_booking(room):
    person = founder()

    first = book(room, 2, 9, 11, actor=person, send_key="một-lần")

    assert book(room, 2, 9, 11, actor=person, send_key="một-lần") == first


def test_the_rules_agreed_to_are_kept_with_the_booking(room):
    room.house_rules = "Giữ trật tự."
    room.save()

    booking = book(room, 2, 9, 11)
    room.house_rules = "Khác."
    room.save()

    booking.refresh_from_db()
    assert booking.accepted_rules == "Giữ trật tự."


CROOKED = {
    "not on a step": ((2, 9, 11), {"minute": 10}, "30 phút"),
    "turned around": ((2, 11, 9), {}, "sau thời điểm bắt đầu"),
    "too long": ((2, 8, 13), {}, "tối đa 4 giờ"),
    "too soon": ((1, 8, 10), {}, "trước ít nhất 2 giờ"),
    "over": ((1, 6, 8), {}, "đã qua"),
    "after hours": ((2, 16, 19), {}, "08:00–18:00"),
    "too many": ((2, 9, 11), {"attendees": 11}, "tối đa 10 người"),
    "too far": ((32, 9, 11), {}, "trước 30 ngày, hiện tới 31/12/2026"),
}


@pytest.mark.parametrize("case", CROOKED)
def test_each_rule_of_the_room_refuses_in_a_sentence(case, room):
    (day, start, end), wish, words = CROOKED[case]
    begin = on(1, start, wish.get("minute", 0)) + timedelta(days=day - 1)

    with pytest.raises(BookingRefusedError) as refused:
        acts.request_booking(
            room,
            begin,
            begin + timedelta(hours=end - start),
            actor=founder(),
            wish=acts.Wish(attendees=wish.get("attendees", 1)),
        )

    assert words in str(refused.value.message)
    assert not Booking.objects.exists()


def test_a_booking_shorter_than_the_shortest_is_refused(room):
    with pytest.raises(BookingRefusedError, match="tối thiểu 1 giờ"):
        acts.request_booking(room, on(2, 9), on(2, 9, 30), actor=founder(), wish=acts.Wish())


def test_closed_days_and_hidden_rooms_are_refused_with_the_reason(room):
    room.closures.create(
        organization=room.organization,
        kind=ClosureKind.MAINTENANCE,
        reason="Sửa điện",
        starts_at=on(2, 10),
        ends_at=on(2, 12),
    )
    assert "Sửa điện" in refusal(room, 2, 9, 11)
    assert book(room, 2, 8, 10)

    room.openings.filter(weekday=3).delete()
    assert "không mở cửa ngày 03/12/2026" in refusal(room, 3, 9, 11)

    room.is_public = False
    room.save()
    assert "không nhận đặt chỗ" in refusal(room, 4, 9, 11)


def test_the_closure_of_the_whole_space_closes_each_room_and_no_other_space(room):
    sister, other = open_room(organization=room.organization), open_room()
    room.organization.closures.create(
        kind=ClosureKind.HOLIDAY, reason="Nghỉ lễ", starts_at=on(2, 0), ends_at=on(3, 0)
    )

    assert "Nghỉ lễ" in refusal(sister, 2, 9, 11)
    assert book(other, 2, 9, 11)


def test_a_pause_keeps_bookings_apart_on_both_sides(room):
    room.buffer_minutes = 30
    room.save()
    book(room, 2, 11, 13)

    assert "30 phút" in refusal(room, 2, 13, 14)
    assert "30 phút" in refusal(room, 2, 9, 11)
    assert book(room, 2, 13, 14, minute=30)
    assert book(room, 2, 9, 10)


def test_an_address_that_is_not_confirmed_books_nothing(room):
    assert "Xác nhận địa chỉ" in refusal(room, 2, 9, 11, actor=UserFactory())


def test_limits_of_a_person_count_over_all_rooms_of_the_space(room):
    room.max_open, room.max_week_hours = 2, 5
    room.save()
    person = founder()
    sister = open_room(organization=room.organization)
    book(sister, 2, 9, 11, actor=person)

    assert "5 giờ" in refusal(room, 3, 8, 12, actor=person)
    book(room, 3, 9, 11, actor=person)
    assert "2 lượt đặt" in refusal(room, 10, 9, 11, actor=person)
    assert book(open_room(), 10, 9, 11, actor=person)
    assert book(room, 10, 9, 11)


def test_who_did_not_come_twice_waits_until_the_first_time_is_ninety_days_old(room, time_machine):
    person = founder()
    for days in (80, 5, 91):
        BookingFactory(
            room=room,
            holder=person,
            state=BookingState.NO_SHOW,
            starts_at=timezone.now() - timedelta(days=days),
        )

    again_on = barred_until(room, person, now=timezone.now())

    assert f"{again_on:%d/%m/%Y}" == "12/12/2026"
    assert "12/12/2026" in refusal(room, 2, 9, 11, actor=person)
    time_machine.move_to("2026-12-12T07:00:00+07:00", tick=False)
    assert book(room, 14, 9, 11, actor=person)


# --- the staff ---------------------------------------------------------------------------------


def test_the_staff_confirm_and_refuse_and_the_person_reads_why(room):
    staff = manager(room)
    first, second = book(room, 2, 9, 11), book(room, 2, 11, 13)

    acts.confirm(first, actor=staff)
    acts.refuse(second, actor=staff, kind=RefusalReason.OWN_EVENT, reason="Hội nghị tỉnh.")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("confirmed", "refused")
    assert mails("booking_confirmed").get().recipient == first.holder.email
    assert "Hội nghị tỉnh." in mails("booking_refused").get().body_text
    assert book(room, 2, 11, 13)


def test_the_staff_of_another_space_touch_nothing(room):
    stranger, booking = manager(open_room()), book(room, 2, 9, 11)

    for act in (
        lambda: acts.confirm(booking, actor=stranger),
        lambda: acts.refuse(booking, actor=stranger, kind="other", reason="x"),
        lambda: acts.reserve(room, on(3, 9), on(3, 10), actor=stranger, contact_name="Lan"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Booking.objects.visible_to(stranger).exists()


def test_an_event_takes_a_room_after_hours_but_never_a_taken_or_closed_one(room):
    staff, event = manager(room), EventFactory(title="Diễn đàn")
    reserved = acts.reserve(room, on(2, 18), on(2, 21), actor=staff, for_event=event)

    assert (reserved.state, reserved.who, reserved.holder) == ("confirmed", "Diễn đàn", None)
    assert not OutgoingMail.objects.exists()
    with pytest.raises(SlotTakenError):
        acts.reserve(room, on(2, 20), on(2, 22), actor=staff, for_event=event)
    with pytest.raises(BookingRefusedError, match="cho ai"):
        acts.reserve(room, on(3, 9), on(3, 10), actor=staff)
    with pytest.raises(BookingRefusedError, match="đã qua"):
        acts.reserve(room, on(1, 6), on(1, 7), actor=staff, for_event=event)


def test_a_booking_made_for_an_account_is_the_persons_own(room):
    person = founder()

    booking = acts.reserve(room, on(2, 9), on(2, 11), actor=manager(room), holder=person)

    assert person.has_perm("ecosystem.view_booking", booking)
    assert mails("booking_confirmed").get().recipient == person.email


def test_a_promised_room_is_taken_back_with_a_reason(room):
    staff = manager(room)
    booking = acts.confirm(book(room, 2, 9, 11), actor=staff)

    acts.call_off(booking, actor=staff, reason="Mất điện")

    assert "Mất điện" in mails("booking_cancelled").get().body_text
    assert book(room, 2, 9, 11)


def test_a_no_show_frees_the_rest_and_can_be_corrected_until_somebody_else_came(room, time_machine):
    staff, person = manager(room), founder()
    booking = acts.confirm(book(room, 2, 9, 11, actor=person), actor=staff)
    with pytest.raises(BookingRefusedError, match="chưa bắt đầu"):
        acts.record_no_show(booking, actor=staff)
    time_machine.move_to(on(2, 9, 20), tick=False)

    acts.record_no_show(booking, actor=staff)

    assert mails("booking_missed").get().recipient == person.email
    booking.refresh_from_db()
    assert acts.record_use(booking, actor=staff).state == BookingState.USED
    booking = acts.record_no_show(booking, actor=staff)
    acts.reserve(room, on(2, 10), on(2, 11), actor=staff, contact_name="Khách")
    with pytest.raises(SlotTakenError):
        acts.record_use(booking, actor=staff)


def test_bookings_listed_are_the_bookings_that_may_be_viewed(room):
    booking = book(room, 2, 9, 11)
    left = manager(room)
    left.memberships.update(is_active=False)
    people = {
        booking.holder: True,
        manager(room): True,
        UserFactory(roles=[Role.ADMINISTRATOR]): True,
        founder(): False,
        manager(open_room()): False,
        left: False,
    }

    for user, sees in people.items():
        assert Booking.objects.visible_to(user).exists() is sees
        assert user.has_perm("ecosystem.view_booking", booking) is sees


# --- giving back -------------------------------------------------------------------------------


def test_a_confirmed_booking_is_cancelled_until_the_hour_before_and_no_later(room, time_machine):
    room.cancel_hours = 12
    room.save()
    booking = acts.confirm(book(room, 2, 9, 11), actor=SYSTEM)

    time_machine.move_to(on(1, 21) + timedelta(seconds=1), tick=False)
    with pytest.raises(BookingRefusedError, match="12 giờ"):
        acts.cancel(booking, actor=booking.holder)
    time_machine.move_to(on(1, 21), tick=False)
    acts.cancel(booking, actor=booking.holder)

    assert mails("booking_cancelled").count() == 1
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


def test_a_request_is_taken_back_at_any_time_and_by_nobody_else(room, time_machine):
    booking = book(room, 2, 9, 11)
    time_machine.move_to(on(2, 8, 59), tick=False)

    with pytest.raises(PermissionDenied):
        acts.cancel(booking, actor=founder())
    assert acts.cancel(booking, actor=booking.holder).state == BookingState.CANCELLED


# --- scheduled ---------------------------------------------------------------------------------


def test_tomorrows_bookings_are_reminded_of_once(room, time_machine):
    booking = acts.confirm(book(room, 3, 9, 11), actor=SYSTEM)
    book(room, 3, 12, 14)
    time_machine.move_to(on(2, 7, 30), tick=False)
    acts.reserve(room, on(3, 15), on(3, 16), actor=SYSTEM, holder=founder())

    assert [remind_bookings(), remind_bookings()] == [1, 1]

    assert mails("booking_reminder").get().recipient == booking.holder.email


def test_a_request_nobody_answered_lapses_and_a_booking_that_is_over_counts_as_used(
    room, time_machine
):
    asked, kept = book(room, 2, 9, 11), acts.confirm(book(room, 2, 11, 13), actor=SYSTEM)
    time_machine.move_to(on(2, 9), tick=False)

    assert (lapse_requests(), lapse_requests()) == (1, 0)
    time_machine.move_to(on(3, 13), tick=False)
    assert (close_past_bookings(), close_past_bookings()) == (1, 0)

    asked.refresh_from_db()
    kept.refresh_from_db()
    assert (asked.state, kept.state) == ("refused", "used")
    assert "chưa được trả lời" in mails("booking_refused").get().body_text


# --- the database ------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL to run it"
)
def test_postgresql_itself_refuses_two_bookings_that_meet():
    first = BookingFactory(room=RoomFactory(buffer_minutes=30))
    during = {"room": first.room, "starts_at": first.ends_at + timedelta(minutes=29)}

    with pytest.raises(IntegrityError, match="bookings_never_meet"), transaction.atomic():
        BookingFactory(**during)
    BookingFactory(**during, state=BookingState.CANCELLED)
    BookingFactory(room=first.room, starts_at=first.held_until)
    with pytest.raises(SlotTakenError):
        acts._guarded(lambda: BookingFactory(**during))
