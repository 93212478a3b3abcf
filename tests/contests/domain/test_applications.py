from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.answers import SupplementOverdueError
from contests.domain.applications import (
    ConsentMissingError,
    IncompleteError,
    InnerCircleError,
    QuotaReachedError,
    UnverifiedEmailError,
    discard_draft,
    start_application,
    submit_application,
    withdraw_application,
    withdraw_to_correct,
)
from contests.domain.consents import record_consents
from contests.domain.deadlines import IntakeClosedError
from contests.enums import ApplicationState, CheckResult, CheckStage
from contests.models import Application, Contest
from portal.audit import SYSTEM
from portal.models import Consent, OutgoingMail, StoredFile
from portal.roles import Role
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.contests.dossiers import AGREED, contest_with_rules, ready_application
from tests.factories.contests import ApplicationFactory, ContestFactory, SupplementRequestFactory
from tests.factories.portal import UserFactory, judge

pytestmark = pytest.mark.django_db


def start(contest, actor, **fields):
    values = {"title": "Trà hoa hồi", "eligibility_answers": {}, "start_key": None}
    return start_application(contest, actor=actor, **(values | fields))


# --- start -------------------------------------------------------------------------------------


def test_starting_makes_a_draft_filled_in_from_the_account():
    contest, actor = contest_with_rules(), UserFactory(phone="+84912345678")

    draft = start(
        contest, actor, title="  Trà   hoa hồi ", eligibility_answers={"in_province": "yes"}
    )

    assert (draft.state, draft.title, draft.number) == (ApplicationState.DRAFT, "Trà hoa hồi", None)
    assert (draft.contact_name, draft.contact_email) == (actor.full_name, actor.email)
    assert draft.contact_phone == "+84912345678"
    assert draft.rule_set == contest.rule_sets.get()
    assert draft.eligibility_answers == {"in_province": "yes"}


def test_what_was_typed_in_an_earlier_application_is_not_asked_again():
    earlier = ready_application()

    draft = start(earlier.contest, earlier.owner)

    assert draft.contact_phone == earlier.contact_phone
    assert (draft.contact_birth_date, draft.locality) == (
        earlier.contact_birth_date,
        earlier.locality,
    )


def test_a_double_click_starts_one_draft():
    contest, actor = contest_with_rules(), UserFactory()

    first = start(contest, actor, start_key="k")
    second = start(contest, actor, start_key="k")

    assert first == second
    assert Application.objects.count() == 1


def test_another_key_starts_another_draft_up_to_the_limit():
    contest, actor = (
        contest_with_rules(max_entries_individual=1, max_entries_organised=2),
        UserFactory(),
    )
    start(contest, actor, start_key="a")
    start(contest, actor, start_key="b")

    with pytest.raises(QuotaReachedError):
        start(contest, actor, start_key="c")


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.BOARD, Role.JUDGE, Role.ADMINISTRATOR])
def test_the_contests_own_people_start_nothing(role):
    with pytest.raises(InnerCircleError):
        start(contest_with_rules(), UserFactory(roles=[role]))


@pytest.mark.parametrize(("opens", "closes"), [(1, 2), (-2, -1)])
def test_nothing_starts_outside_the_intake(opens, closes):
    now = timezone.now()
    contest = ContestFactory(
        opens_at=now + timedelta(days=opens), deadline_at=now + timedelta(days=closes)
    )

    with pytest.raises(IntakeClosedError):
        start(contest, UserFactory())


# --- submit ------------------------------------------------------------------------------------


def test_submitting_numbers_freezes_checks_and_sends_one_receipt():
    application = ready_application()

    submitted = submit_application(application, actor=application.owner)

    contest = Contest.objects.get(pk=application.contest_id)
    assert (submitted.state, submitted.number, contest.last_number) == (
        ApplicationState.SUBMITTED,
        1,
        1,
    )
    assert submitted.reference.startswith(f"{contest.prefix}-0001-")
    assert submitted.first_submitted_at == submitted.submitted_at
    snapshot = submitted.snapshots.get()
    assert snapshot.content["reference"] == submitted.reference
    assert snapshot.content["attachments"][0]["sha256"] == f"{application.pk:064x}"
    assert snapshot.submitted_by == application.owner
    assert {check.stage for check in submitted.checks.all()} == {CheckStage.SUBMIT}
    assert submitted.checks.filter(rule="documents", result=CheckResult.PASSED).exists()
    mail = OutgoingMail.objects.get()
    assert mail.recipient == application.owner.email
    assert mail.subject.startswith(f"[{submitted.reference}]")


