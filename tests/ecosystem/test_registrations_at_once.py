"""Many people at one event at once: no place twice, no address twice, every offer once."""

import pytest
from django.db import connection

from ecosystem.domain.registrations import cancel_registration, confirm_by_link, lapse
from ecosystem.models import EventRegistration
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.ecosystem.events import (
    NOW,
    assert_seats_agree,
    days,
    forum,
    guest,
    mails,
    person,
    sign_up,
    states,
)

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, PLACES = 40, 15


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def rush(workers):
    """Everybody registers at once, every third of those with a place gives it back at once."""
    event, people = forum(capacity=PLACES), [person() for _each in range(PEOPLE)]

    at_once([lambda user=user: sign_up(event, user) for user in people], workers=workers)

    assert states(event).count("confirmed") == PLACES
    assert states(event).count("waitlisted") == PEOPLE - PLACES
    assert_seats_agree(event)

    leaving = list(event.registrations.filter(state="confirmed")[::3])
    waiting = [row.pk for row in EventRegistration.objects.in_turn().filter(event=event)]
    at_once(
        [lambda row=row: cancel_registration(row, actor=row.user) for row in leaving],
        workers=workers,
    )

    offered = event.registrations.filter(state="offered").order_by("created_at", "pk")
    assert [row.pk for row in offered] == waiting[: len(leaving)]
    assert len(mails("registration_offered")) == len(leaving)
    assert_seats_agree(event)
    assert event.seats_taken == PLACES


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the run of four threads is SQLite's")
def test_forty_people_and_fifteen_places_from_four_threads_on_sqlite():
    rush(workers=4)


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL to run it"
)
def test_forty_people_and_fifteen_places_from_twenty_threads_on_postgresql():
    rush(workers=20)


def test_ten_clicks_with_one_address_make_one_registration():
    event = forum(capacity=5)

    answers = at_once([lambda: guest(event)] * 10, workers=4)

    assert len({answer.pk for answer in answers}) == 1
    assert states(event) == ["registered"]
    assert mails("registration_verify") == ["hoa@vidu.test"]
    assert_seats_agree(event)


def test_an_offer_accepted_while_it_lapses_ends_one_way(clock):
    event = forum(capacity=1)
    first, second = sign_up(event), sign_up(event)
    cancel_registration(first, actor=first.user)
    clock.move_to(days(2), tick=False)

    answers = at_once([lambda: confirm_by_link(second), *[lambda: lapse(second)] * 3], workers=4)

    assert isinstance(answers[0], RefusedError)
    assert answers[1:].count(True) == 1
    assert states(event) == ["cancelled", "cancelled"]
    assert mails("registration_lapsed") == [second.email]
    assert_seats_agree(event)


def test_a_place_given_back_twice_at_once_is_offered_once():
    event = forum(capacity=1)
    first, second, _third = sign_up(event), sign_up(event), sign_up(event)

    at_once([lambda: cancel_registration(first, actor=first.user)] * 4, workers=4)

    assert states(event) == ["cancelled", "offered", "waitlisted"]
    assert mails("registration_offered") == [second.email]
    assert_seats_agree(event)
