"""A paper as Word: the template of the office, or the shipped one, filled in.

The shipped template is made from the layout: it holds the same placeholders that the office's own
templates hold, and is what the office starts from.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from contests.domain.official.layouts import LED_TO, QR, SIGNATURES, layout_of, paragraph
from contests.domain.official.wording import environment
from portal.qr import qr_png

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contests.domain.official.frame import Frame

# Millimetres that a column of text keeps.
_LEAST = 40
# Millimetres of a QR code with its quiet zone.
_CODE = 26


@cache
def shipped_template(kind: str) -> bytes:
    """Return the shipped template of a kind of paper, with its placeholders."""
    from contests.domain.official.frame import (  # noqa: PLC0415 -- a large library behind it
        Frame,
    )

    layout = layout_of(kind)
    frame = Frame(is_landscape=layout.is_landscape)
    _write(frame, layout.body)
    return frame.content()


def paper_docx(template: bytes, values: Mapping[str, Any]) -> bytes:
    """Return ``template`` filled with ``values``; what people typed is text, never markup."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- a large library, needed by this act only

    document = DocxTemplate(io.BytesIO(template))
    filled = _pictured(_printable(dict(values)), document)
    document.render(filled, environment(autoescape=True), autoescape=True)
    for table in document.docx.tables:
        _fit(table, document.docx.sections[0])
        _keep_company(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(frame: Frame, blocks: Any) -> None:
    for block, after in zip(blocks, [*blocks[1:], {}], strict=True):
        if found := paragraph(block):
            frame.paragraph(*found, leads=not LED_TO.isdisjoint(after))
        elif "do" in block:
            word, said = ("for", block["each"]) if "each" in block else ("if", block["when"])
            frame.tag(f"{word} {said}")
            _write(frame, block["do"])
            frame.tag(f"end{word}")
        else:
            frame.add(block)


def _printable(value: Any) -> Any:
    """Without the control marks that XML cannot hold."""
    if isinstance(value, str):
        return "".join(char for char in value if char in "\t\n" or char >= " ")
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


def _pictured(value: Any, document: Any) -> Any:
    """With codes in the place of the addresses that are to be drawn."""
    if isinstance(value, list):
        return [_pictured(inner, document) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _code(inner, document) if key == QR else _pictured(inner, document)
        for key, inner in value.items()
    }


def _code(address: str, document: Any) -> Any:
    from docx.shared import Mm  # noqa: PLC0415 -- as above
    from docxtpl import InlineImage  # noqa: PLC0415 -- as above

    if not address:
        return ""
    return InlineImage(document, io.BytesIO(qr_png(address)), width=Mm(_CODE))


def _fit(table: Any, section: Any) -> None:
    """Columns that repeat sideways may be more than the page holds: share its width among them."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above

    first = table._tbl.tr_lst[0] if table._tbl.tr_lst else None  # noqa: SLF001 -- no call for it
    widths = [cell.width for cell in first.tc_lst] if first is not None else []
    grid = table._tbl.tblGrid.gridCol_lst  # noqa: SLF001 -- as above
    if len(grid) != len(widths) or not all(widths):
        return
    scaled = _shared(widths, section.page_width - section.left_margin - section.right_margin)
    for column, width in zip(grid, scaled, strict=True):
        column.set(qn("w:w"), str(int(width / 635)))
    for row in table._tbl.tr_lst:  # noqa: SLF001 -- as above
        for cell, width in zip(row.tc_lst, scaled, strict=False):
            cell.width = width


def _keep_company(table: Any) -> None:
    """No signature stands alone on its page: what is written above goes with it."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- as above
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 -- as above

    mark = table._tbl.tblPr.find(qn("w:tblCaption"))  # noqa: SLF001 -- as above
    if mark is None or mark.get(qn("w:val")) != SIGNATURES:
        return
    for above in table._tbl.itersiblings(preceding=True):  # noqa: SLF001 -- as above
        lines = [above] if above.tag == qn("w:p") else list(above.tr_lst[-1].iter(qn("w:p")))
        for line in lines:
            Paragraph(line, table).paragraph_format.keep_with_next = True
        if above.tag != qn("w:p") or Paragraph(above, table).text.strip():
            return


def _shared(widths: list[int], room: int) -> list[int]:
    """Widths that fit into ``room``: the widest column gives way first, then all in proportion."""
    from docx.shared import Mm  # noqa: PLC0415 -- as above

    place = widths.index(max(widths))
    excess = max(0, sum(widths) - room)
    given = min(excess, max(0, widths[place] - Mm(_LEAST)))
    fitted = [width - given * (number == place) for number, width in enumerate(widths)]
    scale = min(1, room / sum(fitted))
    return [int(width * scale) for width in fitted]
