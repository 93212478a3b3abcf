"""Words as the index holds them: folded, and as they are written, marks and all, in plain letters.

The written form is telex (khởi is ``khowir``) with the tone at the end of the word: hoà and hòa are
one, whatever the form of Unicode, and both databases compare the same letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

# Longer than any word; a line without blanks must not become one entry of an index.
LONGEST: Final = 60

_WORD = re.compile(r"(?:[0-9a-zđ][\u0300-\u036f]*)+")
_TONES: Final = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_BREVE_OR_HORN: Final = frozenset("\u0306\u031b")
_CIRCUMFLEX: Final = "\u0302"


class Word(NamedTuple):
    folded: str
    written: str

    @property
    def has_marks(self) -> bool:
        return self.written != self.folded


def words_of(text: str) -> list[Word]:
    """Return the words of ``text`` in their order."""
    return [_word(match) for match in _WORD.findall(unicodedata.normalize("NFD", text.lower()))]


@lru_cache(maxsize=20_000)
def _word(decomposed: str) -> Word:
    folded, written, tone = [], [], ""
    for char in decomposed:
        if char == "đ":
            folded.append("d")
            written.append("dd")
        elif char in _TONES:
            tone = _TONES[char]
        elif char in _BREVE_OR_HORN:
            written.append("w")
        elif char == _CIRCUMFLEX:
            written.append(folded[-1])
        elif not unicodedata.combining(char):
            folded.append(char)
            written.append(char)
    return Word("".join(folded)[:LONGEST], f"{''.join(written)}{tone}"[:LONGEST])
