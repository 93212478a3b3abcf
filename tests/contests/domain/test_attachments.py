import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contests.domain.attachments import attach_file, remove_file
from contests.enums import AttachmentKind
from portal.models import StoredFile
from tests.contests.dossiers import pdf_upload, ready_application
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
KIND = AttachmentKind.EXPLANATION


def test_a_file_is_kept_with_its_fingerprint():
    application = ApplicationFactory()

    attachment = attach_file(application, pdf_upload(), actor=application.owner, kind=KIND)

    assert attachment.stored.content_type == "application/pdf"
    assert attachment.stored.uploaded_by == application.owner


def test_the_same_bytes_sent_twice_are_kept_once():
    application = ApplicationFactory()
    upload = pdf_upload()

    first = attach_file(application, upload, actor=application.owner, kind=KIND)
    second = attach_file(application, upload, actor=application.owner, kind=KIND)

    assert first == second
    assert StoredFile.objects.count() == 1


def test_the_number_of_files_is_limited():
    application = ApplicationFactory(contest__max_files=0)

    with pytest.raises(ValidationError):
        attach_file(application, pdf_upload(), actor=application.owner, kind=KIND)


def test_a_stranger_adds_and_removes_nothing():
    application = ready_application()
    attachment = application.attachments.get()

    with pytest.raises(PermissionDenied):
        attach_file(application, pdf_upload(), actor=UserFactory(), kind=KIND)
    with pytest.raises(PermissionDenied):
        remove_file(application, attachment.pk, actor=UserFactory())


def test_a_removed_file_is_gone_and_removing_it_again_does_nothing(
    django_capture_on_commit_callbacks,
):
    application = ready_application()
    attachment = application.attachments.get()
    storage, name = attachment.stored.file.storage, attachment.stored.file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(application, attachment.pk, actor=application.owner)
        remove_file(application, attachment.pk, actor=application.owner)

    assert not StoredFile.objects.exists()
    assert not storage.exists(name)


def test_bytes_that_a_submitted_version_names_are_kept():
    application = ready_application(number=1)

    remove_file(application, application.attachments.get().pk, actor=application.owner)

    assert not application.attachments.exists()
    assert StoredFile.objects.count() == 1
