"""The pages of the co-working space: what everybody sees, and one's own bookings."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from ecosystem.domain import booking as acts
from ecosystem.domain.waiting import wait_for
from ecosystem.enums import BookingState
from ecosystem.models import Booking, CalendarKey, WaitingNotice
from portal.audit import SYSTEM
from tests.ecosystem.space import NOW, book, founder, on, open_room
from tests.factories.ecosystem import BookingFactory, RoomFactory, SpaceFactory, StartupFactory

pytestmark = pytest.mark.django_db

SPACE = "/khu-lam-viec-chung/"
OWN = f"{SPACE}cua-toi/"


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def room():
    return open_room(name="Phòng họp", slug="phong-hop", equipment="Máy chiếu\nBảng")


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def asked(**fields):
    return {
        "day": "02/12/2026",
        "start": "09:00",
        "end": "11:00",
        "attendees": "3",
        "purpose": "Gặp cố vấn",
        **fields,
    }


@pytest.fixture
def person(client):
    user = founder(full_name="Lý Bí Mật")
    client.force_login(user)
    return user


# --- everybody ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_space_and_a_room_cost_the_same_for_one_and_for_three(
    count, client, django_assert_num_queries
):
    space = SpaceFactory()
    rooms = [open_room(organization=space) for _each in range(count)]
    for room in rooms:
        BookingFactory(room=room, state="used", starts_at=on(1, 8) - timedelta(days=20))
        for day in range(2, 2 + count):
            book(room, day, 9, 11)
        room.closures.create(
            organization=space, kind="other", reason="Sửa", starts_at=on(5, 0), ends_at=on(6, 0)
        )

    with django_assert_num_queries(7):
        assert client.get(SPACE).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(rooms[0].get_absolute_url()).status_code == 200
    with django_assert_num_queries(5):
        query = {"day": "02/12/2026", "start": "09:00", "end": "10:00", "people": "2"}
        assert client.get(f"{SPACE}dang-ky/", query).context["is_answered"]


def test_a_space_without_rooms_says_so_and_leads_to_the_directory(client):
    assert "Chưa có phòng nào đặt được trực tuyến" in text(client.get(SPACE))


def test_hidden_rooms_and_rooms_of_spaces_of_the_past_are_not_there(client, room):
    RoomFactory(slug="an", is_public=False)
    RoomFactory(slug="cu", organization__valid_to=on(1, 0).date())

    page = text(client.get(SPACE))

    assert room.name in page
    for slug in ("an", "cu"):
        assert client.get(f"{SPACE}phong/{slug}/").status_code == 404
        assert client.get(f"{SPACE}phong/{slug}/lich.ics").status_code == 404


def test_the_week_shows_that_a_room_is_booked_and_nothing_of_who(client, room):
    book(room, 2, 9, 11, actor=founder(full_name="Lý Bí Mật"), purpose="Việc riêng")

    page = text(client.get(room.get_absolute_url()))
    feed = client.get(f"{room.get_absolute_url()}lich.ics")

    assert "Đã đặt" in page
    assert "Trống 08:00–09:00" in page
    assert f"{room.get_absolute_url()}dang-ky/?ngay=2026-12-02&amp;tu=08%3A00" in page
    assert feed["Content-Type"].startswith("text/calendar")
    for secret in ("Bí Mật", "Việc riêng"):
        assert secret not in page
        assert secret not in feed.content.decode()


def test_any_week_in_the_address_opens_a_week_that_can_be_booked(client, room):
    for week in (
        "2019-01-01",
        "2099-01-01",
        "0001-01-01",
        "9999-12-31",
        "2026-99-99",
        "gì-đó",
    ):
        assert client.get(room.get_absolute_url(), {"tuan": week}).status_code == 200


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "31/12/2101"])
def test_a_day_out_of_reach_is_refused_at_its_field(day, client, room):
    asked = {"day": day, "start": "08:00", "end": "10:00", "people": "2"}

    page = client.get(reverse("ecosystem:room_search"), asked)

    assert page.context["form"].errors.keys() == {"day"}


def test_the_search_sorts_free_rooms_from_the_others_and_says_why(client, room):
    small = open_room(name="Phòng nhỏ", capacity=2)
    book(open_room(name="Phòng bận"), 2, 9, 11)

    response = client.get(
        f"{SPACE}dang-ky/", {"day": "2/12/2026", "start": "09:00", "end": "10:00", "people": "5"}
    )

    assert response.context["free"] == [room]
    reasons = {other.name: str(reason) for other, reason in response.context["others"]}
    assert "tối đa 2 người" in reasons[small.name]
    assert "đã được đặt" in reasons["Phòng bận"]
    assert "Nhập ngày" in text(client.get(f"{SPACE}dang-ky/", {"day": "hôm nay"}))


# --- booking -----------------------------------------------------------------------------------


def test_booking_asks_to_sign_in_and_comes_back_with_the_time_chosen(client, room):
    path = f"{room.get_absolute_url()}dang-ky/?ngay=2026-12-02&tu=09:00&den=11:00"

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/tai-khoan/dang-nhap/?next=")
    client.force_login(founder())
    assert client.get(path).context["form"]["day"].value() == "02/12/2026"


def test_a_booking_is_made_for_ones_project_with_the_rules_agreed_to(client, person, room):
    room.house_rules = "Giữ trật tự."
    room.save()
    startup = StartupFactory(owner=person)
    StartupFactory(owner=founder())
    path = reverse("ecosystem:booking_create", args=[room.slug])

    refused = client.post(path, asked(startup=startup.pk))
    response = client.post(path, asked(startup=startup.pk, accepts_rules="on"))

    assert refused.status_code == 422
    assert "Cần đồng ý với nội quy" in text(refused)
    booking = Booking.objects.get()
    assert (booking.startup, booking.accepted_rules) == (startup, "Giữ trật tự.")
    assert response["Location"] == booking.get_absolute_url()


def test_a_taken_time_keeps_what_was_typed_and_can_be_waited_for(client, person, room):
    book(room, 2, 9, 11)

    response = client.post(reverse("ecosystem:booking_create", args=[room.slug]), asked())

    assert response.status_code == 422
    page = text(response)
    assert "Phòng đã được đặt từ 09:00 02/12/2026" in page
    assert 'value="Gặp cố vấn"' in page
    waiting = {"day": "02/12/2026", "start": "09:00", "end": "11:00"}
    client.post(reverse("ecosystem:room_wait", args=[room.slug]), waiting)
    notice = WaitingNotice.objects.get(user=person)
    assert "Bạn đang chờ" in text(client.get(OWN))
    client.post(reverse("ecosystem:waiting_remove", args=[notice.pk]))
    assert not WaitingNotice.objects.exists()


def test_waiting_for_a_free_time_is_refused_at_the_form(client, person, room):
    waiting = {"day": "02/12/2026", "start": "09:00", "end": "11:00"}

    response = client.post(reverse("ecosystem:room_wait", args=[room.slug]), waiting)

    assert response.status_code == 422
    assert "đang trống" in text(response)


def test_an_end_before_the_start_is_said_at_the_field(client, person, room):
    response = client.post(
        reverse("ecosystem:booking_create", args=[room.slug]), asked(end="08:00", attendees="0")
    )

    errors = response.context["form"].errors
    assert "sau thời điểm bắt đầu" in str(errors["end"])
    assert "ít nhất là 1" in str(errors["attendees"])


# --- one's own ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_ones_own_costs_the_same_for_one_and_for_three(
    count, client, person, django_assert_num_queries
):
    for number in range(count):
        room = open_room()
        book(room, 2 + number, 9, 11, actor=person)
        book(room, 9, 9, 11)
        wait_for(room, on(9, 9), on(9, 11), actor=person)

    with django_assert_num_queries(7):
        page = client.get(OWN)

    assert len(page.context["bookings"]) == len(page.context["waiting"]) == count


def test_a_booking_of_somebody_else_does_not_exist(client, person, room):
    booking = book(room, 2, 9, 11)

    for name in ("booking_detail", "booking_cancel", "booking_file"):
        assert client.get(reverse(f"ecosystem:{name}", args=[booking.code])).status_code == 404
    assert client.post(reverse("ecosystem:booking_cancel", args=[booking.code])).status_code == 404
    booking.refresh_from_db()
    assert booking.state == BookingState.REQUESTED


def test_a_booking_is_cancelled_after_asking_once_more(client, person, room):
    booking = book(room, 2, 9, 11, actor=person)
    path = reverse("ecosystem:booking_cancel", args=[booking.code])

    assert "Hủy đặt chỗ" in text(client.get(path))
    booking.refresh_from_db()
    assert booking.state == BookingState.REQUESTED
    assert "Đã hủy đặt chỗ" in text(client.post(path, follow=True))
    assert "không hủy được" in text(client.get(path)).lower()
    assert "“Đã hủy”" in text(client.post(path, follow=True))


def test_too_late_to_cancel_is_said_on_the_page_and_at_the_act(client, person, room, time_machine):
    booking = acts.confirm(book(room, 2, 9, 11, actor=person), actor=SYSTEM)
    time_machine.move_to(on(2, 8), tick=False)
    client.force_login(person)

    assert "Đã hết thời gian hủy" in text(client.get(booking.get_absolute_url()))
    path = reverse("ecosystem:booking_cancel", args=[booking.code])
    assert "trước giờ bắt đầu ít nhất 12 giờ" in text(client.post(path, follow=True))


def test_the_calendar_address_is_made_renewed_and_private(client, person, room):
    booking = book(room, 2, 9, 11, actor=person)
    client.post(f"{OWN}lich-moi/")
    key = CalendarKey.objects.get(user=person).key
    assert key in text(client.get(OWN))
    client.logout()

    feed = client.get(reverse("ecosystem:own_feed", args=[key]))

    assert booking.code in feed.content.decode()
    assert feed["Cache-Control"] == "private, no-store"
    client.force_login(person)
    client.post(f"{OWN}lich-moi/")
    assert client.get(reverse("ecosystem:own_feed", args=[key])).status_code == 404
    own = client.get(reverse("ecosystem:booking_file", args=[booking.code]))
    assert own["Content-Disposition"].endswith(f'"dat-cho-{booking.code}.ics"')
