"""The link of a follow-up: opens without signing in, tells nothing, takes the answer."""

import pytest
from django.urls import reverse

from contests.domain.follow_ups import key_of
from tests.factories.contests import FollowUpFactory

pytestmark = pytest.mark.django_db


def link(row):
    return reverse("contests:follow_up", args=[key_of(row)])


def test_anybody_with_the_link_answers_without_signing_in(client):
    row = FollowUpFactory(state="asked")

    response = client.get(link(row))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    sent = client.post(
        link(row), {"is_alive": "yes", "jobs": "1.200", "capital_raised": "200.000.000"}
    )

    row.refresh_from_db()
    assert sent.status_code == 200
    assert (row.jobs, row.capital_raised, row.is_on_market) == (1200, 200_000_000, None)


def test_only_whether_it_runs_has_to_be_answered_and_the_rest_is_kept_as_typed(client):
    row = FollowUpFactory(state="asked")

    response = client.post(link(row), {"jobs": "bảy"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"is_alive", "jobs"}
    assert "bảy" in response.content.decode()


def test_the_link_shows_nothing_of_an_earlier_answer(client):
    row = FollowUpFactory(state="answered", jobs=4711, note="Điều đã kể")

    page = client.get(link(row)).content.decode()

    assert "4711" not in page
    assert "Điều đã kể" not in page


@pytest.mark.parametrize("state", ["skipped"])
def test_a_question_that_was_left_out_has_no_page(client, state):
    assert client.get(link(FollowUpFactory(state=state))).status_code == 404


def test_a_changed_key_opens_nothing(client):
    path = link(FollowUpFactory(state="asked"))

    assert client.get(path[:-2] + "x/").status_code == 404


def test_the_owner_finds_the_link_on_the_page_of_the_dossier(client):
    row = FollowUpFactory(state="asked")
    client.force_login(row.application.owner)

    assert link(row) in client.get(row.application.get_absolute_url()).content.decode()
