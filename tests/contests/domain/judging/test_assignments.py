"""Dossiers are given to judges, taken back and published to them."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import judging
from contests.domain.identities import is_among, people_behind
from contests.enums import ApplicationState, RoundState
from contests.models import Assignment, Score
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.contests.sheets import full, save, sent
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db


# --- assigning by hand ----------------------------------------------------------------------------


def test_assigning_twice_gives_one_row_and_one_audit_line():
    entry, person, actor = RoundEntryFactory(), judge(), secretary()

    first = judging.assign_judge(entry, person, actor=actor)
    second = judging.assign_judge(entry, person, actor=actor)

    assert first == second
    assert (
        LogEntry.objects.get_for_object(first).filter(additional_data__verb="assign").count() == 1
    )


@pytest.mark.parametrize("make", [board_member, judge, UserFactory])
def test_only_the_secretariat_assigns(make):
    with pytest.raises(PermissionDenied):
        judging.assign_judge(RoundEntryFactory(), judge(), actor=make())

    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "state", [s for s in RoundState if s not in {"open", "approved", "published"}]
)
def test_nothing_is_assigned_unless_the_round_is_being_scored(state):
    entry = RoundEntryFactory(round__state=state)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, judge(), actor=SYSTEM)


@pytest.mark.parametrize("state", [ApplicationState.WITHDRAWN, ApplicationState.DISQUALIFIED])
def test_an_application_that_left_is_not_assigned(state):
    entry = RoundEntryFactory(application__state=state)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, judge(), actor=SYSTEM)


@pytest.mark.parametrize("fields", [{}, {"roles": ["Giám khảo"], "is_active": False}])
def test_somebody_who_is_no_active_judge_is_not_assigned(fields):
    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(RoundEntryFactory(), UserFactory(**fields), actor=SYSTEM)


def test_a_judge_who_owns_the_application_is_never_assigned():
    person = judge()
    entry = RoundEntryFactory(application__owner=person)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM)


@pytest.mark.parametrize(
    ("account", "member"),
    [
        ({"email": "an@vidu.vn"}, {"email": "An@Vidu.vn"}),
        ({"phone": "+84912345678"}, {"phone": "0912 345 678"}),
        ({"phone": "0912.345.678"}, {"phone": "84 912 345 678"}),
    ],
)
def test_a_judge_who_is_a_member_is_never_assigned(account, member):
    person = judge(**account)
    entry = RoundEntryFactory()
    entry.application.members.create(full_name="Ai đó", role="Thành viên", **member)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM)
    assert is_among(person, people_behind(entry.application))


@pytest.mark.parametrize(
    "values",
    [
        {"contact_email": "AN@vidu.vn"},
        {"contact_phone": "0912345678"},
        {"guardian_phone": "0912345678"},
    ],
)
def test_a_judge_who_represents_the_team_is_never_assigned(values):
    person = judge(email="an@vidu.vn", phone="0912345678")
    application = ApplicationFactory(**values)

    assert is_among(person, people_behind(application))


def test_missing_or_short_contact_data_makes_nobody_a_member():
    person = judge(phone="113")
    application = ApplicationFactory(contact_phone="113", contact_email="")

    assert not is_among(person, people_behind(application))


def test_a_judge_in_conflict_is_not_assigned():
    entry, person = RoundEntryFactory(), judge()
    judging.declare_conflict(entry.application, judge=person, actor=secretary(), reason="Người nhà")

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM)


# --- removing -------------------------------------------------------------------------------------


def test_an_assignment_is_removed_with_its_draft(scored):
    save(scored, full(scored, 5, None))

    judging.remove_assignment(scored, actor=secretary())

    assert not Assignment.objects.exists()
    assert not Score.objects.exists()


def test_an_assignment_without_sheet_is_removed():
    assignment = AssignmentFactory()

    judging.remove_assignment(assignment, actor=SYSTEM)

    assert not Assignment.objects.exists()


def test_an_assignment_with_a_sent_sheet_stays(scored):
    sent(scored, 5, 5)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.remove_assignment(scored, actor=SYSTEM)


# --- publishing -----------------------------------------------------------------------------------


def test_each_judge_is_mailed_once_with_the_count_of_entries():
    round_ = RoundFactory(scoring_due_at=timezone.now() + timedelta(days=9))
    busy, free = judge(), judge()
    PanelMemberFactory(panel=PanelFactory(round=round_), judge=free)
    for entry in RoundEntryFactory.create_batch(2, round=round_):
        AssignmentFactory(entry=entry, judge=busy)

    told = judging.publish_assignments(round_, actor=secretary())

    mail = OutgoingMail.objects.get()
    assert told == [busy]
    assert (mail.recipient, "2 hồ sơ" in mail.subject) == (busy.email, True)
    assert f"/giam-khao/{round_.contest.year}/{round_.slug}/" in mail.body_text
    assert list(Assignment.objects.for_judge(busy)) == list(Assignment.objects.all())


def test_publishing_again_tells_only_what_is_new():
    round_ = RoundFactory()
    AssignmentFactory(entry__round=round_)
    judging.publish_assignments(round_, actor=SYSTEM)
    with pytest.raises(judging.AssignmentRefusedError):
        judging.publish_assignments(round_, actor=SYSTEM)
    late = AssignmentFactory(entry__round=round_)

    assert judging.publish_assignments(round_, actor=SYSTEM) == [late.judge]
    assert OutgoingMail.objects.count() == 2


def test_nobody_is_mailed_for_entries_in_conflict():
    assignment = AssignmentFactory()
    judging.declare_conflict(
        assignment.entry.application,
        judge=assignment.judge,
        actor=assignment.judge,
        reason="Người nhà",
    )

    with pytest.raises(judging.AssignmentRefusedError):
        judging.publish_assignments(assignment.entry.round, actor=SYSTEM)
