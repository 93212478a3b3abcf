"""An event books its room in the same step; moved or taken away, the booking follows."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain.booking import reserve
from ecosystem.domain.event_rooms import booking_of, rooms_for
from ecosystem.domain.events import cancel_event, publish_event
from ecosystem.enums import BookingState
from ecosystem.models import Booking, Event
from portal.roles import Role
from tests.ecosystem.space import NOW, book, manager, on, open_room
from tests.factories.ecosystem import EventFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def administrator(client):
    user = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(user)
    return user


def values(room, start=9, end=11, day=8, **more):
    return {
        "title": "Ngày hội gọi vốn",
        "kind": "forum",
        "offer_hours": 24,
        "starts_at_0": f"{day:02d}/12/2026",
        "starts_at_1": f"{start}:00",
        "ends_at_0": f"{day:02d}/12/2026",
        "ends_at_1": f"{end}:00",
        "room": room.pk if room else "",
        **more,
    }


def change(client, event, room, **more):
    url = reverse("admin:ecosystem_event_change", args=[event.pk])
    return client.post(url, values(room, slug=event.slug, **more))


def test_event_and_room_are_made_moved_and_freed_together(client, administrator):
    room, other = open_room(), open_room()

    client.post(reverse("admin:ecosystem_event_add"), values(room))
    event = Event.objects.get()
    made = booking_of(event)
    assert (made.room, made.starts_at, made.state) == (room, on(8, 9), BookingState.CONFIRMED)
    assert event.venue == f"{room}, {room.organization}"

    # an hour later meets its own old time, and is no clash
    change(client, event, room, start=10, end=12)
    change(client, event, other, start=10, end=12, venue=event.venue)
    event.refresh_from_db()
    assert event.venue == f"{other}, {other.organization}"
    moved = booking_of(event)
    assert (moved.pk, moved.room, moved.starts_at) == (made.pk, other, on(8, 10))
    assert (moved.ends_at, moved.held_until) == (on(8, 12), on(8, 12) + other.buffer)

    change(client, event, None, start=10, end=12)
    assert booking_of(event) is None
    assert Booking.objects.get().state == BookingState.CANCELLED


@pytest.mark.parametrize("step", ["add", "change"])
def test_a_clash_is_told_at_the_room_and_nothing_is_lost(client, administrator, step):
    room = open_room()
    book(room, 8, 10, 12)
    event = EventFactory() if step == "change" else None

    if event:
        response = change(client, event, room)
    else:
        response = client.post(reverse("admin:ecosystem_event_add"), values(room))

    form = response.context["adminform"].form
    assert form.errors.keys() == {"room"}
    assertContains(response, "Ngày hội gọi vốn")
    assertContains(response, "10:00 08/12/2026")
    assert Booking.objects.count() == 1
    assert not Event.objects.filter(title="Ngày hội gọi vốn").exists()


def test_a_room_needs_the_time_of_the_event(client, administrator):
    room = open_room()
    nowhen = dict.fromkeys(("starts_at_0", "starts_at_1", "ends_at_0", "ends_at_1"), "")

    response = client.post(reverse("admin:ecosystem_event_add"), values(room) | nowhen)

    assert response.context["adminform"].form.errors.keys() == {"room"}
    assert not Event.objects.exists()


def test_who_gives_no_rooms_away_sees_no_choice_and_moves_no_event_out_of_one(
    client, administrator
):
    room = open_room()
    client.post(reverse("admin:ecosystem_event_add"), values(room))
    event = Event.objects.get()
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    assert (
        "room"
        not in client.get(reverse("admin:ecosystem_event_change", args=[event.pk]))
        .context["adminform"]
        .form.fields
    )
    moved = change(client, event, None, start=10)
    assert moved.context["adminform"].form.errors.keys() == {"starts_at"}
    renamed = change(client, event, None, title="Ngày hội vốn")

    assert renamed.status_code == 302
    assert booking_of(event).starts_at == on(8, 9)


def test_the_rooms_page_names_no_event_that_is_still_a_draft(client, administrator):
    room = open_room()
    client.post(reverse("admin:ecosystem_event_add"), values(room))
    client.logout()

    page = client.get(reverse("ecosystem:room_detail", args=[room.slug]), {"tuan": "2026-12-08"})

    assertContains(page, "Đã đặt")
    assertNotContains(page, "Ngày hội gọi vốn")


def test_a_cancelled_event_gives_its_room_back_where_the_actor_may(client, administrator):
    room = open_room()
    client.post(reverse("admin:ecosystem_event_add"), values(room))
    event = publish_event(Event.objects.get(), actor=administrator)

    cancel_event(event, actor=administrator, reason="Bão số 5")

    assert booking_of(event) is None


def test_a_room_smaller_than_the_places_is_warned_of_and_booked(client, administrator):
    room = open_room(capacity=10)

    url = reverse("admin:ecosystem_event_add")
    response = client.post(url, values(room, takes_registrations="on", capacity=40), follow=True)

    assertContains(response, "chỉ chứa được 10 người, ít hơn 40 chỗ của sự kiện")
    assert booking_of(Event.objects.get()).room == room


def test_the_rooms_page_names_the_event_and_nobody_else(client, administrator):
    room = open_room()
    client.post(reverse("admin:ecosystem_event_add"), values(room))
    publish_event(Event.objects.get(), actor=administrator)
    book(room, 8, 14, 15, purpose="Họp kín")
    client.logout()

    page = client.get(reverse("ecosystem:room_detail", args=[room.slug]), {"tuan": "2026-12-08"})

    # once in the grid, once in the list for the phone
    assertContains(page, "Ngày hội gọi vốn", count=2)
    assertContains(page, "Sự kiện: Ngày hội gọi vốn, 09:00–11:00")
    assertNotContains(page, "Họp kín")


def test_every_room_kept_for_the_event_follows_it_and_is_given_back_with_it(client, administrator):
    hall, side = open_room(), open_room()
    client.post(reverse("admin:ecosystem_event_add"), values(hall))
    event = Event.objects.get()
    kept = {"actor": administrator, "for_event": event}
    reserve(side, on(8, 9), on(8, 11), **kept)
    # the afternoon before, to prepare
    reserve(hall, on(7, 15), on(7, 17), **kept)

    # saved without a change, nothing moves
    assert change(client, event, hall).status_code == 302
    assert times() == {(hall.pk, on(7, 15)), (hall.pk, on(8, 9)), (side.pk, on(8, 9))}

    # one day later: the preparation comes into the old day of the event
    assert change(client, event, hall, day=9, end=12).status_code == 302
    assert times() == {(hall.pk, on(8, 15)), (hall.pk, on(9, 9)), (side.pk, on(9, 9))}
    assert Booking.objects.get(room=side).ends_at == on(9, 12)

    change(client, event, None, day=9, end=12)
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.CANCELLED}


def test_the_event_stays_where_it_is_when_another_of_its_rooms_is_taken(client, administrator):
    hall, side = open_room(), open_room(name="Phòng bên")
    client.post(reverse("admin:ecosystem_event_add"), values(hall))
    event = Event.objects.get()
    reserve(side, on(8, 9), on(8, 11), actor=administrator, for_event=event)
    book(side, 9, 10, 11)

    clash = change(client, event, hall, day=9)
    same = change(client, event, side)

    for response, words in ((clash, "Phòng bên: "), (same, "")):
        errors = response.context["adminform"].form.errors
        assert errors.keys() == {"room"}
        assert words in errors["room"][0]
    assert times(event=event) == {(hall.pk, on(8, 9)), (side.pk, on(8, 9))}


def test_an_event_in_a_room_of_somebody_elses_space_too_is_not_moved_without_them(
    client, administrator
):
    hall, theirs = open_room(), open_room()
    client.post(reverse("admin:ecosystem_event_add"), values(hall))
    event = Event.objects.get()
    reserve(theirs, on(8, 9), on(8, 11), actor=administrator, for_event=event)
    staff = manager(hall)

    assert not rooms_for(staff, event).exists()
    assert rooms_for(administrator, event).exists()


def times(**which):
    return set(Booking.objects.open().filter(**which).values_list("room_id", "starts_at"))
