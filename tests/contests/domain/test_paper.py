"""Dossiers on paper, by e-mail and by a unit: entered, submitted, measured by their receipt."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from contests.domain.applications import (
    IncompleteError,
    InnerCircleError,
    QuotaReachedError,
    discard_draft,
    submit_application,
)
from contests.domain.attachments import attach_file, own_files, remove_file
from contests.domain.consents import record_consents
from contests.domain.deadlines import IntakeClosedError
from contests.domain.identity import others_of_same_person
from contests.domain.paper import Entrant, add_scans, enter_for_unit, enter_on_paper
from contests.domain.papers import dossier_pdf
from contests.enums import ApplicationState, AttachmentKind, Channel
from contests.models import Application, Attachment
from portal.audit import SYSTEM
from portal.models import Consent, OutgoingMail
from portal.workflow import RefusedError
from tests.contests.dossiers import AGREED, contest_with_rules, pdf_upload
from tests.contests.intake import entered, member_of
from tests.factories.contests import ApplicationFactory, ContestFactory
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db

LAN = Entrant(title="  Mật ong  Hữu Lũng", contact_name="Hoàng Thị Lan", entry_key="k1")


def enter(contest=None, *, actor=None, entrant=LAN, **fields):
    values = {
        "channel": Channel.PAPER,
        "received_at": timezone.now() - timedelta(hours=2),
        "scans": [pdf_upload("ho-so.pdf")],
    }
    return enter_on_paper(
        contest or contest_with_rules(), entrant, actor=actor or secretary(), **(values | fields)
    )


def test_what_came_on_paper_becomes_a_draft_without_an_owner_with_its_scan():
    typist, contest = secretary(), contest_with_rules()

    draft = enter(contest, actor=typist)

    assert (draft.state, draft.owner, draft.entered_by) == (ApplicationState.DRAFT, None, typist)
    assert (draft.title, draft.channel) == ("Mật ong Hữu Lũng", Channel.PAPER)
    assert draft.rule_set == contest.rule_sets.get()
    assert draft.attachments.get().kind == AttachmentKind.SCAN


def test_a_double_click_enters_one_dossier_with_one_scan():
    typist, contest = secretary(), contest_with_rules()

    assert enter(contest, actor=typist) == enter(contest, actor=typist)

    assert Application.objects.count() == Attachment.objects.count() == 1


@pytest.mark.parametrize("person", [UserFactory, board_member, judge])
def test_only_the_secretariat_enters_paper(person):
    with pytest.raises(PermissionDenied):
        enter(actor=person())


def test_receipt_in_the_future_before_the_opening_or_by_another_channel_is_refused():
    contest, now = contest_with_rules(), timezone.now()

    with pytest.raises(RefusedError):
        enter(contest, received_at=now + timedelta(minutes=5))
    with pytest.raises(IntakeClosedError):
        enter(contest, received_at=contest.opens_at - timedelta(seconds=1))
    with pytest.raises(RefusedError):
        enter(contest, channel=Channel.ONLINE)
    with pytest.raises(IntakeClosedError):
        enter(ContestFactory(state="draft"))
    assert not Application.objects.exists()


def test_a_scan_that_is_none_enters_nothing():
    with pytest.raises(ValidationError):
        enter(scans=[SimpleUploadedFile("ho-so.pdf", b"MZ")])


@pytest.mark.parametrize(("seconds", "in_time"), [(-1, True), (0, True), (1, False)])
def test_paper_is_in_time_by_its_receipt_however_late_it_is_typed(seconds, in_time):
    typist = secretary()
    application = entered(actor=typist)
    received = application.contest.deadline_at + timedelta(seconds=seconds)
    Application.objects.filter(pk=application.pk).update(received_at=received)

    with time_machine.travel(application.contest.deadline_at + timedelta(days=4), tick=False):
        if in_time:
            submitted = submit_application(application, actor=typist)
            assert submitted.submitted_at == submitted.first_submitted_at == received
        else:
            with pytest.raises(IntakeClosedError):
                submit_application(application, actor=typist)


def test_submitting_for_somebody_asks_no_account_and_writes_where_the_letter_says():
    typist = secretary()

    submitted = submit_application(entered(actor=typist), actor=typist)

    assert submitted.snapshots.get().submitted_by == typist
    mail = OutgoingMail.objects.get()
    assert mail.recipient == "lan@khoinghiep.test"
    assert "/ho-so/nhan/" in mail.body_text


def test_who_gives_no_e_mail_address_can_submit_and_gets_no_mail():
    typist = secretary()

    submitted = submit_application(entered(actor=typist, contact_email=""), actor=typist)

    assert submitted.number == 1
    assert not OutgoingMail.objects.exists()


def test_the_system_submits_in_the_name_of_who_typed():
    typist = secretary()

    submitted = submit_application(entered(actor=typist), actor=SYSTEM)

    assert submitted.snapshots.get().submitted_by == typist


def test_consents_are_recorded_as_given_on_paper_by_the_one_who_typed_them():
    typist = secretary()
    application = entered(actor=typist)

    for consent in Consent.objects.all():
        assert (consent.user, consent.subject_name) == (None, application.contact_name)
        assert (consent.given_via, consent.recorded_by) == ("paper", typist)
    record_consents(application, actor=typist, purposes=AGREED)
    assert Consent.objects.count() == len(AGREED)


def test_the_inner_circle_does_not_enter_by_paper_either():
    typist, juror = secretary(), judge()

    with pytest.raises(InnerCircleError):
        submit_application(entered(actor=typist, contact_email=juror.email), actor=typist)


def test_the_number_of_entries_holds_for_paper():
    typist, contest = secretary(), contest_with_rules(max_entries_individual=1)
    submit_application(entered(actor=typist, contest=contest), actor=typist)

    with pytest.raises(QuotaReachedError):
        submit_application(entered(actor=typist, contest=contest), actor=typist)


def test_of_whom_nothing_is_known_nobody_is_the_same_person():
    contest = contest_with_rules()
    ApplicationFactory(contest=contest)
    unknown = ApplicationFactory(contest=contest, owner=None, channel=Channel.PAPER)

    assert list(others_of_same_person(unknown)) == []


def test_what_is_incomplete_on_paper_is_not_submitted():
    typist = secretary()

    with pytest.raises(IncompleteError):
        submit_application(enter(actor=typist), actor=typist)


def test_the_scan_is_in_no_version_and_counts_for_nothing():
    typist, contest = secretary(), ContestFactory(max_files=1)
    draft = enter(contest, actor=typist)
    scan = draft.attachments.get()

    kept = attach_file(draft, pdf_upload(), actor=typist, kind=AttachmentKind.EXPLANATION)
    remove_file(draft, scan.pk, actor=typist)

    assert [row.pk for row in own_files(draft)] == [kept.pk]
    assert draft.attachments.filter(pk=scan.pk).exists()
    application = entered(actor=typist)
    application.attachments.update(kind=AttachmentKind.SCAN)
    with pytest.raises(IncompleteError):
        submit_application(application, actor=typist)


def test_a_version_names_the_files_of_the_dossier_not_the_scan():
    typist = secretary()
    application = entered(actor=typist)
    stored = application.attachments.get().stored
    Attachment.objects.create(application=application, kind=AttachmentKind.SCAN, stored=stored)

    content = submit_application(application, actor=typist).snapshots.get().content

    assert [file["kind"] for file in content["attachments"]] == [AttachmentKind.EXPLANATION]
    assert content["channel"] == Channel.PAPER


def test_a_received_draft_is_deleted_with_a_line_in_the_trail_of_its_edition():
    typist, contest = secretary(), contest_with_rules()
    draft = enter(contest, actor=typist)

    discard_draft(draft, actor=typist)

    assert not Application.objects.exists()
    line = LogEntry.objects.get_for_object(contest).first()
    assert (line.actor, line.additional_data["verb"]) == (typist, "discard_received")
    assert line.additional_data["title"] == "Mật ong Hữu Lũng"


def test_the_pdf_says_how_the_dossier_came_and_who_nominates_it():
    typist, unit = secretary(), OrganizationFactory(name="Tỉnh đoàn Lạng Sơn")
    submitted = submit_application(entered(actor=typist, nominating_unit=unit), actor=typist)

    pages = PdfReader(BytesIO(dossier_pdf(submitted.snapshots.get()))).pages

    text = " ".join(page.extract_text() for page in pages)
    assert "Bản giấy" in text
    assert "Tỉnh đoàn Lạng Sơn" in text


# --- who may work on it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "may"),
    [(secretary, True), (board_member, False), (judge, False), (UserFactory, False)],
)
def test_who_types_in_what_nobody_owns(person, may):
    application, user = entered(), person()

    assert user.has_perm("contests.edit_application", application) is may
    assert user.has_perm("contests.submit_application", application) is may
    assert Application.objects.worked_on_by(user).filter(pk=application.pk).exists() is may


def test_a_claimed_dossier_is_its_owners_once_it_is_submitted():
    typist, owner = secretary(), UserFactory(verified=True)
    draft = ApplicationFactory(channel=Channel.PAPER, owner=owner)
    sent = ApplicationFactory(channel=Channel.PAPER, owner=owner, number=1, reference="LS26-0001-X")

    assert typist.has_perm("contests.edit_application", draft)
    assert not typist.has_perm("contests.edit_application", sent)
    assert [*Application.objects.worked_on_by(typist)] == [draft]
    assert owner.has_perm("contests.edit_application", sent)


def test_the_secretariat_edits_nothing_that_was_made_online():
    application = ApplicationFactory()

    assert not secretary().has_perm("contests.edit_application", application)
    assert not Application.objects.worked_on_by(secretary()).exists()


# --- a unit enters for a team -------------------------------------------------------------------


def test_a_unit_enters_for_a_team_and_submits_by_the_servers_clock():
    unit = OrganizationFactory()
    person = member_of(unit)
    contest = contest_with_rules()

    draft = enter_for_unit(contest, LAN, actor=person, unit=unit)

    assert (draft.owner, draft.channel) == (None, Channel.UNIT)
    assert (draft.nominating_unit, draft.received_at) == (unit, None)
    complete = entered(channel=Channel.UNIT, actor=person, contest=contest, nominating_unit=unit)
    with (
        time_machine.travel(contest.deadline_at + timedelta(seconds=1), tick=False),
        pytest.raises(IntakeClosedError),
    ):
        submit_application(complete, actor=person)
    assert submit_application(complete, actor=person).number == 1


def test_nobody_enters_for_another_unit_or_after_the_deadline_or_without_the_role():
    unit, other = OrganizationFactory(), OrganizationFactory()
    person, contest = member_of(unit), contest_with_rules()

    with pytest.raises(RefusedError):
        enter_for_unit(contest, LAN, actor=person, unit=other)
    with pytest.raises(RefusedError):
        enter_for_unit(contest, LAN, actor=member_of(unit, is_active=False), unit=unit)
    with pytest.raises(PermissionDenied):
        enter_for_unit(contest, LAN, actor=UserFactory(), unit=unit)
    with (
        time_machine.travel(contest.deadline_at + timedelta(seconds=1), tick=False),
        pytest.raises(IntakeClosedError),
    ):
        enter_for_unit(contest, LAN, actor=person, unit=unit)


def test_another_units_people_do_not_work_on_it():
    unit = OrganizationFactory()
    person, stranger = member_of(unit), member_of(OrganizationFactory())
    application = entered(channel=Channel.UNIT, actor=person, nominating_unit=unit)

    assert person.has_perm("contests.edit_application", application)
    assert not stranger.has_perm("contests.edit_application", application)
    assert [*Application.objects.worked_on_by(person)] == [application]
    assert not Application.objects.worked_on_by(stranger).exists()


# --- scans that come later ----------------------------------------------------------------------


def test_a_scan_is_added_after_the_submission_and_after_the_claim():
    typist = secretary()
    letter = submit_application(entered(actor=typist), actor=typist)
    add_scans(letter, [pdf_upload("trang-1.pdf")], actor=typist)
    Application.objects.filter(pk=letter.pk).update(owner=UserFactory())

    add_scans(letter, [other_scan()], actor=typist)

    assert letter.attachments.filter(kind=AttachmentKind.SCAN).count() == 2
    assert letter.snapshots.count() == 1
    verbs = [row.additional_data["verb"] for row in LogEntry.objects.get_for_object(letter)[:2]]
    assert verbs == ["add_scan", "add_scan"]


def other_scan():
    image = BytesIO()
    Image.new("RGB", (20, 20), "white").save(image, "PNG")
    return SimpleUploadedFile("trang-2.png", image.getvalue())


def test_the_same_scan_twice_is_kept_once():
    typist = secretary()
    letter = entered(actor=typist)

    for _click in range(2):
        add_scans(letter, [pdf_upload()], actor=typist)

    assert letter.attachments.filter(kind=AttachmentKind.SCAN).count() == 1


def test_one_scan_that_may_not_be_kept_keeps_none():
    typist = secretary()
    letter = entered(actor=typist)

    with pytest.raises(ValidationError):
        add_scans(letter, [pdf_upload(), SimpleUploadedFile("a.pdf", b"MZ")], actor=typist)

    assert not letter.attachments.filter(kind=AttachmentKind.SCAN).exists()


def test_scans_are_the_secretariats_and_only_of_what_came_on_paper():
    letter = entered()

    with pytest.raises(PermissionDenied):
        add_scans(letter, [pdf_upload()], actor=board_member())
    with pytest.raises(RefusedError):
        add_scans(ApplicationFactory(), [pdf_upload()], actor=secretary())
