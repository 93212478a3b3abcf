"""The staff of a space in the administration: their own rooms, and nothing of another space."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse

from ecosystem.enums import BookingState
from ecosystem.models import Booking, Closure, Room
from portal.models import OutgoingMail
from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.ecosystem.space import NOW, book, founder, manager, on, open_room
from tests.factories.ecosystem import BookingFactory, EventFactory, StartupFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def room():
    return open_room(name="Phòng họp")


@pytest.fixture
def staff(client, room):
    user = manager(room)
    client.force_login(user)
    return user


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def url(name, *args):
    return reverse(f"admin:ecosystem_{name}", args=args)


def reserve_form(room, **fields):
    return {
        "room": room.pk,
        "day": "02/12/2026",
        "start": "18:00",
        "end": "20:00",
        "contact_name": "Bà Lan",
        "attendees": "5",
        **fields,
    }


# --- another space -----------------------------------------------------------------------------


def test_the_staff_see_and_touch_nothing_of_another_space(client, staff, room):
    """Every address of the administration about rooms, tried with what is another space's."""
    other = open_room(name="Phòng của khu khác")
    booking = book(other, 2, 9, 11, actor=founder(full_name="Lý Bí Mật"))
    closure = Closure.objects.create(
        organization=other.organization,
        kind="other",
        reason="Việc của khu khác",
        starts_at=on(2, 0),
        ends_at=on(3, 0),
    )
    theirs = {"room": other, "booking": booking, "closure": closure}
    steps = ("confirm", "refuse", "call_off", "record_use", "record_no_show")

    pages = [url(f"{model}_{page}") for model in theirs for page in ("changelist", "add")] + [
        url("booking_calendar") + "?week=2026-12-02",
        url("room_use"),
    ]
    for page in pages:
        shown = text(client.get(page))
        assert not re.search("khu khác|Bí Mật", shown), page
    for model, obj in theirs.items():
        for page in ("change", "delete", "history"):
            for method in (client.get, client.post):
                response = method(url(f"{model}_{page}", obj.pk))
                assert response.status_code in {403, 404}, (model, page)
                assert "Bí Mật" not in text(response)
    for step in steps:
        for method in (client.get, client.post):
            assert method(url("booking_step", booking.pk, step)).status_code == 404
    client.post(
        url("booking_changelist"),
        {"action": "step_confirm", "_selected_action": [booking.pk], "confirm": "1"},
    )
    assert client.post(url("booking_add"), reserve_form(other)).status_code == 422
    refused = client.post(
        url("closure_add"),
        {"organization": other.organization_id, "kind": "other", "reason": "x"},
    )
    assert "organization" in refused.context["adminform"].form.errors
    booking.refresh_from_db()
    assert booking.state == BookingState.REQUESTED
    assert (Booking.objects.count(), Closure.objects.count(), Room.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize(
    "who", ["left the space", "keeps the profile only", "has no role", "holds another role"]
)
def test_membership_and_role_are_both_needed(who, client, room):
    role = {"has no role": None, "holds another role": Role.EDITOR}.get(who, Role.SPACE_MANAGER)
    user = UserFactory(roles=[role] if role else [], is_staff=True)
    user.memberships.create(
        organization=room.organization,
        is_active=who != "left the space",
        is_profile_only=who == "keeps the profile only",
    )
    booking = book(room, 2, 9, 11)
    client.force_login(user)

    assert client.get(url("booking_change", booking.pk)).status_code in {302, 403, 404}
    assert not Room.objects.run_by(user).exists()
    if who in {"left the space", "keeps the profile only"}:
        assert not OutgoingMail.objects.filter(recipient=user.email).exists()


@pytest.mark.parametrize("week", ["0001-01-01", "9999-12-31", "2026-99-99", "gì-đó"])
def test_a_week_that_is_out_of_reach_opens_this_one(week, client, staff, room):
    for page in ("booking_calendar", "booking_add"):
        assert client.get(url(page), {"week": week, "day": week}).status_code == 200
    shown = client.get(url("booking_calendar"), {"week": week}).context["monday"]

    assert shown == on(1, 0).date() - timedelta(days=1)


def test_an_administrator_runs_every_space(client, room):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))

    assert room.name in text(client.get(url("room_changelist")))
    assert client.get(url("room_change", room.pk)).status_code == 200


# --- the own space -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_lists_calendar_and_use_cost_the_same_for_one_and_for_three(
    count, client, staff, room, django_assert_num_queries
):
    for number in range(count):
        sister = open_room(organization=room.organization)
        book(sister, 2 + number, 9, 11)
        BookingFactory(room=sister, event=EventFactory(), starts_at=on(5, 9))

    costs = {
        url("booking_changelist"): 12,
        url("room_changelist"): 10,
        url("booking_calendar"): 11,
        url("room_use"): 11,
    }
    for page, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(page).status_code == 200


def test_a_request_is_confirmed_and_another_refused_with_a_reason(client, staff, room):
    first, second = book(room, 2, 9, 11), book(room, 2, 11, 13)
    confirm, refuse = (
        url("booking_step", first.pk, "confirm"),
        url("booking_step", second.pk, "refuse"),
    )

    page = text(client.get(url("booking_change", first.pk)))
    assert confirm in page
    assert first.holder.email in text(client.get(confirm))
    first.refresh_from_db()
    assert first.state == BookingState.REQUESTED
    client.post(confirm)
    assert client.post(refuse, {"kind": "other", "reason": " "}).status_code == 422
    client.post(refuse, {"kind": "people", "reason": "Phòng chỉ có 10 chỗ."})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("confirmed", "refused")
    assert second.answer == "Phòng không phù hợp với số người. Phòng chỉ có 10 chỗ."
    assert OutgoingMail.objects.filter(template="ecosystem/booking_refused").count() == 1


