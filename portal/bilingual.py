"""Rows that say something in two languages: Vietnamese in the column, English beside it in ``<column>_en``.

A column means Vietnamese wherever it is read: papers, mails, snapshots and the log never depend on
the language of the page that somebody has open. A public page asks for ``row.here.<column>``, which
is English where the page is and somebody wrote it (docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Self, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.urls import translate_url
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

ENGLISH = "en"
# What marks an element whose words are Vietnamese on a page that is not (WCAG 3.1.2).
IN_VIETNAMESE = ' lang="vi"'

P = ParamSpec("P")
R = TypeVar("R")


def in_vietnamese(function: Callable[P, R]) -> Callable[P, R]:
    """Let ``function`` say what it says in Vietnamese, whatever page its caller has open.

    For what is mailed or kept. ``translation.override`` as a decorator would share the language to
    go back to among threads.
    """

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    return inner


def page_in(language: str, url: str) -> str:
    """Return the address of the same page of the portal in ``language``, ``url`` where it has none.

    An address is understood only while its own language is active: Django's ``translate_url`` by
    itself leaves every other one as it is.
    """
    is_written_in = (
        ENGLISH if urlsplit(url).path.startswith(f"/{ENGLISH}/") else settings.LANGUAGE_CODE
    )
    if is_written_in == language:
        return url
    with override(is_written_in):
        return translate_url(url, language)


def is_english() -> bool:
    """Whether the page is one of the English ones."""
    return get_language() == ENGLISH


class Told(str):
    """What a row says on this page; ``lang`` is the attribute of the element that holds it."""

    __slots__ = ("lang",)
    lang: SafeString

    def __new__(cls, text: str, lang: str = "") -> Self:
        told = super().__new__(cls, text)
        told.lang = SafeString(lang)
        return told

    @property
    def marked(self) -> SafeString:
        """The words where no element of their own holds them: in a span if they are Vietnamese."""
        if not self.lang:
            return SafeString(escape(str(self)))
        return format_html("<span{}>{}</span>", self.lang, str(self))


class Here:
    """What a row says in the language of the page, Vietnamese where English is missing."""

    def __init__(self, row: Bilingual) -> None:
        self._row = row
        self._is_english = is_english()

    def __getattr__(self, name: str) -> Told:
        has_column = name in self._row.translated
        if self._is_english and has_column and (english := getattr(self._row, f"{name}_{ENGLISH}")):
            return Told(english)
        told = str(getattr(self._row, name))
        return Told(told, IN_VIETNAMESE if told and self._is_english else "")

    @property
    def note(self) -> str:
        """What the page says once of what it has no English for."""
        if not self._is_english:
            return ""
        said = [name for name in self._row.translated if getattr(self._row, name)]
        missing = [name for name in said if getattr(self, name).lang]
        if len(missing) == len(said):
            return _("This content is only available in Vietnamese.")
        if not missing:
            return ""
        return _("Some of this content is only available in Vietnamese.")


class Bilingual(models.Model):
    """Has English beside the columns named in ``translated``; nothing but pages reads ``here``.

    A model that names none is Vietnamese on every page, and its English pages say so.
    """

    translated: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def here(self) -> Here:
        return Here(self)

    @property
    def has_english(self) -> bool:
        """Whether search engines are told of an English page: its heading is English."""
        return bool(self.translated and getattr(self, f"{self.translated[0]}_{ENGLISH}"))


def english_of(*names: str) -> tuple[str, ...]:
    """The English columns beside these."""
    return tuple(f"{name}_{ENGLISH}" for name in names)


def told_column(name: str) -> F | Coalesce:
    """The column in the language of the page, for queries that read values and no rows."""
    if not is_english():
        return F(name)
    return Coalesce(NullIf(F(f"{name}_{ENGLISH}"), Value("")), F(name))


def told_name(row: Bilingual) -> str:
    """How a list to choose from calls a row: the name in the language of the page."""
    return row.here.name
