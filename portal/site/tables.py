"""A table that is shown on a page and downloaded as CSV from the same rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

# A cell: text as it is, a count, or None where nobody reported one.
Cell = str | int | None
# Cells up to this length are kept on one line: counts, years, document numbers.
SHORT = 16
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, kw_only=True)
class Row:
    """The first cell names the row; ``sources`` says where it comes from."""

    cells: Sequence[Cell]
    sources: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns, rows, an optional row of sums, and the notes that belong to them."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    missing: str
    source_column: str
    sums: Row | None = None
    notes: Sequence[str] = field(default_factory=tuple)
    period: str = ""

    def headings(self) -> list[dict[str, object]]:
        """Names of the columns; one that holds counts is set to the right."""
        return [
            {"text": text, "is_number": any(isinstance(row.cells[place], int) for row in self.rows)}
            for place, text in enumerate(self.columns)
        ]

    def shown(self) -> list[dict[str, object]]:
        """Rows for the page: each cell with its column's name, numbers grouped."""
        return [self._shown(row) for row in self.rows]

    def shown_sums(self) -> dict[str, object] | None:
        return self._shown(self.sums) if self.sums else None

    def _shown(self, row: Row) -> dict[str, object]:
        head, *cells = [self._text(cell) for cell in row.cells]
        shown = [
            {
                "column": heading["text"],
                "text": text,
                "is_number": heading["is_number"],
                "is_short": len(text) <= SHORT,
            }
            for heading, text in zip(self.headings()[1:], cells, strict=True)
        ]
        return {"head": head, "cells": shown, "mark": row.mark}

    def _text(self, cell: Cell) -> str:
        if cell is None:
            return self.missing
        return format_number(cell) if isinstance(cell, int) else cell

    def as_csv(self) -> str:
        """UTF-8 text with a byte-order mark, which spreadsheet programs need to read Vietnamese."""
        out = io.StringIO()
        out.write("\ufeff")
        writer = csv.writer(out)
        writer.writerow([*self.columns, self.source_column])
        for row in (*self.rows, *([self.sums] if self.sums else [])):
            writer.writerow([*(safe_cell(cell) for cell in row.cells), safe_cell(row.sources)])
        return out.getvalue()


def safe_cell(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula is quoted; a missing count is empty."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return "" if cell is None else cell
