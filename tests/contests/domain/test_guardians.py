"""The guardian's form: printed for one person, and kept signed."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from contests.domain.attachments import attach_file
from contests.domain.guardians import attach_guardian_form, guardian_form_pdf
from contests.domain.judging.dossier import dossier_of
from contests.domain.people import minors_of
from contests.domain.snapshots import snapshot_content
from contests.enums import AttachmentKind
from contests.models import Application, Attachment
from portal.models import StoredFile
from tests.contests.dossiers import pdf_upload, pupil_application, ready_application
from tests.factories.contests import RoundEntryFactory, SnapshotFactory

pytestmark = pytest.mark.django_db


def test_a_new_form_takes_the_place_of_the_earlier_one():
    application = pupil_application()
    earlier = Attachment.objects.get(kind=AttachmentKind.GUARDIAN)

    attach_guardian_form(application, pdf_upload(), actor=application.owner, member_id=None)

    kept = Attachment.objects.get(kind=AttachmentKind.GUARDIAN)
    assert kept.stored.original_name == "thuyet-minh.pdf"
    assert not StoredFile.objects.filter(pk=earlier.stored_id).exists()


def test_a_submitted_version_keeps_the_form_that_it_names():
    application = pupil_application(number=1, reference="LS26-0001-X")
    earlier = Attachment.objects.get(kind=AttachmentKind.GUARDIAN)

    attach_guardian_form(application, pdf_upload(), actor=application.owner, member_id=None)

    assert StoredFile.objects.filter(pk=earlier.stored_id).exists()


def test_an_adult_needs_no_form():
    application = ready_application()

    with pytest.raises(ValidationError):
        attach_guardian_form(application, pdf_upload(), actor=application.owner, member_id=None)


def test_the_form_to_print_is_filled_in_with_names_and_project():
    application = pupil_application(title='Trà #hồi "x"')
    (pupil,) = minors_of(application)

    pdf = guardian_form_pdf(application, pupil)

    pages = PdfReader(BytesIO(pdf)).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    for words in ("Vi Thị Học Trò", "Vi Văn Cha", 'Trà #hồi "x"', "Trường THPT Văn Quan"):
        assert words in text


def test_judges_do_not_see_what_a_family_signed():
    application = pupil_application()
    loaded = Application.objects.for_snapshot().get()
    snapshot = SnapshotFactory(application=application, content=snapshot_content(loaded))
    entry = RoundEntryFactory(application=application, snapshot=snapshot)

    kinds = [file.kind for file in dossier_of(entry).files]

    assert kinds == [AttachmentKind.EXPLANATION.label]


def test_a_guardians_form_takes_no_place_among_the_files_of_the_dossier():
    application = pupil_application()
    application.contest.max_files = 2
    application.contest.save()

    attach_file(application, pdf_upload(), actor=application.owner, kind=AttachmentKind.EVIDENCE)

    assert application.attachments.count() == 3
