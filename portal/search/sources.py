"""What is in the index: kinds of public pages, registered by the shell that knows every app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the search knows of one page, in one language."""

    title: str
    text: str
    url: str
    dated: datetime | None = None
    # The same in English, as far as the row has it; it is found by these words, too.
    title_en: str = ""
    text_en: str = ""
    # Other names of it: the number of a document, the short name of an organisation.
    names: tuple[str, ...] = ()
    # Keys of the documents that it cites.
    cites: tuple[str, ...] = ()
    language: str = "vi"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of page: ``rows`` are those that everybody may read now, and no others."""

    key: str
    label: _StrPromise
    rows: Callable[[], QuerySet[Any]]
    page: Callable[[Any], Page]
    # Other models on which it depends who reads a row, with the rows that a change bears on.
    watches: Mapping[type[Model], Callable[[Any], QuerySet[Any]]] = field(default_factory=dict)

    @property
    def model(self) -> type[Model]:
        return self.rows().model

    @property
    def token(self) -> str:
        return f"_{self.key.replace('-', '')}"


_sources: dict[str, Source] = {}


def register(*sources: Source) -> None:
    """Add kinds to the index, in the order in which they are shown."""
    _sources.update({source.key: source for source in sources})


def every_source() -> tuple[Source, ...]:
    return tuple(_sources.values())


def source_of(key: str) -> Source | None:
    return _sources.get(key)
