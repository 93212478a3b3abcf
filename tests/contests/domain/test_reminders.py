from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contests.domain.reminders import passed_threshold, remind_drafts, remind_supplements
from contests.enums import ApplicationState
from contests.models import Extension
from contests.tasks import remind_drafts as remind_drafts_task
from contests.tasks import remind_supplements as remind_supplements_task
from portal.models import OutgoingMail
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def at_days_before(contest, days):
    return contest.deadline_at - timedelta(days=days)


@pytest.mark.parametrize(("days", "expected"), [(8, 0), (7, 1), (3, 1), (1, 1)])
def test_drafts_are_reminded_seven_three_and_one_days_before_the_deadline(days, expected):
    now = timezone.now()
    contest = ContestFactory(opens_at=now - timedelta(days=9), deadline_at=now + timedelta(days=10))
    draft = ApplicationFactory(contest=contest)
    ApplicationFactory(contest=contest, state=ApplicationState.SUBMITTED)
    ApplicationFactory(contest=contest, owner__is_active=False)

    assert remind_drafts(at_days_before(contest, days)) == expected
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == [draft.owner.email] * expected


def test_running_again_reminds_nobody_twice():
    draft = ApplicationFactory(contest__deadline_at=timezone.now() + timedelta(days=3))

    with time_machine.travel(timezone.now(), tick=False):
        remind_drafts()
        remind_drafts_task()

    mail = OutgoingMail.objects.get()
    assert draft.title in mail.body_text
    assert "còn 3 ngày" in mail.subject


def test_a_moved_deadline_is_reminded_again():
    draft = ApplicationFactory(contest__deadline_at=timezone.now() + timedelta(days=3))
    remind_drafts()
    contest = draft.contest
    contest.deadline_at += timedelta(days=14)
    contest.save()

    remind_drafts(at_days_before(contest, 3))

    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "threshold"), [(8, None), (7, 7), (6, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1)]
)
def test_the_nearest_threshold_that_was_passed_counts(days, threshold):
    assert passed_threshold(days) == threshold


def mornings(contest, *days):
    """Run the reminders at the same hour so many days before the deadline; mails sent so far."""
    sent = []
    for left in days:
        with time_machine.travel(at_days_before(contest, left), tick=False):
            remind_drafts()
        sent.append(OutgoingMail.objects.count())
    return sent


def test_a_reminder_that_was_missed_is_made_up_for_at_the_next_run_and_only_once():
    now = timezone.now()
    contest = ContestFactory(opens_at=now - timedelta(days=9), deadline_at=now + timedelta(days=10))
    ApplicationFactory(contest=contest)

    assert mornings(contest, 8, 6, 5, 4) == [0, 1, 1, 1]
    assert "còn 6 ngày" in OutgoingMail.objects.get().subject
    assert mornings(contest, 2, 2, 1, 0) == [2, 2, 3, 3]


def test_two_thresholds_missed_together_make_one_mail():
    now = timezone.now()
    contest = ContestFactory(opens_at=now - timedelta(days=9), deadline_at=now + timedelta(days=10))
    ApplicationFactory(contest=contest)

    assert mornings(contest, 8, 0) == [0, 1]
    assert "hạn nộp là hôm nay" in OutgoingMail.objects.get().subject


def test_who_begins_after_a_threshold_waits_for_the_next_one():
    now = timezone.now()
    contest = ContestFactory(opens_at=now - timedelta(days=9), deadline_at=now + timedelta(days=10))
    with time_machine.travel(at_days_before(contest, 5), tick=False):
        ApplicationFactory(contest=contest)

    assert mornings(contest, 4, 3) == [0, 1]


def test_a_deadline_that_moves_on_the_day_of_a_reminder_makes_no_second_mail_that_day():
    draft = ApplicationFactory(contest__deadline_at=timezone.now() + timedelta(days=3))
    remind_drafts()
    contest = draft.contest
    contest.deadline_at += timedelta(days=2)
    contest.save()

    remind_drafts()

    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(("days", "expected"), [(3, 0), (2, 1), (1, 1)])
def test_a_supplement_is_reminded_of_two_days_before_it_is_due_and_once(days, expected):
    request = SupplementRequestFactory(application__reference="LS26-0037-K")

    with time_machine.travel(request.due_at - timedelta(days=days), tick=False):
        assert remind_supplements() == expected
        remind_supplements_task()

    mails = OutgoingMail.objects.all()
    assert [mail.recipient for mail in mails] == [request.application.owner.email] * expected
    assert all(request.text in mail.body_text for mail in mails)


def test_no_supplement_is_reminded_of_that_was_asked_for_lately_answered_or_overdue():
    now = timezone.now()
    SupplementRequestFactory(due_at=now + timedelta(days=1))
    with time_machine.travel(now - timedelta(days=9), tick=False):
        SupplementRequestFactory(application__state="submitted", answered_at=now, due_at=now)
        SupplementRequestFactory(due_at=now - timedelta(minutes=1))

    assert remind_supplements() == 0
    assert OutgoingMail.objects.count() == 0


def test_a_draft_with_more_time_is_reminded_of_its_own_deadline():
    contest = ContestFactory(deadline_at=timezone.now() + timedelta(days=3))
    draft = ApplicationFactory(contest=contest)
    until = contest.deadline_at + timedelta(days=4)
    Extension.objects.create(
        application=draft, until=until, reason="Mưa lũ", granted_by=UserFactory()
    )

    assert remind_drafts(at_days_before(contest, 1)) == 1
    assert remind_drafts(until - timedelta(days=1)) == 1
    assert remind_drafts(until - timedelta(days=3)) == 1
    assert remind_drafts(until + timedelta(days=1)) == 0
    assert f"{timezone.localtime(until):%d/%m/%Y}" in OutgoingMail.objects.first().body_text


def test_nobody_is_reminded_of_what_is_typed_for_somebody():
    ApplicationFactory(owner=None, contest__deadline_at=timezone.now() + timedelta(days=3))

    assert remind_drafts() == 0
