"""Which sheets count, what the organisers add, what is only noted, and the column beside the mean."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contests.domain.scoring import (
    CriterionSpec,
    EntryScores,
    Fate,
    Flag,
    RankingRules,
    Sheet,
    TieRuleSpec,
    TieStep,
    highest_total,
    rank_entries,
)
from contests.enums import ResultFlag, SheetFate

D = Decimal
ONE = (CriterionSpec(id=1, max_points=D(100)),)
TWO = (CriterionSpec(id=1, max_points=D(60)), CriterionSpec(id=2, max_points=D(40)))


def entry(number, *totals, judges=(), abstained=0, organisers=None):
    sheets = [
        Sheet({1: D(str(total))}, n, judges[n - 1] if judges else n)
        for n, total in enumerate(totals, start=1)
    ]
    sheets += [Sheet({}, 90 + n, abstained=True) for n in range(abstained)]
    return EntryScores(entry=number, sheets=sheets, organisers=organisers or {})


def one(scores, criteria=ONE, **rules):
    (row,) = rank_entries([scores], criteria, RankingRules(**rules))
    return row


def fates(row):
    return [str(sheet.fate) for sheet in row.sheets]


def test_fates_and_flags_are_what_the_office_reads():
    assert {fate.value for fate in Fate} == set(SheetFate.values)
    assert {flag.value for flag in Flag} == set(ResultFlag.values)


# --- highest and lowest ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("totals", "trim_from", "total", "dropped"),
    [
        ([10, 50, 90], None, D(50), 0),
        ([10, 60, 90], 3, D(60), 2),  # 60 alone
        ([10, 60, 90], 4, D("53.3333"), 0),  # 160/3
        ([10, 60, 70, 90], 4, D(65), 2),  # (60+70)/2
        ([10, 60, 70, 80, 90], 5, D(70), 2),  # (60+70+80)/3
        ([50, 50, 50], 3, D(50), 2),
        ([10, 90], 3, D(50), 0),
        ([10, 90], 1, D(50), 0),  # two sheets are never dropped to none
    ],
)
def test_highest_and_lowest_are_dropped_from_a_number_of_sheets_on(
    totals, trim_from, total, dropped
):
    row = one(entry(1, *totals), trim_from=trim_from)

    assert (row.total, row.count) == (total, len(totals))
    assert sum(not sheet.is_counted for sheet in row.sheets) == dropped


def test_of_equal_sheets_the_one_with_more_in_the_first_criterion_is_the_higher():
    sheets = [
        Sheet({1: D(a), 2: D(b)}, n) for n, (a, b) in enumerate([(30, 20), (20, 30), (25, 25)])
    ]

    row = one(EntryScores(entry=1, sheets=sheets), TWO, trim_from=3)

    assert [(sheet.id, str(sheet.fate)) for sheet in row.sheets] == [
        (1, "dropped_lowest"),
        (2, "counted"),
        (0, "dropped_highest"),
    ]
    assert row.criterion_means == {1: D(25), 2: D(25)}


def test_spread_and_median_are_of_all_complete_sheets():
    row = one(entry(1, 10, 60, 90, 40), trim_from=3)

    # mean of all 50: deviations 40, 10, 40, 10: 3400/4 = 850, its root 29.1548
    assert (row.total, row.spread, row.median) == (D(50), D("29.1548"), D(50))


# --- abstentions, rounding ------------------------------------------------------------------------


def test_an_abstention_counts_for_nothing():
    row = one(entry(1, 60, 80, abstained=1), min_sheets=2)

    assert (row.total, row.count, row.rank) == (D(70), 2, 1)
    assert fates(row) == ["counted", "counted", "abstained"]
    assert one(entry(1, 60, abstained=1), min_sheets=2).rank is None
    assert one(entry(1, abstained=2)).total is None


def test_few_sheets_are_ranked_where_the_office_accepted_it_and_pointed_out():
    row = one(entry(1, 60), min_sheets=2, ranks_few=True)

    assert (row.rank, row.passes, row.flags) == (1, True, (Flag.FEW_SHEETS,))


@pytest.mark.parametrize(
    ("places", "ranks"), [(4, {1: 1, 2: 2}), (3, {1: 1, 2: 1}), (2, {1: 1, 2: 1})]
)
def test_means_that_are_equal_as_rounded_are_tied(places, ranks):
    # 250/3 = 83.3333…, 83.3325: 83.3333 and 83.3325; 83.333 both; 83.33 both
    rows = rank_entries(
        [entry(1, 80, 85, 85), entry(2, "83.3325")], ONE, RankingRules(mean_places=places)
    )

    assert {row.entry: row.rank for row in rows} == ranks


# --- organisers, parts, noted ---------------------------------------------------------------------

ATTENDED = (*ONE, CriterionSpec(id=5, max_points=D(20), weight=D(2), is_organisers=True))


def test_organisers_points_are_added_once_to_the_mean():
    row = one(entry(1, 60, 70, organisers={5: D("7.5")}), ATTENDED)

    # (60+70)/2 = 65, 7.5·2 = 15
    assert (row.judges, row.organisers, row.total) == (D(65), D(15), D(80))
    assert row.criterion_means == {1: D(65), 5: D("7.5")}
    assert highest_total(ATTENDED) == D(140)


def test_without_the_organisers_points_there_is_no_total():
    row = one(entry(1, 60), ATTENDED)

    assert (row.judges, row.total, row.rank, row.passes) == (D(60), None, None, False)


def test_a_criterion_with_parts_is_their_sum_and_breaks_ties():
    criteria = (
        CriterionSpec(id=1, parts=((2, D(1)), (3, D(2)))),
        CriterionSpec(id=2, max_points=D(10), weight=D(3)),
        CriterionSpec(id=3, max_points=D(10), weight=D(6)),
        CriterionSpec(id=4, max_points=D(10)),
    )
    first = EntryScores(entry=1, sheets=[Sheet({2: D(2), 3: D(4), 4: D(9)})])
    second = EntryScores(entry=2, sheets=[Sheet({2: D(3), 3: D(4), 4: D(6)})])
    rule = TieRuleSpec(step=TieStep.CRITERION, criterion=1)

    rows = rank_entries([first, second], criteria, RankingRules(tie_rules=[rule]))

    # 3·2 + 6·4 + 9 = 39 and 3·3 + 6·4 + 6 = 39; the wholes are 2+8 = 10 and 3+8 = 11
    assert [(row.entry, row.total, row.criterion_means[1]) for row in rows] == [
        (2, D(39), D(11)),
        (1, D(39), D(10)),
    ]


def test_what_is_only_noted_has_a_mean_and_adds_nothing():
    criteria = (*ONE, CriterionSpec(id=9, max_points=D(10), is_counted=False))
    scores = EntryScores(entry=1, sheets=[Sheet({1: D(60), 9: D(8)}, 1), Sheet({1: D(70)}, 2)])

    row = one(scores, criteria)

    assert (row.total, row.count, row.criterion_means) == (D(65), 2, {1: D(65), 9: D(8)})


# --- a second look --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("totals", "flags"),
    [
        ([60, 80], ()),  # 20 apart is not more than 20
        ([60, "80.5"], ("disagreement",)),
        ([60, 62, 64, 90], ("disagreement", "outlier")),  # 90 against the median 62
        ([60, 61, 62], ()),
        ([10, 50, 90], ("disagreement", "outlier")),  # 10 against 70, 90 against 30
        ([60], ()),
        ([], ()),
    ],
)
def test_wide_differences_are_pointed_out(totals, flags):
    assert tuple(map(str, one(entry(1, *totals), flag_percent=20).flags)) == flags


def test_only_the_sheet_that_is_far_is_named():
    row = one(entry(1, 60, 62, 64, 90), flag_percent=20)

    assert [sheet.total for sheet in row.sheets if sheet.is_outlier] == [D(90)]


# --- the adjusted mean ----------------------------------------------------------------------------


def adjusted(*entries, **rules):
    rows = rank_entries(entries, ONE, RankingRules(**rules))
    return {row.entry: row.adjusted for row in rows}


def test_a_harsh_and_a_lenient_judge_are_evened_out():
    # Judge 1 is 5 above, judge 2 is 5 below on the two entries they share: 65 and 55 of 60.
    # Judge 1 alone gave 70: 70-5 = 65. Judge 2 alone gave 64: 64+5 = 69.
    found = adjusted(
        entry(1, 65, 55, judges=(1, 2)),
        entry(2, 75, 65, judges=(1, 2)),
        entry(3, 70, judges=(1,)),
        entry(4, 64, judges=(2,)),
    )

    assert found == {1: D(60), 2: D(70), 3: D(65), 4: D(69)}


def test_with_one_shared_entry_nothing_is_computed():
    found = adjusted(entry(1, 65, 55, judges=(1, 2)), entry(2, 70, judges=(1,)))

    assert found == {1: None, 2: None}


def test_sheets_of_nobody_known_are_not_adjusted():
    scores = [EntryScores(entry=n, sheets=[Sheet({1: D(60)}), Sheet({1: D(70)})]) for n in (1, 2)]

    assert adjusted(*scores) == {1: None, 2: None}


MARK = st.integers(0, 200).map(lambda n: D(n) / 2)


@given(st.lists(st.tuples(MARK, MARK, MARK), min_size=2, max_size=5))
def test_where_everybody_scored_everything_it_is_the_mean(marks):
    rows = rank_entries([entry(n, *row) for n, row in enumerate(marks)], ONE)

    assert all(abs(row.adjusted - row.total) <= D("0.0001") for row in rows)


# --- properties -----------------------------------------------------------------------------------

JURIES = st.lists(st.lists(MARK, min_size=1, max_size=5), min_size=1, max_size=5)


@given(JURIES, st.randoms(), st.sampled_from([None, 3]))
def test_the_order_of_sheets_decides_nothing_even_where_some_are_dropped(marks, random, trim_from):
    entries = [entry(n, *row) for n, row in enumerate(marks)]
    shuffled = [
        EntryScores(entry=e.entry, sheets=random.sample(e.sheets, len(e.sheets)))
        for e in random.sample(entries, len(entries))
    ]
    rules = RankingRules(trim_from=trim_from, tie_rules=[TieRuleSpec(step=TieStep.MEDIAN)])

    assert rank_entries(shuffled, ONE, rules) == rank_entries(entries, ONE, rules)


def rank_of_first(marks, trim_from):
    rows = rank_entries(
        [entry(n, *row) for n, row in enumerate(marks)], ONE, RankingRules(trim_from=trim_from)
    )
    return next(row.rank for row in rows if row.entry == 0)


@given(JURIES, st.data(), st.sampled_from([None, 3, 4]))
def test_lowering_a_mark_never_raises_a_rank(marks, data, trim_from):
    place = data.draw(st.integers(0, len(marks[0]) - 1))
    lower = data.draw(MARK.filter(lambda mark: mark <= marks[0][place]))
    lowered = [*marks[0][:place], lower, *marks[0][place + 1 :]]

    assert rank_of_first([lowered, *marks[1:]], trim_from) >= rank_of_first(marks, trim_from)


@given(JURIES, MARK, st.sampled_from([None, 3]))
def test_adding_a_sheet_below_all_others_never_raises_a_rank(marks, lower, trim_from):
    first = marks[0]
    assume(lower <= min(first))
    assume(trim_from is None or len(first) >= trim_from)

    assert rank_of_first([[*first, lower], *marks[1:]], trim_from) >= rank_of_first(
        marks, trim_from
    )
