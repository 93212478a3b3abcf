"""Events of the demo: marked as such, in every state that a newcomer should see, made once."""

import pytest
from django.core.management import call_command

from ecosystem.domain.checkin import attendance_of
from ecosystem.enums import RegistrationPhase
from ecosystem.models import Event
from portal.models import OutgoingMail
from portal.site.demo import events, people

pytestmark = pytest.mark.django_db


def test_the_demo_shows_a_full_an_open_a_held_and_a_draft_event_once(time_machine):
    time_machine.move_to("2026-12-01T09:00:00+07:00")
    call_command("load_langson", verbosity=0)
    staff = people.ensure_staff()["bientap"]

    assert (events.make(staff=staff), events.make(staff=staff)) == (5, 0)

    made = {event.title.split()[0]: event for event in Event.objects.filter(is_demo=True)}
    full, held = made["Kết"], made["Diễn"]
    assert full.phase == RegistrationPhase.WAITING
    assert attendance_of(full).waiting == 2
    assert (attendance_of(held).attended, attendance_of(held).walk_ins) == (10, 2)
    assert list(Event.objects.uncounted()) == [held]
    assert {event.state for event in Event.objects.filter(is_demo=True)} == {"published", "draft"}
    for event in made.values():
        assert event.seats_taken == event.registrations.filter(has_seat=True).count()
    assert not OutgoingMail.objects.exists()


def test_events_of_the_province_stay_public_as_they_were(client):
    call_command("load_langson", verbosity=0)

    assert Event.objects.public().count() == Event.objects.count() == 3
    assert {event.phase for event in Event.objects.all()} == {RegistrationPhase.NONE}
