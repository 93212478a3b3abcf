"""A sealed intake: numbers for the staff, nothing else, until the deadline or a logged act."""

from datetime import timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain.applications import submit_application, withdraw_application
from contests.domain.extensions import grant_extension
from contests.domain.screening import mark_valid
from contests.domain.seals import intake_counts, may_read_part, open_seal, sealed_intakes
from contests.enums import ApplicationState, AttachmentKind, Channel
from contests.models import Application, Attachment, Contest
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.contests.intake import entered, member_of, nominated
from tests.factories.contests import ApplicationFactory, ContestFactory
from tests.factories.ecosystem import FieldFactory, OrganizationFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def sealed_contest():
    contest = contest_with_rules()
    Contest.objects.filter(pk=contest.pk).update(is_sealed=True)
    contest.refresh_from_db()
    return contest


def sealed_application(**fields):
    application = ready_application(contest=sealed_contest(), **fields)
    return submit_application(application, actor=application.owner)


@pytest.mark.parametrize(("seconds", "stands"), [(-1, True), (0, False), (1, False)])
def test_the_seal_opens_by_itself_at_the_deadline(seconds, stands):
    application, officer = sealed_application(), secretary()

    with time_machine.travel(
        application.contest.deadline_at + timedelta(seconds=seconds), tick=False
    ):
        assert application.contest.has_standing_seal() is stands
        assert Contest.objects.sealed().exists() is stands
        assert officer.has_perm("contests.view_application", application) is not stands
        assert Application.objects.visible_to(officer).exists() is not stands


@pytest.mark.parametrize("officer", [secretary, board_member])
@pytest.mark.parametrize(
    "permission",
    [
        "view_application",
        "screen_application",
        "withdraw_application",
        "disqualify_application",
        "grant_extension",
    ],
)
def test_staff_do_nothing_with_a_sealed_dossier(officer, permission):
    application, user = sealed_application(), officer()

    assert not user.has_perm(f"contests.{permission}", application)


def test_acts_of_the_staff_are_refused_behind_the_seal():
    application, officer = sealed_application(), secretary()

    with pytest.raises(PermissionDenied):
        mark_valid(application, actor=officer)
    with pytest.raises(PermissionDenied):
        withdraw_application(application, actor=officer, reason="x")
    with pytest.raises(PermissionDenied):
        grant_extension(
            application,
            actor=officer,
            until=application.contest.deadline_at + timedelta(days=1),
            reason="x",
        )


def test_the_owner_reads_and_corrects_what_is_sealed():
    application = sealed_application()

    assert application.owner.has_perm("contests.view_application", application)
    assert application.owner.has_perm("contests.correct_application", application)
    assert may_read_part(application.owner, application.snapshots.get())


def test_versions_and_files_are_sealed_for_staff_and_superusers_alike():
    application = sealed_application()
    root = UserFactory(is_staff=True, is_superuser=True)

    for user in (secretary(), board_member(), root):
        for part in (application.snapshots.get(), application.attachments.get()):
            assert not may_read_part(user, part)
        assert not Application.objects.visible_to(user).exists()


def test_what_the_secretariat_typed_itself_is_open_to_it_until_it_is_claimed():
    officer, contest = secretary(), sealed_contest()
    on_paper = entered(actor=officer, contest=contest)

    assert officer.has_perm("contests.edit_application", on_paper)
    assert [*Application.objects.visible_to(officer)] == [on_paper]

    Application.objects.filter(pk=on_paper.pk).update(owner=UserFactory())
    claimed = Application.objects.get()
    assert not officer.has_perm("contests.edit_application", claimed)
    assert not Application.objects.visible_to(officer).exists()
    assert not Application.objects.worked_on_by(officer).exists()


def test_what_a_unit_entered_is_sealed_for_the_staff_and_open_to_the_unit():
    unit = OrganizationFactory()
    person, contest = member_of(unit), sealed_contest()
    application = entered(channel=Channel.UNIT, actor=person, contest=contest, nominating_unit=unit)

    assert person.has_perm("contests.edit_application", application)
    assert not secretary().has_perm("contests.view_application", application)


def test_staff_who_act_for_a_unit_do_not_look_behind_the_seal_by_that_door():
    unit, contest = OrganizationFactory(), sealed_contest()
    application = nominated(unit, contest=contest)
    application = submit_application(application, actor=application.owner)
    both = UserFactory(roles=[Role.SECRETARY, Role.NOMINATOR])
    both.memberships.create(organization=unit)
    person = member_of(unit)

    for user, may in ((both, False), (person, True)):
        assert user.has_perm("contests.view_application", application) is may
        assert Application.objects.visible_to(user).exists() is may
        assert Application.objects.nominated_by(user).exists() is may
        assert may_read_part(user, application.snapshots.get()) is may


