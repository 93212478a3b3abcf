"""Proposals of awards: within the catalogue, by rank or with a reason."""

import threading

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection

from contests.domain import awards, rounds
from contests.domain.awards import AwardRefusedError, propose_award, remove_award
from contests.enums import RoundState
from contests.models import Application, Award
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError
from tests.factories.contests import PrizeFactory
from tests.factories.portal import judge, secretary
from tests.factories.results import (
    approve,
    award_by_rank,
    numbered_application,
    results_of,
    scored_final,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def final():
    """A closed final: three entries ranked by number, one first prize, two second prizes."""
    round_ = scored_final([90], [80], [70])
    rounds.close_round(round_, actor=SYSTEM)
    round_.refresh_from_db()
    return round_


def applications_of(round_):
    return [row.entry.application for row in results_of(round_)]


def prizes_of(round_):
    return list(round_.contest.prizes.order_by("order"))


def test_an_award_is_proposed_and_recorded(final):
    best, first = applications_of(final)[0], prizes_of(final)[0]

    award = propose_award(best, first, actor=secretary())

    assert (award.application, award.prize, award.reason) == (best, first, "")
    line = LogEntry.objects.get_for_object(best).first().additional_data
    assert (line["verb"], line["prize"], line["rank"]) == ("propose_award", "Giải Nhất", "1")
    best.refresh_from_db()
    assert best.state == "in_round"


def test_no_more_awards_than_the_catalogue_has_places(final):
    first, second = prizes_of(final)
    best, next_best, third = applications_of(final)
    propose_award(best, first, actor=SYSTEM)

    with pytest.raises(AwardRefusedError, match="Giải Nhất"):
        propose_award(next_best, first, actor=SYSTEM)
    propose_award(next_best, second, actor=SYSTEM)
    propose_award(third, second, actor=SYSTEM)

    assert Award.objects.count() == 3


def test_one_application_wins_one_prize(final):
    first, second = prizes_of(final)
    best = applications_of(final)[0]
    propose_award(best, first, actor=SYSTEM)

    with pytest.raises(AwardRefusedError, match="Giải Nhất"):
        propose_award(best, second, actor=SYSTEM)


def test_a_prize_against_the_rank_needs_a_reason(final):
    first, second = prizes_of(final)
    best, next_best, _third = applications_of(final)
    propose_award(best, second, actor=SYSTEM)

    with pytest.raises(ReasonMissingError):
        propose_award(next_best, first, actor=SYSTEM, reason="  ")
    award = propose_award(next_best, first, actor=SYSTEM, reason="Đã có đơn đặt hàng")

    assert award.reason == "Đã có đơn đặt hàng"


def test_prizes_may_be_given_from_the_last_to_the_first(final):
    first, second = prizes_of(final)
    best, next_best, third = applications_of(final)

    for application, prize in ((third, second), (next_best, second), (best, first)):
        assert propose_award(application, prize, actor=SYSTEM).reason == ""


def test_who_does_not_pass_wins_only_with_a_reason():
    round_ = scored_final([90], [40], pass_mark=50)
    rounds.close_round(round_, actor=SYSTEM)
    second = applications_of(round_)[1]

    with pytest.raises(ReasonMissingError):
        propose_award(second, prizes_of(round_)[1], actor=SYSTEM)


def test_who_does_not_pass_does_not_hold_up_the_others():
    round_ = scored_final([90], [80], pass_mark=50)
    rounds.close_round(round_, actor=SYSTEM)
    rows = results_of(round_)
    rows[0].passes = False
    award = propose_award(rows[1].entry.application, prizes_of(round_)[0], actor=SYSTEM)

    assert awards.awards_against_rank(rows, {award.application_id: award}) == []


def test_only_an_entry_of_the_final_wins(final):
    outsider = numbered_application(final.contest, 50, state="valid")
    left = applications_of(final)[0]
    Application.objects.filter(pk=left.pk).update(state="disqualified")

    for application in (outsider, left):
        with pytest.raises(AwardRefusedError):
            propose_award(application, prizes_of(final)[0], actor=SYSTEM)


def test_awards_stand_still_outside_the_closed_round(final):
    best, first = applications_of(final)[0], prizes_of(final)[0]
    award_by_rank(final)
    award = Award.objects.get(application=best)
    rounds.propose_round(final, actor=SYSTEM)

    for _step in range(2):
        with pytest.raises(AwardRefusedError):
            remove_award(award, actor=SYSTEM)
        with pytest.raises(AwardRefusedError):
            propose_award(best, first, actor=SYSTEM)
        final.refresh_from_db()
        if final.state == RoundState.PROPOSED:
            approve(final)

    assert Award.objects.count() == 3


def test_an_award_is_removed_once(final):
    award = propose_award(applications_of(final)[0], prizes_of(final)[0], actor=SYSTEM)
    again = Award.objects.get(pk=award.pk)

    remove_award(award, actor=secretary())

    assert Award.objects.count() == 0
    line = LogEntry.objects.get_for_object(again.application).first().additional_data
    assert line["verb"] == "remove_award"
    with pytest.raises(AwardRefusedError):
        remove_award(again, actor=SYSTEM)


def test_a_judge_proposes_nothing(final):
    with pytest.raises(PermissionDenied):
        propose_award(applications_of(final)[0], prizes_of(final)[0], actor=judge())


def test_an_edition_without_a_final_gives_no_prize():
    prize = PrizeFactory()

    with pytest.raises(AwardRefusedError):
        propose_award(numbered_application(prize.contest, 1), prize, actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_two_people_give_the_last_place_once():
    round_ = scored_final([90], [80], prizes=(("Giải Nhất", 1),))
    rounds.close_round(round_, actor=SYSTEM)
    prize = prizes_of(round_)[0]
    start = threading.Barrier(2)
    refused = []

    def give(application):
        start.wait()
        try:
            propose_award(application, prize, actor=SYSTEM, reason="Theo biên bản")
        except AwardRefusedError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[row]) for row in applications_of(round_)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Award.objects.count() == 1
    assert len(refused) == 1
