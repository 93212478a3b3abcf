"""A round from its start to the proposal of its result."""

import pytest
from django.core.exceptions import PermissionDenied

from contests.domain import rounds
from contests.enums import RoundState
from contests.models import Award, RoundEntry
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError
from tests.contests.rounds import verbs_of
from tests.factories.contests import ContestFactory, CriterionFactory, RoundFactory, SnapshotFactory
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import (
    award_by_rank,
    leave_the_rest_empty,
    numbered_application,
    outcomes_of,
    published_round,
    results_of,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


# --- start ----------------------------------------------------------------------------------------


def planned_round(**kwargs):
    round_ = RoundFactory(state=RoundState.PLANNED, order=1, **kwargs)
    CriterionFactory(round=round_)
    return round_


def test_the_first_round_takes_the_valid_applications_with_what_they_submitted_last():
    round_ = planned_round()
    valid = numbered_application(round_.contest, 1, state="valid")
    SnapshotFactory(application=valid, sequence=1)
    latest = SnapshotFactory(application=valid, sequence=2)
    numbered_application(round_.contest, 2, state="invalid")
    numbered_application(ContestFactory(), 3, state="valid")

    started = rounds.start_round(round_, actor=secretary())

    entry = RoundEntry.objects.get(round=round_)
    assert started.state == RoundState.OPEN
    assert (entry.application, entry.snapshot) == (valid, latest)
    valid.refresh_from_db()
    assert valid.state == "in_round"
    assert verbs_of(valid) == ["enter_round"]


def test_a_later_round_takes_who_advanced_from_the_published_round_before():
    first = published_round(scored_round([90], [80], [10], advance_count=2))
    second = planned_round_after(first)

    rounds.start_round(second, actor=SYSTEM)

    names = second.entries.values_list("application__number", flat=True)
    assert sorted(names) == [1, 2]


def planned_round_after(first, **kwargs):
    second = RoundFactory(
        contest=first.contest,
        order=first.order + 1,
        slug="vong-hai",
        state=RoundState.PLANNED,
        **kwargs,
    )
    CriterionFactory(round=second)
    return second


def test_a_round_without_criteria_does_not_start():
    round_ = RoundFactory(state=RoundState.PLANNED, order=1)
    application = numbered_application(round_.contest, 1, state="valid")

    with pytest.raises(rounds.RoundNotReadyError):
        rounds.start_round(round_, actor=SYSTEM)

    round_.refresh_from_db()
    application.refresh_from_db()
    assert (round_.state, application.state) == (RoundState.PLANNED, "valid")


def test_a_round_does_not_start_before_the_one_before_is_published():
    first = scored_round([90])
    second = planned_round_after(first)

    with pytest.raises(rounds.RoundNotReadyError):
        rounds.start_round(second, actor=SYSTEM)


def test_a_round_that_nobody_would_enter_does_not_start():
    with pytest.raises(rounds.RoundNotReadyError):
        rounds.start_round(planned_round(), actor=SYSTEM)


def test_a_judge_may_not_start_a_round():
    with pytest.raises(PermissionDenied):
        rounds.start_round(planned_round(), actor=UserFactory(roles=["Giám khảo"]))


# --- propose --------------------------------------------------------------------------------------


def test_a_final_without_an_award_is_not_proposed():
    round_ = scored_final([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.propose_round(round_, actor=SYSTEM)


def test_a_tie_that_decides_prizes_stops_the_final():
    round_ = scored_final([90], [90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)

    with pytest.raises(rounds.TieRefusedError):
        rounds.propose_round(round_, actor=SYSTEM)


def test_tied_entries_with_the_same_prize_need_no_decision():
    round_ = scored_final([90], [80], [80], prizes=(("Giải Nhất", 1), ("Giải Nhì", 2)))
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)

    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["award", "award", "award"]


def test_an_award_that_skips_a_better_rank_needs_its_reason_before_the_proposal():
    round_ = scored_final([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    second = results_of(round_)[1].entry.application
    award = Award.objects.create(prize=round_.contest.prizes.first(), application=second)
    leave_the_rest_empty(round_)

    with pytest.raises(rounds.OutcomeRefusedError, match="0002-K"):
        rounds.propose_round(round_, actor=SYSTEM)
    Award.objects.filter(pk=award.pk).update(reason="Hội đồng thống nhất")
    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["no_award", "award"]


def test_a_proposal_is_taken_back_with_a_reason():
    round_ = scored_round([90])
    rounds.close_round(round_, actor=SYSTEM)
    rounds.propose_round(round_, actor=SYSTEM)

    with pytest.raises(ReasonMissingError):
        rounds.take_back(round_, actor=SYSTEM, reason="")
    taken = rounds.take_back(round_, actor=secretary(), reason="Thiếu biên bản")

    assert taken.state == RoundState.CLOSED
