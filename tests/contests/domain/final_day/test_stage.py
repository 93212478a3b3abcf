"""The stage: one project at a time, a clock kept by the database, absences with reasons, lamps."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contests.domain import final_day, judging
from contests.domain.final_day import DayChangedError, NobodyOnStageError, lamps, stage_of
from contests.domain.judging import progress
from contests.domain.rounds import missing_points, missing_sheets
from contests.enums import TurnState
from contests.models import ConflictDeclaration, FinalDay, StageTurn
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError, TransitionNotAllowedError
from tests.contests.sheets import full, save, sent
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    RoundEntryFactory,
    StageTurnFactory,
)

pytestmark = pytest.mark.django_db
W, ON, Q, D, A, OUT = TurnState


def states(day):
    return list(day.turns.order_by("position", "pk").values_list("state", flat=True))


def version(day):
    return FinalDay.objects.values_list("version", flat=True).get(pk=day.pk)


def press(act, day):
    return getattr(final_day, act)(day, actor=SYSTEM, version=version(day))


def turn(day, position):
    return day.turns.select_related("day").get(position=position)


# --- whose turn it is -----------------------------------------------------------------------------


def test_turns_follow_one_another(day):
    seen = [states(day)]
    for act in ("next_turn", "begin_questions", "next_turn", "next_turn", "finish_turn"):
        press(act, day)
        seen.append(states(day))

    assert seen == [
        [W, W, W],
        [ON, W, W],
        [Q, W, W],
        [D, ON, W],
        [D, D, ON],
        [D, D, D],
    ]


def test_nobody_is_called_when_nobody_waits_and_the_stage_stays(day):
    for _each in range(3):
        press("next_turn", day)
    before = version(day)

    with pytest.raises(NobodyOnStageError):
        press("next_turn", day)
    assert (states(day), version(day)) == ([D, D, ON], before)


@pytest.mark.parametrize(
    "act", ["begin_questions", "finish_turn", "start_clock", "stop_clock", "reset_clock"]
)
def test_an_empty_stage_has_no_clock(day, act):
    with pytest.raises(NobodyOnStageError):
        press(act, day)


@pytest.mark.parametrize(
    "act",
    ["next_turn", "begin_questions", "finish_turn", "start_clock", "stop_clock", "reset_clock"],
)
def test_a_page_that_is_behind_acts_on_nothing(day, act):
    press("next_turn", day)

    with pytest.raises(DayChangedError):
        getattr(final_day, act)(day, actor=SYSTEM, version=0)
    assert states(day) == [ON, W, W]


def test_the_database_keeps_two_projects_off_the_stage(day):
    first, second, _third = day.turns.order_by("position")
    StageTurn.objects.filter(pk=first.pk).update(state=ON)

    with pytest.raises(IntegrityError), transaction.atomic():
        StageTurn.objects.filter(pk=second.pk).update(state=Q)
    StageTurnFactory(state=ON)


# --- absences -------------------------------------------------------------------------------------


def test_an_absent_project_goes_to_the_end_with_a_reason(day):
    press("next_turn", day)
    absent = final_day.mark_absent(turn(day, 1), actor=SYSTEM, reason="Chưa đến")
    assert absent.state == A
    press("next_turn", day)

    moved = final_day.move_to_end(absent, actor=SYSTEM, reason="Xe hỏng, đến muộn")

    moved.entry.refresh_from_db()
    assert (moved.state, moved.position, moved.entry.running_order) == (W, 4, 4)
    assert [t.pk for t in stage_of(day).upcoming][-1] == moved.pk
    verbs = {
        line.additional_data["verb"]: line.additional_data["reason"]
        for line in LogEntry.objects.get_for_object(moved)
        if "reason" in (line.additional_data or {})
    }
    assert verbs == {"mark_absent": "Chưa đến", "move_to_end": "Xe hỏng, đến muộn"}


def test_the_board_may_leave_an_absent_project_out(day):
    absent = final_day.mark_absent(turn(day, 2), actor=SYSTEM, reason="Chưa đến")

    final_day.leave_out(absent, actor=SYSTEM, reason="BTC quyết định ngày 12/11")

    assert states(day) == [W, OUT, W]
    press("next_turn", day)
    press("next_turn", day)
    assert states(day) == [D, OUT, ON]


def test_a_turn_called_by_mistake_waits_again(day):
    press("next_turn", day)
    press("start_clock", day)

    back = final_day.put_back(turn(day, 1), actor=SYSTEM, reason="Gọi nhầm")

    assert (back.state, back.clock_started_at, back.clock_used) == (W, None, 0)
    assert stage_of(day).current is None


@pytest.mark.parametrize("act", ["mark_absent", "move_to_end"])
def test_moving_a_turn_needs_a_reason(day, act):
    with pytest.raises(ReasonMissingError):
        getattr(final_day, act)(turn(day, 1), actor=SYSTEM, reason=" ")


def test_a_project_that_has_presented_is_not_absent(day):
    press("next_turn", day)
    press("finish_turn", day)

    with pytest.raises(TransitionNotAllowedError):
        final_day.mark_absent(turn(day, 1), actor=SYSTEM, reason="Nhầm")


# --- the clock ------------------------------------------------------------------------------------


def running_since(seconds, **values):
    """Let the clock have been started so many seconds before the moment that comes back."""
    now = timezone.now()
    StageTurn.objects.update(clock_started_at=now - timedelta(seconds=seconds), **values)
    return now


def test_the_clock_runs_stops_runs_on_and_is_set_back(day):
    press("next_turn", day)
    assert (stage_of(day).left, stage_of(day).is_running) == (480, False)

    press("start_clock", day)
    now = running_since(60)
    assert (stage_of(day, now).used, stage_of(day, now).is_running) == (60, True)
    assert stage_of(day, now + timedelta(seconds=421)).left == -1

    press("stop_clock", day)
    stopped = stage_of(day).used
    assert stopped >= 60
    assert stage_of(day, now + timedelta(hours=1)).used == stopped
    press("start_clock", day)
    assert stage_of(day, running_since(30, clock_used=60)).used == 90
    press("reset_clock", day)
    assert (stage_of(day).left, stage_of(day).is_running) == (480, False)


def test_starting_a_running_clock_does_not_start_it_anew(day):
    press("next_turn", day)
    press("start_clock", day)
    now = running_since(60)

    press("start_clock", day)

    assert stage_of(day, now).used == 60


def test_questions_have_a_clock_of_their_own(day):
    press("next_turn", day)
    press("start_clock", day)

    press("begin_questions", day)

    stage = stage_of(day)
    assert (stage.limit, stage.left, stage.is_running, stage.is_asking) == (600, 600, False, True)


def test_minutes_are_changed_on_the_day(day):
    press("next_turn", day)

    final_day.set_minutes(day, actor=SYSTEM, pitch_minutes=5, question_minutes=7)

    day.refresh_from_db()
    assert stage_of(day).limit == 300


# --- lamps ----------------------------------------------------------------------------------------


def give(day, *, judges=2):
    """Every entry to the same judges, who have pledged; assignments in the order of the turns."""
    rows = []
    people = [AssignmentFactory(entry=turn(day, 1).entry).judge for _n in range(judges)]
    for stage_turn in day.turns.select_related("entry__round").order_by("position"):
        for person in people:
            found = stage_turn.entry.assignments.filter(judge=person).first()
            rows.append(found or AssignmentFactory(entry=stage_turn.entry, judge=person))
    for person in people:
        judging.pledge(day.round, judge=person)
    return rows


def lit(day):
    rows = lamps(day, stage_of(day).turns)
    return [row.is_in for row in rows], final_day.all_sheets_in(rows)


def test_a_lamp_is_lit_by_sent_sheets_and_abstentions_only(day):
    rows = give(day)
    assert lit(day) == ([False] * 3, False)
    save(rows[0], full(rows[0], 20))
    sent(rows[1], 20)
    assert lit(day) == ([False] * 3, False)
    judging.send_sheet(rows[0], judge=rows[0].judge)
    assert lit(day) == ([True, False, False], False)
    judging.abstain(rows[2], judge=rows[2].judge, reason="Bận")
    sent(rows[3], 5)
    sent(rows[4], 5)
    assert lit(day) == ([True, True, False], False)
    sent(rows[5], 5)

    assert lit(day) == ([True] * 3, True)
    judging.unlock_sheet(rows[0], actor=SYSTEM, reason="Nhầm")
    assert lit(day) == ([False, True, True], False)


def test_judges_in_conflict_and_projects_left_out_are_not_waited_for(day):
    rows = give(day)
    for row in rows[:1] + rows[2:4]:
        sent(row, 20)
    ConflictDeclaration.objects.create(
        application=rows[1].entry.application,
        judge=rows[1].judge,
        declared_by=rows[1].judge,
        reason="Bạn",
    )
    assert lit(day)[1] is False
    absent = final_day.mark_absent(turn(day, 3), actor=SYSTEM, reason="Vắng")
    final_day.leave_out(absent, actor=SYSTEM, reason="BTC quyết định")

    assert lit(day) == ([True, True, False], True)


def test_a_project_left_out_lacks_neither_sheets_nor_points_when_scoring_is_closed(day):
    CriterionFactory(round=day.round, scorer="organisers", max_points=5)
    give(day)
    entry = turn(day, 1).entry_id
    for row in day.round.entries.exclude(pk=entry):
        row.assignments.all().delete()
    before = missing_sheets(day.round), missing_points(day.round), progress(day.round)[0].left
    absent = final_day.mark_absent(turn(day, 1), actor=SYSTEM, reason="Vắng")

    final_day.leave_out(absent, actor=SYSTEM, reason="BTC quyết định")

    assert before == (2 + 2 * day.round.min_judges, 3, 1)
    assert missing_sheets(day.round) == 2 * day.round.min_judges
    assert missing_points(day.round) == 2
    assert progress(day.round) == []


def test_without_judges_no_lamp_is_lit(day):
    assert lit(day) == ([False] * 3, False)


def test_the_stage_and_the_lamps_cost_the_same_for_three_projects_and_five(day):
    give(day)

    def count():
        with CaptureQueriesContext(connection) as queries:
            lit(day)
        return len(queries)

    once = count()
    for position in (4, 5):
        entry = RoundEntryFactory(round=day.round)
        StageTurnFactory(day=day, entry=entry, position=position)
        AssignmentFactory(entry=entry)

    assert count() == once == 2
