"""The public pages of results: nothing before publication, then awards and lists."""

import pytest
from django.urls import reverse

from contests.domain import rounds
from contests.models import Application
from portal.audit import SYSTEM
from tests.factories.contests import ContestFactory, RoundFactory
from tests.factories.portal import board_member, secretary
from tests.factories.results import (
    approve,
    award_by_rank,
    published_round,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


def urls_of(round_):
    year = round_.contest.year
    return [
        reverse("contests:contest_results", args=[year]),
        reverse("contests:contest_results_download", args=[year]),
        reverse("contests:round_results", args=[year, round_.slug]),
        reverse("contests:round_results_download", args=[year, round_.slug]),
    ]


@pytest.mark.parametrize("make", [scored_round, scored_final])
@pytest.mark.parametrize("user", [None, secretary, board_member])
def test_before_publication_there_is_no_page_for_anybody(client, make, user):
    round_ = make([90])
    if user:
        client.force_login(user())
    rounds.close_round(round_, actor=SYSTEM)
    if round_.is_final:
        award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)

    assert {client.get(url).status_code for url in urls_of(round_)} == {404}


def test_the_awards_stand_under_their_decision(client):
    round_ = published_round(scored_final([90], [80]))
    project = Application.objects.get(number=1).title

    response = client.get(urls_of(round_)[0])

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert "1234" in page
    assert project in page
    assert "Hoàng Thị Số 1" not in page  # no consent to publish names
    assert [row.prize for row in response.context["awards"]] == ["Giải Nhất", "Giải Nhì"]


def test_the_final_has_a_page_of_its_own_with_the_same_table(client):
    round_ = published_round(scored_final([90]))

    response = client.get(urls_of(round_)[2])

    assert [row.prize for row in response.context["awards"]] == ["Giải Nhất"]
    assert client.get(urls_of(round_)[3]).status_code == 404


def test_a_published_round_lists_who_advanced_and_nobody_else(client):
    round_ = published_round(scored_round([90.75], [33.25], advance_count=1))
    loser = Application.objects.get(number=2)

    overview, _awards, page, download = (client.get(url) for url in urls_of(round_))

    assert overview.context["final"] is None
    assert overview.context["other_rounds"] == [round_]
    text = page.content.decode() + download.content.decode()
    assert "0001-K" in text
    assert loser.reference not in text
    assert loser.title not in text
    assert "90,75" not in text
    assert "33,25" not in text


def test_a_round_in_which_nobody_advanced_says_so(client):
    round_ = published_round(scored_round([10], pass_mark=50))

    response = client.get(urls_of(round_)[2])

    assert response.status_code == 200
    assert response.context["advanced"] == []


def test_a_final_whose_winners_all_left_says_so(client):
    round_ = published_round(scored_final([90]))
    Application.objects.update(state="disqualified")

    assert client.get(urls_of(round_)[0]).status_code == 200
    assert client.get(urls_of(round_)[1]).status_code == 404


def test_the_table_is_downloaded_with_its_letters(client):
    round_ = published_round(scored_final([90]))

    response = client.get(urls_of(round_)[1])

    assert response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"]
    assert response.content.decode().startswith("\ufeff")
    assert "Giải Nhất" in response.content.decode()


def test_unknown_rounds_editions_and_editions_in_preparation_are_not_found(client):
    round_ = published_round(scored_round([90]))
    planned = RoundFactory(contest=round_.contest, order=5, slug="chua-mo", state="planned")
    year = round_.contest.year

    missing = [
        reverse("contests:round_results", args=[year, planned.slug]),
        reverse("contests:round_results", args=[year, "khong-co"]),
        reverse("contests:contest_results", args=[2019]),
        reverse("contests:contest_results", args=[ContestFactory(state="draft").year]),
    ]

    assert {client.get(url).status_code for url in missing} == {404}


@pytest.mark.parametrize("index", [0, 2])
@pytest.mark.parametrize("make", [scored_round, scored_final])
def test_pages_cost_the_same_for_one_and_three_rows(
    client, django_assert_num_queries, django_assert_max_num_queries, make, index
):
    one = published_round(make([90], advance_count=3))
    three = published_round(make([90], [80], [70], advance_count=3), number="99/QĐ-BTC")
    client.get(urls_of(one)[index])
    with django_assert_max_num_queries(8) as queries:
        client.get(urls_of(one)[index])

    with django_assert_num_queries(len(queries)):
        assert client.get(urls_of(three)[index]).status_code == 200
