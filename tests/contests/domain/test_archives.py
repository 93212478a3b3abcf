import csv
import hashlib
import io
import zipfile

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from contests.domain.archives import start_archive
from contests.domain.snapshots import snapshot_content
from contests.enums import RECEIVED_STATES, ApplicationState, AttachmentKind
from contests.models import Application, Attachment
from portal import jobruns
from portal.models import BackgroundJob, StoredFile
from portal.models.jobs import JobState
from portal.workflow import RefusedError
from tests.factories.contests import ApplicationFactory, ContestFactory, SnapshotFactory
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db


def dossier(contest, number=37, **kwargs):
    values = {
        "state": ApplicationState.SUBMITTED,
        "number": number,
        "reference": f"LS26-{number:04d}-K",
    }
    return ApplicationFactory(contest=contest, **{**values, **kwargs})


def attach(application, name, content=b"%PDF-1.4 x"):
    stored = StoredFile.objects.create(
        file=ContentFile(content, name="a.pdf"),
        original_name=name,
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    Attachment.objects.create(
        application=application, kind=AttachmentKind.EXPLANATION, stored=stored
    )
    return stored


def freeze(application):
    loaded = Application.objects.for_snapshot().get(pk=application.pk)
    return SnapshotFactory(application=application, content=snapshot_content(loaded))


def archived(contest, *, states=RECEIVED_STATES, with_drafts=False, actor=None):
    row = start_archive(
        contest, states=sorted(states), with_drafts=with_drafts, actor=actor or secretary()
    )
    assert jobruns.run(row.pk) == JobState.DONE, BackgroundJob.objects.get(pk=row.pk).error
    row.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(row.result.file.read()))


def manifest(archive):
    text = archive.read("manifest.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_each_dossier_has_a_folder_of_tidy_names_and_a_list_of_its_files():
    contest = ContestFactory()
    application = dossier(contest)
    attach(application, "Bản thuyết minh – lần 2 (đã sửa).pdf", b"%PDF-1.4 thuyet minh")
    freeze(application)

    archive = archived(contest)

    assert archive.namelist() == [
        "LS26-0037-K/00-ho-so.pdf",
        "LS26-0037-K/00-ho-so.docx",
        "LS26-0037-K/01-ban-thuyet-minh-du-an-ban-thuyet-minh-lan-2-da-sua.pdf",
        "manifest.csv",
    ]
    assert archive.read("LS26-0037-K/00-ho-so.pdf").startswith(b"%PDF")
    for path, folder, _name, size, sha256, note in manifest(archive):
        content = archive.read(path)
        assert (folder, note) == ("LS26-0037-K", "")
        assert (size, sha256) == (str(len(content)), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\x.exe", "/abs/olute.pdf", "con:aux?.pdf", "....", "đ" * 150],
)
def test_no_name_leads_out_of_its_folder(name):
    contest = ContestFactory()
    application = dossier(contest)
    attach(application, name)
    freeze(application)

    names = archived(contest).namelist()

    assert all(part.isascii() and ".." not in part and "\\" not in part for part in names)
    assert all(part.count("/") == 1 for part in names if part != "manifest.csv")
    assert max(map(len, names)) < 100


def test_a_file_that_is_gone_leaves_its_line_and_the_rest_goes_on():
    contest = ContestFactory()
    application = dossier(contest)
    stored = attach(application, "mat.pdf")
    attach(application, "con.pdf", b"%PDF-1.4 con")
    freeze(application)
    stored.file.storage.delete(stored.file.name)

    archive = archived(contest)

    lost = [line for line in manifest(archive) if line[5]]
    assert lost == [["", "LS26-0037-K", "mat.pdf", "", "", "Không còn tệp này trên cổng"]]
    assert any("con.pdf" in name for name in archive.namelist())


def test_a_file_that_was_changed_in_the_storage_is_told():
    contest = ContestFactory()
    application = dossier(contest)
    stored = attach(application, "a.pdf")
    StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    freeze(application)

    assert "Tệp khác với tệp đã tải lên" in {line[5] for line in manifest(archived(contest))}


def test_what_was_submitted_counts_and_not_what_changed_since():
    contest = ContestFactory()
    application = dossier(contest)
    attach(application, "da-nop.pdf")
    freeze(application)
    attach(application, "them-sau.pdf", b"%PDF-1.4 sau")

    names = archived(contest).namelist()

    assert any("da-nop" in name for name in names)
    assert not any("them-sau" in name for name in names)


def test_drafts_without_a_number_come_only_when_asked_for():
    contest = ContestFactory()
    freeze(dossier(contest))
    draft = ApplicationFactory(contest=contest)
    attach(draft, "nhap.pdf")

    assert not any(draft.public_id in name for name in archived(contest).namelist())
    names = archived(contest, with_drafts=True).namelist()
    assert f"{draft.public_id}/00-ho-so.pdf" in names
    assert f"{draft.public_id}/01-ban-thuyet-minh-du-an-nhap.pdf" in names


def test_only_dossiers_of_the_edition_and_the_states_asked_for():
    contest = ContestFactory()
    freeze(dossier(contest, 1))
    freeze(dossier(contest, 2, state=ApplicationState.VALID))
    freeze(dossier(ContestFactory(), 3, state=ApplicationState.VALID))

    folders = {line[1] for line in manifest(archived(contest, states={ApplicationState.VALID}))}

    assert folders == {"LS26-0002-K"}


def test_an_archive_of_nothing_is_refused():
    with pytest.raises(RefusedError):
        start_archive(ContestFactory(), states=["valid"], with_drafts=False, actor=secretary())


def test_who_may_not_export_cannot_start_it():
    contest = ContestFactory()
    dossier(contest)

    with pytest.raises(PermissionDenied):
        start_archive(contest, states=["submitted"], with_drafts=False, actor=board_member())


def test_the_archive_leaves_a_line_and_counts_its_dossiers():
    contest, actor = ContestFactory(), secretary()
    freeze(dossier(contest, 1))
    freeze(dossier(contest, 2))

    archived(contest, actor=actor)

    line = LogEntry.objects.get_for_object(actor).latest("timestamp")
    assert line.additional_data["verb"] == "export_archive"
    assert line.additional_data["rows"] == "2"
    row = BackgroundJob.objects.get()
    assert (row.progress, row.total) == (2, 2)
