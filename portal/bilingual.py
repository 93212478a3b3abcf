"""Rows that say something in two languages: Vietnamese in the column, English beside it in ``<column>_en``.

A column means Vietnamese wherever it is read: papers, mails, snapshots and the log never depend on
the language of the page that somebody has open. A public page asks for ``row.here.<column>``, which
is English where the page is and somebody wrote it (docs/decisions/0013).
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from portal.languages import ENGLISH

# What ``KeepsEnglish`` writes; no change for the log.
ENGLISH_NOTES = ("english_mark", "is_english_old")
_HALF = 16
# What marks an element whose words are Vietnamese on a page that is not (WCAG 3.1.2).
IN_VIETNAMESE = ' lang="vi"'


class EnglishState(models.TextChoices):
    """What staff are told of the English of a row."""

    MISSING = "missing", pgettext_lazy("English", "missing")
    CURRENT = "current", pgettext_lazy("English", "current")
    OLD = "old", pgettext_lazy("English", "older than the Vietnamese")


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


def as_vietnamese(text: str) -> Told:
    """Words that have no English beside them, as they stand on a page of either language."""
    return Told(text, IN_VIETNAMESE if text and is_english() else "")


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
        """Whether search engines are told of an English page: its heading is English, or its line
        where the heading is a name that stays as it is.
        """
        return bool(self.translated and getattr(self, f"{self.translated[0]}_{ENGLISH}"))


class KeepsEnglish(Bilingual):
    """Remembers of which Vietnamese its English was written, so that staff are told when it is older.

    Nobody can tell from the words alone whether a translation still fits. What can be told is that
    the Vietnamese changed and the English did not: that is noted by ``save()`` and stands until
    somebody writes the English again or says that it is still right (docs/decisions/0013).
    """

    # Of each column with English: digests of it and of the Vietnamese that it was written for.
    english_mark = models.JSONField(editable=False, default=dict, blank=True)
    is_english_old = models.BooleanField(
        gettext_lazy("English older than the Vietnamese"), editable=False, default=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        columns = {*self.translated, *english_of(*self.translated)}
        touched = columns if written is None else columns & set(written)
        if touched and not self.get_deferred_fields() & columns:
            self._note_english()
            if written is not None:
                kwargs["update_fields"] = {*written, *ENGLISH_NOTES}
        super().save(*args, **kwargs)

    def confirm_english(self) -> None:
        """Somebody read both and says that the English is still right; save the row then."""
        self.english_mark = _marks(self)
        self.is_english_old = False

    @property
    def english_state(self) -> EnglishState:
        """What a list of staff says of it."""
        if self.is_english_old:
            return EnglishState.OLD
        return EnglishState.CURRENT if self.has_english else EnglishState.MISSING

    def _note_english(self) -> None:
        """A column is old while its English is what was noted and its Vietnamese is not."""
        now = _marks(self)
        noted = self.english_mark or self._stored_marks()
        old = {
            name: noted[name]
            for name, mark in now.items()
            if noted.get(name, mark)[:_HALF] == mark[:_HALF] and noted.get(name, mark) != mark
        }
        self.english_mark = now | old
        self.is_english_old = bool(old)

    def _stored_marks(self) -> dict[str, str]:
        """Of a row that no ``save()`` has noted yet: what the database says is taken as right."""
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        return _marks(stored) if stored is not None else {}

    @classmethod
    def in_english_state(cls, state: str) -> Q:
        """Which rows have this ``english_state``."""
        is_old = Q(is_english_old=True)
        if state == EnglishState.OLD:
            return is_old
        has_no_heading = Q(**{f"{cls.translated[0]}_{ENGLISH}": ""})
        return ~is_old & (has_no_heading if state == EnglishState.MISSING else ~has_no_heading)


def _marks(row: KeepsEnglish) -> dict[str, str]:
    """Of each column that has English: a digest of it, and one of the Vietnamese beside it."""
    pairs = {
        name: (_as_stored(row, f"{name}_{ENGLISH}"), _as_stored(row, name))
        for name in row.translated
    }
    return {
        name: _digest(english) + _digest(vietnamese)
        for name, (english, vietnamese) in pairs.items()
        if english
    }


def _as_stored(row: KeepsEnglish, name: str) -> str:
    """Cleaned and sanitised, as writing it does, without blanks around it, as a form does."""
    column: models.Field[str, str] = row._meta.get_field(name)  # type: ignore[assignment]  # columns of text
    return (column.get_prep_value(getattr(row, name)) or "").strip()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_HALF]


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