def test_submitting_twice_is_submitting_once():
    application = ready_application()
    submit_application(application, actor=application.owner)

    with pytest.raises(TransitionNotAllowedError):
        submit_application(application, actor=application.owner)

    assert application.snapshots.count() == OutgoingMail.objects.count() == 1
    assert Contest.objects.get(pk=application.contest_id).last_number == 1


@pytest.mark.parametrize(("seconds", "in_time"), [(-1, True), (0, True), (1, False)])
def test_the_second_before_and_at_the_deadline_is_in_time_and_the_second_after_is_not(
    seconds, in_time
):
    application = ready_application()
    instant = application.contest.deadline_at + timedelta(seconds=seconds)

    with time_machine.travel(instant, tick=False):
        if in_time:
            assert submit_application(application, actor=application.owner).number == 1
        else:
            with pytest.raises(IntakeClosedError):
                submit_application(application, actor=application.owner)

    application.refresh_from_db()
    assert (application.state == ApplicationState.SUBMITTED) is in_time
    assert OutgoingMail.objects.exists() is in_time


def test_a_stranger_submits_nothing():
    with pytest.raises(PermissionDenied):
        submit_application(ready_application(), actor=UserFactory(verified=True))


def test_an_unconfirmed_address_submits_nothing():
    application = ready_application(owner=UserFactory())

    with pytest.raises(UnverifiedEmailError):
        submit_application(application, actor=application.owner)


def test_the_system_submits_for_an_owner_who_cannot():
    application = ready_application(owner=UserFactory())

    assert (
        submit_application(application, actor=SYSTEM).snapshots.get().submitted_by
        == application.owner
    )


def test_an_incomplete_application_is_told_what_is_missing():
    application = ready_application(field=None)

    with pytest.raises(IncompleteError) as refused:
        submit_application(application, actor=application.owner)

    assert [task.path for task in refused.value.tasks] == ["bang-thi"]


@pytest.mark.parametrize("consents", [set(), {"contest"}, {"declaration"}])
def test_nothing_is_submitted_without_declaration_and_consent(consents):
    application = ready_application(consents=consents)

    with pytest.raises(ConsentMissingError):
        submit_application(application, actor=application.owner)


def test_a_judge_appointed_meanwhile_cannot_submit():
    application = ready_application(owner=judge(verified=True))

    with pytest.raises(InnerCircleError):
        submit_application(application, actor=application.owner)


def test_the_number_of_entries_is_asked_again_at_submission():
    contest = contest_with_rules(max_entries_individual=1)
    first = ready_application(contest=contest)
    second = ready_application(contest=contest, owner=first.owner)
    submit_application(first, actor=first.owner)

    with pytest.raises(QuotaReachedError):
        submit_application(second, actor=first.owner)


def test_a_refused_submission_takes_no_number():
    application = ready_application(field=None)
    other = ready_application(contest=application.contest)
    with pytest.raises(IncompleteError):
        submit_application(application, actor=application.owner)

    assert submit_application(other, actor=other.owner).number == 1


# --- supplement --------------------------------------------------------------------------------


def supplement(due_in_days):
    application = ready_application(
        state=ApplicationState.SUPPLEMENT_REQUESTED, number=7, reference="LS26-0007-X"
    )
    request = SupplementRequestFactory(
        application=application, due_at=timezone.now() + timedelta(days=due_in_days)
    )
    # Long after the deadline: the supplement has its own time.
    Contest.objects.filter(pk=application.contest_id).update(
        opens_at=timezone.now() - timedelta(days=60),
        deadline_at=timezone.now() - timedelta(days=30),
    )
    return application, request


