"""What staff keep for the search: synonyms and promoted answers, read once a minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.db.models import Value

from portal.models import PromotedAnswer, SearchSynonym
from portal.search.spelled import Word, words_of
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
    """Read both in one statement."""
    columns = ("title", "url", "text", "words", "pk")
    nothing = Value("")
    groups = SearchSynonym.objects.annotate(title=nothing, url=nothing, text=nothing)
    shown = PromotedAnswer.objects.filter(is_shown=True)
    rows = groups.order_by().values_list(*columns)
    rows = rows.union(shown.order_by().values_list(*columns), all=True)
    synonyms: list[tuple[tuple[Word, ...], ...]] = []
    answers: dict[str, tuple[Answer, ...]] = {}
    for title, url, text, words, _pk in sorted(rows, key=lambda row: (row[0], row[4])):
        lines = [line for typed in words.splitlines() if (line := tuple(words_of(typed)))]
        if not title:
            synonyms.append(tuple(lines))
            continue
        for asked in dict.fromkeys(" ".join(word.folded for word in line) for line in lines):
            answers[asked] = (*answers.get(asked, ()), Answer(title, url, text))
    return Vocabulary(tuple(synonyms), answers)
