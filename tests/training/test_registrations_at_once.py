"""Three hundred people at one class at once: no place twice, the rest by time, no letter twice."""

from collections import Counter

import pytest
from django.db import connection

from portal.models import OutgoingMail
from tests.contests.test_concurrency import at_once
from tests.training.places import (
    NOW,
    assert_seats_agree,
    entry,
    group,
    mails,
    open_run,
    states,
)
from training.domain.registrations import confirm_by_link, register
from training.models import Registration

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=True)
    return time_machine


def rush(people, places, workers):
    """Everybody registers at once without an account, then everybody confirms at once."""
    run = open_run(capacity=places)
    addresses = [f"hoc{number}@vidu.test" for number in range(people)]

    made = at_once(
        [lambda email=email: register(run, entry(email, email)) for email in addresses],
        workers=workers,
    )

    assert_seats_agree(run)
    assert run.seats_taken == places
    in_order = list(run.registrations.order_by("created_at", "pk"))
    assert [row.has_seat for row in in_order] == [True] * places + [False] * (people - places)

    at_once([lambda row=row: confirm_by_link(row) for row in made], workers=workers)

    assert states(run).count("confirmed") == places
    assert states(run).count("waitlisted") == people - places
    waiting = Registration.objects.in_turn().filter(run=run)
    assert list(waiting) == in_order[places:]
    letters = OutgoingMail.objects.values_list("recipient", "template")
    assert set(Counter(letters).values()) == {1}
    assert len(mails("registration_verify")) == people
    assert len(mails("registration_confirmed")) == places
    assert len(mails("registration_waiting")) == people - places
    assert_seats_agree(run)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the run of four threads is SQLite's")
def test_forty_people_and_ten_places_from_four_threads_on_sqlite():
    rush(40, 10, workers=4)


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL to run it"
)
def test_three_hundred_people_and_fifty_places_from_twenty_threads_on_postgresql():
    rush(300, 50, workers=20)


def test_a_group_and_single_people_share_the_last_places_without_taking_one_twice():
    run = open_run(capacity=5)
    single = [lambda n=n: register(run, entry("A", f"a{n}@vidu.test")) for n in range(4)]

    at_once([lambda: group(run, 4), *single, lambda: group(run, 4)], workers=4)

    assert run.registrations.count() == 8
    assert states(run).count("waitlisted") == 3
    assert mails("group_verify") == ["donvi@vidu.test"]
    assert_seats_agree(run)