def test_answering_a_supplement_after_the_deadline_keeps_the_number():
    application, request = supplement(due_in_days=3)

    answered = submit_application(application, actor=application.owner)

    request.refresh_from_db()
    assert (answered.state, answered.reference) == (ApplicationState.SUBMITTED, "LS26-0007-X")
    assert request.answered_at is not None


def test_an_overdue_supplement_is_refused_and_stays_open():
    application, request = supplement(due_in_days=-1)

    with pytest.raises(SupplementOverdueError):
        submit_application(application, actor=application.owner)

    request.refresh_from_db()
    assert request.answered_at is None


# --- afterwards --------------------------------------------------------------------------------


def test_withdrawing_to_correct_keeps_number_and_snapshot_and_submits_again_as_the_second_version():
    application = ready_application()
    first = submit_application(application, actor=application.owner)

    draft = withdraw_to_correct(first, actor=application.owner)
    again = submit_application(draft, actor=application.owner)

    assert draft.state == ApplicationState.DRAFT
    assert (again.number, again.reference) == (first.number, first.reference)
    assert [s.sequence for s in again.snapshots.all()] == [2, 1]
    assert again.first_submitted_at == first.first_submitted_at
    assert OutgoingMail.objects.count() == 3


def test_after_the_deadline_nothing_is_withdrawn_to_be_corrected():
    application = ready_application()
    submit_application(application, actor=application.owner)

    with (
        time_machine.travel(application.contest.deadline_at + timedelta(seconds=1), tick=False),
        pytest.raises(IntakeClosedError),
    ):
        withdraw_to_correct(application, actor=application.owner)


def test_withdrawing_for_good_needs_a_reason_and_closes_the_open_request():
    application, request = supplement(due_in_days=3)
    with pytest.raises(ReasonMissingError):
        withdraw_application(application, actor=application.owner, reason="  ")

    gone = withdraw_application(application, actor=application.owner, reason="Nhóm giải thể")

    request.refresh_from_db()
    assert (gone.state, gone.state_reason) == (ApplicationState.WITHDRAWN, "Nhóm giải thể")
    assert request.closed_at is not None
    assert OutgoingMail.objects.get().recipient == application.owner.email


def test_a_draft_is_deleted_with_its_files(django_capture_on_commit_callbacks):
    application = ready_application()
    stored = application.attachments.get().stored
    storage, name = stored.file.storage, stored.file.name

    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(application, actor=application.owner)

    assert not Application.objects.exists()
    assert not StoredFile.objects.exists()
    assert not storage.exists(name)


def test_what_was_submitted_once_is_never_deleted():
    application = ready_application(number=3)

    with pytest.raises(RefusedError):
        discard_draft(application, actor=application.owner)


def test_a_stranger_deletes_no_draft():
    with pytest.raises(PermissionDenied):
        discard_draft(ApplicationFactory(), actor=UserFactory())


# --- consents ----------------------------------------------------------------------------------


def test_consents_keep_their_words_and_are_withdrawn_when_no_longer_ticked():
    application = ready_application(consents={*AGREED, "publication"})

    kept = record_consents(application, actor=application.owner, purposes=AGREED)

    assert {consent.purpose for consent in kept} == AGREED
    assert Consent.objects.filter(withdrawn_at=None).count() == 2
    assert Consent.objects.get(purpose="publication").withdrawn_at is not None
    assert all(consent.text for consent in kept)


def test_a_minor_in_the_team_makes_the_guardians_consent_due():
    young = timezone.localdate() - timedelta(days=15 * 365)
    application = ready_application(
        contact_birth_date=young, guardian_name="Hoàng Văn Cha", guardian_phone="+84912345678"
    )
    with pytest.raises(ConsentMissingError):
        submit_application(application, actor=application.owner)

    record_consents(application, actor=application.owner, purposes={*AGREED, "guardian"})
    assert submit_application(application, actor=application.owner).number == 1


def test_a_stranger_consents_for_nobody():
    with pytest.raises(PermissionDenied):
        record_consents(ready_application(), actor=UserFactory(), purposes=AGREED)
