"""Small slips: one letter too many, missing, wrong, or two that changed places.

Every word of the index is kept with each of its letters left out once; two words that share such a
spelling are one slip apart or nearly so. It is the same arithmetic on both databases. Trigrams were
tried: they miss slips in syllables as short as Vietnamese ones (docs/decisions/0012).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, product
from typing import Final

from django.db.models import F

from portal.models import SearchEntry, SearchSpelling

SHORTEST: Final = 3
LONGEST: Final = 20
# Other spellings of one word, and of all words together, that are tried.
NEIGHBOURS: Final = 6
TRIED: Final = 24
_LETTERS = re.compile(rf"[a-z]{{{SHORTEST},{LONGEST}}}")
_BATCH: Final = 500


def _keys(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def learn(words: Iterable[str]) -> None:
    """Keep the spellings of words that are new."""
    asked = sorted({word for word in words if _LETTERS.fullmatch(word)})
    for start in range(0, len(asked), _BATCH):
        part = asked[start : start + _BATCH]
        rows = SearchSpelling.objects.filter(key__in=part, word=F("key"))
        known = set(rows.values_list("word", flat=True))
        SearchSpelling.objects.bulk_create(
            (
                SearchSpelling(key=key, word=word)
                for word in part
                if word not in known
                for key in sorted(_keys(word))
            ),
            ignore_conflicts=True,
            batch_size=5 * _BATCH,
        )


def drop_unused() -> None:
    """Forget words that no entry holds any more."""
    used: set[str] = set()
    for folded in SearchEntry.objects.values_list("folded", flat=True).iterator():
        used.update(folded.split())
    known = SearchSpelling.objects.filter(word=F("key")).values_list("word", flat=True)
    unused = [word for word in known.iterator() if word not in used]
    for start in range(0, len(unused), _BATCH):
        SearchSpelling.objects.filter(word__in=unused[start : start + _BATCH]).delete()


def respelled(words: list[str]) -> list[tuple[str, ...]]:
    """Return other spellings of the words together, those with the fewest changes first: one query."""
    keys = {key for word in words if _LETTERS.fullmatch(word) for key in _keys(word)}
    if not keys:
        return []
    known = set(SearchSpelling.objects.filter(key__in=keys).values_list("word", flat=True))
    choices = [_choices(word, known) for word in words]
    combined = {found for found in islice(product(*choices), 5000) if found != tuple(words)}

    def changes(found: tuple[str, ...]) -> int:
        return sum(new != old for new, old in zip(found, words, strict=True))

    return sorted(combined, key=lambda found: (changes(found), found))[:TRIED]


def _choices(word: str, known: set[str]) -> list[str]:
    """The word itself, unless nobody wrote it, and known words one slip away."""
    if not _LETTERS.fullmatch(word):
        return [word]
    near = sorted(
        (other for other in known if other != word and is_one_slip(word, other)),
        key=lambda other: (other[0] != word[0], abs(len(other) - len(word)), other),
    )
    own = [word] if word in known or not near else []
    return own + near[:NEIGHBOURS]


def is_one_slip(one: str, other: str) -> bool:
    """Whether a letter was added, left out or mistaken, or two neighbours changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if rest[1:2] + rest[:1] + rest[2:] == others:
        return True
    if max(len(one), len(other)) <= SHORTEST:
        # So short, nearly every other syllable is a letter away.
        return False
    if len(rest) == len(others):
        return rest[1:] == others[1:]
    longer, shorter = (rest, others) if len(rest) > len(others) else (others, rest)
    return longer[1:] == shorter
