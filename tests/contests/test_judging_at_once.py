"""Judges and secretaries at once: two windows, two presses, one send."""

import pytest
from django.utils import timezone

from contests.domain import final_day, judging, paper_sheets
from contests.enums import PaperSheetState, SheetState, TurnState
from contests.models import FinalDay, PaperSheet, Score, ScoreSheet, StageTurn
from portal.audit import SYSTEM
from portal.workflow import RefusedError
from tests.contests.paper_sheets import checked, reading, typed
from tests.contests.sheets import full, save
from tests.contests.test_concurrency import at_once
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.files import pdf_bytes, upload
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def assignment():
    round_ = RoundFactory(kind="final", assignments_published_at=timezone.now())
    for _n in range(2):
        CriterionFactory(round=round_, max_points=25)
    assignment = AssignmentFactory(entry__round=round_)
    judging.pledge(round_, judge=assignment.judge)
    return assignment


def test_of_two_windows_that_save_at_once_one_is_told(assignment):
    answers = at_once(
        [lambda n=n: save(assignment, full(assignment, n, n)) for n in (5, 6)], workers=2
    )

    assert sum(isinstance(answer, judging.SheetChangedError) for answer in answers) == 1
    assert ScoreSheet.objects.get().version == 1
    points = list(Score.objects.values_list("points", flat=True))
    assert len(points) == 2
    assert points[0] == points[1]


def test_the_same_save_sent_twice_at_once_is_one(assignment):
    answers = at_once([lambda: save(assignment, full(assignment, 5, 6))] * 4, workers=4)

    assert not any(isinstance(answer, RefusedError) for answer in answers)
    assert (ScoreSheet.objects.get().version, Score.objects.count()) == (1, 2)


def test_a_sheet_sent_twice_at_once_is_sent_once(assignment):
    sheet = save(assignment, full(assignment, 5, 6))

    answers = at_once(
        [lambda: judging.send_sheet(assignment, judge=assignment.judge, version=sheet.version)] * 4,
        workers=4,
    )

    assert {answer.pk for answer in answers} == {sheet.pk}
    stored = ScoreSheet.objects.get()
    assert (stored.state, stored.version) == (SheetState.SENT, sheet.version + 1)


def test_of_two_secretaries_who_press_next_at_once_one_calls(assignment):
    round_ = assignment.entry.round
    RoundEntryFactory(round=round_)
    day = final_day.open_day(round_, actor=SYSTEM)
    people = [secretary(), secretary()]

    answers = at_once(
        [lambda p=p: final_day.next_turn(day, actor=p, version=0) for p in people], workers=2
    )

    assert sum(isinstance(answer, final_day.DayChangedError) for answer in answers) == 1
    states = list(StageTurn.objects.order_by("position").values_list("state", flat=True))
    assert states == [TurnState.ON_STAGE, TurnState.WAITING]
    assert FinalDay.objects.get().version == 1


def test_of_two_drawings_at_once_one_needs_a_reason(assignment):
    day = final_day.open_day(assignment.entry.round, actor=SYSTEM)

    answers = at_once([lambda: final_day.draw_order(day, actor=SYSTEM)] * 2, workers=2)

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 1
    assert day.draws.count() == 1


def test_of_two_who_begin_to_type_a_paper_at_once_one_is_told(assignment):
    people = [secretary(), secretary()]

    answers = at_once(
        [
            lambda p=p: paper_sheets.save_typing(
                assignment, actor=p, reading=reading(assignment, 5, 6), version=0
            )
            for p in people
        ],
        workers=2,
    )

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 1
    assert PaperSheet.objects.count() == 1


def test_of_two_who_check_a_paper_at_once_one_counts_it(assignment):
    paper = typed(assignment, reading(assignment, 5, 6))
    people = [secretary(), secretary(), paper.typed_by]

    answers = at_once(
        [lambda p=p: checked(paper, reading(assignment, 5, 6), actor=p) for p in people],
        workers=3,
    )

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 2
    stored = PaperSheet.objects.get()
    assert (stored.state, stored.checked_by in people[:2]) == (PaperSheetState.CHECKED, True)
    assert (ScoreSheet.objects.get().state, Score.objects.count()) == (SheetState.SENT, 2)


def test_a_paper_handed_over_while_its_judge_sends_never_makes_two_truths(assignment):
    sheet = save(assignment, full(assignment, 9, 9))
    clerk = secretary()
    paper = paper_sheets.keep_scan(assignment, actor=clerk, uploaded=upload(pdf_bytes()))
    paper_sheets.save_typing(
        assignment, actor=clerk, reading=reading(assignment, 5, 6), version=paper.version
    )

    answers = at_once(
        [
            lambda: paper_sheets.hand_in(assignment, actor=clerk, replaces_draft=True),
            lambda: judging.send_sheet(assignment, judge=assignment.judge, version=sheet.version),
        ],
        workers=2,
    )

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 1
    is_sent = ScoreSheet.objects.get().state == SheetState.SENT
    is_handed_in = PaperSheet.objects.get().state == PaperSheetState.TYPED
    assert is_sent != is_handed_in
