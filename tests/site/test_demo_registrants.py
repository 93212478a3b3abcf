"""Registrations for classes of the demo: a full class, one with approval, one that needs people."""

import pytest
from django.core.management import call_command

from ecosystem.enums import RegistrationPhase
from portal.models import OutgoingMail
from portal.site.demo import people, registrants, training
from portal.site.demo.contest import make as make_contest
from training.domain.registration_care import figures_of
from training.models import CourseRun, Registration

pytestmark = pytest.mark.django_db


def test_the_demo_shows_a_full_class_one_with_approval_and_one_that_needs_people(time_machine):
    time_machine.move_to("2026-12-01T09:00:00+07:00")
    call_command("load_langson", verbosity=0)
    staff = people.ensure_staff()["daotao"]
    make_contest(year=2026, phase="intake", applications=1, judges=1, seed=1)
    OutgoingMail.objects.all().delete()
    training.make(staff=staff)

    assert (registrants.make(staff=staff), registrants.make(staff=staff)) == (26, 0)

    full, chosen, few = CourseRun.objects.filter(takes_registrations=True).order_by("pk")
    assert full.phase == RegistrationPhase.WAITING
    assert (figures_of(full).waiting, full.groups.count()) == (3, 1)
    assert (figures_of(chosen).awaiting, chosen.questions.count()) == (4, 3)
    assert list(CourseRun.objects.too_few()) == [few]
    for run in (full, chosen, few):
        assert run.seats_taken == run.registrations.filter(has_seat=True).count()
    assert not OutgoingMail.objects.exists()
    assert Registration.objects.filter(user__isnull=False).count() == 1
