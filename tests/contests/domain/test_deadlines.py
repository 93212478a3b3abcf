"""Until when one dossier may be submitted: the public deadline, grace, extensions, paper."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contests.domain.applications import submit_application, withdraw_to_correct
from contests.domain.deadlines import (
    IntakeClosedError,
    counted_moment,
    grace_until,
    may_submit,
    open_until,
    submission_deadline,
    told_deadline,
)
from contests.enums import Channel
from contests.models import Extension, SupplementRequest
from portal.models import OutgoingMail
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.factories.contests import ApplicationFactory, ContestFactory, RuleSetFactory
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db

EDGES = [(-1, True), (0, True), (1, False)]


def extend(application, until, **fields):
    return Extension.objects.create(
        application=application,
        until=until,
        reason="Mất điện",
        granted_by=fields.pop("granted_by", None) or secretary(),
        **fields,
    )


def submits_at(application, instant):
    with time_machine.travel(instant, tick=False):
        try:
            submit_application(application, actor=application.owner)
        except IntakeClosedError:
            return False
    return True


@pytest.mark.parametrize(("seconds", "in_time"), EDGES)
def test_the_grace_of_the_rules_ends_on_its_second(seconds, in_time):
    application = ready_application(contest=contest_with_rules(grace_minutes=15))
    end = application.contest.deadline_at + timedelta(minutes=15)

    assert submits_at(application, end + timedelta(seconds=seconds)) is in_time


@pytest.mark.parametrize(("seconds", "in_time"), EDGES)
def test_an_extension_ends_on_its_second(seconds, in_time):
    application = ready_application()
    end = application.contest.deadline_at + timedelta(days=2)
    extend(application, end)

    assert submits_at(application, end + timedelta(seconds=seconds)) is in_time


def test_an_extension_of_another_dossier_or_a_revoked_one_gives_no_time():
    application = ready_application()
    late = application.contest.deadline_at + timedelta(hours=1)
    extend(ApplicationFactory(contest=application.contest), late + timedelta(days=1))
    extend(application, late + timedelta(days=1), revoked_at=timezone.now())

    assert not submits_at(application, late)


def test_an_extension_before_the_end_of_the_grace_takes_nothing_away():
    application = ready_application(contest=contest_with_rules(grace_minutes=60))
    deadline = application.contest.deadline_at
    extend(application, deadline + timedelta(minutes=30))

    assert submission_deadline(application) == deadline + timedelta(minutes=60)
    assert told_deadline(application) == deadline + timedelta(minutes=30)


def test_the_public_deadline_is_told_without_the_grace():
    application = ready_application(contest=contest_with_rules(grace_minutes=60))

    assert told_deadline(application) == application.contest.deadline_at


@pytest.mark.parametrize(
    ("minutes", "open_for", "is_grace"),
    [(0, 30, False), (30.1, 60, True), (60, 60, True), (60.1, None, False)],
)
def test_people_are_told_their_deadline_then_the_grace_then_that_it_is_over(
    minutes, open_for, is_grace
):
    application = ready_application(contest=contest_with_rules(grace_minutes=60))
    deadline = application.contest.deadline_at
    extend(application, deadline + timedelta(minutes=30))
    now = deadline + timedelta(minutes=minutes)
    told = None if open_for is None else deadline + timedelta(minutes=open_for)

    assert open_until(application, now) == told
    assert grace_until(application, now) == (told if is_grace else None)


def test_the_receipt_of_a_late_supplement_offers_no_correction():
    application = ready_application(contest=contest_with_rules(), state="supplement_requested")
    now = timezone.now()
    type(application.contest).objects.update(
        opens_at=now - timedelta(days=9), deadline_at=now - timedelta(days=2)
    )
    SupplementRequest.objects.create(
        application=application,
        text="Bổ sung ảnh",
        due_at=now + timedelta(days=1),
        requested_by=secretary(),
    )

    submit_application(application, actor=application.owner)

    receipt = OutgoingMail.objects.get(dedupe_key__startswith="receipt:")
    assert "rút hồ sơ để sửa" not in receipt.body_text


def test_a_first_submission_has_the_grace_of_the_rules_in_force_a_later_one_of_its_own():
    contest = ContestFactory()
    old = RuleSetFactory(contest=contest, version=1, issued_at=timezone.now() - timedelta(days=2))
    RuleSetFactory(contest=contest, version=2, grace_minutes=20, issued_at=timezone.now())
    draft = ApplicationFactory(contest=contest, rule_set=old)
    filed = ApplicationFactory(contest=contest, rule_set=old, number=1, reference="LS26-0001-X")

    assert submission_deadline(draft) == contest.deadline_at + timedelta(minutes=20)
    assert submission_deadline(filed) == contest.deadline_at


def test_withdrawing_to_correct_needs_time_left_to_submit_again():
    application = ready_application()
    submitted = submit_application(application, actor=application.owner)
    late = application.contest.deadline_at + timedelta(minutes=1)

    with time_machine.travel(late, tick=False), pytest.raises(IntakeClosedError):
        withdraw_to_correct(submitted, actor=application.owner)

    extend(application, late + timedelta(hours=1))
    with time_machine.travel(late, tick=False):
        assert withdraw_to_correct(submitted, actor=application.owner).state == "draft"


def test_an_unpublished_edition_or_one_without_dates_takes_nothing():
    draft = ApplicationFactory(contest__state="draft")
    undated = ApplicationFactory(contest__deadline_at=None, contest__opens_at=None)

    assert not may_submit(draft)
    assert submission_deadline(undated) is None
    assert not may_submit(undated)


def test_paper_is_measured_by_its_receipt_until_its_people_or_a_first_submission_change_it():
    now, received = timezone.now(), timezone.now() - timedelta(days=3)
    typist = secretary()
    paper = {"channel": Channel.PAPER, "received_at": received}
    unclaimed = ApplicationFactory(owner=None, **paper)
    claimed = ApplicationFactory(**paper)
    submitted = ApplicationFactory(owner=None, number=1, **paper)

    assert counted_moment(unclaimed, actor=typist, now=now) == received
    assert counted_moment(claimed, actor=typist, now=now) == received
    assert counted_moment(claimed, actor=claimed.owner, now=now) == now
    assert counted_moment(submitted, actor=typist, now=now) == now
