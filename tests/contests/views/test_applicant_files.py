"""Files of a draft: hostile ones are refused at their field, and names are made harmless."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contests.enums import AttachmentKind
from tests.contests.dossiers import pdf_bytes, pdf_upload
from tests.contests.views.applicant_desk import page

pytestmark = pytest.mark.django_db


def upload(client, application, file, **data):
    values = {"kind": AttachmentKind.EXPLANATION, "file": file, "action": "upload", **data}
    return client.post(page("application_explanation", application), values)


def encrypted_pdf():
    from pypdf import PdfWriter

    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt("mật khẩu")
    writer.write(buffer)
    return buffer.getvalue()


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize("content", [
    b"", b"MZ\x90\x00 not a document", b"%PDF-1.4 broken", b"<html><script>", encrypted_pdf, bomb,
], ids=["empty", "program", "broken", "page", "locked", "bomb"])  # fmt: skip
def test_hostile_files_are_an_error_at_the_field_and_nothing_else_changes(client, draft, content):
    data = content() if callable(content) else content

    response = upload(client, draft, SimpleUploadedFile("thuyet-minh.pdf", data))

    assert response.status_code == 200
    assert list(response.context["upload_form"].errors) == ["file"]
    assert not draft.attachments.exists()


def test_a_file_over_the_limit_is_an_error_at_the_field(client, draft):
    type(draft.contest).objects.update(max_document_mb=1)

    response = upload(client, draft, SimpleUploadedFile("a.pdf", pdf_bytes() + b"0" * 1024 * 1024))

    assert list(response.context["upload_form"].errors) == ["file"]


@pytest.mark.parametrize(
    "name", ["ten" * 100 + ".pdf", "../../etc/passwd.pdf", "a\x00b.pdf", "gnp.\u202efdp.pdf"]
)
def test_hostile_names_are_made_harmless(client, draft, name):
    upload(client, draft, SimpleUploadedFile(name, pdf_bytes()))

    stored = draft.attachments.get().stored
    assert len(stored.original_name) <= 150
    assert not set(stored.original_name) & {"/", "\x00", "\u202e"}


def test_no_file_is_an_error(client, draft):
    assert list(upload(client, draft, "").context["upload_form"].errors) == ["file"]


def test_a_file_is_added_and_removed(client, draft):
    upload(client, draft, pdf_upload())
    attachment = draft.attachments.get()
    assert (
        attachment.stored.original_name
        in client.get(page("application_explanation", draft)).content.decode()
    )

    for _click in range(2):
        client.post(page("attachment_remove", draft, attachment.pk))

    assert not draft.attachments.exists()


def test_a_full_dossier_offers_no_upload_and_refuses_one(client, draft):
    type(draft.contest).objects.update(max_files=0)

    assert not client.get(page("application_explanation", draft)).context["has_room"]
    assert list(upload(client, draft, pdf_upload()).context["upload_form"].errors) == ["file"]


@pytest.mark.parametrize("kind", ["explanation", "khac"])
def test_evidence_takes_only_its_own_kinds(client, draft, kind):
    response = client.post(
        page("application_evidence", draft), {"kind": kind, "file": pdf_upload()}
    )

    assert "kind" in response.context["upload_form"].errors


def test_a_video_is_a_web_address(client, draft):
    url = page("application_evidence", draft)

    assert (
        client.post(url, {"action": "video", "video_url": "javascript:x"})
        .context["video_form"]
        .errors
    )
    client.post(url, {"action": "video", "video_url": "https://example.vn/v"})
    draft.refresh_from_db()
    assert draft.video_url == "https://example.vn/v"
