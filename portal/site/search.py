"""One search over everything public: what was asked, what is shown of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.bilingual import IN_VIETNAMESE, is_english
from portal.excerpts import Piece, excerpt, marked
from portal.languages import page_in
from portal.search import finding, misses, spelling
from portal.search.finding import COUNTED, Found, Place
from portal.search.sources import Source, every_source, source_of
from portal.search.terms import Query, read
from portal.search.vocabulary import Answer, vocabulary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PER_PAGE = 20
UNQUOTED = re.compile('["“”„«»]')
# Without a marked place the text is shown from its beginning, this far.
BEGINNING = 240
IN_ENGLISH = ' lang="en"'


@dataclass(frozen=True, kw_only=True)
class Tab:
    key: str
    label: _StrPromise
    count: int
    is_current: bool

    @property
    def is_more(self) -> bool:
        return self.count >= COUNTED


@dataclass(frozen=True, kw_only=True)
class Hit:
    kind: Source
    title: str
    title_pieces: list[Piece]
    pieces: list[Piece]
    # Attributes of the elements that hold them, where they are in another language than the page.
    title_lang: SafeString
    lang: SafeString
    url: str


def _told(said: tuple[str, str]) -> list[tuple[str, SafeString]]:
    """Vietnamese and English with the marks of their elements, that of the page first; at least one."""
    vietnamese, english = said
    if is_english():
        both = [(english, SafeString("")), (vietnamese, SafeString(IN_VIETNAMESE))]
    else:
        both = [(vietnamese, SafeString("")), (english, SafeString(IN_ENGLISH))]
    return [(text, mark) for text, mark in both if text] or [("", SafeString(""))]


def _shortened(text: str) -> str:
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class Suggestion:
    """What was typed with words respelled that nobody wrote."""

    words: str
    query: Query


class Search:
    """What ``typed`` finds; when that is nothing, what its nearest respelling finds."""

    def __init__(
        self,
        typed: str,
        *,
        kind: str = "",
        after: str = "",
        before: str = "",
        is_literal: bool = False,
    ) -> None:
        self._vocabulary = vocabulary()
        self.asked = read(typed, self._vocabulary.synonyms)
        self.words = self.asked.typed
        self.source = source_of(kind)
        self.after = Place.read(after)
        self.before = None if self.after else Place.read(before)
        self.is_literal = is_literal

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: punctuation alone is nothing."""
        return not self.asked

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        return self._vocabulary.answers_to(self.asked)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Respelled words that find something, the likeliest first; only when the typed find nothing."""
        if self.is_empty or any(self._asked_counts.values()):
            return []
        words = [word.folded for word in self.asked.words]
        if self._is_quoted:
            tried = [self._respelled(tuple(words))]
        else:
            tried = [self._respelled(found) for found in spelling.respelled(words)]
        numbers = finding.most_found([suggestion.query for suggestion in tried])
        ranked = sorted(
            (pair for pair in zip(numbers, tried, strict=True) if pair[0]),
            key=lambda pair: (self._changes(pair[1]), -pair[0], pair[1].words),
        )
        return [suggestion for _number, suggestion in ranked[:3]]

    def _respelled(self, folded: tuple[str, ...]) -> Suggestion:
        # What was right keeps its marks.
        typed = UNQUOTED.sub(" ", self.asked.typed).split()
        whole = [read(part).words for part in typed]
        if [len(part) for part in whole] == [1] * len(folded):
            pairs = zip(folded, whole, typed, strict=True)
            line = " ".join(part if new == old[0].folded else new for new, old, part in pairs)
        else:
            line = " ".join(folded)
        return Suggestion(line, read(line, self._vocabulary.synonyms))

    def _changes(self, suggestion: Suggestion) -> int:
        pairs = zip(suggestion.query.words, self.asked.words, strict=False)
        return sum(new.folded != old.folded for new, old in pairs)

    @property
    def _is_quoted(self) -> bool:
        return any(group[0].is_phrase for group in self.asked.groups)

    @property
    def forgiven(self) -> Suggestion | None:
        """The respelling whose results are shown in place of none; who quotes means the letters."""
        if self.is_literal or self._is_quoted or not self.suggestions:
            return None
        return self.suggestions[0]

    @property
    def others(self) -> list[Suggestion]:
        """Other respellings, to choose from."""
        return self.suggestions[1:] if self.forgiven else self.suggestions

    @property
    def query(self) -> Query:
        return self.forgiven.query if self.forgiven else self.asked

    @cached_property
    def _asked_counts(self) -> dict[str, int]:
        return {} if self.is_empty else finding.counts(self.asked)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Number of hits by kind."""
        return finding.counts(self.query) if self.forgiven else self._asked_counts

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return any(count >= COUNTED for count in self.counts.values())

    @property
    def tabs(self) -> list[Tab]:
        """Everything, and each kind that has hits; the kind that was asked for always."""
        everything = Tab(
            key="", label=_("Everything"), count=self.total, is_current=self.source is None
        )
        kinds = [
            Tab(
                key=source.key,
                label=source.label,
                count=self.counts.get(source.key, 0),
                is_current=source is self.source,
            )
            for source in every_source()
            if self.counts.get(source.key) or source is self.source
        ]
        return [everything, *kinds]

    @cached_property
    def _page(self) -> list[Found]:
        wanted = self.counts.get(self.source.key) if self.source else self.total
        if not wanted:
            return []
        return finding.page(
            self.query, source=self.source, after=self.after, before=self.before, size=PER_PAGE
        )

    @cached_property
    def _shown(self) -> list[Found]:
        return self._page[-PER_PAGE:] if self.before else self._page[:PER_PAGE]

    @cached_property
    def hits(self) -> list[Hit]:
        """The entries of this page that everybody may still read."""
        public = finding.still_public(self._shown)
        return [
            self._hit(found.entry)
            for found in self._shown
            if (found.entry.kind, found.entry.object_id) in public
        ]

    def _hit(self, entry: finding.SearchEntry) -> Hit:
        words, synonyms = self.query.marking, self.query.synonyms
        title, title_lang = _told((entry.title, entry.title_en))[0]
        texts = _told((entry.beginning, entry.beginning_en))  # type: ignore[attr-defined]  # annotated
        # The words may stand in the other language alone.
        found = ((excerpt(text, words, synonyms), lang) for text, lang in texts)
        short = [Piece(_shortened(texts[0][0]), is_hit=False)], texts[0][1]
        pieces, lang = next((pair for pair in found if pair[0]), short)
        return Hit(
            kind=source_of(entry.kind),  # type: ignore[arg-type]  # only known kinds are public
            title=title,
            title_pieces=marked(title, words, synonyms),
            pieces=pieces,
            title_lang=title_lang,
            lang=lang,
            url=page_in(get_language() or settings.LANGUAGE_CODE, entry.url),
        )

    @property
    def first_number(self) -> int:
        """Which hit the page begins with."""
        if self.after:
            return self.after.number + 1
        if self.before:
            return max(1, self.before.number - len(self._shown))
        return 1

    @property
    def last_number(self) -> int:
        return self.first_number + len(self._shown) - 1

    @property
    def next_place(self) -> Place | None:
        """Where the next page begins, if there is one."""
        is_more = bool(self._shown) if self.before else len(self._page) > PER_PAGE
        return self._place(-1, self.last_number) if is_more else None

    @property
    def previous_place(self) -> Place | None:
        """Where the page before ends, if there is one."""
        is_more = len(self._page) > PER_PAGE if self.before else bool(self.after and self._shown)
        return self._place(0, self.first_number) if is_more else None

    def _place(self, position: int, number: int) -> Place:
        found = self._shown[position]
        return Place(number, found.tier, found.entry.dated, found.entry.pk)

    def note_miss(self) -> None:
        """Keep the words for staff when nothing at all was found for them."""
        if not self.is_empty and not self.total and not self.answers:
            misses.record(self.asked)
