"""Whatever is edited later, a frozen result and its explanation stay; reopening makes a version."""

from dataclasses import asdict
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contests.domain import rounds
from contests.domain.explanation import explain
from contests.domain.ranking import ranking, version_in_force
from contests.models import (
    Criterion,
    Division,
    OrganiserScore,
    ResultVersion,
    RoundResult,
    RuleSet,
    Score,
    ScoreSheet,
    SetAsideResult,
    TieRule,
)
from portal.audit import SYSTEM
from portal.models import User
from tests.contests.criteria import Jury, round_with
from tests.contests.rounds import verbs_of
from tests.factories.contests import RuleSetFactory
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db
D = Decimal

EDITS = {
    "points": lambda r: Score.objects.update(points=1),
    "no points": lambda r: Score.objects.all().delete(),
    "sheets": lambda r: ScoreSheet.objects.update(state="draft"),
    "organisers": lambda r: OrganiserScore.objects.update(points=0),
    "criteria": lambda r: Criterion.objects.update(name="Khác", weight=9, max_points=7),
    "counted": lambda r: Criterion.objects.update(is_counted=False),
    "tie rules": lambda r: TieRule.objects.all().delete(),
    "threshold": lambda r: type(r).objects.update(pass_mark=99, trim_from=3, mean_places=2),
    "places": lambda r: type(r).objects.update(clause="Điều khác", ranks_by_division=False),
    "divisions": lambda r: Division.objects.update(name="Bảng đổi tên"),
    "rules": lambda r: RuleSet.objects.update(version=9),
    "judges": lambda r: User.objects.update(full_name="Tên Khác"),
}


def frozen_round():
    """A round with organisers' points, a tie, a dropped sheet, a missing one; closed."""
    round_ = round_with(
        "cic-hoi-tu",
        divisions=("Ý tưởng",),
        ranks_by_division=True,
        trim_from=3,
        min_judges=3,
        advance_count=1,
        reserve_count=1,
        clause="Điều 9 khoản 2",
    )
    RuleSetFactory(contest=round_.contest)
    jury = Jury(round_, 3)
    for points in ("30 20 10", "20 30 10"):
        jury.enter(points, points, points, organisers="5", division="Ý tưởng")
    jury.enter("30 25 10", None, "10 20 10", organisers="0", division="Ý tưởng")
    actor = secretary()
    rounds.close_round(round_, actor=actor, accept_missing=True, reason="Vắng")
    return round_


def all_of(round_, version):
    """Everything that can be read of a version."""
    table = ranking(round_, version)
    explanations = [
        asdict(explain(round_, row.result.entry_id, version))
        | {"result": None, "version": None, "tied_with": None}
        for row in table.rows
    ]
    figures = [
        (row.reference, row.result.rank, row.result.total, row.result.outcome, row.result.division)
        for row in table.rows
    ]
    return table.criteria, figures, explanations


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6))
def test_a_frozen_result_never_changes_whatever_is_edited(edits):
    with transaction.atomic():
        round_ = frozen_round()
        before = all_of(round_, version_in_force(round_))

        for name in edits:
            EDITS[name](round_)
        round_.refresh_from_db()

        assert all_of(round_, version_in_force(round_)) == before
        transaction.set_rollback(True)


def test_reopening_makes_a_version_that_reads_as_before_and_closing_the_next_one():
    round_ = frozen_round()
    first = version_in_force(round_)
    before = all_of(round_, first)

    rounds.reopen_round(round_, actor=secretary(), reason="Nhập nhầm phiếu")
    for edit in EDITS.values():
        edit(round_)

    first.refresh_from_db()
    assert (first.set_aside_reason, first.set_aside_by is not None) == ("Nhập nhầm phiếu", True)
    assert (RoundResult.objects.count(), SetAsideResult.objects.count()) == (0, 3)
    assert all_of(round_, first) == before
    assert "drop_frozen_results" in verbs_of(round_)
    assert version_in_force(round_) is None


