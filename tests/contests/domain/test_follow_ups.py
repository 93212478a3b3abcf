"""What becomes of projects: planned by the edition, asked once, reminded twice, counted once a year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from contests.domain.follow_ups import (
    FollowUpRefusedError,
    answer_by_link,
    answer_for_team,
    ask_due,
    key_of,
    open_link,
    plan_follow_ups,
    remind_follow_ups,
)
from contests.domain.outcome_sums import outcomes_of_year
from contests.enums import FollowUpGroup, FollowUpState, RevenueBand
from contests.models import Application, Contest, FollowUp, Round
from contests.models.follow_ups import validate_months
from ecosystem.models import Indicator, IndicatorValue, Plan, PolicyDocument
from portal.dates import add_months
from portal.models import OutgoingMail
from tests.factories.contests import FollowUpFactory
from tests.factories.portal import secretary
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def finished(*points, months=(6, 12, 24), finalists=False):
    """A final whose result was published today: two prizes, the rest none."""
    round_ = scored_final(*(points or ([90], [80], [70])), prizes=(("Giải Nhất", 2),))
    Contest.objects.filter(pk=round_.contest_id).update(
        follow_up_months=list(months), follows_finalists=finalists
    )
    return published_round(round_)


def mails(template):
    return OutgoingMail.objects.filter(template=f"contests/{template}")


# --- planning ----------------------------------------------------------------------------------------


def test_winners_are_planned_for_each_month_of_the_edition_and_only_once():
    round_ = finished(months=(6, 18))

    assert [plan_follow_ups(), plan_follow_ups()] == [4, 0]

    published_on = timezone.localdate(Round.objects.get(pk=round_.pk).published_at)
    rows = FollowUp.objects.values_list("months", "due_on")
    assert sorted(set(rows)) == [(m, add_months(published_on, m)) for m in (6, 18)]
    assert set(FollowUp.objects.values_list("group", flat=True)) == {FollowUpGroup.AWARDED}


def test_finalists_are_planned_where_the_edition_says_so():
    finished(months=(6,), finalists=True)

    plan_follow_ups()

    groups = FollowUp.objects.order_by("pk").values_list("group", flat=True)
    assert sorted(groups) == ["awarded", "awarded", "finalist"]


def test_changed_months_withdraw_what_was_not_asked():
    round_ = finished(months=(6, 12))
    plan_follow_ups()
    FollowUp.objects.filter(months=6).update(due_on=TODAY())
    ask_due()
    Contest.objects.filter(pk=round_.contest_id).update(follow_up_months=[24])

    plan_follow_ups()

    assert sorted(FollowUp.objects.values_list("months", "state")) == [
        (6, "asked"),
        (6, "asked"),
        (24, "planned"),
        (24, "planned"),
    ]


def test_who_lost_the_prize_is_not_asked_any_more():
    finished(months=(6,))
    plan_follow_ups()
    Application.objects.filter(number=1).update(state="disqualified")

    plan_follow_ups()

    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 27), 6, date(2027, 5, 27)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize("value", ["6", [0], [6, 6], [12, 6], [121], [True], [6.5]])
def test_months_are_whole_each_once_and_in_order(value):
    with pytest.raises(ValidationError):
        validate_months(value)


# --- asking and reminding ----------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "asked"), [(-1, 1), (0, 1), (1, 0)])
def test_questions_go_out_from_their_day_on(days, asked):
    FollowUpFactory(due_on=TODAY() + timedelta(days=days))

    assert [ask_due(), ask_due()] == [asked, 0]
    assert mails("follow_up_asked").count() == asked


def test_after_a_time_without_a_worker_a_team_is_asked_the_latest_question_only():
    old = FollowUpFactory(due_on=TODAY() - timedelta(days=200))
    FollowUpFactory(application=old.application, months=12)

    assert ask_due() == 1

    states = FollowUp.objects.order_by("months").values_list("state", flat=True)
    assert list(states) == [FollowUpState.SKIPPED, FollowUpState.ASKED]


@pytest.mark.parametrize(("days", "sent"), [(13, 0), (14, 1), (27, 1), (28, 1), (90, 1)])
def test_a_reminder_goes_out_after_two_weeks_and_missed_ones_are_not_doubled(days, sent):
    FollowUpFactory(state="asked", asked_at=timezone.now() - timedelta(days=days))

    for _run in range(2):
        remind_follow_ups()

    assert mails("follow_up_reminder").count() == sent


def test_there_are_two_reminders_at_most():
    row = FollowUpFactory(state="asked", asked_at=timezone.now())

    for day in range(0, 120, 3):
        remind_follow_ups(row.asked_at + timedelta(days=day))

    assert mails("follow_up_reminder").count() == 2


# --- answering ---------------------------------------------------------------------------------------

ANSWER = {
    "is_alive": True,
    "is_on_market": True,
    "revenue_band": RevenueBand.BELOW_1B,
    "jobs": 7,
    "capital_raised": 200_000_000,
}


def test_the_link_takes_an_answer_and_a_correction():
    row = FollowUpFactory(state="asked")

    answer_by_link(key_of(row), ANSWER)
    answer_by_link(key_of(row), {**ANSWER, "jobs": 9})

    row.refresh_from_db()
    assert (row.state, row.jobs, row.answered_via) == ("answered", 9, "link")
    assert row.entered_by is None


@pytest.mark.parametrize("key", ["", "1", "1.abc", "9999:x"])
def test_a_link_that_was_never_made_opens_nothing(key):
    FollowUpFactory(state="asked")

    assert open_link(key) is None
    with pytest.raises(FollowUpRefusedError):
        answer_by_link(key, ANSWER)


def test_the_secretariat_enters_what_was_told_by_telephone():
    clerk, row = secretary(), FollowUpFactory(state="unreached")

    answered = answer_for_team(row, actor=clerk, **ANSWER)

    assert (answered.answered_via, answered.entered_by) == ("staff", clerk)


def test_an_answer_says_at_least_whether_the_project_runs():
    with pytest.raises(FollowUpRefusedError):
        answer_for_team(FollowUpFactory(), actor=secretary(), is_alive=None, jobs=3)


# --- counting ----------------------------------------------------------------------------------------


def test_a_project_counts_once_a_year_by_its_latest_answer():
    row = FollowUpFactory(state="asked")
    later = FollowUpFactory(application=row.application, months=12, state="asked")
    answer_by_link(key_of(row), ANSWER)
    answer_by_link(key_of(later), {**ANSWER, "jobs": 10})
    answer_by_link(key_of(FollowUpFactory(state="asked")), {"is_alive": False, "jobs": 4})

    sums = outcomes_of_year(TODAY().year)

    assert (sums.answers, sums.projects_running, sums.jobs) == (2, 1, 10)
    assert (sums.projects_on_market, sums.projects_with_capital) == (1, 1)


def plan_with(fed_by, **fields):
    document = PolicyDocument.objects.create(
        number="201/KH-UBND", kind="KH", issuer="UBND tỉnh", issued_on=TODAY(), subject="Kế hoạch"
    )
    year = TODAY().year
    plan = Plan.objects.create(document=document, start_year=year, end_year=year, **fields)
    return Indicator.objects.create(
        plan=plan, name="Gọi vốn", unit="dự án", target_from=1, fed_by=fed_by
    )


def test_an_indicator_that_wants_it_is_fed_and_corrected():
    indicator = plan_with("with_capital")

    answer_by_link(key_of(FollowUpFactory(state="asked")), ANSWER)
    answer_by_link(key_of(FollowUpFactory(state="asked")), ANSWER)

    value = indicator.values.get()
    assert (value.value, value.is_counted) == (2, True)
    assert "vốn sau cuộc thi" in value.counted_source


def test_a_value_says_of_how_many_answers_it_is_the_sum():
    indicator = plan_with("jobs")

    answer_by_link(key_of(FollowUpFactory(state="asked")), ANSWER)
    answer_by_link(key_of(FollowUpFactory(state="asked")), ANSWER)

    assert "2 nhóm" in indicator.values.get().counted_source


def test_what_staff_entered_is_never_written_over():
    indicator = plan_with("jobs")
    IndicatorValue.objects.create(indicator=indicator, year=TODAY().year, value=99)

    answer_by_link(key_of(FollowUpFactory(state="asked")), ANSWER)

    assert indicator.values.get().value == 99


def test_demonstration_editions_feed_nothing():
    indicator = plan_with("jobs")

    answer_by_link(
        key_of(FollowUpFactory(state="asked", application__contest__is_demo=True)), ANSWER
    )

    assert not indicator.values.exists()
