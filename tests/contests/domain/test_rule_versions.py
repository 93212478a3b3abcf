"""Amendments: drafting, issuing, who is told, and what dossiers keep."""

from datetime import timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.applications import start_application, submit_application
from contests.domain.editions import copy_contest, publish_contest, unpublish_contest
from contests.domain.limits import current_rules
from contests.domain.rule_versions import (
    CannotIssueError,
    deadline_changes,
    draft_amendment,
    issue_rules,
    public_versions,
)
from contests.enums import ApplicationState, ContestState
from contests.models import Contest, RuleSet
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.domain.test_editions import ready_edition
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.factories.contests import ApplicationFactory, ContestFactory, DecisionFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def amendment(contest, **fields):
    """A draft of the next version that lacks nothing."""
    draft = draft_amendment(contest, actor=SYSTEM)
    values = {
        "decision": fields.get("decision") or DecisionFactory(number="88/QĐ-BTC"),
        "change_note": "Gia hạn nộp hồ sơ.",
        "deadline_at": contest.deadline_at + timedelta(days=14),
    }
    for name, value in (values | fields).items():
        setattr(draft, name, value)
    draft.save()
    return draft


def told():
    return sorted(
        OutgoingMail.objects.filter(template="contests/rules_amended").values_list(
            "recipient", flat=True
        )
    )


# --- drafting -------------------------------------------------------------------------------------


def test_an_amendment_starts_as_a_copy_of_the_version_in_force():
    contest = contest_with_rules(max_team_size=7, clauses={"team_size": "Điều 2"})

    draft = draft_amendment(contest, actor=secretary())

    assert (draft.version, draft.issued_at, draft.decision) == (2, None, None)
    assert (draft.max_team_size, draft.clauses) == (7, {"team_size": "Điều 2"})
    assert current_rules(contest).version == 1


def test_one_draft_is_open_at_a_time():
    contest = contest_with_rules()

    first, second = (draft_amendment(contest, actor=secretary()) for _each in range(2))

    assert first == second
    assert contest.rule_sets.count() == 2


@pytest.mark.parametrize("actor", [UserFactory, board_member])
def test_only_the_secretary_drafts(actor):
    with pytest.raises(PermissionDenied):
        draft_amendment(contest_with_rules(), actor=actor())


@pytest.mark.parametrize("state", [ContestState.DRAFT, ContestState.FINISHED])
def test_rules_of_an_edition_that_is_not_running_are_not_amended(state):
    contest = contest_with_rules()
    type(contest).objects.filter(pk=contest.pk).update(state=state)

    with pytest.raises(RefusedError):
        draft_amendment(contest, actor=SYSTEM)


def test_an_edition_without_rules_in_force_has_nothing_to_amend():
    with pytest.raises(RefusedError):
        draft_amendment(ContestFactory(), actor=SYSTEM)


# --- issuing --------------------------------------------------------------------------------------


def test_an_amended_deadline_holds_for_everybody_and_submitted_dossiers_keep_their_rules():
    contest = contest_with_rules(max_team_size=5)
    before = contest.deadline_at
    first = contest.rule_sets.get()
    submitted = submit_application(
        (dossier := ready_application(contest=contest)), actor=dossier.owner
    )
    draft = start_application(
        contest, actor=UserFactory(verified=True), title="Bún ngô", eligibility_answers={}
    )
    withdrawn_to_correct = ApplicationFactory(contest=contest, number=9, rule_set=first)
    version = amendment(contest, max_team_size=3)

    issue_rules(version, actor=board_member())

    contest.refresh_from_db()
    assert contest.deadline_at == before + timedelta(days=14)
    for row, expected in ((submitted, first), (withdrawn_to_correct, first), (draft, version)):
        row.refresh_from_db()
        assert row.rule_set == expected
    assert current_rules(contest) == version
    line = LogEntry.objects.get_for_object(contest).first().additional_data
    assert (line["verb"], line["decision"], line["mailed"]) == ("issue_rules", "88/QĐ-BTC", "3")


