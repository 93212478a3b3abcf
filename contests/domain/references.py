"""Reference numbers: ``LS26-0037-K`` is edition, running number, and a letter that catches slips.

Of the second problem statement of 2026 it is ``BT26-02-0037-F``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contests.models import Contest

# Seventeen letters, none of which is taken for a digit or for another one when read aloud or
# written by hand (no B, D, I, L, O, Q, S, U, Z).
LETTERS = "ACEFGHJKMNPRTVWXY"
# Chosen once so that the sample number of the handbook, LS26-0037-K, is a real one.
_OFFSET = 3
_SHAPE = re.compile(
    r"(?:LS(?P<year>\d{2})|BT(?P<challenge_year>\d{2})(?P<series>\d{2}))"
    r"(?P<number>\d{4,6})(?P<letter>[A-Z])"
)
_SEPARATORS = re.compile(r"[\s.\-–—_/]+")


class MistypedReferenceError(ValueError):
    """The text is no reference number, or it was mistyped."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The parts of a reference number that the check letter confirms."""

    year: int
    number: int
    series: int = 0

    def __str__(self) -> str:
        return format_reference(self.year, self.number, self.series)


def reference_of(contest: Contest, number: int) -> str:
    """Return the reference of the ``number``-th application of an edition."""
    return format_reference(contest.year, number, contest.series)


def format_reference(year: int, number: int, series: int = 0) -> str:
    of_year, of_series, own = (
        f"{year % 100:02d}",
        f"{series:02d}" if series else "",
        f"{number:04d}",
    )
    head = f"BT{of_year}-{of_series}" if series else f"LS{of_year}"
    return f"{head}-{own}-{check_letter(of_year + of_series + own)}"


def check_letter(digits: str) -> str:
    """Return the letter for the digits of year, series and number.

    Weighted by position from the right, modulo the prime 17: any one wrong digit and any two
    exchanged digits change the letter, because neither a digit's difference (below 10) nor the
    difference of two weights (at most ten digits) is a multiple of 17.
    """
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), start=1))
    return LETTERS[(total + _OFFSET) % len(LETTERS)]


def parse_reference(text: str) -> Reference:
    """Return the parts of ``text``, typed with or without hyphens, in any case.

    Raises MistypedReferenceError when the shape or the check letter is wrong.
    """
    match = _SHAPE.fullmatch(_SEPARATORS.sub("", text).upper())
    if match is None:
        raise MistypedReferenceError(text)
    year, series = match["year"] or match["challenge_year"], match["series"] or ""
    if check_letter(year + series + match["number"]) != match["letter"]:
        raise MistypedReferenceError(text)
    return Reference(year=2000 + int(year), number=int(match["number"]), series=int(series or 0))
