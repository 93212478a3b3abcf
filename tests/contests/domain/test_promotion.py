"""Who goes on by rank: places and reserves by division, ties across a cut, and calling up."""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import rounds
from contests.domain.participation import (
    ParticipationRefusedError,
    decline_participation,
    path_of,
    remind_participation,
)
from contests.domain.promotion import Places, PlaceTable, place_table, suggested
from contests.domain.reserves import decline_place, free_places, waiting
from contests.domain.results import reserve_place
from contests.models import Application, DivisionPlaces, Participation
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.contests.rounds import minutes, verbs_of
from tests.factories.contests import CriterionFactory, DivisionFactory, RoundFactory
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import outcomes_of, published_round, results_of, scored_round


def rows(*ranks, division="", failing=()):
    return [
        SimpleNamespace(pk=f"{division}{n}", rank=rank, passes=n not in failing, division=division)
        for n, rank in enumerate(ranks, start=1)
    ]


def told(results, advance, reserve=0, own=None):
    table = PlaceTable(usual=Places(advance=advance, reserve=reserve), own=own or {})
    found = suggested(results, table)
    return [(str(s.outcome), s.reserve_position) for s in (found[row.pk] for row in results)]


IN, OUT, OPEN = ("advance", None), ("not_advance", None), ("pending", None)


def waits(place):
    return ("reserve", place)


@pytest.mark.parametrize(
    ("ranks", "advance", "reserve", "expected"),
    [
        ([1, 2, 3], 1, 0, [IN, OUT, OUT]),
        ([1, 2, 3], 1, 1, [IN, waits(1), OUT]),
        ([1, 2, 3], 5, 5, [IN, IN, IN]),
        ([1, 2, 3], None, 1, [IN, IN, IN]),
        ([1, 2, 3], 0, 1, [waits(1), OUT, OUT]),
        ([1, 2, 2, 4], 2, 1, [IN, OPEN, OPEN, OUT]),
        ([1, 2, 2, 4], 1, 2, [IN, waits(1), waits(1), OUT]),
        ([1, 2, 2, 4], 1, 1, [IN, OPEN, OPEN, OUT]),
        ([1, 1, 3, 4], 1, 2, [OPEN, OPEN, waits(2), OUT]),
        ([1, None], 2, 2, [IN, OUT]),
        ([], 2, 2, []),
    ],
)
def test_places_and_reserves_by_rank(ranks, advance, reserve, expected):
    assert told(rows(*ranks), advance, reserve) == expected


def test_who_does_not_pass_takes_neither_place_nor_reserve():
    assert told(rows(1, 2, 3, failing={1, 2}), 1, 1) == [OUT, OUT, IN]


def test_every_division_has_its_own_places():
    results = [*rows(1, 2, 3, division="A"), *rows(1, 2, 3, division="B")]

    found = told(results, 1, 0, own={"B": Places(advance=2, reserve=1)})

    assert found == [IN, OUT, OUT, IN, IN, waits(1)]


def standings():
    """Every pattern of ties among at most six entries, best first, as ranks."""
    yield []
    for ties in product([False, True], repeat=5):
        for length in range(1, 7):
            ranks = [1]
            for place, is_tied in enumerate(ties[: length - 1], start=2):
                ranks.append(ranks[-1] if is_tied else place)
            if not any(ties[length - 1 :]):
                yield ranks


def test_standings_are_all_there_are():
    assert len(list(standings())) == len({tuple(ranks) for ranks in standings()}) == 1 + 63


# All of them rather than drawn ones: few, quick and the same at every run.
@pytest.mark.parametrize("ranks", standings(), ids=str)
def test_never_more_go_on_than_there_are_places(ranks):
    for advance, reserve in product(range(8), range(6)):
        found = told(rows(*ranks), advance, reserve)

        assert found.count(IN) <= advance
        assert sum(outcome == "reserve" for outcome, _place in found) <= reserve
        decided = [pair for pair in found if pair != OPEN]
        order = {"advance": 0, "reserve": 1, "not_advance": 2}
        assert decided == sorted(decided, key=lambda pair: order[pair[0]])
        if len(set(ranks)) == len(ranks):
            assert OPEN not in found


