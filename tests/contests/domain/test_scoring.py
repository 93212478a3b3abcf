"""Totals, means, thresholds, ties: tables of marks and what follows from them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.domain.scoring import (
    CriterionSpec,
    EntryScores,
    RankingRules,
    Sheet,
    TieRuleSpec,
    TieStep,
    highest_total,
    is_complete,
    mean,
    median,
    partial_total,
    rank_entries,
    shown,
    spread,
    stored,
    weighted_total,
)
from contests.enums import TieRuleKind

D = Decimal
ONE = (CriterionSpec(id=1, max_points=D(100)),)
TWO = (
    CriterionSpec(id=1, max_points=D(60), is_zero_bar=True),
    CriterionSpec(id=2, max_points=D(20), weight=D(2)),
)
MORNING = datetime(2026, 10, 31, 8, tzinfo=UTC)


def ranked(entries, criteria, *, tie_positions=None, **rules):
    return rank_entries(entries, criteria, RankingRules(**rules), tie_positions=tie_positions)


def totals(*values):
    """Sheets of one criterion."""
    return [Sheet({1: D(str(value))}) for value in values]


def entry(number, *values, at=None):
    return EntryScores(entry=number, sheets=totals(*values), submitted_at=at)


def pairs(number, *points, at=None):
    """Sheets of two criteria."""
    sheets = [Sheet({1: D(str(a)), 2: D(str(b))}) for a, b in points]
    return EntryScores(entry=number, sheets=sheets, submitted_at=at)


def ranks(rows):
    return {row.entry: row.rank for row in rows}


# --- figures ----------------------------------------------------------------------------------


def test_total_weighs_points_and_ignores_other_criteria():
    assert weighted_total({1: D("18.5"), 2: D("7.25"), 9: D(100)}, TWO) == D("33.00")


def test_total_of_an_incomplete_sheet_is_refused():
    with pytest.raises(KeyError):
        weighted_total({1: D(5)}, TWO)


def test_partial_total_counts_what_is_there():
    assert partial_total({2: D(5)}, TWO) == D(10)
    assert partial_total({}, TWO) == D(0)


def test_highest_total_is_not_assumed_to_be_100():
    assert highest_total(TWO) == D(100)
    assert highest_total((CriterionSpec(id=1, max_points=D(5), weight=D(3)),)) == D(15)


def test_completeness_asks_every_criterion():
    assert is_complete({1: D(0), 2: D(0)}, TWO)
    assert not is_complete({1: D(0)}, TWO)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([5], D(5)), ([1, 2], D("1.5")), ([0, 0, 0], D(0)), (["0.1", "0.2"], D("0.15"))],
)
def test_mean(values, expected):
    assert mean([D(str(v)) for v in values]) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([5], D(5)), ([9, 1], D(5)), ([9, 1, 2], D(2)), ([4, 1, 3, 2], D("2.5"))],
)
def test_median(values, expected):
    assert median([D(v) for v in values]) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([5], None), ([5, 5], D(0)), ([1, 3], D(1)), ([2, 4, 4, 4, 5, 5, 7, 9], D(2))],
)
def test_spread_is_the_population_standard_deviation(values, expected):
    assert spread([D(v) for v in values]) == expected


@pytest.mark.parametrize(
    ("value", "four", "two"),
    [
        ("82.33335", "82.3334", "82.33"),
        ("82.33334", "82.3333", "82.33"),
        ("82.335", "82.3350", "82.34"),
        ("0.00005", "0.0001", "0.00"),
        ("100", "100.0000", "100.00"),
    ],
)
def test_rounding_is_half_up_to_four_places_stored_and_two_shown(value, four, two):
    assert stored(D(value)) == D(four)
    assert shown(D(value)) == D(two)


def test_figures_do_not_depend_on_the_caller_s_decimal_context():
    with localcontext() as rough:
        rough.prec = 3
        (row, second) = ranked([entry(2, "83.4066"), entry(1, "82.35", "90.1", "77.77")], ONE)

    assert second.rank == 2
    assert (row.total, row.spread, row.median) == (D("83.4067"), D("5.0889"), D("82.3500"))


# --- one entry --------------------------------------------------------------------------------


def test_total_is_a_mean_so_that_more_sheets_do_not_win():
    rows = ranked([entry(1, 70, 70, 70), entry(2, 71, 71)], ONE)

    assert [(row.entry, row.total, row.count) for row in rows] == [(2, D(71), 2), (1, D(70), 3)]


def test_a_sheet_without_a_criterion_is_left_out():
    scores = EntryScores(entry=1, sheets=[Sheet({1: D(50), 2: D(10)}), Sheet({1: D(60)})])

    (row,) = ranked([scores], TWO)

    assert (row.count, row.total, row.criterion_means) == (1, D(70), {1: D(50), 2: D(10)})


def test_an_entry_without_sheets_has_no_rank_and_does_not_pass():
    (row,) = ranked([entry(1)], ONE, min_sheets=0)

    assert (row.rank, row.total, row.spread, row.median, row.passes) == (
        None,
        None,
        None,
        None,
        False,
    )
    assert row.criterion_means == {}


def test_too_few_sheets_give_figures_and_no_rank():
    rows = ranked([entry(3, 99), entry(1, 99), entry(2, 40, 50)], ONE, min_sheets=2)

    assert [(row.entry, row.rank, row.total, row.passes) for row in rows] == [
        (2, 1, D(45), True),
        (1, None, D(99), False),
        (3, None, D(99), False),
    ]


@pytest.mark.parametrize(
    ("total", "passes"), [("49.99", False), ("50", True), ("50.01", True), ("49.99995", True)]
)
def test_threshold_is_met_by_the_mark_itself(total, passes):
    (row,) = ranked([entry(1, total)], ONE, pass_mark=D(50))

    assert row.passes is passes


def test_no_threshold_lets_everything_pass():
    (row,) = ranked([entry(1, 0)], ONE)

    assert (row.passes, row.rank) == (True, 1)


@pytest.mark.parametrize(
    ("first", "second", "has_zero"),
    [(0, 0, True), (0, 1, False), (1, 0, False), (0, "0.01", False)],
)
def test_zero_bar_is_a_mean_of_zero(first, second, has_zero):
    (row,) = ranked([pairs(1, (first, 20), (second, 20))], TWO, zero_eliminates=True)

    assert (row.has_zero, row.passes) == (has_zero, not has_zero)


def test_a_zero_is_told_and_does_not_eliminate_where_the_round_does_not_ask():
    (row,) = ranked([pairs(1, (0, 20))], TWO, zero_eliminates=False)

    assert (row.has_zero, row.passes) == (True, True)


def test_a_zero_in_a_criterion_without_bar_does_not_eliminate():
    (row,) = ranked([pairs(1, (5, 0))], TWO, zero_eliminates=True)

    assert (row.has_zero, row.passes) == (False, True)


# --- ranks and ties ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([90, 80, 70], [1, 2, 3]),
        ([90, 80, 80, 70], [1, 2, 2, 4]),
        ([80, 80, 80], [1, 1, 1]),
        ([0, 0], [1, 1]),
        ([70, 80, 90], [3, 2, 1]),
    ],
)
def test_equal_totals_share_a_rank(marks, expected):
    rows = ranked([entry(n, mark) for n, mark in enumerate(marks)], ONE)

    assert [ranks(rows)[n] for n in range(len(marks))] == expected


def test_ties_are_marked_only_where_they_are():
    rows = ranked([entry(1, 90), entry(2, 80), entry(3, 80)], ONE)

    assert [(row.entry, row.is_tied, row.tie_broken_by) for row in rows] == [
        (1, False, ()),
        (2, True, ()),
        (3, True, ()),
    ]


def test_totals_equal_to_four_places_are_tied():
    thirds = entry(1, 1, 1, 2)
    rounded = entry(2, "1.3333")

    assert ranks(ranked([thirds, rounded], ONE)) == {1: 1, 2: 1}


def test_a_criterion_breaks_a_tie():
    rule = TieRuleSpec(step=TieStep.CRITERION, criterion=1)

    rows = ranked([pairs(1, (40, 20)), pairs(2, (60, 10))], TWO, tie_rules=[rule])

    assert [(row.entry, row.rank, row.is_tied, row.tie_broken_by) for row in rows] == [
        (2, 1, False, (rule,)),
        (1, 2, False, (rule,)),
    ]


def test_the_median_breaks_a_tie():
    rule = TieRuleSpec(step=TieStep.MEDIAN)

    rows = ranked([entry(1, 50, 70, 90), entry(2, 40, 80, 90)], ONE, tie_rules=[rule])

    assert ranks(rows) == {2: 1, 1: 2}


def test_the_earlier_submission_breaks_a_tie_and_an_unknown_one_is_last():
    rule = TieRuleSpec(step=TieStep.EARLIER)
    late = MORNING + timedelta(seconds=1)

    rows = ranked(
        [entry(1, 80), entry(2, 80, at=late), entry(3, 80, at=MORNING)], ONE, tie_rules=[rule]
    )

    assert [row.entry for row in rows] == [3, 2, 1]
    assert [row.rank for row in rows] == [1, 2, 3]


def test_a_rule_about_an_unknown_criterion_breaks_nothing():
    rules = [TieRuleSpec(step=TieStep.CRITERION), TieRuleSpec(step=TieStep.CRITERION, criterion=99)]

    rows = ranked([entry(1, 80), entry(2, 80)], ONE, tie_rules=rules)

    assert [(row.rank, row.is_tied) for row in rows] == [(1, True), (1, True)]


def test_rules_apply_in_order_and_each_entry_tells_what_separated_it():
    criterion = TieRuleSpec(step=TieStep.CRITERION, criterion=1)
    earlier = TieRuleSpec(step=TieStep.EARLIER)
    late = MORNING + timedelta(hours=1)
    scores = [
        pairs(1, (40, 20), at=MORNING),  # total 80
        pairs(2, (60, 10), at=late),
        pairs(3, (60, 10), at=MORNING),
        pairs(4, (60, 10), at=MORNING),
        pairs(5, (10, 10), at=MORNING),
    ]

    rows = ranked(scores, TWO, tie_rules=[criterion, earlier])

    assert [(row.entry, row.rank, row.is_tied, row.tie_broken_by) for row in rows] == [
        (3, 1, True, (criterion, earlier)),
        (4, 1, True, (criterion, earlier)),
        (2, 3, False, (criterion, earlier)),
        (1, 4, False, (criterion,)),
        (5, 5, False, ()),
    ]


def test_a_recorded_decision_breaks_what_rules_leave_and_is_named():
    rows = ranked([entry(n, 80) for n in (1, 2, 3)], ONE, tie_positions={3: 1, 1: 2})

    decision = TieRuleSpec(step=TieStep.DECISION)
    assert [(row.entry, row.rank, row.tie_broken_by) for row in rows] == [
        (3, 1, (decision,)),
        (1, 2, (decision,)),
        (2, 3, (decision,)),
    ]


def test_a_decision_never_lifts_an_entry_over_a_higher_total():
    rows = ranked([entry(1, 80), entry(2, 79)], ONE, tie_positions={2: 1, 1: 2})

    assert ranks(rows) == {1: 1, 2: 2}


def test_a_decision_comes_after_the_rules():
    rule = TieRuleSpec(step=TieStep.EARLIER)
    late = MORNING + timedelta(hours=1)

    rows = ranked(
        [entry(1, 80, at=late), entry(2, 80, at=MORNING)],
        ONE,
        tie_rules=[rule],
        tie_positions={1: 1, 2: 2},
    )

    assert ranks(rows) == {2: 1, 1: 2}


def test_no_entries_give_no_rows():
    assert ranked([], ONE) == []


def test_the_example_of_the_handbook():
    """Three judges, six criteria of a total of 100; worked by hand."""
    criteria = [
        CriterionSpec(id=n, max_points=D(m), is_zero_bar=n == 1)
        for n, m in enumerate((25, 20, 20, 15, 10, 10), start=1)
    ]
    marks = [
        ("18.5", "15", "14.25", "12", "7", "8"),  # 74.75
        ("20", "16.5", "13", "11", "8", "8.5"),  # 77.00
        ("17", "14", "15", "10.5", "7.5", "9"),  # 73.00
    ]
    sheets = [Sheet({n: D(m) for n, m in enumerate(row, start=1)}) for row in marks]

    (row,) = ranked(
        [EntryScores(entry=1, sheets=sheets)],
        criteria,
        pass_mark=D(50),
        zero_eliminates=True,
        min_sheets=3,
    )

    assert row.total == D("74.9167")
    assert row.spread == D("1.6372")
    assert row.median == D("74.7500")
    assert row.criterion_means[1] == D("18.5000")
    assert row.criterion_means[3] == D("14.0833")
    assert (row.rank, row.passes, row.has_zero) == (1, True, False)


def test_steps_are_the_kinds_that_a_contest_may_choose():
    assert {step.value for step in TieStep} == {kind.value for kind in TieRuleKind} | {"decision"}


def test_ten_thousand_entries_are_ranked():
    random = Random(7)
    criteria = [CriterionSpec(id=n, max_points=D(20), weight=D(1)) for n in range(6)]
    rules = [TieRuleSpec(step=TieStep.CRITERION, criterion=0), TieRuleSpec(step=TieStep.MEDIAN)]
    scores = [
        EntryScores(
            entry=number,
            sheets=[
                Sheet({n: D(random.randrange(2001)) / 100 for n in range(6)}) for _ in range(5)
            ],
        )
        for number in range(10_000)
    ]

    rows = ranked(scores, criteria, tie_rules=rules)

    assert len(rows) == 10_000
    assert [row.rank for row in rows] == sorted(row.rank for row in rows)


# --- properties -------------------------------------------------------------------------------

MARK = st.integers(0, 10_000).map(lambda n: D(n) / 100)
FEW = st.sampled_from([D(0), D(10), D(20), D("20.5")])
RULES = [TieRuleSpec(step=TieStep.MEDIAN), TieRuleSpec(step=TieStep.EARLIER)]


def fields(marks):
    return [
        EntryScores(entry=n, sheets=[Sheet({1: m}) for m in row]) for n, row in enumerate(marks)
    ]


@given(st.lists(st.lists(MARK | FEW, max_size=5), max_size=6), st.randoms())
def test_the_order_of_sheets_and_entries_does_not_matter(marks, random):
    entries = fields(marks)
    shuffled = [
        EntryScores(entry=e.entry, sheets=random.sample(e.sheets, len(e.sheets)))
        for e in random.sample(entries, len(entries))
    ]

    assert ranked(shuffled, ONE, tie_rules=RULES) == ranked(entries, ONE, tie_rules=RULES)


@given(st.lists(st.lists(FEW | MARK, min_size=1, max_size=4), min_size=1, max_size=6), FEW | MARK)
def test_a_sheet_below_the_mean_never_lifts_an_entry(marks, lower):
    before = {row.entry: row for row in ranked(fields(marks), ONE, tie_rules=RULES)}
    if lower >= before[0].total:
        return

    after = ranks(ranked(fields([[*marks[0], lower], *marks[1:]]), ONE, tie_rules=RULES))

    assert after[0] >= before[0].rank


@given(st.lists(st.lists(FEW, max_size=4), max_size=8), st.integers(1, 3))
def test_ranks_are_consistent(marks, min_sheets):
    rows = ranked(fields(marks), ONE, tie_rules=RULES, min_sheets=min_sheets)

    placed = [row for row in rows if row.rank is not None]
    assert sorted(row.entry for row in rows) == list(range(len(marks)))
    for position, row in enumerate(placed):
        ahead = [other for other in placed if other.rank < row.rank]
        sharing = [other for other in placed if other.rank == row.rank]
        assert row.rank == len(ahead) + 1 <= position + 1
        assert row.is_tied is (len(sharing) > 1)
        assert all(other.total >= row.total for other in ahead)
        assert {other.total for other in sharing} == {row.total}
    assert all(row.count < min_sheets for row in rows if row.rank is None)


@given(st.lists(MARK, min_size=1, max_size=8))
def test_the_mean_lies_between_the_lowest_and_the_highest_sheet(marks):
    (row,) = ranked(fields([marks]), ONE)

    assert min(marks) <= row.total <= max(marks)
    assert min(marks) <= row.median <= max(marks)
