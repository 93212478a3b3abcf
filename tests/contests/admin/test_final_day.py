"""The secretariat's desk of the final day, without a script: every button is a form."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain import final_day
from contests.enums import RoundState, TurnState
from contests.models import FinalDay, Round
from portal.audit import SYSTEM
from tests.contests.views.judge_desk import count_queries
from tests.factories.contests import (
    AssignmentFactory,
    RoundEntryFactory,
    RoundFactory,
    StageTurnFactory,
)
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db
W, ON, Q, D, A, OUT = TurnState


@pytest.fixture
def office(client):
    client.force_login(secretary())
    return client


@pytest.fixture
def round_():
    round_ = RoundFactory(kind="final", assignments_published_at=timezone.now())
    for _n in range(3):
        AssignmentFactory(entry=RoundEntryFactory(round=round_))
    return round_


@pytest.fixture
def day(round_):
    return final_day.open_day(round_, actor=SYSTEM)


def desk_of(round_):
    return reverse("admin:contests_round_final_day", args=[round_.pk])


def order_of(round_):
    return reverse("admin:contests_round_final_day_order", args=[round_.pk])


def turn_of(turn, act):
    return reverse("admin:contests_round_final_day_turn", args=[turn.day.round_id, turn.pk, act])


def states(day):
    return list(day.turns.order_by("position", "pk").values_list("state", flat=True))


def press(office, day, act, version=None):
    if version is None:
        version = FinalDay.objects.values_list("version", flat=True).get()
    return office.post(desk_of(day.round), {"act": act, "version": version}, follow=True)


def test_only_the_contest_s_staff_open_the_desk(client, day):
    pages = [
        desk_of(day.round),
        order_of(day.round),
        turn_of(day.turns.first(), "mark_absent"),
    ]
    for page in pages:
        assert client.get(page).status_code == 302
        client.force_login(judge())
        assert client.get(page).status_code in {302, 403}
        for person in (secretary(), board_member()):
            client.force_login(person)
            assert client.get(page).status_code == 200
        client.logout()


def test_the_day_is_opened_with_its_minutes(office, round_):
    change = office.get(reverse("admin:contests_round_change", args=[round_.pk]))
    assert desk_of(round_) in change.content.decode()
    assert office.get(desk_of(round_)).status_code == 200
    bad = {"minutes": "1", "pitch_minutes": "0", "question_minutes": "10"}
    assert office.post(desk_of(round_), bad).status_code == 422

    office.post(desk_of(round_), bad | {"pitch_minutes": "7"})

    day = FinalDay.objects.get()
    assert (day.pitch_minutes, day.question_minutes, day.turns.count()) == (7, 10, 3)
    office.post(desk_of(round_), bad | {"pitch_minutes": "5"})
    day.refresh_from_db()
    assert day.pitch_minutes == 5


def test_the_stage_is_run_by_buttons(office, day):
    for act, expected in (
        ("next", [ON, W, W]),
        ("start", [ON, W, W]),
        ("stop", [ON, W, W]),
        ("reset", [ON, W, W]),
        ("questions", [Q, W, W]),
        ("finish", [D, W, W]),
        ("next", [D, ON, W]),
    ):
        assert press(office, day, act).status_code == 200
        assert states(day) == expected


@pytest.mark.parametrize("version", ["0", "", "x", "-1"])
def test_a_page_that_is_behind_is_told(office, day, version):
    press(office, day, "next")

    told = press(office, day, "next", version=version)

    assert states(day) == [ON, W, W]
    assert [message.level_tag for message in told.context["messages"]] == ["warning"]


def test_an_unknown_button_does_nothing(office, day):
    assert press(office, day, "explode").status_code == 200
    assert states(day) == [W, W, W]


def test_a_turn_is_moved_with_a_reason(office, day):
    turn = day.turns.get(position=1)
    page = turn_of(turn, "mark_absent")
    assert office.post(page, {"reason": ""}).status_code == 422

    assert office.post(page, {"reason": "Chưa đến"}).url == desk_of(day.round)
    assert states(day)[0] == A
    assert turn_of(turn, "leave_out") in office.get(desk_of(day.round)).content.decode()
    office.post(turn_of(turn, "move_to_end"), {"reason": "Đến muộn"})
    assert day.turns.order_by("position").last() == turn


@pytest.mark.parametrize("act", ["leave_out", "call", "nothing"])
def test_what_a_turn_does_not_allow_leads_back(office, day, act):
    response = office.post(turn_of(day.turns.first(), act), {"reason": "Thử"})

    assert response.url == desk_of(day.round)
    assert states(day) == [W, W, W]


def test_the_order_is_drawn_and_drawn_again_only_with_a_reason(office, day):
    page = order_of(day.round)
    assert office.post(page, {"act": "draw"}).url == page
    assert office.post(page, {"act": "draw", "reason": ""}).status_code == 422
    assert office.post(page, {"act": "draw", "reason": "Thiếu đội"}).url == page

    assert day.draws.count() == 2
    assert day.draws.first().seed in office.get(page).content.decode()


def test_the_order_is_set_by_hand(office, day):
    turns = list(day.turns.order_by("position"))
    values = {f"place_{turn.pk}": 3 - n for n, turn in enumerate(turns)}
    page = order_of(day.round)
    assert office.post(page, {"act": "hand", **values}).status_code == 422
    twice = {**values, f"place_{turns[0].pk}": 1}
    refused = office.post(page, {"act": "hand", "reason": "Rút thăm giấy", **twice})
    assert refused.status_code == 422

    assert office.post(page, {"act": "hand", "reason": "Rút thăm giấy", **values}).url == page

    assert list(day.turns.order_by("position")) == turns[::-1]


def test_the_link_of_the_hall_is_renewed(office, day):
    office.post(desk_of(day.round), {"act": "new_link"})

    assert FinalDay.objects.get().hall_key != day.hall_key


def test_a_closed_round_is_only_looked_at(office, day):
    Round.objects.update(state=RoundState.CLOSED)

    page = office.get(desk_of(day.round))
    assert 'name="act"' not in page.content.decode()
    assert [m.level_tag for m in press(office, day, "next").context["messages"]] == ["warning"]
    assert office.get(order_of(day.round)).context["may_change"] is False


def test_the_desk_costs_the_same_for_three_projects_and_five(office, day):
    office.get(desk_of(day.round))
    once = count_queries(office, desk_of(day.round))
    for position in (4, 5):
        turn = StageTurnFactory(day=day, position=position)
        AssignmentFactory(entry=turn.entry)

    assert count_queries(office, desk_of(day.round)) == once
