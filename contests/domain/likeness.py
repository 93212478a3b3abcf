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
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

# Tried on names and summaries of earlier contests (tests/contests/domain/test_likeness.py): at 0.6
# "Nền tảng kết nối nông sản" and "… kết nối du lịch" are two projects, word orders of one are one.
TITLE_THRESHOLD = 0.6
# Summaries of different projects share up to 0.1, passages taken over word for word 0.35 and more.
SUMMARY_THRESHOLD = 0.35
# Shorter summaries share a third by chance.
SHORTEST_SUMMARY = 20


def syllables(text: str) -> list[str]:
    """Return the folded syllables of a text."""
    return " ".join(map(_folded, text.split())).split()


# Vietnamese writes a few thousand syllables: folding each once makes long texts cheap.
_folded = lru_cache(maxsize=50_000)(fold)


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


def alike(
    wanted: Mapping[int, str],
    texts: Iterable[tuple[int, str]],
    parts_of: Callable[[str], set[Hashable]],
    *,
    threshold: float,
) -> Iterator[tuple[int, int, float]]:
    """Yield which of ``texts`` are like which of the ``wanted`` ones: both keys and the likeness.

    The few that are wanted stand in an index by their parts; the many pass by once, and only what
    shares a part is counted. A text is not compared with the one of the same key.
    """
    sizes: dict[int, int] = {}
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for key, text in wanted.items():
        parts = parts_of(text)
        sizes[key] = len(parts)
        for part in parts:
            holders[part].append(key)
    for other, text in texts:
        parts = parts_of(text)
        shared: Counter[int] = Counter()
        for part in holders.keys() & parts:
            shared.update(holders[part])
        for key, count in shared.items():
            share = count / (len(parts) + sizes[key] - count)
            if key != other and share >= threshold:
                yield key, other, share
