"""The phase, the time line and the four counts of an edition."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contests.domain.phases import Counts, counts, phase_of, timeline
from contests.enums import ApplicationState, ContestPhase, ContestState, RoundKind, RoundState
from contests.models import Round
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    RoundEntryFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db

VN = ZoneInfo("Asia/Ho_Chi_Minh")
OPENS = datetime(2026, 9, 1, 8, tzinfo=VN)
DEADLINE = datetime(2026, 10, 31, 17, tzinfo=VN)
AFTER = DEADLINE + timedelta(days=20)


def edition(**kwargs):
    return ContestFactory(**{"opens_at": OPENS, "deadline_at": DEADLINE, **kwargs})


def with_rounds(contest, preliminary, final):
    RoundFactory(contest=contest, order=1, name="Vòng sơ khảo", state=preliminary)
    RoundFactory(contest=contest, order=2, name="Vòng chung kết", kind=RoundKind.FINAL, state=final)
    return contest


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (OPENS - timedelta(seconds=1), ContestPhase.ANNOUNCED),
        (OPENS, ContestPhase.INTAKE),
        (DEADLINE, ContestPhase.INTAKE),
        (DEADLINE + timedelta(seconds=1), ContestPhase.SCREENING),
    ],
)
def test_the_dates_decide_the_phase_until_the_deadline(now, phase):
    assert phase_of(edition(), now) == phase


@pytest.mark.parametrize(
    ("preliminary", "final", "phase", "current"),
    [
        (RoundState.PLANNED, RoundState.PLANNED, ContestPhase.SCREENING, 1),
        (RoundState.OPEN, RoundState.PLANNED, ContestPhase.JUDGING, 2),
        (RoundState.CLOSED, RoundState.PLANNED, ContestPhase.JUDGING, 2),
        ("decided", RoundState.PLANNED, ContestPhase.JUDGING, 3),
        ("decided", RoundState.OPEN, ContestPhase.JUDGING, 3),
        ("decided", RoundState.CLOSED, ContestPhase.DECIDED, 4),
    ],
)
def test_the_rounds_decide_the_phase_after_the_deadline(preliminary, final, phase, current):
    contest = with_rounds(
        edition(), RoundState.PLANNED if preliminary == "decided" else preliminary, final
    )
    if preliminary == "decided":
        publish(contest.rounds.get(order=1))

    steps = timeline(contest, AFTER)

    assert phase_of(contest, AFTER) == phase
    assert [step.is_current for step in steps].index(True) == current
    assert [step.is_past for step in steps] == [index < current for index in range(5)]


def publish(round_):
    from tests.factories.contests import DecisionFactory

    Round.objects.filter(pk=round_.pk).update(
        state=RoundState.PUBLISHED, decision=DecisionFactory()
    )


def test_a_draft_is_in_preparation_whatever_its_dates():
    contest = edition(state=ContestState.DRAFT)

    assert phase_of(contest, AFTER) == ContestPhase.PREPARATION
    assert not any(step.is_current or step.is_past for step in timeline(contest, AFTER))


def test_an_edition_without_dates_is_announced():
    assert phase_of(edition(opens_at=None, deadline_at=None), AFTER) == ContestPhase.ANNOUNCED
    assert phase_of(edition(deadline_at=None), AFTER) == ContestPhase.INTAKE


def test_a_finished_edition_has_every_step_behind_it():
    steps = timeline(edition(state=ContestState.FINISHED), AFTER)

    assert [(step.is_past, step.is_current) for step in steps] == [(True, False)] * 3


def test_published_results_leave_the_ceremony_as_present_step_until_its_day():
    contest = with_rounds(edition(award_on=AFTER.date()), RoundState.OPEN, RoundState.PLANNED)
    publish(contest.rounds.get(kind=RoundKind.FINAL))

    on_the_day, after_it = timeline(contest, AFTER), timeline(contest, AFTER + timedelta(days=1))

    assert phase_of(contest, AFTER) == ContestPhase.FINISHED
    assert on_the_day[-1].is_current
    assert after_it[-1].is_past


def test_the_time_line_carries_its_dates():
    contest = edition(screening_until=date(2026, 11, 10), award_on=date(2026, 12, 20))
    RoundFactory(contest=contest, scoring_starts_on=date(2026, 11, 12), scoring_due_at=None)
    RoundFactory(contest=contest, scoring_due_at=datetime(2026, 12, 1, 17, tzinfo=VN))
    RoundFactory(contest=contest)

    whens = [step.when for step in timeline(contest, AFTER)]

    assert whens == [
        "01/09/2026 to 17:00 31/10/2026",
        "until 10/11/2026",
        "from 12/11/2026",
        "until 01/12/2026",
        "",
        "20/12/2026",
    ]


@pytest.fixture(autouse=True)
def _source_words():
    from django.utils import translation

    with translation.override("en"):
        yield


def test_the_four_counts_are_counted_apart(django_assert_num_queries):
    contest = with_rounds(edition(), RoundState.OPEN, RoundState.PLANNED)
    first, final = contest.rounds.order_by("order")
    for state in (*ApplicationState, ApplicationState.SUBMITTED):
        ApplicationFactory(contest=contest, state=state)
    finalist = ApplicationFactory(contest=contest, state=ApplicationState.DISQUALIFIED)
    RoundEntryFactory(round=first, application=finalist)
    RoundEntryFactory(round=final, application=finalist)

    with django_assert_num_queries(1):
        result = counts(contest)

    assert result == Counts(received=13, valid=7, finalists=1, awarded=1)


def test_the_time_line_reads_the_rounds_once_when_prefetched(django_assert_num_queries):
    contest = with_rounds(edition(), RoundState.OPEN, RoundState.PLANNED)
    contest = type(contest).objects.prefetch_related("rounds").get(pk=contest.pk)

    with django_assert_num_queries(0):
        timeline(contest, AFTER)