def test_every_closing_is_numbered_and_one_is_in_force():
    round_ = frozen_round()
    for number in (1, 2):
        assert version_in_force(round_).number == number
        rounds.reopen_round(round_, actor=SYSTEM, reason=f"Lần {number}")
        rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason="Vắng")

    versions = ResultVersion.objects.order_by("number").values_list("number", "set_aside_reason")
    assert list(versions) == [(1, "Lần 1"), (2, "Lần 2"), (3, "")]


def test_the_explanation_says_which_sheets_which_rule_which_clause_and_how_the_tie_ended():
    round_ = frozen_round()
    version = version_in_force(round_)
    first, second, third = (row.result.entry_id for row in ranking(round_, version).rows)

    why = explain(round_, first, version)

    # three equal sheets of 60: the lowest and the highest are dropped; + 5 of the organisers
    assert [str(sheet.fate) for sheet in why.sheets] == [
        "dropped_lowest",
        "counted",
        "dropped_highest",
    ]
    assert [sheet.total for sheet in why.sheets] == [D(60)] * 3
    assert (why.judges, why.organisers, why.result.total) == (D(60), D(5), D(65))
    assert [(line.mean, line.adds) for line in why.criteria] == [
        (D(30), D(30)),
        (D(20), D(20)),
        (D(10), D(10)),
        (D(5), D(5)),
    ]
    assert why.rules["clause"] == "Điều 9 khoản 2"
    assert (why.rules["rules_version"], why.rules["trim_from"]) == (1, 3)
    assert why.rules["missing_accepted"] == "Vắng"
    # 30 against 20 in the first criterion
    assert [tie["separated"] for tie in why.tie_rules] == [True, False, False]
    assert [(line.is_this, line.values[0]) for line in why.tied_with] == [
        (True, "30.0000"),
        (False, "20.0000"),
    ]
    assert "Tính mới" in why.tie_rules[0]["rule"]
    assert explain(round_, second, version).result.outcome == "reserve"
    # 30+25+10 = 65 and 10+20+10 = 40: far apart, and one sheet fewer than asked for
    assert len(explain(round_, third, version).flags) == 2
    assert explain(round_, third, version).tied_with == ()


def test_nothing_is_explained_where_nothing_is_frozen():
    round_ = frozen_round()
    version = version_in_force(round_)

    assert explain(round_, 0, version) is None


@pytest.mark.parametrize("number", [1, 3])
def test_freezing_costs_the_same_for_one_entry_and_three(number, django_assert_num_queries):
    round_ = round_with("cic-hoi-tu", min_judges=2)
    jury = Jury(round_, 2)
    for _n in range(number):
        jury.enter("30 20 10", "31 21 11", organisers="5")

    with django_assert_num_queries(14):
        rounds.freeze_results(round_)

    assert RoundResult.objects.count() == number


def closing_costs(number):
    round_ = round_with("hue-ha-tinh", min_judges=2, advance_count=1, reserve_count=1)
    jury = Jury(round_, 2)
    for _n in range(number):
        jury.enter("17 16 15 18 8 7", "16 15 16 17 7 8")
    with CaptureQueriesContext(connection) as queries:
        rounds.close_round(round_, actor=SYSTEM)
    return len(queries)


def test_closing_costs_the_same_for_three_entries_and_six():
    assert closing_costs(3) == closing_costs(6) < 50


@pytest.mark.parametrize("number", [1, 3])
def test_an_explanation_costs_the_same_whatever_is_tied(number, django_assert_num_queries):
    round_ = round_with("cic-hoi-tu")
    jury = Jury(round_, 1)
    for _n in range(number):
        jury.enter("30 20 10", organisers="5")
    rounds.close_round(round_, actor=SYSTEM)
    version = version_in_force(round_)

    with django_assert_num_queries(4 if number > 1 else 3):
        why = explain(round_, round_.entries.first().pk, version)

    assert len(why.tied_with) == (number if number > 1 else 0)