def test_mails_say_no_title_while_the_seal_stands():
    unit = OrganizationFactory()
    member_of(unit)
    contest = sealed_contest()
    application = nominated(unit, contest=contest, title="Bí mật của bản làng")
    application = submit_application(application, actor=application.owner)

    mails = OutgoingMail.objects.all()
    assert len(mails) == 2
    assert not any("Bí mật" in f"{mail.subject} {mail.body_text}" for mail in mails)
    assert all(application.reference in mail.body_text for mail in mails)


def test_the_board_opens_the_seal_early_and_it_is_written_down():
    application, chair = sealed_application(), board_member()

    contest = open_seal(application.contest, actor=chair, reason="Nghi có hồ sơ trùng")

    assert (contest.seal_opened_by, contest.seal_reason) == (chair, "Nghi có hồ sơ trùng")
    assert not contest.has_standing_seal()
    assert secretary().has_perm(
        "contests.view_application", Application.objects.get(pk=application.pk)
    )
    line = LogEntry.objects.get_for_object(contest).first()
    assert (line.actor, line.additional_data["verb"]) == (chair, "open_seal")
    assert line.additional_data["reason"] == "Nghi có hồ sơ trùng"
    with pytest.raises(RefusedError):
        open_seal(contest, actor=chair, reason="Lần nữa")


def test_opening_needs_a_reason_the_board_and_a_seal():
    contest = sealed_contest()

    with pytest.raises(ReasonMissingError):
        open_seal(contest, actor=board_member(), reason="  ")
    with pytest.raises(PermissionDenied):
        open_seal(contest, actor=secretary(), reason="Vội")
    with pytest.raises(RefusedError):
        open_seal(ContestFactory(), actor=board_member(), reason="Vội")


def test_numbers_may_be_known():
    contest, field = sealed_contest(), FieldFactory(name="Nông nghiệp")
    ApplicationFactory(contest=contest)
    application = ready_application(contest=contest, field=field)
    submit_application(application, actor=application.owner)

    counts = intake_counts(contest)

    assert (counts.total, dict(counts.by_field)["Nông nghiệp"]) == (2, 1)
    assert sum(n for _state, n in counts.by_state) == 2
    assert [n for _day, n in counts.by_day] == [1]
    assert [found.contest for found in sealed_intakes()] == [contest]


def test_the_scan_of_the_paper_is_for_the_office_only():
    unit = OrganizationFactory()
    application = nominated(unit, channel=Channel.PAPER)
    application = submit_application(application, actor=application.owner)
    scan = Attachment.objects.create(
        application=application,
        kind=AttachmentKind.SCAN,
        stored=application.attachments.get().stored,
    )

    assert may_read_part(secretary(), scan)
    assert not may_read_part(application.owner, scan)
    assert not may_read_part(member_of(unit), scan)
    assert application.state == ApplicationState.SUBMITTED


PARTS = ["answer", "applicationsnapshot", "attachment", "eligibilitycheck", "teammember"]


@pytest.mark.parametrize("model", PARTS)
def test_the_admin_asks_about_parts_with_the_dossier_itself(model):
    application, officer = sealed_application(), secretary()
    permission = f"contests.view_{model}"

    assert not officer.has_perm(permission, application)
    assert not UserFactory().has_perm(permission, application)
    with time_machine.travel(application.contest.deadline_at, tick=False):
        assert officer.has_perm(permission, application)
        assert not UserFactory().has_perm(permission, application)


def test_lists_and_dossiers_agree_on_what_lies_under_the_seal():
    sealed = sealed_application()
    office = entered(contest=sealed.contest)
    other = ApplicationFactory()

    rows = Application.objects
    assert {row.pk for row in rows.under_seal()} == {sealed.pk}
    assert {row.pk for row in rows.outside_seal()} == {office.pk, other.pk}
    assert [row.is_under_seal for row in (sealed, office, other)] == [True, False, False]


def test_an_edition_in_preparation_is_not_announced_as_sealed():
    contest = ContestFactory(state="draft", is_sealed=True)
    assert sealed_intakes() == []

    Contest.objects.filter(pk=contest.pk).update(state="published")

    assert [counts.contest for counts in sealed_intakes()] == [contest]
