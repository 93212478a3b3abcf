"""Prizes of several givers: one award of each family, sponsors outside of the rank, places left."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from contests.domain import rounds
from contests.domain.awards import (
    AwardRefusedError,
    catalogue,
    leave_unawarded,
    propose_award,
    remove_award,
)
from contests.domain.editions import copy_contest
from contests.domain.outcomes import OutcomeRefusedError
from contests.domain.preset_check import read_preset
from contests.domain.preset_files import preset_json
from contests.domain.presets import fill_from
from contests.domain.ranking import ranking
from contests.models import Award, Prize
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError
from tests.factories.contests import (
    ContestFactory,
    PrizeFactory,
    PrizeFamilyFactory,
    QuestionFactory,
)
from tests.factories.portal import judge, secretary
from tests.factories.results import (
    award_by_rank,
    leave_the_rest_empty,
    results_of,
    scored_final,
)

pytestmark = pytest.mark.django_db

DOCUMENT = {"number": "20/QĐ-BTC", "issued_on": timezone.localdate(), "signer": "Lý Thị Ký"}


@pytest.fixture
def final():
    """A closed final of three; the contest's own prizes, one of the Department, one of a sponsor."""
    round_ = scored_final([90], [80], [70], prizes=(("Giải Nhất", 1),))
    department = PrizeFamilyFactory(contest=round_.contest, name="Giải của Sở", order=1)
    sponsor = PrizeFamilyFactory(
        contest=round_.contest, name="Giải của nhà tài trợ", follows_rank=False, order=2
    )
    PrizeFactory(contest=round_.contest, family=department, name="Giải Sáng tạo", order=1)
    PrizeFactory(contest=round_.contest, family=sponsor, name="Giải Xanh", order=1)
    rounds.close_round(round_, actor=SYSTEM)
    round_.refresh_from_db()
    return round_


def applications_of(round_):
    return [row.entry.application for row in results_of(round_)]


def prize(round_, name):
    return Prize.objects.get(contest=round_.contest, name=name)


def test_an_entry_wins_one_prize_of_each_family(final):
    best = applications_of(final)[0]
    for name in ("Giải Nhất", "Giải Sáng tạo", "Giải Xanh"):
        propose_award(best, prize(final, name), actor=SYSTEM)
    second = PrizeFactory(contest=final.contest, family=prize(final, "Giải Xanh").family)

    with pytest.raises(AwardRefusedError, match="Giải Xanh"):
        propose_award(best, second, actor=SYSTEM)

    assert Award.objects.count() == 3


@pytest.mark.parametrize("name", ["Giải Nhất", "Giải Xanh"])
def test_the_database_itself_holds_one_award_of_a_family(final, name):
    award = propose_award(applications_of(final)[0], prize(final, name), actor=SYSTEM)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(prize=award.prize, family=award.family, application=award.application)


def test_a_sponsor_chooses_outside_of_the_rank(final):
    last = applications_of(final)[2]

    award = propose_award(last, prize(final, "Giải Xanh"), actor=SYSTEM)

    assert (award.reason, award.family.name) == ("", "Giải của nhà tài trợ")


def test_each_family_by_rank_is_judged_on_its_own(final):
    best, second, _last = applications_of(final)
    propose_award(best, prize(final, "Giải Nhất"), actor=SYSTEM)
    propose_award(second, prize(final, "Giải Sáng tạo"), actor=SYSTEM)
    leave_the_rest_empty(final)

    with pytest.raises(OutcomeRefusedError, match=second.reference):
        rounds.propose_round(final, actor=SYSTEM)


def test_nothing_is_proposed_while_a_place_is_neither_given_nor_left_empty(final):
    award_by_rank(final)
    award = catalogue(final)[0].awards[0]
    remove_award(award, actor=SYSTEM)

    with pytest.raises(OutcomeRefusedError, match="Giải Nhất \\(1\\)"):
        rounds.propose_round(final, actor=SYSTEM)
    leave_unawarded(award.prize, actor=SYSTEM, reason="Không đạt mức điểm")
    assert not catalogue(final)[0].is_undecided


def test_a_place_that_becomes_free_later_is_decided_again(final):
    prize_ = prize(final, "Giải Sáng tạo")
    Prize.objects.filter(pk=prize_.pk).update(quantity=2)
    award = propose_award(applications_of(final)[0], prize_, actor=SYSTEM)
    leave_unawarded(prize_, actor=SYSTEM, reason="Không có dự án phù hợp")

    remove_award(award, actor=SYSTEM)

    line = next(line for line in catalogue(final) if line.prize == prize_)
    assert (line.left, line.is_undecided) == (2, True)
    rounds.reopen_round(final, actor=SYSTEM, reason="Thử")
    assert not Prize.objects.exclude(unawarded_reason="").exists()


