"""What staff keep for the search: synonyms and promoted answers, read once a minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

from portal.models import PromotedAnswer, SearchSynonym
from portal.search.spelled import words_of
from portal.search.terms import Query, Synonyms

_KEY: Final = "search:vocabulary"
_SECONDS: Final = 60


@dataclass(frozen=True)
class Answer:
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Vocabulary:
    synonyms: Synonyms
    answers: dict[str, tuple[Answer, ...]]

    def answers_to(self, query: Query) -> tuple[Answer, ...]:
        """What staff want to stand first for exactly these words."""
        return self.answers.get(" ".join(word.folded for word in query.words), ())


def vocabulary() -> Vocabulary:
    """The words as staff left them, at most a minute ago."""
    found = cache.get(_KEY)
    if not isinstance(found, Vocabulary):
        found = _read()
        cache.set(_KEY, found, _SECONDS)
    return found


def forget() -> None:
    """Read the words again at the next search."""
    cache.delete(_KEY)


def _read() -> Vocabulary:
    synonyms = tuple(
        tuple(words for line in group.expressions if (words := tuple(words_of(line))))
        for group in SearchSynonym.objects.order_by("pk")
    )
    answers: dict[str, tuple[Answer, ...]] = {}
    for row in PromotedAnswer.objects.filter(is_shown=True).order_by("title", "pk"):
        for words in dict.fromkeys(row.searches):
            answers[words] = (*answers.get(words, ()), Answer(row.title, row.url, row.text))
    return Vocabulary(synonyms, answers)
