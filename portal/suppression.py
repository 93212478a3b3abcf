"""Small numbers are not told: who is one of three can be recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT: Final = 5
MARK: Final = f"< {LIMIT}"
HIDDEN: Final = "…"


def suppressed(
    rows: Sequence[Sequence[str | int | None]], counted: Sequence[int], *, limit: int = LIMIT
) -> list[list[str | int | None]]:
    """Return ``rows`` with counts from 1 to ``limit`` - 1 replaced in the ``counted`` columns.

    Where one cell of a column is replaced, its value could be had by subtracting the others from
    a known total: the smallest other count of the column is hidden as well. Zero stays zero.
    """
    safe = [list(row) for row in rows]
    for column in counted:
        small = [
            line
            for line, row in enumerate(rows)
            if isinstance(value := row[column], int) and 0 < value < limit
        ]
        for line in small:
            safe[line][column] = f"< {limit}"
        if len(small) == 1:
            _hide_smallest(safe, column)
    return safe


def _hide_smallest(rows: list[list[str | int | None]], column: int) -> None:
    told = [
        (value, line)
        for line, row in enumerate(rows)
        if isinstance(value := row[column], int) and value > 0
    ]
    if told:
        _value, line = min(told)
        rows[line][column] = HIDDEN
