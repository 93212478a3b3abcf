"""What stands where on a paper: shipped files that both renderers read.

A layout is a list of blocks. Texts hold placeholders (``contests.domain.official.wording``):

- a plain text is a paragraph; ``bold``, ``italic``, ``center``, ``center_italic`` and ``small`` are
  paragraphs of that look; ``article`` is one whose number is bold
- ``head`` is the double head of Decree 30/2020/NĐ-CP with its number line, ``title`` with ``subject``
  the name of the paper, ``facts`` are labels with values, ``lines`` is room for so many lines
- ``table`` repeats a row for ``each``; a column with ``across`` repeats sideways
- ``each`` … ``do`` and ``when`` … ``do`` repeat blocks or leave them out, ``break`` turns the page
- ``signatures`` puts the signer on the right, and ``recipients`` or the ``clerk`` on the left
- ``judge`` is the judge's signature; ``qr`` draws an address beside it, with a small text ``below``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.conf import settings

from contests.domain.official.wording import fill, split_loop, value_of
from contests.enums import PaperKind
from portal.qr import qr_png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_FOLDER = Path(settings.BASE_DIR) / "templates" / "contests" / "papers" / "official"
_SHARED = {PaperKind.BLANK_SHEETS: "score_sheets", PaperKind.FILLED_SHEETS: "score_sheets"}
_LONG_WORD = re.compile(r"[^\s\u00a0…]{15,}")
_EVERY_FEW = re.compile(r".{8}")
PARAGRAPHS = ("bold", "italic", "article", "center", "center_italic", "small")
# What stands below nothing but its own page's edge would say nothing: a text above goes with it.
LED_TO = frozenset({"table", "lines", "signatures", "judge"})
# The name of values that are drawn as a code.
QR = "qr"
# The caption by which a signature block of a Word template is known.
SIGNATURES = "signatures"
SUPERIOR = "{{ head.superior }}"
PLACE_AND_DAY = "{{ head.place }}, {{ head.date }}"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One paper's blocks, and whether its pages lie on their side."""

    body: tuple[Any, ...]
    is_landscape: bool


@cache
def layout_of(kind: str) -> Layout:
    """Return the shipped layout of a kind of paper."""
    name = _SHARED.get(PaperKind(kind), str(kind))
    found = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Layout(body=tuple(found["body"]), is_landscape=found.get("landscape", False))


def laid_out(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the layout filled with ``values``: plain blocks for the page."""
    layout = layout_of(kind)
    return {
        "landscape": layout.is_landscape,
        "title": str(PaperKind(kind).label),
        "blocks": _kept(list(_blocks(layout.body, _breakable(values)))),
    }


def _kept(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Texts and lines with the word whether they stay on the page of what follows."""
    for block, after in zip(blocks, [*blocks[1:], {"kind": ""}], strict=True):
        if block["kind"] == "text":
            block["sticky"] = block["look"] == "bold" or after["kind"] in LED_TO
        elif block["kind"] == "lines":
            block["sticky"] = after["kind"] in LED_TO
    return blocks


def _breakable(value: Any) -> Any:
    """Words that are too long for a narrow column may break; Word does so by itself.

    What becomes a QR code stays as it is.
    """
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda found: _EVERY_FEW.sub("\\g<0>\u200b", found[0]), value)
    if isinstance(value, dict):
        return {key: inner if key == QR else _breakable(inner) for key, inner in value.items()}
    return [_breakable(inner) for inner in value] if isinstance(value, list) else value


def paragraph(block: Any) -> tuple[str, str] | None:
    """Return look and text of a block that is a paragraph."""
    if isinstance(block, str):
        return "plain", block
    look = next((name for name in PARAGRAPHS if name in block), None)
    return (look, block[look]) if look else None


def _blocks(blocks: Any, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if "do" in block and not isinstance(block, str):
            yield from _repeated(block, values)
        elif found := paragraph(block):
            look, text = found
            yield {"kind": "text", "look": look, "text": fill(text, values)}
        else:
            yield _block(block, values)


def _repeated(block: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "when" in block:
        if value_of(block["when"], values):
            yield from _blocks(block["do"], values)
        return
    name, sequence = split_loop(block["each"])
    for item in value_of(sequence, values):
        yield from _blocks(block["do"], {**values, name: item})


def _block(block: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    name = next(iter(block))
    return {"kind": name, **_FILLED[name](block, values)}


def _head(block: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "superior": values["head"]["superior"],
        "body": values["head"]["body"],
        "number": fill(block["head"], values),
        "day": fill(PLACE_AND_DAY, values),
    }


def _facts(block: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    filled = [[label, fill(text, values)] for label, text in block["facts"]]
    return {"rows": [row for row in filled if row[1]]}


def _table(block: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    table = block["table"]
    columns = [
        (column, repeated)
        for column in table["columns"]
        for repeated in (_across(column["heads"], values) if "across" in column else [{}])
    ]
    name, sequence = split_loop(table["each"])
    rows = []
    for item in value_of(sequence, values):
        inside = {**values, name: item}
        rows.append([text for column in table["columns"] for text in _cells(column, inside)])
    return {
        "heads": [fill(column["head"], {**values, **more}) for column, more in columns],
        "widths": [column.get("width", 0) for column, _more in columns],
        "sides": [column.get("side", "left") for column, _more in columns],
        "rows": rows,
        "total": [fill(text, values) for text in table.get("total", [])],
    }


def _across(loop: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    name, sequence = split_loop(loop)
    return [{name: item} for item in value_of(sequence, values)]


def _cells(column: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    if "across" not in column:
        return [fill(column["cell"], values)]
    return [fill(column["cell"], {**values, **more}) for more in _across(column["across"], values)]


_FILLED: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]] = {
    "head": _head,
    "title": lambda block, values: {
        "title": block["title"],
        "subject": fill(block["subject"], values),
    },
    "facts": _facts,
    "table": _table,
    "lines": lambda block, _values: {"count": block["lines"]},
    "break": lambda _block, _values: {},
    "judge": lambda block, values: {
        "name": fill(block["judge"], values),
        # Values reach the page as JSON: bytes as their numbers.
        "png": list(qr_png(fill(block["qr"], values))) if "qr" in block else [],
        "below": fill(block.get("below", ""), values),
    },
    "signatures": lambda block, values: {
        "left": block["signatures"],
        "head": dict(values["head"]),
    },
}
