"""The running order: drawn so that anybody can check it, kept with its reasons, still once begun."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain import final_day
from contests.domain.final_day import OrderRefusedError, drawn_order
from contests.enums import RoundState
from contests.models import FinalDay, Round
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError
from tests.factories.contests import RoundEntryFactory, RoundFactory
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db
REFERENCES = ["LS26-0001-K", "LS26-0002-K", "LS26-0003-K"]


def references(day):
    rows = day.turns.select_related("entry__application").order_by("position")
    return [turn.entry.application.reference for turn in rows]


def places(day, *numbers):
    return dict(zip(day.turns.order_by("pk").values_list("pk", flat=True), numbers, strict=True))


def test_a_seed_gives_one_order_whatever_the_order_of_the_list():
    expected = drawn_order("hạt giống", REFERENCES)

    assert drawn_order("hạt giống", REFERENCES[::-1]) == expected
    assert sorted(expected) == REFERENCES


def test_an_order_can_be_checked_with_sha256_alone():
    # printf 'abc:LS26-000N-K' | sha256sum gives 9a…, 22… and e0… in some order; sorted here by hand
    import hashlib

    tickets = {hashlib.sha256(f"abc:{r}".encode()).hexdigest(): r for r in REFERENCES}

    assert drawn_order("abc", REFERENCES) == [tickets[ticket] for ticket in sorted(tickets)]


def test_seeds_draw_every_order_there_is():
    orders = {tuple(drawn_order(str(seed), REFERENCES)) for seed in range(60)}

    assert len(orders) == 6


def test_a_day_has_a_turn_for_every_project_still_in_the_contest_and_is_opened_once():
    round_ = RoundFactory()
    RoundEntryFactory(round=round_)
    RoundEntryFactory(round=round_, application__state="withdrawn")

    days = [final_day.open_day(round_, actor=secretary()) for _twice in range(2)]

    assert days[0] == days[1]
    assert days[0].turns.count() == 1


@pytest.mark.parametrize("state", sorted(set(RoundState) - {RoundState.OPEN}))
def test_a_day_is_opened_only_while_the_round_is_scored(state):
    values = {"decision": None}
    if state in {RoundState.APPROVED, RoundState.PUBLISHED}:
        from tests.factories.contests import DecisionFactory

        values = {"decision": DecisionFactory()}
    with pytest.raises(OrderRefusedError):
        final_day.open_day(RoundFactory(state=state, **values), actor=secretary())
    assert not FinalDay.objects.exists()


def test_a_drawing_is_recorded_with_seed_who_and_when_and_moves_the_entries(day):
    actor = secretary()

    draw = final_day.draw_order(day, actor=actor, seed="abc")

    assert draw.order == references(day) == drawn_order("abc", REFERENCES)
    assert (draw.seed, draw.drawn_by) == ("abc", actor)
    assert draw.drawn_at is not None
    entries = day.round.entries.select_related("application").order_by("running_order")
    assert [entry.application.reference for entry in entries] == draw.order
    line = LogEntry.objects.get_for_object(day.round).get(additional_data__verb="draw_order")
    assert line.additional_data["seed"] == "abc"


def test_a_seed_is_drawn_at_random_where_none_is_given(day):
    first = final_day.draw_order(day, actor=SYSTEM)
    second = final_day.draw_order(day, actor=SYSTEM, reason="Rút lại")

    assert len(first.seed) == 16
    assert first.seed != second.seed


def test_a_second_drawing_needs_a_reason_and_both_stay_on_record(day):
    final_day.draw_order(day, actor=SYSTEM)
    with pytest.raises(ReasonMissingError):
        final_day.draw_order(day, actor=SYSTEM, reason=" ")

    final_day.draw_order(day, actor=SYSTEM, reason="Thiếu một đội khi rút lần đầu")

    assert [draw.reason for draw in day.draws.order_by("pk")] == [
        "",
        "Thiếu một đội khi rút lần đầu",
    ]


def test_an_order_is_set_by_hand_with_a_reason(day):
    with pytest.raises(ReasonMissingError):
        final_day.set_order(day, places(day, 3, 1, 2), actor=SYSTEM, reason="")

    draw = final_day.set_order(day, places(day, 3, 1, 2), actor=SYSTEM, reason="Rút thăm giấy")

    assert draw.order == references(day) == ["LS26-0002-K", "LS26-0003-K", "LS26-0001-K"]
    assert (draw.seed, draw.reason) == ("", "Rút thăm giấy")


@pytest.mark.parametrize("numbers", [(1, 1, 2), (0, 1, 2), (2, 3, 4)])
def test_every_place_is_given_once(day, numbers):
    with pytest.raises(OrderRefusedError):
        final_day.set_order(day, places(day, *numbers), actor=SYSTEM, reason="Tay")
    with pytest.raises(OrderRefusedError):
        final_day.set_order(day, {}, actor=SYSTEM, reason="Tay")


def test_the_order_stands_once_a_turn_has_begun(day):
    final_day.next_turn(day, actor=SYSTEM, version=0)

    with pytest.raises(OrderRefusedError):
        final_day.draw_order(day, actor=SYSTEM)
    with pytest.raises(OrderRefusedError):
        final_day.set_order(day, places(day, 1, 2, 3), actor=SYSTEM, reason="Tay")


def test_only_the_contest_s_staff_run_the_day(day):
    for actor in (secretary(), board_member()):
        final_day.draw_order(day, actor=actor, reason="Rút")
    for act in (
        lambda: final_day.draw_order(day, actor=judge(), reason="Rút"),
        lambda: final_day.set_order(day, places(day, 1, 2, 3), actor=judge(), reason="Tay"),
        lambda: final_day.open_day(day.round, actor=judge()),
        lambda: final_day.renew_hall_key(day, actor=judge()),
        lambda: final_day.set_minutes(day, actor=judge(), pitch_minutes=1, question_minutes=1),
        lambda: final_day.next_turn(day, actor=judge(), version=2),
        lambda: final_day.mark_absent(day.turns.first(), actor=judge(), reason="Vắng"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nothing_is_drawn_once_scoring_is_closed(day):
    Round.objects.update(state=RoundState.CLOSED)

    with pytest.raises(OrderRefusedError):
        final_day.draw_order(FinalDay.objects.get(), actor=SYSTEM)


def test_a_new_link_ends_the_old_one(day):
    old = day.hall_key

    assert final_day.renew_hall_key(day, actor=SYSTEM).hall_key != old
    assert not FinalDay.objects.filter(hall_key=old).exists()
    assert len(old) >= 24
