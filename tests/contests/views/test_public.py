"""Public pages of the contest: what is shown when, and what it costs."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.enums import ContestState, RoundKind
from contests.models import Contest, HistoricalFigure
from portal.roles import Role
from tests.factories.contests import (
    ContestFactory,
    CriterionFactory,
    PrizeFactory,
    RoundFactory,
    RuleSetFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

PAGES = ["contest_detail", "contest_rules", "contest_criteria", "contest_forms"]


def page(contest, name="contest_detail"):
    return reverse(f"contests:{name}", args=[contest.year])


@pytest.mark.parametrize("name", PAGES)
def test_an_edition_in_preparation_is_not_found_except_by_its_staff(client, name):
    contest = ContestFactory(state=ContestState.DRAFT)

    assert client.get(page(contest, name)).status_code == 404

    client.force_login(UserFactory(roles=[Role.SECRETARY]))
    assert client.get(page(contest, name)).status_code == 200


def test_the_way_into_the_contest_is_offered_while_intake_is_open_and_not_after(client):
    open_contest = ContestFactory()
    closed = ContestFactory(
        deadline_at=timezone.now() - timedelta(seconds=1),
        opens_at=timezone.now() - timedelta(days=9),
    )

    start = reverse("contests:application_start", args=[open_contest.year])
    assert start in client.get(page(open_contest)).content.decode()
    assert "nop-ho-so" not in client.get(page(closed)).content.decode()


def test_results_are_not_linked_before_a_round_is_published(client):
    contest = ContestFactory()
    RoundFactory(
        contest=contest, kind=RoundKind.FINAL, state="approved", decision=_decision(contest)
    )

    assert "ket-qua" not in client.get(page(contest)).content.decode()


def _decision(contest):
    from tests.factories.contests import DecisionFactory

    return DecisionFactory(contest=contest)


def test_the_archive_shows_each_figure_with_its_source(client):
    HistoricalFigure.objects.create(
        year=2019, kind="valid", value=41, source="Sở KH&CN", note="Chưa đối chiếu"
    )

    text = client.get(reverse("contests:contest_list")).content.decode()

    assert "41" in text
    assert "Sở KH&amp;CN" in text
    assert "Chưa đối chiếu" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_edition_and_for_three(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        RoundFactory(contest=ContestFactory())
        HistoricalFigure.objects.create(year=2019 + _, kind="valid", value=41, source="Sở")

    with django_assert_num_queries(3):
        client.get(reverse("contests:contest_list"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("contest_detail", 6), ("contest_rules", 3), ("contest_criteria", 4), ("contest_forms", 4)],
)
def test_pages_of_an_edition_cost_the_same_for_one_row_and_for_three(
    client, django_assert_max_num_queries, name, queries, rows
):
    contest = ContestFactory()
    for n in range(rows):
        PrizeFactory(contest=contest)
        RuleSetFactory(contest=contest, version=n + 1)
        CriterionFactory(round=RoundFactory(contest=contest))

    with django_assert_max_num_queries(queries) as captured:
        client.get(page(contest, name))
    assert len(captured) <= 8


def test_a_seal_opened_early_is_public_with_its_moment_and_reason_and_names_nobody(client):
    chair = UserFactory(full_name="Nông Văn Tổ")
    opened = datetime.fromisoformat("2030-05-02T09:30:00+07:00")
    contest = ContestFactory(is_sealed=True)
    assert "niêm phong" not in client.get(page(contest)).content.decode()
    Contest.objects.update(seal_opened_at=opened, seal_opened_by=chair, seal_reason="Kiểm tra lỗi")

    shown = client.get(page(contest)).content.decode()

    assert "9 giờ 30, ngày 02/05/2030" in shown
    assert "Kiểm tra lỗi" in shown
    assert "Nông Văn Tổ" not in shown
