"""Many people at one room at once: never two in it, and everybody who is refused is told why."""

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import connection

from ecosystem.domain.booking import Wish, cancel, request_booking
from ecosystem.domain.waiting import wait_for
from ecosystem.models import Booking
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.ecosystem.space import NOW, book, founder, on, open_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def ask_at_random(workers):
    """500 requests at random times of ten days for two rooms, one with a pause; ten people ask."""
    rng = Random(2026)
    rooms = [open_room(), open_room(buffer_minutes=30, is_instant=True)]
    people = [founder() for _each in range(10)]

    def ask(room, person, start, length):
        try:
            return request_booking(room, start, start + length, actor=person, wish=Wish())
        except RefusedError as refused:
            return refused

    def asks():
        """The share of one thread, over its one connection."""
        wishes = [
            (
                rng.choice(rooms),
                rng.choice(people),
                on(rng.randrange(1, 11), 7) + timedelta(minutes=30 * rng.randrange(23)),
                timedelta(minutes=30 * rng.randrange(1, 10)),
            )
            for _each in range(500 // workers)
        ]
        return lambda: [ask(*wish) for wish in wishes]

    shares = at_once([asks() for _each in range(workers)], workers=workers)
    return [answer for share in shares for answer in share]


def assert_nobody_meets(answers):
    made = [answer for answer in answers if isinstance(answer, Booking)]
    refused = [str(answer.message) for answer in answers if isinstance(answer, RefusedError)]
    assert len(made) + len(refused) == len(answers) == 500
    assert Booking.objects.holding().count() == len(made) > 20
    for room in {booking.room_id for booking in made}:
        kept = list(Booking.objects.holding().filter(room=room).order_by("starts_at"))
        for earlier, later in pairwise(kept):
            assert earlier.held_until <= later.starts_at
    # Sentences for people: no code, no name of a constraint.
    assert all(text.endswith(".") and len(text) > 20 for text in refused)
    assert {person for (person,) in Booking.objects.open().values_list("holder")}
    for holder in set(Booking.objects.values_list("holder", "room__organization")):
        own = Booking.objects.open().filter(holder=holder[0], room__organization=holder[1])
        assert own.count() <= 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the run of four threads is SQLite's")
def test_five_hundred_requests_from_four_threads_never_meet_on_sqlite():
    assert_nobody_meets(ask_at_random(workers=4))


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL to run it"
)
def test_five_hundred_requests_from_twenty_threads_never_meet_on_postgresql():
    assert_nobody_meets(ask_at_random(workers=20))


def test_one_person_at_ten_doors_gets_as_many_bookings_as_allowed():
    room, person = open_room(max_open=2, max_week_hours=40), founder()
    acts = [lambda day=day: book(room, day, 9, 10, actor=person) for day in range(2, 10)]

    answers = at_once(acts, workers=4)

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 6
    assert Booking.objects.count() == 2


def test_a_booking_cancelled_twice_at_once_is_cancelled_once_and_tells_once():
    room, waiting = open_room(), founder()
    booking = book(room, 3, 9, 11)
    wait_for(room, on(3, 9), on(3, 11), actor=waiting)

    answers = at_once([lambda: cancel(booking, actor=booking.holder)] * 4, workers=4)

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 3
    assert OutgoingMail.objects.filter(template="ecosystem/place_free").count() == 1
