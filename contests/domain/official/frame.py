"""The parts of an official paper in Word (Decree 30/2020/NĐ-CP, annex I), made with python-docx."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from contests.domain.official.layouts import PLACE_AND_DAY, SIGNATURES, SUPERIOR
from contests.domain.official.wording import split_loop
from contests.domain.word import number_pages, set_page, set_styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_PORTRAIT, _LANDSCAPE = 165, 252
_LEAST = 40
_DENSE = 9
# Room for a signature of the pen, in lines.
_SIGNING_LINES = 4


class Frame:
    """A document that grows block by block."""

    def __init__(self, *, is_landscape: bool) -> None:
        self._document = Document()
        set_page(self._document)
        set_styles(self._document)
        number_pages(self._document)
        self._document.styles["Normal"].paragraph_format.space_after = Pt(4)
        self._width = _LANDSCAPE if is_landscape else _PORTRAIT
        if is_landscape:
            section = self._document.sections[0]
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)

    def content(self) -> bytes:
        """Return the document as bytes."""
        out = io.BytesIO()
        self._document.core_properties.author = ""
        self._document.save(out)
        return out.getvalue()

    def add(self, block: Mapping[str, Any]) -> None:
        """Write any block of a layout that is neither a paragraph nor a loop."""
        name, said = next(iter(block.items()))
        match name:
            case "title":
                self.title(said, block["subject"])
            case "judge":
                self.judge(said, block.get("qr", ""), block.get("below", ""))
            case "break":
                self.page_break()
            case _:
                getattr(self, name)(said)

    # --- blocks ---------------------------------------------------------------------------

    def tag(self, tag: str) -> None:
        """A paragraph that repeats, or leaves out, what stands up to its end."""
        self._document.add_paragraph(f"{{%p {tag} %}}")

    def paragraph(self, look: str, text: str, *, leads: bool = False) -> None:
        """A text; one that leads to the next block never ends a page without it."""
        line = self._document.add_paragraph()
        layout = line.paragraph_format
        if look in {"center", "center_italic"}:
            line.alignment = _CENTER
        elif look != "small":
            line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            layout.first_line_indent = Mm(10)
        layout.keep_with_next = leads or look == "bold"
        if look == "article":
            head, stop, text = text.partition(". ")
            line.add_run(f"{head}{stop}").bold = True
        run = line.add_run(text)
        run.bold = look in {"bold", "center"}
        run.italic = look in {"italic", "center_italic"}
        if look == "small":
            run.font.size = Pt(11)

    def head(self, number: str) -> None:
        """Issuing body and national motto side by side, each with its line; number and day below."""
        left, right = self._pair(0.43)
        below = self._document.tables[-1].add_row().cells
        left.paragraphs[0].add_run("{%p if head.superior %}")
        _line(left, SUPERIOR, size=12)
        left.add_paragraph("{%p endif %}")
        _line(left, "{{ head.body }}", size=12, bold=True)
        _rule(left, side=Mm(self._width * 0.43 / 3))
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, is_first=True)
        _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
        # The motto is 58 mm wide at 13 points.
        _rule(right, side=Mm((self._width * 0.57 - 58) / 2 - 2))
        _line(below[0], number, size=13, is_first=True)
        _line(below[1], PLACE_AND_DAY, size=13, italic=True, is_first=True)
        self._gap()

    def title(self, title: str, subject: str) -> None:
        for text, size in ((title, 14), (subject, 13)):
            line = self._document.add_paragraph()
            line.alignment = _CENTER
            line.paragraph_format.space_after = Pt(0)
            run = line.add_run(text)
            run.bold, run.font.size = True, Pt(size)
        _rule(self._document, side=Mm(self._width * 3 / 8))

    def facts(self, facts: Sequence[Sequence[str]]) -> None:
        """Labels with values; a line without its value is left out."""
        for label, text in facts:
            self.tag(f"if {text.strip('{} ')}")
            line = self._document.add_paragraph(f"{label}: ")
            line.paragraph_format.space_after = Pt(2)
            line.add_run(text).bold = True
            self.tag("endif")

    def lines(self, count: int) -> None:
        for number in range(1, count + 1):
            line = self._document.add_paragraph()
            line.paragraph_format.keep_with_next = number < count
            # Word joins the borders of equal neighbours: what is between them is named too.
            _border(line, "dotted", "bottom", "between")

    def page_break(self) -> None:
        """What follows is a paper of its own: a section whose pages are numbered from 1."""
        _number_from_one(self._document)
        line = self._document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line._p.get_or_add_pPr().append(  # noqa: SLF001 -- the library has no call
            deepcopy(self._document.element.body.sectPr)
        )

    def signatures(self, left: str) -> None:
        """The signer on the right; on the left the recipients, or the clerk."""
        one, other = self._signing_pair()
        if left == "recipients":
            _recipients(one)
        else:
            _signature(one, "{{ head.clerk_title }}", "{{ head.clerk_name }}")
        other.paragraphs[0].add_run("{%p if head.authority %}")
        _line(other, "{{ head.authority }}", size=13, bold=True)
        other.add_paragraph("{%p endif %}")
        _signature(other, "{{ head.signer_title }}", "{{ head.signer_name }}", is_first=False)

    def judge(self, name: str, code: str, below: str) -> None:
        left, right = self._signing_pair()
        if code:
            left.paragraphs[0].add_run(code)
            _line(left, below, size=11, side="left")
        _signature(right, "GIÁM KHẢO", name)

    def table(self, table: Mapping[str, Any]) -> None:
        """Head, one row for each, and the total; columns may repeat sideways."""
        columns = table["columns"]
        count = sum(3 if "across" in column else 1 for column in columns)
        grid = self._document.add_table(rows=0, cols=count, style="Table Grid")
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        _narrow_margins(grid)
        widths = _widths(columns, self._width)
        size = 10 if len(columns) > _DENSE or "across" in str(columns) else 12
        heads = [("heads", column["head"], "center") for column in columns]
        cells = [("across", column["cell"], column.get("side", "left")) for column in columns]
        row = _row(grid, columns, widths, heads, size=size, bold=True)
        _mark_row(row, "w:tblHeader")
        _tag_row(grid, f"{{%tr for {table['each']} %}}")
        _row(grid, columns, widths, cells, size=size)
        _tag_row(grid, "{%tr endfor %}")
        if "total" in table:
            total = [
                ("across", text, column.get("side", "left"))
                for text, column in zip(table["total"], columns, strict=True)
            ]
            _row(grid, columns, widths, total, size=size, bold=True)
        self._gap()

    # --- help -----------------------------------------------------------------------------

    def _pair(self, share: float) -> tuple[Any, Any]:
        """Two cells without borders, the left one with ``share`` of the width; never torn apart."""
        grid = self._document.add_table(rows=1, cols=2)
        grid.autofit = False
        left, right = grid.rows[0].cells
        left.width, right.width = Mm(self._width * share), Mm(self._width * (1 - share))
        _mark_row(grid.rows[0], "w:cantSplit")
        return left, right

    def _signing_pair(self) -> tuple[Any, Any]:
        """A pair that ``word.keep_signatures`` finds again in the filled paper."""
        pair = self._pair(0.5)
        mark = OxmlElement("w:tblCaption")
        mark.set(qn("w:val"), SIGNATURES)
        self._document.tables[-1]._tbl.tblPr.append(mark)  # noqa: SLF001 -- as above
        return pair

    def _gap(self) -> None:
        line = self._document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run().font.size = Pt(6)


def _number_from_one(document: Any) -> None:
    section = document.element.body.sectPr
    if section.find(qn("w:pgNumType")) is None:
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        section.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")


def _widths(columns: Sequence[Mapping[str, Any]], room: int) -> list[int]:
    """Millimetres of each column; the one without a width takes what is left."""
    fixed = sum(column.get("width", 0) for column in columns)
    return [column.get("width") or max(room - fixed, _LEAST) for column in columns]


def _row(
    grid: Any,
    columns: Sequence[Mapping[str, Any]],
    widths: Sequence[int],
    texts: Sequence[tuple[str, str, str]],
    *,
    size: int,
    bold: bool = False,
) -> Any:
    """One row; a column that repeats sideways stands between the tags of its loop."""
    row = grid.add_row()
    _mark_row(row, "w:cantSplit")
    cells = iter(row.cells)
    for column, width, (loop, text, side) in zip(columns, widths, texts, strict=True):
        if "across" in column:
            name, sequence = split_loop(column[loop])
            next(cells).paragraphs[0].add_run(f"{{%tc for {name} in {sequence} %}}")
        cell = next(cells)
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _line(cell, text, size=size, bold=bold, is_first=True, side=side)
        if "across" in column:
            next(cells).paragraphs[0].add_run("{%tc endfor %}")
    return row


def _narrow_margins(grid: Any) -> None:
    """A millimetre around the text of a cell, where Word has two beside it and none above."""
    margins = OxmlElement("w:tblCellMar")
    for edge in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{edge}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = grid._tbl.tblPr  # noqa: SLF001 -- as above
    properties.insert_element_before(margins, "w:tblLook")


def _tag_row(grid: Any, tag: str) -> None:
    grid.add_row().cells[0].paragraphs[0].add_run(tag)


def _mark_row(row: Any, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001 -- the library has no call


def _line(
    place: Any,
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    is_first: bool = False,
    side: str = "center",
) -> Any:
    line = place.paragraphs[0] if is_first else place.add_paragraph()
    line.alignment = _SIDES[side]
    line.paragraph_format.space_after = Pt(0)
    run = line.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return line


def _rule(place: Any, *, side: Any) -> None:
    """A thin line below the text, ``side`` away from both edges."""
    line = place.add_paragraph()
    layout = line.paragraph_format
    layout.left_indent = layout.right_indent = side
    layout.space_after, layout.line_spacing = Pt(4), Pt(4)
    line.add_run().font.size = Pt(2)
    _border(line, "single", "top")


def _border(line: Any, style: str, *edges: str) -> None:
    borders = OxmlElement("w:pBdr")
    for edge in edges:
        border = OxmlElement(f"w:{edge}")
        for name, value in (("val", style), ("sz", "6"), ("space", "1"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    # The schema wants the borders before spacing and indents.
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 -- as above
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _signature(cell: Any, title: str, name: str, *, is_first: bool = True) -> None:
    _line(cell, title, size=13, bold=True, is_first=is_first)
    for _place in range(_SIGNING_LINES):
        _line(cell, "", size=13)
    _line(cell, name, size=13, bold=True)


def _recipients(cell: Any) -> None:
    first = _line(cell, "Nơi nhận:", size=12, bold=True, italic=True, is_first=True, side="left")
    first.paragraph_format.space_after = Pt(0)
    cell.add_paragraph("{%p for name in head.recipients %}")
    text = "- {{ name }}{% if loop.last %}.{% else %};{% endif %}"
    _line(cell, text, size=11, side="left")
    cell.add_paragraph("{%p endfor %}")