# --- in a round -----------------------------------------------------------------------------------


def in_divisions(**kwargs):
    """Two divisions of three entries, 90, 80, 70 each."""
    round_ = scored_round(*[[mark] for mark in (90, 80, 70) * 2], ranks_by_division=True, **kwargs)
    for name, numbers in (("Ý tưởng", (1, 2, 3)), ("Dự án", (4, 5, 6))):
        division = DivisionFactory(contest=round_.contest, name=name)
        Application.objects.filter(number__in=numbers).update(division=division)
    return round_


def by_number(round_):
    return {row.entry.application.number: row for row in results_of(round_)}


@pytest.mark.django_db
def test_ranks_places_and_reserves_go_by_division():
    round_ = in_divisions(advance_count=1, reserve_count=1)
    ideas = round_.contest.divisions.get(name="Ý tưởng")
    DivisionPlaces.objects.create(round=round_, division=ideas, advance_count=2)

    rounds.close_round(round_, actor=SYSTEM)

    found = by_number(round_)
    assert {n: row.rank for n, row in found.items()} == {1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 3}
    assert {n: (row.outcome, row.reserve_position) for n, row in found.items()} == {
        1: IN, 2: IN, 3: OUT, 4: IN, 5: waits(1), 6: OUT,
    }  # fmt: skip
    assert place_table(round_).of("Ý tưởng") == Places(advance=2)


@pytest.mark.django_db
def test_a_tie_in_one_division_is_broken_without_touching_the_other():
    round_ = scored_round([80], [80], [80], [80], ranks_by_division=True, advance_count=1)
    for name, numbers in (("Ý tưởng", (1, 2)), ("Dự án", (3, 4))):
        division = DivisionFactory(contest=round_.contest, name=name)
        Application.objects.filter(number__in=numbers).update(division=division)
    rounds.close_round(round_, actor=SYSTEM)
    found = by_number(round_)

    with pytest.raises(RefusedError):
        rounds.break_tie([found[1], found[3]], actor=SYSTEM, **minutes())
    rounds.break_tie([found[2], found[1]], actor=SYSTEM, **minutes())

    found = by_number(round_)
    assert {n: (row.rank, row.outcome) for n, row in found.items()} == {
        1: (2, "not_advance"), 2: (1, "advance"), 3: (1, "pending"), 4: (1, "pending"),
    }  # fmt: skip


@pytest.mark.django_db
def test_an_entry_set_on_the_reserve_list_by_hand_waits_last():
    round_ = scored_round([90], [80], [70], advance_count=1, reserve_count=1)
    rounds.close_round(round_, actor=SYSTEM)

    row = rounds.set_outcome(results_of(round_)[2], actor=SYSTEM, outcome="reserve", **minutes())

    assert (row.reserve_position, row.outcome_decision.number) == (2, "05/BB-HĐGK")


# --- calling up -----------------------------------------------------------------------------------


def published(**kwargs):
    """First of four goes on, second and third wait."""
    return published_round(
        scored_round([90], [80], [70], [60], **{"advance_count": 1, "reserve_count": 2} | kwargs)
    )


def call(row, actor=SYSTEM, **kwargs):
    values = {"confirm_by": timezone.now() + timedelta(days=4), **minutes(**kwargs)}
    return rounds.call_up_reserve(row, actor=actor, **values)


def states():
    return dict(Application.objects.values_list("number", "state"))


@pytest.mark.django_db
def test_publishing_tells_reserves_that_they_wait():
    published()

    assert states() == {1: "advanced", 2: "not_advanced", 3: "not_advanced", 4: "not_advanced"}
    templates = OutgoingMail.objects.order_by("pk").values_list("template", flat=True)
    assert list(templates) == [
        "contests/result_advanced",
        "contests/result_reserve",
        "contests/result_reserve",
        "contests/result_not_advanced",
    ]
    assert (
        "thứ 2"
        in OutgoingMail.objects.filter(template="contests/result_reserve")
        .order_by("pk")
        .last()
        .body_text
    )


