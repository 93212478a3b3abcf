"""Answers that are more than one value: lists of choices and tables, as stored and as read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contests.enums import ColumnKind
from portal.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contests.validators import Column

NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.MONEY})


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table to read: headings, rows as people write them, totals of the columns that have one."""

    head: list[str]
    numeric: list[bool]
    rows: list[list[str]] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The rows as lines of text."""
        lines = [_line(self.head, row) for row in self.rows]
        if any(self.totals):
            lines.append(
                f"{pgettext('sum of a column', 'Total')} – {_line(self.head, self.totals)}"
            )
        return "\n".join(lines)

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Each heading, and whether numbers stand below it."""
        return list(zip(self.head, self.numeric, strict=True))

    @property
    def cells(self) -> list[list[tuple[str, bool, str]]]:
        """Each row as heading, whether it is a number, and text."""
        return [list(zip(self.head, self.numeric, row, strict=True)) for row in self.rows]

    @property
    def total_cells(self) -> list[tuple[str, bool, str]]:
        """The totals as the cells of a row; empty when no column has one."""
        if not any(self.totals):
            return []
        return list(zip(self.head, self.numeric, self.totals, strict=True))


def stored_list(items: Iterable[Any]) -> str:
    """Return choices or rows as they are stored; nothing given is stored as nothing."""
    kept = list(items)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


def choices_of(value: str) -> list[str]:
    """Return the stored choices; text of any other form counts as one choice."""
    found = _json_list(value)
    return [str(item) for item in found] if found is not None else [value] * bool(value)


def rows_of(value: str) -> list[list[str]]:
    """Return the stored rows; what has another form reads as no rows."""
    return [[str(cell) for cell in row] for row in _json_list(value) or [] if isinstance(row, list)]


def table_of(columns: Sequence[Column], value: str) -> Table:
    """Return the stored rows of a table with ``columns`` as they are read."""
    rows = [_fitted(row, len(columns)) for row in rows_of(value)]
    return Table(
        head=[column.heading for column in columns],
        numeric=[column.kind in NUMERIC for column in columns],
        rows=[
            [cell_text(column.kind, cell) for column, cell in zip(columns, row, strict=True)]
            for row in rows
        ],
        totals=[_total(column, [row[i] for row in rows]) for i, column in enumerate(columns)],
    )


def cell_text(kind: str, value: str) -> str:
    """Return a stored cell as people write it; what is no number stays as it stands."""
    number = _number(value) if kind in NUMERIC else None
    if number is None:
        return value
    text = format_number(number)
    return f"{text} {_('đồng')}" if kind == ColumnKind.MONEY else text


def _total(column: Column, cells: list[str]) -> str:
    numbers = [number for cell in cells if (number := _number(cell)) is not None]
    if not column.has_total or not numbers:
        return ""
    return cell_text(column.kind, str(sum(numbers, Decimal(0))))


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _fitted(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]


def _line(head: list[str], cells: list[str]) -> str:
    pairs = zip(head, cells, strict=True)
    return "; ".join(f"{heading}: {cell}" for heading, cell in pairs if cell)


def _json_list(value: str) -> list[Any] | None:
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, list) else None
