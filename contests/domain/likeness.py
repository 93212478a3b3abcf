"""How alike two names or two summaries are: folded text, sets of neighbours, no Django.

Likeness is what both texts share of all that either has (Jaccard): 0 for nothing, 1 for the same.
Names are compared by three letters at a time, so that "sấy lạnh" and "sấy khô" share something.
Summaries are compared by two syllables at a time: three letters at a time, any two longer
Vietnamese texts share nearly half, whatever they are about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

# Tried on names and summaries of earlier contests (tests/contests/domain/test_likeness.py): at 0.6
# "Nền tảng kết nối nông sản" and "… kết nối du lịch" are two projects, word orders of one are one.
TITLE_THRESHOLD = 0.6
# Summaries of different projects share up to 0.1, passages taken over word for word 0.35 and more.
SUMMARY_THRESHOLD = 0.35
# Shorter summaries share a third by chance.
SHORTEST_SUMMARY = 20


def syllables(text: str) -> list[str]:
    """Return the folded syllables of a text."""
    return [part for word in text.split() for part in _folded(word)]


# Vietnamese writes a few thousand syllables: folding each once makes long texts cheap.
@lru_cache(maxsize=50_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def letters_of(title: str) -> set[Hashable]:
    """Return a name as the set of its groups of three letters, blanks and ends included."""
    padded = f"  {' '.join(syllables(title))} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)} if padded.strip() else set()


def pairs_of(summary: str) -> set[Hashable]:
    """Return a summary as the set of its pairs of neighbouring syllables; empty when it is short."""
    found = syllables(summary)
    return set(pairwise(found)) if len(found) >= SHORTEST_SUMMARY else set()


def likeness(one: set[Hashable], other: set[Hashable]) -> float:
    """Return what both sets share of all they have."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


class LikenessIndex:
    """Texts by what they are made of: finds those like a given one without comparing all.

    Only texts that share anything are looked at, and shared parts are counted, not compared.
    """

    def __init__(self, parts_of: Callable[[str], set[Hashable]], *, threshold: float) -> None:
        self._parts_of = parts_of
        self._threshold = threshold
        self._sizes: dict[int, int] = {}
        self._holders: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, key: int, text: str) -> None:
        """Take a text in under its key; an empty one resembles nothing."""
        parts = self._parts_of(text)
        self._sizes[key] = len(parts)
        for part in parts:
            self._holders[part].append(key)

    def alike(self, key: int, text: str) -> Iterator[tuple[int, float]]:
        """Yield the keys of other texts that reach the threshold, with their likeness."""
        parts = self._parts_of(text)
        shared: Counter[int] = Counter()
        for part in parts:
            shared.update(self._holders.get(part, ()))
        for other, count in shared.items():
            share = count / (len(parts) + self._sizes[other] - count)
            if other != key and share >= self._threshold:
                yield other, share


def index_of(
    texts: Iterable[tuple[int, str]],
    parts_of: Callable[[str], set[Hashable]],
    *,
    threshold: float,
) -> LikenessIndex:
    """Return an index that holds all of ``texts``."""
    index = LikenessIndex(parts_of, threshold=threshold)
    for key, text in texts:
        index.add(key, text)
    return index
