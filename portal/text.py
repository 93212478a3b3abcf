"""How text is normalised, folded for search, counted and turned into slugs."""

import re
import unicodedata

from slugify import slugify

# Direction marks, zero-width joiners and the byte-order mark: invisible, and able to disguise a name.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def clean_text(value: str) -> str:
    """Return ``value`` in NFC, without control and invisible marks, lines ended by line feeds."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", value)))


def clean_line(value: str) -> str:
    """Return ``value`` cleaned and folded to one line."""
    return _BLANKS.sub(" ", clean_text(value)).strip()


def fold(value: str) -> str:
    """Return the search form: lower case, no marks, đ as d, punctuation as single blanks.

    Tone placement (hoà, hòa) falls together because all marks are dropped.
    """
    value = value.replace("đ", "d").replace("Đ", "d")
    decomposed = unicodedata.normalize("NFD", value.lower())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()


def slug(value: str, *, max_length: int = 80) -> str:
    """Return a URL slug without marks, cut at a word: "Đổi mới" gives ``doi-moi``."""
    # Without save_order a shorter word from further on would take the place of one that does not fit.
    return slugify(clean_line(value), max_length=max_length, word_boundary=True, save_order=True)


def count_words(value: str) -> int:
    """Count what stands between blanks; static/portal/js/count.js counts the same way."""
    return len(value.split())


def name_sort_key(full_name: str) -> tuple[str, str]:
    """Sort key of a Vietnamese name: given name (last word) first, then the rest, folded."""
    words = fold(full_name).split()
    return (words[-1], " ".join(words[:-1])) if words else ("", "")


# A spreadsheet runs cells that start like this; people type such text too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value: str) -> str:
    """Mark text that a spreadsheet would take for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
