"""Classes of the demo that are over: certificates, materials, answers; made once, without mail."""

import pytest
from django.core.management import call_command

from portal.models import IssuedDocument, OutgoingMail
from portal.site.demo import after_class, people, training
from training.domain.certificates import KIND, candidates_of
from training.domain.feedback import summary_of
from training.enums import SurveyKind
from training.models import CourseRun, Material

pytestmark = pytest.mark.django_db


def test_the_demo_shows_what_comes_after_a_class_once():
    call_command("load_langson", verbosity=0)
    officer = people.ensure_staff()["daotao"]
    training.make(staff=officer)

    assert after_class.make(staff=officer) == 18
    assert after_class.make(staff=officer) == 0

    recent = CourseRun.objects.get(name=after_class.NAME)
    followed = CourseRun.objects.get(name=after_class.FOLLOWED_NAME)
    people_of_it = candidates_of(recent)
    assert sum(row.reaches for row in people_of_it) == 7
    assert all((row.document is not None) == row.reaches for row in people_of_it)
    assert IssuedDocument.objects.filter(kind=KIND).count() == 7
    assert {bool(row.stored) for row in Material.objects.all()} == {True, False}
    assert summary_of(recent).is_shown
    assert summary_of(followed, SurveyKind.LATER).is_shown
    for run in (recent, followed):
        assert run.seats_taken == run.registrations.filter(has_seat=True).count()
    assert not OutgoingMail.objects.exists()


def test_without_courses_nothing_is_made():
    assert after_class.make(staff=people.ensure_staff()["daotao"]) == 0