@pytest.mark.parametrize(("seconds", "accepted"), [(-1, True), (0, True), (1, False)])
def test_the_new_deadline_is_the_one_that_counts(seconds, accepted):
    contest = contest_with_rules()
    version = issue_rules(amendment(contest), actor=SYSTEM)

    contest.refresh_from_db()
    with time_machine.travel(version.deadline_at + timedelta(seconds=seconds), tick=False):
        assert contest.accepts_submissions() is accepted


def test_a_first_submission_after_the_amendment_is_measured_by_the_new_version():
    contest = contest_with_rules()
    application = ready_application(contest=contest)
    version = issue_rules(amendment(contest), actor=SYSTEM)

    assert submit_application(application, actor=application.owner).rule_set == version


def test_everybody_with_a_draft_or_a_received_dossier_is_mailed_once():
    contest = contest_with_rules()
    busy = UserFactory(email="nhieu@khoinghiep.test")
    for state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.VALID):
        ApplicationFactory(contest=contest, owner=busy, state=state)
    ApplicationFactory(
        contest=contest,
        owner=None,
        contact_email="giay@khoinghiep.test",
        state=ApplicationState.SUBMITTED,
    )
    for state in (ApplicationState.WITHDRAWN, ApplicationState.DISQUALIFIED):
        ApplicationFactory(contest=contest, state=state)
    ApplicationFactory(state=ApplicationState.SUBMITTED)
    old = contest.deadline_at

    version = issue_rules(amendment(contest), actor=SYSTEM)

    assert told() == ["giay@khoinghiep.test", "nhieu@khoinghiep.test"]
    text = OutgoingMail.objects.first().body_text
    for part in ("88", "Gia hạn nộp hồ sơ.", f"{timezone.localtime(old):%d/%m/%Y}"):
        assert part in text
    assert f"{timezone.localtime(version.deadline_at):%d/%m/%Y}" in text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decision": None}, "decision"),
        ({"change_note": "  "}, "change_note"),
        ({"deadline_at": timezone.now() - timedelta(days=1)}, "deadline_at"),
    ],
)
def test_a_version_that_lacks_something_is_not_issued(fields, field):
    contest = contest_with_rules()
    version = amendment(contest, **fields)

    with pytest.raises(CannotIssueError) as refused:
        issue_rules(version, actor=SYSTEM)

    version.refresh_from_db()
    assert (refused.value.field, version.issued_at, told()) == (field, None, [])


def test_a_decision_without_a_signer_issues_nothing():
    contest = contest_with_rules()

    with pytest.raises(CannotIssueError):
        issue_rules(amendment(contest, decision=DecisionFactory(signer="")), actor=SYSTEM)


def test_an_amendment_has_a_decision_of_its_own():
    contest = contest_with_rules(decision=(first := DecisionFactory()))

    with pytest.raises(CannotIssueError) as refused:
        issue_rules(amendment(contest, decision=first), actor=SYSTEM)
    assert refused.value.field == "decision"


def test_a_deadline_before_the_opening_is_refused():
    now = timezone.now()
    contest = contest_with_rules()
    contest.opens_at, contest.deadline_at = now + timedelta(days=5), now + timedelta(days=9)
    contest.save()

    with pytest.raises(CannotIssueError):
        issue_rules(amendment(contest, deadline_at=now + timedelta(days=4)), actor=SYSTEM)


def test_a_version_is_issued_once():
    contest = contest_with_rules()
    version = issue_rules(amendment(contest), actor=SYSTEM)

    with pytest.raises(CannotIssueError):
        issue_rules(version, actor=SYSTEM)


def test_the_first_version_comes_with_the_publication():
    contest = ContestFactory(state=ContestState.DRAFT)

    with pytest.raises(CannotIssueError):
        issue_rules(RuleSet.objects.create(contest=contest), actor=SYSTEM)


@pytest.mark.parametrize("actor", [UserFactory, secretary])
def test_who_drafts_does_not_put_in_force(actor):
    version = amendment(contest_with_rules())

    with pytest.raises(PermissionDenied):
        issue_rules(version, actor=actor())


