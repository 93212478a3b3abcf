"""Closing a round freezes figures and ranks; reopening sets them aside."""

import json
from decimal import Decimal

import pytest
from auditlog.models import LogEntry

from contests.domain import rounds
from contests.enums import RoundState
from contests.models import Application, Award, RoundEntry, RoundResult, Score, TieRule
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, TransitionNotAllowedError
from tests.contests.rounds import verbs_of
from tests.factories.contests import AssignmentFactory
from tests.factories.portal import secretary
from tests.factories.results import (
    award_by_rank,
    give_sheet,
    numbered_application,
    outcomes_of,
    ranks_of,
    results_of,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


# --- close ----------------------------------------------------------------------------------------


def test_closing_freezes_figures_ranks_and_suggests_outcomes():
    round_ = scored_round([80, 90], [60, 70], [95, 85], advance_count=1)

    closed = rounds.close_round(round_, actor=secretary())

    rows = results_of(round_)
    assert closed.state == RoundState.CLOSED
    assert closed.closed_at is not None
    assert [row.entry.application.number for row in rows] == [3, 1, 2]
    assert [row.total for row in rows] == [Decimal(90), Decimal(85), Decimal(65)]
    assert [row.outcome for row in rows] == ["advance", "not_advance", "not_advance"]
    assert rows[0].sheet_count == 2
    assert rows[0].spread == Decimal(5)
    first, second = rows[0].criterion_means.values()
    assert first == {
        "name": "Tính mới",
        "max": "25.00",
        "weight": "1.00",
        "mean": "25.0000",
        "is_zero_bar": True,
    }
    assert second["mean"] == "65.0000"
    assert set(Application.objects.values_list("state", flat=True)) == {"in_round"}
    assert OutgoingMail.objects.count() == 0


def test_closing_costs_the_same_for_three_entries_and_for_seven_with_reserves(
    django_assert_num_queries, django_assert_max_num_queries
):
    few = scored_round([90], [80], [70], advance_count=1, reserve_count=1)
    many = scored_round(*([n] for n in range(40, 47)), advance_count=2, reserve_count=4)
    with django_assert_max_num_queries(40) as queries:
        rounds.close_round(few, actor=SYSTEM)

    with django_assert_num_queries(len(queries)):
        rounds.close_round(many, actor=SYSTEM)
    places = [row.reserve_position for row in results_of(many)]
    assert places == [None, None, 1, 2, 3, 4, None]


def test_later_edits_of_sheets_and_criteria_do_not_change_a_frozen_result():
    round_ = scored_round([80], [90])
    rounds.close_round(round_, actor=SYSTEM)
    before = [(row.rank, row.total, row.criterion_means, row.passes) for row in results_of(round_)]

    Score.objects.update(points=1)
    round_.criteria.update(name="Khác", weight=3, max_points=10)

    after = [(row.rank, row.total, row.criterion_means, row.passes) for row in results_of(round_)]
    assert after == before


def test_missing_sheets_keep_scoring_open():
    round_ = scored_round([80], [])

    with pytest.raises(rounds.SheetsMissingError, match="1"):
        rounds.close_round(round_, actor=SYSTEM)

    round_.refresh_from_db()
    assert round_.state == RoundState.OPEN
    assert RoundResult.objects.count() == 0


def test_a_sheet_that_is_assigned_and_not_sent_is_missing():
    round_ = scored_round([80])
    AssignmentFactory(entry=round_.entries.get())

    assert rounds.missing_sheets(round_) == 1


def test_a_conflicted_judge_and_a_dossier_that_left_are_not_missing():
    round_ = scored_round([80], [])
    assignment = AssignmentFactory(entry=round_.entries.first())
    assignment.entry.application.conflicts.create(
        judge=assignment.judge, reason="Họ hàng", declared_by=assignment.judge
    )
    Application.objects.filter(number=2).update(state="disqualified")

    assert rounds.missing_sheets(round_) == 0


def test_missing_sheets_are_accepted_with_a_reason_only():
    round_ = scored_round([80], [], min_judges=2)

    with pytest.raises(ReasonMissingError):
        rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason=" ")
    rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason="Giám khảo ốm")

    assert ranks_of(round_) == [1, None]
    assert {row.rank: row.outcome for row in results_of(round_)} == {
        1: "advance",
        None: "not_advance",
    }
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert line["verb"] == "accept_missing_sheets"
    assert line["missing_sheets"] == "3"
    assert line["reason"] == "Giám khảo ốm"