@pytest.mark.django_db
def test_the_next_reserve_takes_a_place_that_was_given_up():
    round_ = published()
    first, second, third, _fourth = results_of(round_)

    with pytest.raises(RefusedError):
        call(second)  # nobody has declined
    decline_place(first, actor=secretary(), reason="Bận sản xuất")
    with pytest.raises(RefusedError, match="0002-K"):
        call(third)  # out of turn
    row = call(second, actor=secretary())

    assert states() == {1: "withdrawn", 2: "advanced", 3: "not_advanced", 4: "not_advanced"}
    assert row.called_up_at is not None
    assert (row.outcome, row.call_up_decision.number) == ("reserve", "05/BB-HĐGK")
    assert OutgoingMail.objects.filter(template="contests/result_called_up").count() == 1
    assert verbs_of(round_)[-1] == "call_up"
    assert outcomes_of(round_) == ["advance", "reserve", "reserve", "not_advance"]
    assert free_places(round_, "") == 0
    assert waiting(round_) == [third]


@pytest.mark.django_db
def test_who_is_called_up_is_asked_and_reminded_and_a_refusal_frees_the_place_again(time_machine):
    round_ = published()
    first, second, third, _fourth = results_of(round_)
    decline_place(first, actor=SYSTEM, reason="Bận")
    with pytest.raises(ParticipationRefusedError):
        call(second, confirm_by=timezone.now())
    call(second)

    asked = Participation.objects.get()
    (mail,) = OutgoingMail.objects.filter(template="contests/result_called_up")
    assert (asked.entry, asked.state) == (second.entry, "waiting")
    assert path_of(asked) in mail.body_text
    time_machine.move_to(asked.due_at - timedelta(hours=20))
    assert remind_participation() == 1
    decline_participation(asked, actor=SYSTEM, reason="Trùng lịch")

    assert free_places(round_, "") == 1
    assert call(third, confirm_by=timezone.now() + timedelta(days=1)).pk == third.pk
    assert states() == {1: "withdrawn", 2: "withdrawn", 3: "advanced", 4: "not_advanced"}


@pytest.mark.django_db
def test_calling_up_twice_calls_up_once():
    round_ = published()
    first, second, third, _fourth = results_of(round_)
    decline_place(first, actor=SYSTEM, reason="Bận")
    call(second)

    for row in (second, third):
        with pytest.raises(RefusedError):
            call(row)

    assert OutgoingMail.objects.filter(template="contests/result_called_up").count() == 1


@pytest.mark.django_db
def test_who_was_called_up_enters_the_next_round():
    round_ = published()
    first, second, *_rest = results_of(round_)
    decline_place(first, actor=SYSTEM, reason="Bận")
    call(second)
    following = RoundFactory(contest=round_.contest, order=2, slug="vong-hai", state="planned")
    CriterionFactory(round=following)
    waits = Application.objects.get(number=3)
    assert reserve_place(waits).position == 2

    rounds.start_round(following, actor=SYSTEM)

    assert list(following.entries.values_list("application__number", flat=True)) == [2]
    with pytest.raises(RefusedError):
        call(results_of(round_)[2])
    # Who can be called up no more is not told to wait.
    assert reserve_place(waits) is None
    with pytest.raises(RefusedError):
        decline_place(results_of(round_)[1], actor=SYSTEM, reason="Bận")


@pytest.mark.django_db
def test_calling_up_needs_reason_document_permission_and_publication():
    round_ = published()
    first, second, *_rest = results_of(round_)
    decline_place(first, actor=SYSTEM, reason="Bận")

    with pytest.raises(ReasonMissingError):
        call(second, reason=" ")
    with pytest.raises(RefusedError):
        call(second, number="5")
    with pytest.raises(PermissionDenied):
        call(second, actor=UserFactory(roles=["Giám khảo"]))
    with pytest.raises(TransitionNotAllowedError):
        decline_place(second, actor=SYSTEM, reason="Bận")

    assert states()[2] == "not_advanced"


@pytest.mark.django_db
def test_before_the_publication_the_next_moves_up_by_rank():
    round_ = scored_round([90], [80], [70], advance_count=1, reserve_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    first, second, _third = results_of(round_)
    with pytest.raises(RefusedError):
        call(second)
    Application.objects.filter(pk=first.entry.application_id).update(state="disqualified")

    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["not_advance", "advance", "reserve"]
