"""What comes next for a dossier, and when: honest about delays and about what nobody knows."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from contests.domain.next_dates import next_steps, next_steps_text, past_days
from contests.domain.screening import mark_valid
from contests.enums import ApplicationState, ContestState, RoundKind, RoundState
from portal.audit import SYSTEM
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    DecisionFactory,
    RoundFactory,
    SupplementRequestFactory,
)

pytestmark = pytest.mark.django_db


def at(day, hour=12):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)


TODAY = date(2026, 11, 10)


def edition(**kwargs):
    contest = ContestFactory(
        **{
            "year": 2026,
            "screening_until": date(2026, 11, 15),
            "award_on": date(2026, 12, 20),
            **kwargs,
        }
    )
    RoundFactory(
        contest=contest, order=1, state=RoundState.PLANNED, scoring_due_at=at(date(2026, 11, 30))
    )
    RoundFactory(
        contest=contest,
        order=2,
        kind=RoundKind.FINAL,
        name="Vòng chung kết",
        state=RoundState.PLANNED,
    )
    return contest


def steps(state, day=TODAY, **kwargs):
    application = ApplicationFactory(contest=edition(**kwargs), state=state)
    return [(one.label, one.when, one.is_late) for one in next_steps(application, now=at(day))]


ROUNDS = [
    ("Kết quả Vòng sơ khảo", "sau khi chấm điểm, hạn chấm 30/11/2026", False),
    ("Kết quả Vòng chung kết", "chưa có lịch", False),
    ("Lễ trao giải", "dự kiến ngày 20/12/2026", False),
]
SCREENING = "Kết quả kiểm tra tính hợp lệ"


def test_a_submitted_dossier_waits_for_the_check_each_round_and_the_awards():
    assert steps(ApplicationState.SUBMITTED) == [
        (SCREENING, "chậm nhất ngày 15/11/2026", False),
        *ROUNDS,
    ]


@pytest.mark.parametrize("state", [ApplicationState.VALID, ApplicationState.IN_ROUND])
def test_what_was_reached_is_not_named_again(state):
    assert steps(state) == ROUNDS


@pytest.mark.parametrize(
    ("day", "when", "is_late"),
    [
        (date(2026, 11, 15), "chậm nhất ngày 15/11/2026", False),
        (date(2026, 11, 16), "dự kiến 15/11/2026, đang chậm", True),
    ],
)
def test_a_day_that_passed_without_the_thing_is_said_to_be_late(day, when, is_late):
    assert steps(ApplicationState.SUBMITTED, day)[0] == (SCREENING, when, is_late)


def test_without_a_date_nobody_is_promised_one():
    found = steps(ApplicationState.SUBMITTED, screening_until=None, award_on=None)

    assert found[0] == (SCREENING, "chưa có lịch", False)
    assert found[-1] == ("Lễ trao giải", "chưa có lịch", False)


@pytest.mark.parametrize(
    "state",
    [
        ApplicationState.INVALID,
        ApplicationState.NOT_ADVANCED,
        ApplicationState.NOT_AWARDED,
        ApplicationState.WITHDRAWN,
        ApplicationState.DISQUALIFIED,
    ],
)
def test_a_dossier_whose_contest_is_over_waits_for_nothing(state):
    assert steps(state) == []


def published(contest, **which):
    contest.rounds.filter(**which).update(
        state=RoundState.PUBLISHED, decision=DecisionFactory(contest=contest)
    )


def test_a_published_round_is_behind_and_extra_questions_are_ahead():
    application = ApplicationFactory(contest=edition(), state=ApplicationState.ADVANCED)
    published(application.contest, order=1)
    application.contest.rounds.filter(order=2).update(extra_due_at=at(date(2026, 11, 20)))

    found = [(one.label, one.when) for one in next_steps(application, now=at(TODAY))]

    assert found[:2] == [
        ("Trả lời câu hỏi bổ sung của Vòng chung kết", "chậm nhất ngày 20/11/2026"),
        ("Kết quả Vòng chung kết", "chưa có lịch"),
    ]


@pytest.mark.parametrize(("day", "count"), [(date(2026, 12, 20), 1), (date(2026, 12, 21), 0)])
def test_a_winner_waits_for_the_ceremony_until_it_is_held(day, count):
    application = ApplicationFactory(contest=edition(), state=ApplicationState.AWARDED)
    published(application.contest)

    assert len(next_steps(application, now=at(day))) == count


def test_an_open_supplement_comes_first():
    request = SupplementRequestFactory(
        application__contest=edition(), due_at=at(date(2026, 11, 12), 17)
    )

    first = next_steps(request.application, supplement=request, now=at(TODAY))[0]

    assert (first.label, first.when) == ("Gửi phần bổ sung", "chậm nhất ngày 12/11/2026")


def test_the_mail_names_the_steps_as_lines():
    application = ApplicationFactory(contest=edition(), state=ApplicationState.SUBMITTED)

    with time_machine.travel(at(TODAY), tick=False):
        lines = next_steps_text(application).splitlines()

    assert lines[0] == f"- {SCREENING}: chậm nhất ngày 15/11/2026"
    assert len(lines) == 4


# --- how long it took last time ---------------------------------------------------------------


def last_year(**kwargs):
    contest = ContestFactory(
        **{
            "year": 2025,
            "state": ContestState.FINISHED,
            "opens_at": at(date(2025, 9, 1)),
            "deadline_at": at(date(2025, 10, 1), 17),
            **kwargs,
        }
    )
    application = ApplicationFactory(contest=contest, state=ApplicationState.SUBMITTED)
    with time_machine.travel(at(date(2025, 10, 13)), tick=False):
        mark_valid(application, actor=SYSTEM)
    RoundFactory(
        contest=contest,
        state=RoundState.PUBLISHED,
        decision=DecisionFactory(contest=contest),
        published_at=at(date(2025, 11, 10)),
    )
    return contest


def test_the_real_times_of_the_last_finished_edition_are_counted_from_its_deadline():
    last_year()

    assert past_days(edition()) == {"screening": 12, "preliminary": 40}


def test_they_are_shown_where_they_are_known():
    last_year()
    application = ApplicationFactory(contest=edition(), state=ApplicationState.SUBMITTED)

    found = next_steps(application, now=at(TODAY), past=past_days(application.contest))

    assert [one.before for one in found] == [
        "năm trước: 12 ngày sau hạn nộp",
        "năm trước: 40 ngày sau hạn nộp",
        "",
        "",
    ]


@pytest.mark.parametrize("change", [{"state": ContestState.PUBLISHED}, {"is_demo": True}])
def test_only_a_finished_edition_of_the_same_kind_tells_anything(change):
    last_year(**change)

    assert past_days(edition()) == {}
