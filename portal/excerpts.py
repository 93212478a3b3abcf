"""The place in a long text where words stand that somebody looks for, with the words marked.

``portal.text.fold`` finds the row; this finds the place in the text as it was written, marks and
all, without folding a hundred pages for one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from portal.text import fold

BEFORE: Final = 80
AFTER: Final = 180
# Places that are looked at; a word that stands everywhere needs no better one.
MAX_PLACES: Final = 300
MAX_WORDS: Final = 12

_LETTER = "0-9A-Za-zÀ-ỹ"
_LAST_LETTER: Final = 0x1EF9
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt, and whether it is what was looked for."""

    text: str
    is_hit: bool


def excerpt(text: str, words: str, phrases: tuple[str, ...] = ()) -> list[Piece]:
    """Return the place of ``text`` with most of ``words``; nothing when none of them stands there.

    Words are whole, the last may be half typed: as in the search. ``phrases`` count as a whole.
    """
    pattern = _pattern(_wanted(words, phrases))
    if pattern is None:
        return []
    places = [match.span() for match in islice(pattern.finditer(text), MAX_PLACES)]
    if not places:
        return []
    start = _best(text, places)
    begin, end = _cut(text, start)
    return _pieces(text[begin:end], pattern, cut_before=begin > 0, cut_after=end < len(text))


def marked(text: str, words: str, phrases: tuple[str, ...] = ()) -> list[Piece]:
    """Return the whole of a short text, with the words marked that stand in it."""
    pattern = _pattern(_wanted(words, phrases))
    if pattern is None:
        return [Piece(text, False)]
    return _pieces(text, pattern, cut_before=False, cut_after=False)


def _wanted(words: str, phrases: tuple[str, ...]) -> str:
    """Words and phrases as one line; the words of a phrase are joined by "_"."""
    joined = [fold(phrase).replace(" ", "_") for phrase in phrases[:MAX_WORDS]]
    return " ".join([*joined, *fold(words).split()[:MAX_WORDS]])


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Every letter with all that fold to it, as the inside of a character class."""
    found: dict[str, str] = {}
    for code in (*range(0x30, 0x7B), *range(0xC0, _LAST_LETTER + 1)):
        folded = fold(chr(code))
        if len(folded) == 1:
            found[folded] = found.get(folded, "") + chr(code)
    return found


@lru_cache(maxsize=256)
def _pattern(folded: str) -> re.Pattern[str] | None:
    words = folded.split()
    if not words:
        return None
    variants = _variants()
    between = f"[^{_LETTER}]+"
    spelled = [
        "".join(between if char == "_" else f"[{variants[char]}]" for char in word)
        for word in words
    ]
    # Half a word is marked to its end.
    spelled[-1] += f"[{_LETTER}]*"
    longest_first = sorted(set(spelled), key=len, reverse=True)
    return re.compile(f"(?<![{_LETTER}])(?:{'|'.join(longest_first)})(?![{_LETTER}])")


def _best(text: str, places: list[tuple[int, int]]) -> int:
    """Return the start of the place from which most different words follow."""

    def different(number: int) -> int:
        start = places[number][0]
        near = places[number : number + 2 * MAX_WORDS]
        return len({fold(text[a:b]) for a, b in near if b <= start + AFTER})

    return places[max(range(len(places)), key=different)][0]


def _cut(text: str, start: int) -> tuple[int, int]:
    """Ends of the excerpt around ``start``, at blanks."""
    begin, end = max(0, start - BEFORE), min(len(text), start + AFTER)
    if begin:
        blank = _BLANKS.search(text, begin, start)
        begin = blank.end() if blank else start
    if end < len(text):
        blank_at = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
        end = blank_at if blank_at > start else end
    return begin, end


def _pieces(
    part: str, pattern: re.Pattern[str], *, cut_before: bool, cut_after: bool
) -> list[Piece]:
    found, at = [], 0
    for match in pattern.finditer(part):
        found += [Piece(part[at : match.start()], False), Piece(match.group(), True)]
        at = match.end()
    found.append(Piece(part[at:], False))
    pieces = [Piece(_BLANKS.sub(" ", piece.text), piece.is_hit) for piece in found if piece.text]
    if cut_before:
        pieces.insert(0, Piece("… ", False))
    if cut_after:
        pieces.append(Piece(" …", False))
    return pieces
