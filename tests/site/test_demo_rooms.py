"""Rooms of the demo: marked as such, believable, made once."""

import pytest
from django.core.management import call_command

from ecosystem.domain.room_use import months_back, use_of
from ecosystem.models import Booking, Room
from portal.models import OutgoingMail
from portal.site.demo import people, rooms

pytestmark = pytest.mark.django_db


def test_the_provinces_space_gets_rooms_marked_as_demonstration_once(time_machine):
    time_machine.move_to("2026-12-01T09:00:00+07:00")
    call_command("load_langson", verbosity=0)
    staff = people.ensure_staff()["khonggian"]

    assert (rooms.make(seed=1, staff=staff), rooms.make(seed=1, staff=staff)) == (3, 0)

    made = Room.objects.run_by(staff)
    assert made.filter(is_demo=True).count() == 3
    assert all(room.pictures.exists() and room.openings.count() == 10 for room in made)
    assert set(Booking.objects.values_list("state", flat=True)) == {
        "used",
        "no_show",
        "requested",
        "confirmed",
    }
    assert all(use.total.share > 5 for use in use_of(made, months_back(3)))
    assert not OutgoingMail.objects.exists()


def test_without_a_space_no_rooms_are_made():
    assert rooms.make(seed=1, staff=people.ensure_staff()["khonggian"]) == 0
