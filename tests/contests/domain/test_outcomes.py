"""Ties that the chair breaks, and outcomes set by decision."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain import rounds
from contests.enums import Outcome, RoundState
from contests.models import Application, OfficialDecision
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.rounds import minutes
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import outcomes_of, ranks_of, results_of, scored_final, scored_round

pytestmark = pytest.mark.django_db


# --- ties -----------------------------------------------------------------------------------------


def closed_with_tie(**kwargs):
    round_ = scored_round([90], [80], [80], [70], **kwargs)
    rounds.close_round(round_, actor=SYSTEM)
    return round_


def test_a_tie_across_the_cut_stays_undecided_and_stops_the_proposal():
    round_ = closed_with_tie(advance_count=2)

    assert ranks_of(round_) == [1, 2, 2, 4]
    assert outcomes_of(round_) == ["advance", "pending", "pending", "not_advance"]
    with pytest.raises(rounds.TieRefusedError, match="0002-K"):
        rounds.propose_round(round_, actor=SYSTEM)


@pytest.mark.parametrize("places", [1, 3, None])
def test_a_tie_that_decides_nothing_stops_nobody(places):
    round_ = closed_with_tie(advance_count=places)

    proposed = rounds.propose_round(round_, actor=SYSTEM)

    assert proposed.state == RoundState.PROPOSED


def test_the_chairs_decision_moves_ranks_within_the_tie_only():
    round_ = closed_with_tie(advance_count=2)
    tie = [row for row in results_of(round_) if row.is_tied]

    rounds.break_tie(list(reversed(tie)), actor=secretary(), **minutes())

    assert ranks_of(round_) == [1, 3, 2, 4]
    assert outcomes_of(round_) == ["advance", "advance", "not_advance", "not_advance"]
    row = results_of(round_)[1]
    decision = OfficialDecision.objects.get()
    assert (row.tie_position, row.is_tied, row.tie_decision) == (1, False, decision)
    assert "05/BB-HĐGK" in row.tie_note
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert line["verb"] == "break_tie"
    assert line["order"] == ", ".join(r.entry.application.reference for r in reversed(tie))


def test_a_tie_is_broken_as_a_whole_or_not_at_all():
    round_ = closed_with_tie()
    rows = results_of(round_)

    for wrong in ([], rows[1:2], rows[:3], rows[1:3] * 2):
        with pytest.raises(RefusedError):
            rounds.break_tie(wrong, actor=SYSTEM, **minutes())
    with pytest.raises(ReasonMissingError):
        rounds.break_tie(rows[1:3], actor=SYSTEM, **minutes(reason=" "))

    assert ranks_of(round_) == [1, 2, 2, 4]
    assert OfficialDecision.objects.count() == 0


def test_a_tie_is_broken_once():
    round_ = closed_with_tie()
    tie = results_of(round_)[1:3]
    rounds.break_tie(tie, actor=SYSTEM, **minutes())

    with pytest.raises(rounds.TieRefusedError):
        rounds.break_tie(tie[::-1], actor=SYSTEM, **minutes())

    assert ranks_of(round_) == [1, 2, 3, 4]


def test_nobody_breaks_a_tie_after_the_proposal_or_without_the_permission():
    round_ = closed_with_tie()
    tie = results_of(round_)[1:3]

    with pytest.raises(PermissionDenied):
        rounds.break_tie(tie, actor=UserFactory(), **minutes())
    rounds.propose_round(round_, actor=SYSTEM)
    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.break_tie(tie, actor=SYSTEM, **minutes())


# --- outcomes -------------------------------------------------------------------------------------


def test_an_outcome_against_the_rank_needs_a_reason_and_survives_the_proposal():
    round_ = scored_round([90], [80], advance_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    second = results_of(round_)[1]

    with pytest.raises(ReasonMissingError):
        rounds.set_outcome(second, actor=SYSTEM, outcome="advance", **minutes(reason=" "))
    for document in ({"number": ""}, {"issued_on": None}, {"number": "5"}):
        with pytest.raises(RefusedError):
            rounds.set_outcome(second, actor=SYSTEM, outcome="advance", **minutes(**document))
    rounds.set_outcome(second, actor=secretary(), outcome="advance", **minutes())
    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["advance", "advance"]
    line = LogEntry.objects.get_for_object(round_).order_by("pk")[1].additional_data
    assert (line["verb"], line["outcome_before"], line["outcome_after"]) == (
        "set_outcome",
        "not_advance",
        "advance",
    )


def test_an_outcome_that_follows_the_rank_takes_the_decision_back():
    round_ = scored_round([90], [80], advance_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    first = results_of(round_)[0]
    rounds.set_outcome(first, actor=SYSTEM, outcome="not_advance", **minutes())

    row = rounds.set_outcome(first, actor=SYSTEM, outcome="advance")

    assert (row.outcome, row.outcome_reason) == (Outcome.ADVANCE, "")


@pytest.mark.parametrize("outcome", ["award", "pending", "nonsense"])
def test_only_advancing_or_not_is_set_by_hand(outcome):
    round_ = scored_round([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.set_outcome(results_of(round_)[0], actor=SYSTEM, outcome=outcome, reason="x")


def test_in_the_final_awards_decide():
    round_ = scored_final([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.set_outcome(results_of(round_)[0], actor=SYSTEM, outcome="advance", reason="x")


def test_who_left_the_contest_gets_no_outcome_and_no_place():
    round_ = scored_round([90], [80], [70], advance_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    first = results_of(round_)[0]
    Application.objects.filter(pk=first.entry.application_id).update(state="disqualified")

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.set_outcome(first, actor=SYSTEM, outcome="advance", reason="x")
    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["not_advance", "advance", "not_advance"]
