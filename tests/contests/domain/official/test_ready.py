"""Which papers can be made in which state, and what is said of the others."""

import pytest

from contests.domain.official import papers_of_edition, papers_of_round
from contests.enums import PaperKind, RoundKind, RoundState
from contests.models import Award, Round
from tests.contests.rounds import proposed
from tests.factories.contests import ApplicationFactory, ContestFactory, RoundFactory
from tests.factories.results import approve, scored_final, scored_round

pytestmark = pytest.mark.django_db

FINAL_PAPERS = {
    PaperKind.SUBMISSION,
    PaperKind.DECISION,
    PaperKind.ANNEX,
    PaperKind.SCRIPT,
}


def makeable(round_):
    round_ = Round.objects.get(pk=round_.pk)
    return {paper.kind for paper in papers_of_round(round_) if not paper.hindrance}


def offered(round_):
    return {paper.kind for paper in papers_of_round(round_)}


def in_state(round_, state):
    Round.objects.filter(pk=round_.pk).update(state=state)
    return round_


def test_a_planned_round_has_no_paper():
    assert makeable(RoundFactory(kind=RoundKind.FINAL, state=RoundState.PLANNED)) == set()


def test_blank_sheets_wait_for_assignments():
    assert makeable(RoundFactory(kind=RoundKind.FINAL)) == {PaperKind.RUNNING_ORDER}


def test_while_scoring_goes_on_nothing_tells_a_score():
    assert makeable(scored_final([90])) == {PaperKind.BLANK_SHEETS, PaperKind.RUNNING_ORDER}


def test_each_state_of_a_final_opens_its_papers():
    final = scored_final([90], [80])
    scored = {
        PaperKind.BLANK_SHEETS,
        PaperKind.RUNNING_ORDER,
        PaperKind.FILLED_SHEETS,
        PaperKind.SCORE_TABLE,
        PaperKind.MINUTES,
    }
    in_state(final, RoundState.CLOSED)
    assert makeable(final) == scored
    in_state(final, RoundState.OPEN)
    proposed(final)
    assert makeable(final) == scored | FINAL_PAPERS - {PaperKind.SCRIPT}
    approve(Round.objects.get(pk=final.pk))
    assert makeable(final) == scored | FINAL_PAPERS
    in_state(final, RoundState.PUBLISHED)
    assert makeable(final) == scored | FINAL_PAPERS


def test_without_an_award_there_is_nothing_to_submit():
    final = scored_final([90])
    proposed(final)
    Award.objects.all().delete()

    assert makeable(final) & FINAL_PAPERS == set()


def test_a_preliminary_round_offers_no_awards_and_no_running_order():
    assert offered(scored_round([90])) == {
        PaperKind.BLANK_SHEETS,
        PaperKind.FILLED_SHEETS,
        PaperKind.SCORE_TABLE,
        PaperKind.MINUTES,
    }


def test_every_hindrance_is_told():
    papers = papers_of_round(RoundFactory(kind=RoundKind.FINAL, state=RoundState.PLANNED))

    assert len(papers) == len(PaperKind) - 1
    assert all(paper.hindrance for paper in papers)


def test_the_list_of_valid_applications_waits_for_the_seal_and_for_a_valid_one():
    contest = ContestFactory(is_sealed=True)
    ApplicationFactory(contest=contest, state="valid")
    (sealed,) = papers_of_edition(contest)
    contest.is_sealed = False
    (open_,) = papers_of_edition(contest)
    (empty,) = papers_of_edition(ContestFactory())

    assert (bool(sealed.hindrance), bool(open_.hindrance), bool(empty.hindrance)) == (
        True,
        False,
        True,
    )