def test_the_sponsors_choice_does_not_hold_the_proposal_up(final):
    best, _second, last = applications_of(final)
    propose_award(best, prize(final, "Giải Nhất"), actor=SYSTEM)
    propose_award(last, prize(final, "Giải Xanh"), actor=SYSTEM)
    leave_the_rest_empty(final)

    rounds.propose_round(final, actor=SYSTEM)

    outcomes = [row.outcome for row in results_of(final)]
    assert outcomes == ["award", "no_award", "award"]
    assert [row.prizes for row in ranking(final).rows] == [
        "Giải Nhất",
        "",
        "Giải Xanh (Giải của nhà tài trợ)",
    ]


# --- beyond the catalogue ----------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["number", "issued_on", "signer"])
def test_one_more_than_the_catalogue_needs_its_whole_document(final, missing):
    best, second, _last = applications_of(final)
    propose_award(best, prize(final, "Giải Nhất"), actor=SYSTEM)
    document = DOCUMENT | {missing: None if missing == "issued_on" else " "}

    with pytest.raises(AwardRefusedError, match="Giải Nhất"):
        propose_award(
            second, prize(final, "Giải Nhất"), actor=SYSTEM, reason="Đồng hạng", **document
        )


def test_one_more_than_the_catalogue_needs_a_reason(final):
    best, second, _last = applications_of(final)
    propose_award(best, prize(final, "Giải Nhất"), actor=SYSTEM)

    with pytest.raises(ReasonMissingError):
        propose_award(second, prize(final, "Giải Nhất"), actor=SYSTEM, **DOCUMENT)
    award = propose_award(
        second, prize(final, "Giải Nhất"), actor=secretary(), reason="Nguồn xã hội hóa", **DOCUMENT
    )

    assert award.extra_decision.number == "20/QĐ-BTC"
    line = LogEntry.objects.get_for_object(second).first().additional_data
    assert (line["number"], line["reason"]) == ("20/QĐ-BTC", "Nguồn xã hội hóa")
    assert catalogue(final)[0].left == 0


def test_within_the_catalogue_no_document_is_recorded(final):
    award = propose_award(
        applications_of(final)[0], prize(final, "Giải Nhất"), actor=SYSTEM, **DOCUMENT
    )

    assert award.extra_decision is None


# --- places without a winner -------------------------------------------------------------------


def test_why_places_stay_empty_is_recorded(final):
    green = prize(final, "Giải Xanh")
    with pytest.raises(ReasonMissingError):
        leave_unawarded(green, actor=SYSTEM, reason=" ")

    leave_unawarded(green, actor=secretary(), reason="Không có dự án phù hợp")

    line = catalogue(final)[-1]
    assert (line.left, line.prize.unawarded_reason) == (1, "Không có dự án phù hợp")
    assert line.is_left_empty
    recorded = LogEntry.objects.get_for_object(final).first().additional_data
    assert (recorded["verb"], recorded["places"]) == ("leave_unawarded", "1")


def test_a_prize_with_all_its_winners_needs_no_such_reason(final):
    award_by_rank(final)

    with pytest.raises(AwardRefusedError):
        leave_unawarded(prize(final, "Giải Nhất"), actor=SYSTEM, reason="Không cần")


def test_a_judge_explains_nothing(final):
    with pytest.raises(PermissionDenied):
        leave_unawarded(prize(final, "Giải Xanh"), actor=judge(), reason="Không")


# --- the next edition --------------------------------------------------------------------------


def test_families_come_along_when_an_edition_is_copied(final):
    leave_unawarded(prize(final, "Giải Xanh"), actor=SYSTEM, reason="Không có dự án phù hợp")

    copy = copy_contest(final.contest, actor=SYSTEM, year=2099)

    green = prize(copy.rounds.get(), "Giải Xanh")
    assert (green.family.contest, green.family.follows_rank) == (copy, False)
    assert green.unawarded_reason == ""
    assert copy.prizes.get(name="Giải Nhất").family is None


def test_families_survive_the_way_through_a_file(final):
    QuestionFactory(section__contest=final.contest)

    described = read_preset(preset_json(final.contest).encode())
    other = ContestFactory()

    fill_from(other, described)

    found = {row.name: row.family.name if row.family else "" for row in other.prizes.all()}
    assert found == {
        "Giải Nhất": "",
        "Giải Sáng tạo": "Giải của Sở",
        "Giải Xanh": "Giải của nhà tài trợ",
    }
