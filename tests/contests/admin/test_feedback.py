"""The page of the feedback: switches, the release by its button, and what the author then reads."""

import pytest
from django.urls import reverse

from contests.domain import rounds
from contests.models import Application, Round
from portal.audit import SYSTEM
from tests.contests.rounds import proposed
from tests.factories.results import approve, scored_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved():
    round_ = scored_round([90], [40])
    proposed(round_)
    return approve(round_)


def page_of(round_):
    return reverse("admin:contests_round_feedback", args=[round_.pk])


def release_of(round_):
    return reverse("admin:contests_round_feedback_release", args=[round_.pk])


def test_switches_are_kept_and_released_by_the_button(office, client, approved):
    office.post(page_of(approved), {"feedback_criteria": "on", "feedback_later": "on"})
    found = Round.objects.get()
    assert (found.feedback_criteria, found.feedback_mean, found.feedback_later) == (
        True,
        False,
        True,
    )
    rounds.publish_round(approved, actor=SYSTEM)
    assert office.get(page_of(approved)).context["may_release"]
    assert office.get(release_of(approved)).status_code == 405

    office.post(release_of(approved))
    office.post(release_of(approved))

    released = office.get(page_of(approved))
    assert not released.context["may_release"]
    application = Application.objects.get(number=1)
    client.force_login(application.owner)
    text = client.get(application.get_absolute_url()).content.decode()
    assert "Tính mới: 25/25" in text
    assert "90/100" not in text


def test_what_was_released_stands_still(office, approved):
    rounds.publish_round(approved, actor=SYSTEM)

    response = office.post(page_of(approved), {"feedback_rank": "on"})

    assert response.status_code == 422
    assert not Round.objects.get().feedback_rank
