"""The criteria sets of real contests: worked by hand, each sum written out, then by the portal."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from contests.domain import rounds
from contests.domain.criteria import CriteriaFixedError, criteria_problems
from contests.domain.criteria_sets import apply_criteria, criteria_json, criteria_sets, full_marks
from contests.domain.preset_check import PresetError, read_criteria
from contests.models import RoundResult
from portal.audit import SYSTEM
from tests.contests.criteria import Jury, outcomes, round_with, table
from tests.contests.rounds import verbs_of
from tests.factories.contests import CriterionFactory, RoundFactory
from tests.factories.portal import board_member, secretary
from tests.factories.results import scored_round

pytestmark = pytest.mark.django_db
D = Decimal

FULL_MARKS = {
    "binh-dinh": 100,
    "cic-hoi-tu": 100,
    "cic-toa-sang": 300,
    "hoi-phu-nu": 100,
    "hue-ha-tinh": 100,
    "lam-dong": 100,
    "quang-ngai-chung-ket": 100,
    "son-la": 100,
    "viet-duc": 100,
}


def close(round_, **kwargs):
    return rounds.close_round(round_, actor=SYSTEM, **kwargs)


def with_missing(round_):
    close(round_, accept_missing=True, reason="Giám khảo vắng")


# --- the sets -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", criteria_sets())
def test_a_set_gives_a_round_that_can_start(key):
    round_ = round_with(key)

    assert full_marks(criteria_sets()[key]) == FULL_MARKS[key]
    assert criteria_problems(round_) == []
    assert round_.criteria_note == criteria_sets()[key]["note"]


@pytest.mark.parametrize("key", criteria_sets())
def test_a_set_survives_the_way_out_and_in(key):
    first = round_with(key)
    text = criteria_json(first)

    second = apply_criteria(
        RoundFactory(state="planned", order=1), read_criteria(text.encode()), actor=SYSTEM
    )

    assert criteria_json(second).replace(str(second), "") == text.replace(str(first), "")


def test_taking_over_replaces_and_is_recorded():
    round_ = RoundFactory(state="planned", order=1)
    CriterionFactory(round=round_, name="Cũ")

    apply_criteria(round_, criteria_sets()["viet-duc"], actor=secretary())

    assert list(round_.criteria.values_list("name", "weight")) == [
        ("Clip giới thiệu", D("0.30")),
        ("Kế hoạch kinh doanh", D("0.70")),
    ]
    assert round_.tie_rules.count() == 2
    assert verbs_of(round_) == ["apply_criteria"]


def test_nothing_is_taken_over_once_a_sheet_exists_or_without_the_permission():
    round_ = scored_round([80])

    with pytest.raises(CriteriaFixedError, match="1"):
        apply_criteria(round_, criteria_sets()["son-la"], actor=secretary())
    with pytest.raises(PermissionDenied):
        apply_criteria(RoundFactory(), criteria_sets()["son-la"], actor=board_member())

    assert round_.criteria.count() == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[]", ""),
        ('{"criteria": []}', "name"),
        ('{"name": "x", "criteria": []}', "criteria"),
        ('{"name": "x", "round": {"kind": "final"}, "criteria": []}', "kind"),
        ('{"name": "x", "round": [], "criteria": []}', "round"),
        ('{"name": "x", "criteria": [{"name": "a", "max_points": "0"}]}', "max_points"),
        ('{"name": "x", "criteria": [{"name": "a", "max_points": "9", "step": "0.3"}]}', "step"),
        ('{"name": "x", "criteria": [{"name": "a", "max_points": "9", "division": "?"}]}', "div"),
        ('{"name": "x", "criteria": [{"name": "a", "max_points": "9", "parts": []}]}', "parts"),
        (
            '{"name": "x", "criteria": [{"name": "a", "max_points": "9", "levels": [{"to_points": "1"}]}]}',
            "1",
        ),
        (
            '{"name": "x", "criteria": [], "tie_rules": [{"kind": "criterion", "criterion": 4}]}',
            "0",
        ),
    ],
)
def test_every_mistake_in_a_file_is_named(text, word):
    with pytest.raises(PresetError) as refused:
        read_criteria(text.encode())

    assert word in " ".join(refused.value.problems)


# --- worked by hand -------------------------------------------------------------------------------


def test_cic_hoi_tu_adds_attendance_once_to_the_mean_of_the_judges():
    round_ = round_with("cic-hoi-tu", min_judges=3)
    jury = Jury(round_, 3)
    # 30+20+10 = 60, 33+21+12 = 66, 27+19+11 = 57: mean 183/3 = 61, + 15 = 76
    jury.enter("30 20 10", "33 21 12", "27 19 11", organisers="15")
    # 36+27+14 = 77, 35+26+13 = 74, 34+25+12 = 71: mean 222/3 = 74, + 0 = 74
    jury.enter("36 27 14", "35 26 13", "34 25 12", organisers="0")
    # 31+22+11 = 64, 30+21+10 = 61, 29.5+20.5+10 = 60: mean 185/3 = 61.6667, + 12.5 = 74.1667
    jury.enter("31 22 11", "30 21 10", "29.5 20.5 10", organisers="12.5")

    close(round_)

    assert table(round_) == {1: (1, D(76)), 2: (3, D(74)), 3: (2, D("74.1667"))}


def test_cic_hoi_tu_is_not_closed_while_attendance_is_missing():
    round_ = round_with("cic-hoi-tu")
    jury = Jury(round_, 1)
    jury.enter("30 20 10", organisers="0")
    round_.entries.get().organiser_scores.all().delete()

    with pytest.raises(rounds.PointsMissingError, match="1"):
        with_missing(round_)


def test_cic_toa_sang_has_three_hundred_points_and_breaks_ties_by_the_business_model():
    round_ = round_with("cic-toa-sang", min_judges=2)
    jury = Jury(round_, 2)
    # 80+70+45 = 195, 82+74+47 = 203: mean 199, + 31 = 230; business model (80+82)/2 = 81
    jury.enter("80 70 45", "82 74 47", organisers="31")
    # 90+75+50 = 215, 86+73+46 = 205: mean 210, + 20 = 230; business model (90+86)/2 = 88
    jury.enter("90 75 50", "86 73 46", organisers="20")
    # all full: 260, + 40 = 300
    jury.enter("100 100 60", "100 100 60", organisers="40")

    close(round_)

    assert table(round_) == {1: (3, D(230)), 2: (2, D(230)), 3: (1, D(300))}
    note = RoundResult.objects.get(entry__application__number=2).tie_note
    assert "Mô hình kinh doanh" in note


def test_lam_dong_weighs_marks_of_one_to_five():
    round_ = round_with("lam-dong", min_judges=2)
    jury = Jury(round_, 2)
    # 4·4 + 3·3 + 3·4 + 2·(3+4+3) + 1·(4+2+3+5) = 16+9+12+20+14 = 71
    # 4·5 + 3·4 + 3·4 + 2·(3+3+4) + 1·(4+3+3+4) = 20+12+12+20+14 = 78; mean 74.5
    jury.enter("4 3 4 3 4 3 4 2 3 5", "5 4 4 3 3 4 4 3 3 4")
    # all ones: 4+3+3+2·3+4 = 20, the lowest there is; below 50
    jury.enter("1 1 1 1 1 1 1 1 1 1", "1 1 1 1 1 1 1 1 1 1")
    # 4·2 + 3·3 + 3·2 + 2·(3+2+3) + (2+3+2+3) = 8+9+6+16+10 = 49
    # 4·3 + 3·2 + 3·3 + 2·(2+3+2) + (3+2+3+2) = 12+6+9+14+10 = 51; mean 50: passes
    jury.enter("2 3 2 3 2 3 2 3 2 3", "3 2 3 2 3 2 3 2 3 2")

    close(round_)

    assert table(round_) == {1: (1, D("74.5")), 2: (3, D(20)), 3: (2, D(50))}
    assert outcomes(round_) == {1: "advance", 2: "not_advance", 3: "advance"}


def test_quang_ngai_takes_five_of_each_division_with_fifty_points_and_no_zero():
    round_ = round_with(
        "quang-ngai-chung-ket",
        divisions=("Ý tưởng", "Dự án"),
        min_judges=2,
        advance_count=5,
        reserve_count=1,
    )
    jury = Jury(round_, 2)

    def enter(first, second, division):
        return jury.enter(first, second, division=division)

    # Ý tưởng – sums of six: 90 and 80 → 85; 70, 70 → 70; 60, 62 → 61; 55, 57 → 56; 51, 49 → 50
    ideas = [
        enter("18 18 18 13 9 14", "16 16 16 12 8 12", "Ý tưởng"),
        enter("14 14 14 10 7 11", "14 14 14 10 7 11", "Ý tưởng"),
        enter("12 12 12 9 6 9", "13 12 12 9 6 10", "Ý tưởng"),
        enter("11 11 11 8 5 9", "12 11 11 8 6 9", "Ý tưởng"),
        enter("11 10 10 7 5 8", "10 10 10 7 5 7", "Ý tưởng"),
        enter("10 10 10 7 5 7.5", "10 10 10 7 5 7", "Ý tưởng"),  # 49.5, 49 → 49.25: below 50
        enter("20 20 20 15 0 15", "20 20 20 15 0 15", "Ý tưởng"),  # 90, but 0 from both
        enter("20 20 20 15 0 15", "20 20 20 15 1 15", "Ý tưởng"),  # 90, 91 → 90.5: one 0 is none
    ]
    project = enter("10 10 10 8 5 8", "10 10 10 8 5 8", "Dự án")  # 51: alone, first of its division

    close(round_)

    assert [table(round_)[n][0] for n in ideas] == [3, 4, 5, 6, 7, 8, 2, 1]
    assert [table(round_)[n][1] for n in ideas] == [
        D(85), D(70), D(61), D(56), D(50), D("49.25"), D(90), D("90.5"),
    ]  # fmt: skip
    # Those that pass: 90.5, 85, 70, 61, 56 go on, 50 is the reserve.
    advance, stays = "advance", "not_advance"
    assert [outcomes(round_)[n] for n in ideas] == [
        advance, advance, advance, advance, "reserve", stays, stays, advance,
    ]  # fmt: skip
    assert (table(round_)[project], outcomes(round_)[project]) == ((1, D(51)), advance)


def test_hue_ranks_by_the_mean_of_the_sheets_there_are():
    round_ = round_with("hue-ha-tinh", min_judges=3)
    jury = Jury(round_, 3)
    # 17+16+15+18+8+7 = 81, 16+15+16+17+7+8 = 79, 18+17+17+18+9+9 = 88: 248/3 = 82.6667
    jury.enter("17 16 15 18 8 7", "16 15 16 17 7 8", "18 17 17 18 9 9")
    # one judge missing: 17+17+16+17+8+9 = 84, 16+17+16+18+8+8 = 83: 83.5, not a sum
    jury.enter("17 17 16 17 8 9", None, "16 17 16 18 8 8")
    # one sheet lacks a criterion and is left out: 20+18+16+16+7+6 = 83 alone
    jury.enter("20 18 16 16 7 6", "20 20 20 20 10 -")
    # no sheet at all: no rank
    jury.enter()

    with_missing(round_)

    assert table(round_) == {
        1: (3, D("82.6667")),
        2: (1, D("83.5")),
        3: (2, D(83)),
        4: (None, None),
    }


def test_son_la_counts_halves_and_one_judge_is_enough_where_the_round_says_so():
    round_ = round_with("son-la")
    jury = Jury(round_, 1)
    # 8.5+7.5+8+7+6.5+9+8+7.5+9.5+8 = 79.5
    jury.enter("8.5 7.5 8 7 6.5 9 8 7.5 9.5 8")
    # 9+7+8+7+6.5+9+8+7.5+9.5+8 = 79.5: more creativity, 9 against 8.5
    jury.enter("9 7 8 7 6.5 9 8 7.5 9.5 8")
    jury.enter("0 0 0 0 0 0 0 0 0 0")

    close(round_)

    assert table(round_) == {1: (2, D("79.5")), 2: (1, D("79.5")), 3: (3, D(0))}


def test_binh_dinh_all_zero_is_one_tie_that_the_chair_decides():
    round_ = round_with("binh-dinh", min_judges=2)
    jury = Jury(round_, 2)
    for _n in range(3):
        jury.enter("0 0 0 0 0 0 0 0 0 0", "0 0 0 0 0 0 0 0 0 0")

    close(round_)

    assert table(round_) == {1: (1, D(0)), 2: (1, D(0)), 3: (1, D(0))}
    assert set(RoundResult.objects.values_list("is_tied", "tie_note")) == {(True, "")}


def test_viet_duc_weighs_clip_and_plan():
    round_ = round_with("viet-duc", min_judges=2)
    jury = Jury(round_, 2)
    # 0.3·90 + 0.7·60 = 27+42 = 69; 0.3·80 + 0.7·65 = 24+45.5 = 69.5; mean 69.25
    jury.enter("90 60", "80 65")
    # 0.3·55 + 0.7·75 = 16.5+52.5 = 69; 0.3·55.5 + 0.7·75.5 = 16.65+52.85 = 69.5; mean 69.25
    jury.enter("55 75", "55.5 75.5")

    close(round_)

    # Equal means: the plan decides, (75+75.5)/2 = 75.25 against (60+65)/2 = 62.5.
    assert table(round_) == {1: (2, D("69.25")), 2: (1, D("69.25"))}


def test_the_womens_union_counts_parts_instead_of_their_whole():
    round_ = round_with("hoi-phu-nu", min_judges=3, trim_from=3)
    jury = Jury(round_, 3)
    # 20+20+20+(12+8) = 80, 15+15+15+(9+6) = 60, 25+25+25+(15+10) = 100: middle one counts, 80
    jury.enter("20 20 20 12 8", "15 15 15 9 6", "25 25 25 15 10")
    # 21+20+20+(12+8) = 81, 21+20+20+(12+8) = 81, 0: middle one counts, 81
    jury.enter("21 20 20 12 8", "21 20 20 12 8", "0 0 0 0 0")

    close(round_)

    assert table(round_) == {1: (2, D(80)), 2: (1, D(81))}
    means = RoundResult.objects.get(entry__application__number=1).criterion_means.values()
    whole = next(line for line in means if line.get("is_sum"))
    assert (whole["max"], whole["mean"]) == ("25.00", "20.0000")  # 12 + 8 of the counted sheet
