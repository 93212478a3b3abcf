from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contests.domain.reminders import remind_drafts
from contests.enums import ApplicationState
from contests.models import Extension
from contests.tasks import remind_drafts as remind_drafts_task
from portal.models import OutgoingMail
from tests.factories.contests import ApplicationFactory, ContestFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def at_days_before(contest, days):
    return contest.deadline_at - timedelta(days=days)


@pytest.mark.parametrize(("days", "expected"), [(8, 0), (7, 1), (6, 0), (3, 1), (2, 0), (1, 1)])
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


def test_a_draft_with_more_time_is_reminded_of_its_own_deadline():
    contest = ContestFactory(deadline_at=timezone.now() + timedelta(days=3))
    draft = ApplicationFactory(contest=contest)
    until = contest.deadline_at + timedelta(days=4)
    Extension.objects.create(
        application=draft, until=until, reason="Mưa lũ", granted_by=UserFactory()
    )

    assert remind_drafts(at_days_before(contest, 1)) == 0
    assert remind_drafts(until - timedelta(days=1)) == 1
    assert remind_drafts(until - timedelta(days=3)) == 1
    assert remind_drafts(until + timedelta(days=1)) == 0
    assert f"{timezone.localtime(until):%d/%m/%Y}" in OutgoingMail.objects.first().body_text


def test_nobody_is_reminded_of_what_is_typed_for_somebody():
    ApplicationFactory(owner=None, contest__deadline_at=timezone.now() + timedelta(days=3))

    assert remind_drafts() == 0
