"""What was typed, as groups of words of which each must be found: words, phrases, synonyms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from portal.search.matching import Condition, Every, OneOf, Token, Without
from portal.search.spelled import Word, words_of
from portal.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# More words than this narrow nothing further, and a database refuses conditions without end.
MAX_WORDS: Final = 12
MAX_LENGTH: Final = 200
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')

Synonyms = tuple[tuple[tuple[Word, ...], ...], ...]


@dataclass(frozen=True)
class Choice:
    """Words that answer a group together; a phrase only side by side and in this order."""

    words: tuple[Word, ...]
    is_phrase: bool = False
    # Whether the last word may be half typed.
    is_open: bool = False

    @property
    def phrase(self) -> str:
        return f" {' '.join(word.folded for word in self.words)} "

    def tokens(self, scope: str, *, written: bool, half: bool) -> Condition:
        last = len(self.words) - 1
        found = tuple(
            Token(
                f"{scope}~{word.written}"
                if written and word.has_marks
                else f"{scope}{word.folded}",
                is_beginning=half and self.is_open and place == last,
            )
            for place, word in enumerate(self.words)
        )
        return found[0] if len(found) == 1 else Every(found)


@dataclass(frozen=True)
class Query:
    """The groups of what was typed; ``words`` are its words in order, without synonyms."""

    typed: str
    words: tuple[Word, ...] = ()
    groups: tuple[tuple[Choice, ...], ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def marking(self) -> str:
        """The words to mark in an answer; the last may be half typed."""
        return " ".join(word.folded for word in self.words)

    @property
    def synonyms(self) -> tuple[str, ...]:
        """What means the same and is marked as well, each as a whole."""
        return tuple(choice.phrase.strip() for group in self.groups for choice in group[1:])

    def everything(self, *, half: bool = True) -> Condition:
        """The condition that an entry is found at all."""
        return self._all("", written=False, half=half)

    @property
    def with_phrases(self) -> tuple[tuple[Choice, ...], ...]:
        """Groups of which some choice is a phrase: tokens alone do not tell them."""
        return tuple(group for group in self.groups if any(choice.is_phrase for choice in group))

    @cached_property
    def tiers(self) -> tuple[Condition, ...]:
        """Conditions that no two of share an entry, the nearest first.

        Named so, before named and more, before in the title, before in the text. What was typed
        with marks is looked for as it is written in all of these first.
        """
        found: list[Condition] = []
        if any(word.has_marks for word in self.words):
            found += [
                *self._named("@~", [word.written for word in self.words]),
                self._all("=", written=True, half=False),
                self._all("", written=True, half=False),
            ]
        found += [
            *self._named("@", [word.folded for word in self.words]),
            self._all("=", written=False, half=False),
            self._all("=", written=False, half=True),
            self._all("", written=False, half=False),
            self._all("", written=False, half=True),
        ]
        distinct = tuple(dict.fromkeys(found))
        return tuple(
            Without(condition, OneOf(distinct[:place])) if place else condition
            for place, condition in enumerate(distinct)
        )

    def is_name(self, tier: int) -> bool:
        """Whether a tier is of things that are called so."""
        condition = self.tiers[tier]
        part = condition.part if isinstance(condition, Without) else condition
        return isinstance(part, Token)

    @staticmethod
    def _named(sign: str, words: list[str]) -> tuple[Condition, Condition]:
        name = f"{sign}{'_'.join(words)}"
        return Token(name), Token(f"{name}_", is_beginning=True)

    def _all(self, scope: str, *, written: bool, half: bool) -> Condition:
        return Every(
            tuple(
                OneOf(tuple(choice.tokens(scope, written=written, half=half) for choice in group))
                for group in self.groups
            )
        )


def read(typed: str, synonyms: Synonyms = ()) -> Query:
    """Read what somebody typed: “in quotes” is a phrase, known words get their synonyms."""
    line = clean_line(typed)[:MAX_LENGTH].rstrip()
    words: list[Word] = []
    groups: list[tuple[Choice, ...]] = []
    for part, is_quoted in _parts(line):
        found = words_of(part)[: MAX_WORDS - len(words)]
        if not found:
            continue
        words += found
        if is_quoted:
            groups.append(_phrase(found, synonyms))
        else:
            groups += _free(found, synonyms)
    if groups and not _ends_quoted(line):
        groups[-1] = tuple(
            Choice(choice.words, is_phrase=choice.is_phrase, is_open=place == 0)
            for place, choice in enumerate(groups[-1])
        )
    return Query(line, tuple(words), tuple(groups))


def _parts(line: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in _QUOTED.finditer(line):
        yield line[at : match.start()], False
        yield match[1], True
        at = match.end()
    yield line[at:], False


def _ends_quoted(line: str) -> bool:
    last = max(_QUOTED.finditer(line), key=lambda match: match.end(), default=None)
    return last is not None and not words_of(line[last.end() :])


def _phrase(words: list[Word], synonyms: Synonyms) -> tuple[Choice, ...]:
    own = Choice(tuple(words), is_phrase=len(words) > 1)
    return own, *_others(tuple(words), synonyms)


def _free(words: list[Word], synonyms: Synonyms) -> Iterator[tuple[Choice, ...]]:
    """Each word is a group, but for words that staff say mean the same as others."""
    at = 0
    while at < len(words):
        length = _longest_known(words[at:], synonyms)
        own = tuple(words[at : at + length])
        yield Choice(own), *_others(own, synonyms)
        at += length


def _longest_known(words: Sequence[Word], synonyms: Synonyms) -> int:
    folded = [word.folded for word in words]
    lengths = (
        len(known)
        for group in synonyms
        for known in group
        if [word.folded for word in known] == folded[: len(known)]
    )
    return max(lengths, default=1)


def _others(words: tuple[Word, ...], synonyms: Synonyms) -> list[Choice]:
    folded = _folded(words)
    means = [group for group in synonyms if folded in {_folded(known) for known in group}]
    return [
        Choice(known, is_phrase=len(known) > 1)
        for group in means
        for known in group
        if _folded(known) != folded
    ]


def _folded(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.folded for word in words)