def test_a_version_without_a_deadline_leaves_it_where_it_is():
    contest = contest_with_rules()
    ApplicationFactory(contest=contest)
    before = contest.deadline_at

    issue_rules(amendment(contest, deadline_at=None), actor=SYSTEM)

    contest.refresh_from_db()
    assert contest.deadline_at == before
    assert "không thay đổi" in OutgoingMail.objects.get().body_text


# --- reading --------------------------------------------------------------------------------------


def test_drafts_are_not_among_the_public_versions():
    contest = contest_with_rules()
    issue_rules(amendment(contest), actor=SYSTEM)
    draft_amendment(contest, actor=SYSTEM)

    assert [row.version for row in public_versions(contest)] == [2, 1]


def test_the_moves_of_the_deadline_are_told_newest_first():
    day = timezone.now()
    versions = [
        RuleSet(version=n, deadline_at=day + timedelta(days=days) if days else None)
        for n, days in ((1, 1), (2, 0), (3, 5), (4, 5), (5, 9))
    ]

    assert [change.version for change in deadline_changes(versions)] == [5, 3]


# --- publication and copies -----------------------------------------------------------------------


def test_rules_of_an_edition_taken_back_can_be_changed_again():
    contest = publish_contest(ready_edition(), actor=SYSTEM)
    assert contest.rule_sets.get().deadline_at == contest.deadline_at

    unpublish_contest(contest, actor=SYSTEM, reason="Sai")

    rules = contest.rule_sets.get()
    assert (rules.issued_at, rules.deadline_at) == (None, None)


def test_a_copy_takes_the_rules_in_force_and_no_draft():
    contest = contest_with_rules(max_team_size=4)
    draft = draft_amendment(contest, actor=SYSTEM)
    draft.max_team_size = 9
    draft.save()

    copy = copy_contest(contest, actor=SYSTEM, year=contest.year + 1)

    assert copy.rule_sets.get().max_team_size == 4


# --- the seal -------------------------------------------------------------------------------------


def sealed_and_amended(**moved):
    contest = contest_with_rules()
    Contest.objects.filter(pk=contest.pk).update(is_sealed=True)
    contest.refresh_from_db()
    ApplicationFactory(contest=contest)
    promised = contest.deadline_at
    issue_rules(amendment(contest, deadline_at=promised + timedelta(**moved)), actor=board_member())
    contest.refresh_from_db()
    return contest, promised


@pytest.mark.parametrize(("seconds", "stands"), [(-1, True), (0, False), (1, False)])
@pytest.mark.parametrize("hours", [-24, 24])
def test_a_seal_ends_at_the_later_of_the_deadlines_that_were_told(hours, seconds, stands):
    contest, promised = sealed_and_amended(hours=hours)
    end = max(promised, contest.deadline_at)

    with time_machine.travel(end + timedelta(seconds=seconds), tick=False):
        assert contest.seal_ends_at == end
        assert contest.has_standing_seal() is stands
        assert Contest.objects.sealed().exists() is stands


def test_a_deadline_moved_twice_leaves_the_latest_promise():
    contest, promised = sealed_and_amended(days=-1)

    third = amendment(
        contest,
        decision=DecisionFactory(number="89/QĐ-BTC"),
        deadline_at=promised - timedelta(days=2),
    )
    issue_rules(third, actor=board_member())
    contest.refresh_from_db()

    assert contest.deadline_at == promised - timedelta(days=2)
    assert contest.seal_ends_at == promised


@pytest.mark.parametrize(("days", "is_said"), [(-1, True), (1, False)])
def test_who_is_mailed_reads_that_the_seal_outlasts_the_deadline(days, is_said):
    sealed_and_amended(days=days)

    mail = OutgoingMail.objects.get(template="contests/rules_amended")

    assert ("niêm phong" in mail.body_text) is is_said


def test_an_open_edition_gets_no_seal_from_an_amendment():
    contest = contest_with_rules()

    issue_rules(amendment(contest), actor=board_member())
    contest.refresh_from_db()

    assert contest.sealed_until is None
