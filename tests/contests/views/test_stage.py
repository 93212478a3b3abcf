"""The stage as judges and the hall see it: the same stage, and never a score."""

import pytest
from django.urls import reverse

from contests.domain import final_day, judging
from contests.enums import RoundState
from contests.models import FinalDay, Round
from portal.audit import SYSTEM
from tests.contests.sheets import sent
from tests.contests.views.judge_desk import count_queries, entry_of, round_url, url
from tests.factories.contests import AssignmentFactory, StageTurnFactory
from tests.factories.portal import judge, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(given):
    AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)
    for number, entry in enumerate(given.entry.round.entries.order_by("pk"), start=1):
        type(entry.application).objects.filter(pk=entry.application_id).update(
            title=f"Dự án số {number}"
        )
    return final_day.open_day(given.entry.round, actor=SYSTEM)


def hall_of(day):
    return reverse("contests:hall", args=[day.hall_key])


def call_next(day):
    version = FinalDay.objects.values_list("version", flat=True).get()
    return final_day.next_turn(day, actor=SYSTEM, version=version)


# --- judges ---------------------------------------------------------------------------------------


def test_a_round_that_is_not_held_live_has_no_stage(desk, given):
    assert desk.get(round_url("judge_stage", given)).status_code == 404
    assert "data-live" not in desk.get(url("judge_sheet", given)).content.decode()


def test_strangers_meet_no_stage(client, given, day):
    page = round_url("judge_stage", given)
    assert client.get(page).status_code == 302
    for person in (judge(), secretary()):
        client.force_login(person)
        assert client.get(page).status_code == 404


def test_the_judge_s_page_follows_the_stage_to_the_own_sheet(desk, given, day):
    page = round_url("judge_stage", given)
    assert desk.get(page).context["own"] is None

    called = call_next(day)

    context = desk.get(page).context
    assert context["own"].entry_id == called.entry_id
    assert url("judge_sheet", context["own"]) + "#phieu-cham" in desk.get(page).content.decode()


def test_sheet_list_and_table_point_to_the_stage_while_the_round_is_open(desk, given, day):
    stage = round_url("judge_stage", given)
    pages = [
        url("judge_sheet", given),
        round_url("judge_round", given),
        round_url("judge_table", given),
    ]
    for page in pages:
        assert f'data-live="{stage}"' in desk.get(page).content.decode()
    Round.objects.update(state=RoundState.CLOSED)
    for page in pages:
        assert stage not in desk.get(page).content.decode()


def test_the_stage_of_a_judge_shows_no_other_judge_s_score(desk, given, day):
    other = AssignmentFactory(entry=given.entry)
    judging.pledge(given.entry.round, judge=other.judge)
    sent(other, "17.25", "3.5")
    call_next(day)

    content = desk.get(round_url("judge_stage", given)).content.decode()

    assert not any(text in content for text in ("17,25", "3,5", "24,25", str(other.judge)))


def test_the_judge_s_stage_costs_the_same_for_two_projects_and_four(desk, given, day):
    page = round_url("judge_stage", given)
    call_next(day)
    desk.get(page)
    once = count_queries(desk, page)
    for position in (3, 4):
        entry = entry_of(given.entry.round)
        StageTurnFactory(day=day, entry=entry, position=position)
        AssignmentFactory(entry=entry, judge=given.judge)

    assert count_queries(desk, page) == once


# --- the hall -------------------------------------------------------------------------------------


def test_the_hall_needs_its_key_and_nothing_else(client, day):
    page = client.get(hall_of(day))

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"
    for key in ("khong-co", day.hall_key[:-1], str(day.pk)):
        assert client.get(reverse("contests:hall", args=[key])).status_code == 404
    final_day.renew_hall_key(day, actor=SYSTEM)
    assert client.get(hall_of(day)).status_code == 404


def test_the_hall_shows_who_is_on_stage_the_clock_and_who_is_next(client, day):
    waiting = client.get(hall_of(day)).content.decode()
    assert waiting.count("Dự án số") == 2
    call_next(day)

    page = client.get(hall_of(day))

    assert page.context["stage"].current.entry.application.title == "Dự án số 1"
    assert [turn.position for turn in page.context["upcoming"]] == [2]
    assert "08:00" in page.content.decode()


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED, RoundState.PROPOSED])
def test_the_hall_never_shows_a_score_a_rank_or_a_judge(client, given, day, state):
    sent(given, "17.25", "3.5")
    for _turn in range(2):
        call_next(day)
    Round.objects.update(state=state)

    content = client.get(hall_of(day)).content.decode()

    hidden = ("17,25", "17.25", "24,25", "3,5", str(given.judge), "Tổng điểm", "Xếp hạng")
    assert not any(text in content for text in hidden)


def test_the_hall_costs_the_same_for_two_projects_and_four(client, day):
    once = count_queries(client, hall_of(day))
    for position in (3, 4):
        StageTurnFactory(day=day, position=position)

    assert count_queries(client, hall_of(day)) == once
