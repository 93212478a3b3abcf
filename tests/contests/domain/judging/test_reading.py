"""What sheets say of a round: progress, scores, rules, the next dossier."""

from decimal import Decimal

import pytest

from contests.domain import judging
from contests.domain.scoring import TieStep, rank_entries
from contests.enums import ApplicationState, SheetState
from contests.models import Assignment, TieRule
from portal.audit import SYSTEM
from tests.contests.sheets import criteria_of, sent
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
)

pytestmark = pytest.mark.django_db
D = Decimal


def test_progress_counts_each_judge_apart(scored):
    round_ = scored.entry.round
    AssignmentFactory(entry=RoundEntryFactory(round=round_), judge=scored.judge)
    AssignmentFactory(
        entry=RoundEntryFactory(round=round_, application__state="disqualified"), judge=scored.judge
    )
    in_conflict = AssignmentFactory(entry=RoundEntryFactory(round=round_), judge=scored.judge)
    judging.declare_conflict(
        in_conflict.entry.application, judge=scored.judge, actor=SYSTEM, reason="Bạn"
    )
    sent(scored, 5, 5)
    idle = PanelMemberFactory(panel=PanelFactory(round=round_)).judge
    AssignmentFactory(judge=idle)  # another round

    first, second = judging.progress(round_)

    assert (
        first.judge,
        first.assigned,
        first.sent,
        first.left,
        first.conflicts,
        first.has_pledged,
    ) == (
        scored.judge,
        2,
        1,
        1,
        1,
        True,
    )
    assert (second.judge, second.assigned, second.has_pledged) == (idle, 0, False)


@pytest.mark.parametrize("number", [1, 3])
def test_progress_costs_the_same_for_one_judge_and_three(number, django_assert_num_queries):
    round_ = RoundFactory()
    AssignmentFactory.create_batch(number, entry__round=round_)

    with django_assert_num_queries(2):
        assert len(judging.progress(round_)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_scores_of_a_round_are_read_in_three_queries(number, django_assert_num_queries):
    round_ = RoundFactory()
    criterion = CriterionFactory(round=round_)
    for entry in RoundEntryFactory.create_batch(number, round=round_):
        for _n in range(2):
            sheet = ScoreSheetFactory(assignment__entry=entry, state=SheetState.SENT)
            ScoreFactory(sheet=sheet, criterion=criterion, points=D(7))
        ScoreFactory(sheet=ScoreSheetFactory(assignment__entry=entry), criterion=criterion)

    with django_assert_num_queries(3):
        scores = judging.entry_scores(round_)

    assert [len(e.sheets) for e in scores] == [2] * number
    rows = rank_entries(scores, judging.criterion_specs(round_))
    assert {(row.rank, row.total) for row in rows} == {(1, D(7))}


def test_an_application_that_left_has_no_sheets_that_count(scored):
    sent(scored, 5, 5)
    type(scored.entry.application).objects.update(state=ApplicationState.DISQUALIFIED)

    assert [e.sheets for e in judging.entry_scores(scored.entry.round)] == [[]]


def test_rules_of_the_round_become_plain_values(scored):
    round_ = scored.entry.round
    first, _second = criteria_of(scored)
    TieRule.objects.create(round=round_, kind="criterion", criterion=first, order=1)
    TieRule.objects.create(round=round_, kind="earlier", order=2)

    assert [(r.step, r.criterion) for r in judging.tie_rule_specs(round_)] == [
        (TieStep.CRITERION, first.pk),
        (TieStep.EARLIER, None),
    ]
    assert [c.weight for c in judging.criterion_specs(round_)] == [D(1), D(2)]


def test_the_next_dossier_is_the_next_unsent_one_then_from_the_top(scored):
    round_ = scored.entry.round
    second, third = (
        AssignmentFactory(entry=RoundEntryFactory(round=round_), judge=scored.judge)
        for _n in range(2)
    )

    assert judging.next_assignment(scored) == second
    assert judging.next_assignment(third) == scored
    sent(scored, 5, 5)
    assert judging.next_assignment(third) == second
    Assignment.objects.filter(pk__in=[second.pk, third.pk]).delete()
    assert judging.next_assignment(scored) is None
