"""The dossier as a Word document that the office can edit: A4, Times New Roman, official margins."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from contests.domain.papers import draft_paper, submitted_paper
from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contests.models import Application, ApplicationSnapshot
    from portal.reports import ReportTable

_FONT = "Times New Roman"
# Millimetres between the margins, and how many marks a column of a report is counted for.
_TEXT_WIDTH = 165
_LEAST_MARKS, _HEAD_MARKS, _MOST_MARKS = 9, 12, 36


def dossier_docx(snapshot: ApplicationSnapshot) -> bytes:
    """Return a submitted version as DOCX."""
    return _document(submitted_paper(snapshot))


def draft_docx(application: Application) -> bytes:
    """Return a draft as DOCX, marked as such; load it with ``for_snapshot``."""
    return _document(draft_paper(application))


def tables_docx(title: str, lines: Sequence[str], tables: Sequence[ReportTable]) -> bytes:
    """Return a report: its title, some lines below it, and one part for each table."""
    from docx import Document  # noqa: PLC0415 -- a large library, needed by this act only
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 -- as above

    document = Document()
    set_page(document)
    set_styles(document)
    number_pages(document)
    document.core_properties.title = _printable(title)
    document.core_properties.author = ""
    for text, size, bold in ((title.upper(), 14, True), *((line, 0, False) for line in lines)):
        heading = document.add_paragraph()
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(heading, text, size=size, bold=bold)
    for number, table in enumerate(tables, start=1):
        document.add_heading(f"{number}. {_printable(table.title)}", level=1)
        if table.rows:
            _add_table(document, table)
        if table.note:
            _run(document.add_paragraph(), table.note, size=11)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Any, table: ReportTable) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 -- as above

    grid = document.add_table(rows=0, cols=len(table.heads), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, _widths(table), strict=True):
        column.width = width
    for cell, head in zip(grid.add_row().cells, table.heads, strict=True):
        _run(cell.paragraphs[0], head, size=11, bold=True)
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            if isinstance(value, int):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            text = format_number(value) if isinstance(value, int) else (value or "–")
            _run(paragraph, text, size=11)
    _keep_rows_whole(grid)
    document.add_paragraph()


def _widths(table: ReportTable) -> list[Any]:
    """Numbers get what their heading needs, texts share the rest by their longest word or line."""
    from docx.shared import Mm  # noqa: PLC0415 -- as above

    weights = []
    for number, head in enumerate(table.heads):
        cells = [cell for row in table.rows if (cell := row[number]) is not None]
        # Digits are wider than letters, and a number never goes on in a second line.
        marks = [len(c) if isinstance(c, str) else len(format_number(c)) + 5 for c in cells]
        weights.append(max([_LEAST_MARKS, min(len(head), _HEAD_MARKS), *marks]))
    weights = [min(weight, _MOST_MARKS) for weight in weights]
    return [Mm(_TEXT_WIDTH * weight / sum(weights)) for weight in weights]


def _keep_rows_whole(grid: Any) -> None:
    """The heading comes again on each page, and no row is torn in two."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- as above

    for number, row in enumerate(grid.rows):
        marks = row._tr.get_or_add_trPr()  # noqa: SLF001 -- the library has no call for it
        marks.append(OxmlElement("w:cantSplit"))
        if number == 0:
            marks.append(OxmlElement("w:tblHeader"))


def _document(paper: dict[str, Any]) -> bytes:
    from docx import Document  # noqa: PLC0415 -- a large library, needed by this act only
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 -- as above

    document = Document()
    set_page(document)
    set_styles(document)
    number_pages(document)
    document.core_properties.title = _printable(paper["title"])
    document.core_properties.author = ""
    for text, size in ((paper["heading"].upper(), 14), (paper["title"], 16)):
        heading = document.add_paragraph()
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(heading, text, size=size, bold=True)
    _add_facts(document, paper["facts"])
    for part in paper["parts"]:
        document.add_heading(part["title"], level=1)
        _add_part(document, part, paper["not_provided"])
    if paper["fingerprint"]:
        last = document.add_paragraph()
        _run(last, f"{paper['fingerprint_label']}: {paper['fingerprint']}", size=9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def set_page(document: Any) -> None:
    """A4 with the margins of an administrative document (Decree 30/2020/NĐ-CP, annex I)."""
    from docx.shared import Mm  # noqa: PLC0415 -- as above

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)


def set_styles(document: Any) -> None:
    """Times New Roman, 13 points, headings 14."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 -- as above

    for name, size in (("Normal", 13), ("Heading 1", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), _FONT)
        # A theme's font would win over the one named above.
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


def number_pages(document: Any) -> None:
    """Page numbers stand in the middle of the top margin, from the second page on."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 -- as above
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- as above
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above

    section = document.sections[0]
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)  # noqa: SLF001 -- the library has no call for fields


def _add_facts(document: Any, facts: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in facts:
        cells = table.add_row().cells
        _run(cells[0].paragraphs[0], label, bold=True)
        _run(cells[1].paragraphs[0], value)


def _add_part(document: Any, part: dict[str, Any], not_provided: str) -> None:
    for row in part["rows"]:
        label = document.add_paragraph()
        label.paragraph_format.keep_with_next = True
        _run(label, row["label"], bold=True)
        for line in (row["value"] or not_provided).split("\n"):
            _run(document.add_paragraph(), line)
    for file in part["files"]:
        caption = f" – {file['caption']}" if file["caption"] else ""
        _run(document.add_paragraph(), f"{file['kind']}: {file['name']}{caption}")


def _run(paragraph: Any, text: str, *, size: int = 0, bold: bool = False) -> None:
    from docx.shared import Pt  # noqa: PLC0415 -- as above

    run = paragraph.add_run(_printable(text))
    run.bold = bold
    if size:
        run.font.size = Pt(size)


def _printable(text: str) -> str:
    """Without the control marks that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or char >= " ")