def test_threshold_and_zero_keep_an_entry_from_advancing_but_not_from_its_rank():
    round_ = scored_round([95], [40], advance_count=5, pass_mark=50, zero_eliminates=True)
    entry = give_entry(round_, {"Tính mới": 0, "Khả thi": 75})

    rounds.close_round(round_, actor=SYSTEM)

    rows = results_of(round_)
    assert [row.rank for row in rows] == [1, 2, 3]
    assert [row.passes for row in rows] == [True, False, False]
    assert rows[1].entry == entry
    assert rows[1].has_zero
    assert outcomes_of(round_) == ["advance", "not_advance", "not_advance"]


def give_entry(round_, points):
    application = numbered_application(round_.contest, 90, state="in_round")
    entry = RoundEntry.objects.create(round=round_, application=application)
    by_name = {criterion.name: criterion for criterion in round_.criteria.all()}
    give_sheet(entry, {by_name[name]: value for name, value in points.items()})
    return entry


def test_the_rule_that_broke_a_tie_is_written_beside_the_rank():
    round_ = scored_round([80], [80, 80])
    by_name = {criterion.name: criterion for criterion in round_.criteria.all()}
    other = give_entry(round_, {"Tính mới": 10, "Khả thi": 70})
    TieRule.objects.create(round=round_, kind="median", order=1)
    TieRule.objects.create(round=round_, kind="criterion", criterion=by_name["Khả thi"], order=2)
    TieRule.objects.create(round=round_, kind="earlier", order=3)

    rounds.close_round(round_, actor=SYSTEM)

    rows = results_of(round_)
    assert rows[0].entry == other
    assert "Khả thi" in rows[0].tie_note
    assert "Khả thi" in rows[1].tie_note
    assert ";" in rows[1].tie_note  # then who submitted earlier
    assert [row.is_tied for row in rows] == [False, False, False]


def test_the_median_is_named_when_it_breaks_a_tie():
    round_ = scored_round([60, 90, 90], [80, 80, 80])
    TieRule.objects.create(round=round_, kind="median", order=1)

    rounds.close_round(round_, actor=SYSTEM)

    assert ranks_of(round_) == [1, 2]
    assert all(row.tie_note for row in results_of(round_))


def test_closing_twice_closes_once():
    round_ = scored_round([80])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(TransitionNotAllowedError):
        rounds.close_round(round_, actor=SYSTEM)

    assert RoundResult.objects.count() == 1


# --- reopen ---------------------------------------------------------------------------------------


def test_reopening_moves_the_frozen_rows_and_awards_into_the_audit_trail():
    round_ = scored_final([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)

    rounds.reopen_round(round_, actor=secretary(), reason="Nhập nhầm phiếu")

    round_.refresh_from_db()
    assert (round_.state, round_.closed_at) == (RoundState.OPEN, None)
    assert RoundResult.objects.count() == 0
    assert Award.objects.count() == 0
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert line["verb"] == "drop_frozen_results"
    assert [row[:3] for row in json.loads(line["results"])] == [
        [f"{round_.contest.prefix}-0001-K", "1", "90.0000"],
        [f"{round_.contest.prefix}-0002-K", "2", "80.0000"],
    ]
    assert "drop_award" in verbs_of(Application.objects.get(number=1))


def test_a_reopened_round_closes_with_what_the_sheets_say_then():
    round_ = scored_round([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    rounds.reopen_round(round_, actor=SYSTEM, reason="Sửa phiếu")
    second = round_.entries.get(application__number=2)
    Score.objects.filter(sheet__assignment__entry=second, criterion__name="Khả thi").update(
        points=75
    )

    rounds.close_round(round_, actor=SYSTEM)

    assert ranks_of(round_) == [2, 1]


def test_reopening_needs_a_reason():
    round_ = scored_round([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(ReasonMissingError):
        rounds.reopen_round(round_, actor=SYSTEM, reason="")

    assert RoundResult.objects.count() == 1