def test_a_no_show_is_recorded_by_a_button_that_says_what_follows(
    client, staff, room, time_machine
):
    booking = BookingFactory(room=room, holder=founder(), state="confirmed", starts_at=on(1, 6))
    path = url("booking_step", booking.pk, "record_no_show")

    assert "Sau 2 lần đặt mà không đến trong 90 ngày" in text(client.get(path))
    client.post(path)

    booking.refresh_from_db()
    assert booking.state == BookingState.NO_SHOW


def test_several_bookings_are_confirmed_at_once(client, staff, room):
    bookings = [book(room, 2, 9, 11), book(room, 3, 9, 11)]
    rows = {"action": "step_confirm", "_selected_action": [row.pk for row in bookings]}

    client.post(url("booking_changelist"), rows)
    client.post(url("booking_changelist"), {**rows, "confirm": "1"})

    assert Booking.objects.filter(state=BookingState.CONFIRMED).count() == 2


def test_a_room_is_booked_for_somebody_at_the_office_an_account_and_an_event(client, staff, room):
    person, event = founder(), EventFactory(title="Diễn đàn", ends_at=on(9, 0))

    client.post(url("booking_add"), reserve_form(room))
    account = reserve_form(room, day="03/12/2026", contact_name="", email=person.email.upper())
    client.post(url("booking_add"), account)
    client.post(url("booking_add"), reserve_form(room, day="04/12/2026", event=event.pk))

    kept = Booking.objects.order_by("starts_at")
    assert [booking.who for booking in kept] == ["Bà Lan", str(person), "Diễn đàn"]
    assert {booking.state for booking in kept} == {"confirmed"}
    shown = text(client.get(url("booking_calendar") + "?week=2026-12-02"))
    assert all(name in shown for name in ("Bà Lan", str(person), "Diễn đàn"))


WRONG = {
    "taken": ({}, "đã được đặt"),
    "nobody": ({"contact_name": ""}, "giữ cho ai"),
    "no account": ({"email": "khong@vidu.vn"}, "Không có tài khoản"),
    "turned around": ({"end": "17:00"}, "sau thời điểm bắt đầu"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_booked_for_somebody_is_said_on_the_form(case, client, staff, room):
    fields, words = WRONG[case]
    BookingFactory(room=room, state="confirmed", starts_at=on(2, 19), ends_at=on(2, 21))

    response = client.post(url("booking_add"), reserve_form(room, **fields))

    assert response.status_code == 422
    assert words in text(response)
    assert Booking.objects.count() == 1


def test_closing_asks_what_becomes_of_bookings_and_opening_again_is_possible(client, staff, room):
    booking = book(room, 2, 9, 11)
    form = {
        "organization": room.organization_id,
        "room": room.pk,
        "kind": "maintenance",
        "reason": "Sửa điện",
        "starts_at_0": "02/12/2026",
        "starts_at_1": "00:00",
        "ends_at_0": "03/12/2026",
        "ends_at_1": "00:00",
    }

    assert "1 lượt đặt" in text(client.post(url("closure_add"), form))
    assert not Closure.objects.exists()
    client.post(url("closure_add"), {**form, "ends_bookings": "on"})

    booking.refresh_from_db()
    assert (booking.state, booking.answer) == ("refused", "Sửa điện")
    closure = Closure.objects.get()
    client.post(url("closure_delete", closure.pk), {"post": "yes"})
    assert not Closure.objects.exists()


def test_a_room_with_its_hours_is_entered_in_one_form(client, staff, room):
    values = {
        "organization": room.organization_id,
        "name": "Phòng mới",
        "is_public": "on",
        "order": "1",
        "capacity": "6",
        "step_minutes": "60",
        "min_minutes": "90",
        "max_minutes": "60",
        "buffer_minutes": "0",
        "days_ahead": "30",
        "notice_hours": "0",
        "cancel_hours": "0",
        "max_open": "3",
        "max_week_hours": "10",
        "max_no_shows": "2",
        "openings-TOTAL_FORMS": "1",
        "openings-INITIAL_FORMS": "0",
        "openings-0-weekday": "0",
        "openings-0-opens_at": "08:00",
        "openings-0-closes_at": "11:30",
        "pictures-TOTAL_FORMS": "0",
        "pictures-INITIAL_FORMS": "0",
    }

    refused = text(client.post(url("room_add"), values))
    assert "bội số của bước thời gian 60 phút" in refused
    assert "không được ngắn hơn" in refused
    client.post(url("room_add"), {**values, "min_minutes": "60"})

    made = Room.objects.get(name="Phòng mới")
    assert made.slug == "phong-moi"
    assert made.openings.get().closes_at == time(11, 30)
    assert Room.objects.run_by(staff).count() == 2


def test_the_first_page_counts_what_waits_for_the_staff_of_this_space(staff, room):
    book(room, 2, 9, 11)
    book(open_room(), 2, 9, 11)
    BookingFactory(room=room, state="confirmed", starts_at=on(1, 5) - timedelta(hours=2))

    found = {task.key: task.count for task in tasks_for(staff)}

    assert found == {"bookings_asked": 1, "bookings_past": 1}
    assert tasks_for(founder()) == []


def test_a_booking_names_its_project_without_a_way_that_is_closed_to_the_staff(client, staff, room):
    startup = StartupFactory(name="Trà hoa hồi")
    booking = BookingFactory(room=room, startup=startup, starts_at=on(2, 9), ends_at=on(2, 10))
    page = text(client.get(url("booking_change", booking.pk)))

    assert "Trà hoa hồi" in page
    assert url("startup_change", startup.pk) not in page
