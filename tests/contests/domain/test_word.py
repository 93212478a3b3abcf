import io

import pytest
from docx import Document
from docx.shared import Pt
from pypdf import PdfReader

from contests.domain.papers import draft_pdf
from contests.domain.snapshots import snapshot_content
from contests.domain.word import dossier_docx, draft_docx
from contests.models import Answer, Application
from tests.factories.contests import (
    ApplicationFactory,
    QuestionFactory,
    SectionFactory,
    SnapshotFactory,
)

pytestmark = pytest.mark.django_db


def dossier(**kwargs):
    """A dossier with one answer of two lines."""
    section = SectionFactory(title="Tóm tắt")
    question = QuestionFactory(section=section, label="Dự án làm gì?")
    application = ApplicationFactory(
        contest=section.contest, **{"title": "Trà hoa hồi Văn Quan", **kwargs}
    )
    Answer.objects.create(
        application=application, question=question, value="Chế biến hồi.\nBán trong nước."
    )
    return Application.objects.for_snapshot().get(pk=application.pk)


def opened(content):
    return Document(io.BytesIO(content))


def words_of(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_submitted_version_opens_in_word_on_a4_in_the_official_type():
    application = dossier(reference="LS26-0037-K")
    snapshot = SnapshotFactory(application=application, content=snapshot_content(application))

    document = opened(dossier_docx(snapshot))

    page = document.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    assert [round(side.mm) for side in (page.left_margin, page.right_margin)] == [30, 15]
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(13))
    words = words_of(document)
    assert "Trà hoa hồi Văn Quan" in words
    assert "Dự án làm gì?" in words
    assert words[words.index("Dự án làm gì?") + 1 :][:2] == ["Chế biến hồi.", "Bán trong nước."]
    facts = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert ["Mã hồ sơ", "LS26-0037-K"] in facts


def test_a_draft_says_in_word_that_it_is_not_submitted():
    words = words_of(opened(draft_docx(dossier())))

    assert words[0] == "BẢN NHÁP – CHƯA NỘP"


def test_control_marks_in_an_old_snapshot_do_not_break_the_document():
    application = dossier()
    content = snapshot_content(application)
    content["title"] = "Trà\x0b hoa\x1f hồi"

    words = words_of(
        opened(dossier_docx(SnapshotFactory(application=application, content=content)))
    )

    assert "Trà hoa hồi" in words


def test_a_draft_is_marked_on_every_page_of_its_pdf():
    application = dossier(title="Trà hoa hồi")
    Answer.objects.update(value="Một dòng.\n" * 120)
    application = Application.objects.for_snapshot().get(pk=application.pk)

    pages = PdfReader(io.BytesIO(draft_pdf(application))).pages

    assert len(pages) > 1
    assert all("Bản nháp – chưa nộp" in page.extract_text() for page in pages)
