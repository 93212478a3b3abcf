"""The words inside a document's file, read in the background."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from docx import Document

from ecosystem.domain.document_text import KIND, read_later
from ecosystem.enums import TextState
from ecosystem.models import PolicyDocument
from portal import jobruns
from portal.models import BackgroundJob
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.ecosystem import PolicyDocumentFactory
from tests.factories.files import docx_bytes, pdf_bytes
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

WORDS = "Hỗ trợ tư vấn về sở hữu trí tuệ cho dự án khởi nghiệp của tỉnh"


def typed_pdf(text=WORDS):
    """A page set by a real typesetter: letters are drawn by glyph numbers, as in office files."""
    import typst

    return typst.compile(text.encode())


def written_docx(text=WORDS):
    document = Document()
    document.add_paragraph("Điều 1")
    document.add_table(rows=1, cols=1).cell(0, 0).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


def with_file(content, name="van-ban.pdf", **values):
    document = PolicyDocumentFactory(**values)
    document.file.save(name, ContentFile(content))
    return document


def read(document, editor):
    row = read_later(document, actor=editor)
    jobruns.run(row.pk)
    row.refresh_from_db()
    document.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", typed_pdf), ("a.docx", written_docx)], ids=["pdf", "docx"]
)
def test_words_of_a_file_are_read_and_found_without_marks(editor, name, content):
    document = with_file(content(), name)

    row = read(document, editor)

    assert document.text_state == TextState.READ
    assert "sở hữu trí tuệ" in document.full_text
    assert list(PolicyDocument.objects.search("so huu tri tue")) == [document]
    assert row.state == "done"
    assert "sở hữu trí tuệ" in row.result.file.read().decode()


def test_a_scan_says_so_and_holds_nothing_that_could_be_taken_for_its_words(editor):
    document = with_file(pdf_bytes())

    read(document, editor)

    assert (document.text_state, document.full_text) == (TextState.SCANNED, "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.pdf", pdf_bytes(password="kín")),
        ("a.docx", docx_bytes()),
        ("a.docx", b"PK\x03\x04 broken"),
    ],
)
def test_broken_and_locked_files_are_unreadable_and_end_no_job(editor, name, content):
    document = with_file(content, name)

    row = read(document, editor)

    assert document.text_state == TextState.UNREADABLE
    assert row.state == "done"


def test_reading_waits_for_the_worker(editor):
    document = with_file(typed_pdf())

    row = read_later(document, actor=editor)

    document.refresh_from_db()
    assert (document.text_state, document.full_text) == (TextState.WAITING, "")
    assert (row.kind, row.requested_by) == (KIND, editor)


def test_a_file_that_was_replaced_meanwhile_is_not_read(editor):
    document = with_file(typed_pdf())
    row = read_later(document, actor=editor)
    document.file.save("moi.pdf", ContentFile(pdf_bytes()))

    jobruns.run(row.pk)

    row.refresh_from_db()
    document.refresh_from_db()
    assert row.state == "failed"
    assert document.full_text == ""


def test_words_that_staff_typed_meanwhile_are_kept(editor):
    document = with_file(typed_pdf())
    row = read_later(document, actor=editor)
    document.full_text, document.text_state = "Gõ tay", TextState.TYPED
    document.save()

    jobruns.run(row.pk)

    document.refresh_from_db()
    assert (document.full_text, document.text_state) == ("Gõ tay", TextState.TYPED)


def test_without_a_file_and_over_typed_words_reading_is_refused(editor):
    with pytest.raises(RefusedError):
        read_later(PolicyDocumentFactory(), actor=editor)
    with pytest.raises(RefusedError):
        read_later(with_file(pdf_bytes(), text_state=TextState.TYPED), actor=editor)

    assert not BackgroundJob.objects.exists()


def test_who_keeps_no_documents_may_not_ask():
    with pytest.raises(PermissionDenied):
        read_later(with_file(pdf_bytes()), actor=UserFactory(roles=[Role.BOARD]))


def test_a_long_document_is_cut(editor, monkeypatch):
    monkeypatch.setattr("ecosystem.domain.document_text.MAX_LETTERS", 20)
    document = with_file(typed_pdf())

    read(document, editor)

    assert len(document.full_text) == 20
