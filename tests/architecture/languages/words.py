"""Texts in the wrong language: those of the catalogues, and those that no catalogue has ever seen."""

import re
from functools import cache
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings

from tests.architecture.languages.pages import one_line

# Where a placeholder stands anything may.
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*(?::\w+)?\}")
TAG = re.compile(r"<[^>]+>")
ENDS = " :*•·→←»…."
# A text with placeholders says something only with as many letters of its own.
LETTERS = 4
# Common in English, and no part of any Vietnamese that is written without marks.
ENGLISH = {
    *("a", "add", "all", "and", "are", "as", "at", "be", "by", "change", "delete", "edit", "for"),
    *("from", "has", "have", "is", "it", "not", "object", "of", "or", "relationships", "save"),
    *("select", "the", "this", "to", "view", "was", "with", "you", "your"),
}
# A word by itself, not a part of an address, a file's name or a code.
WORD = re.compile(r"(?<![\w/@.#-])[A-Za-z’']+(?![\w/@#-])")
# 356/2025/NĐ-CP, 201/KH-UBND
DOCUMENT_NUMBER = re.compile(r"\b\d+/(?:\d{4}/)?[A-ZĐƯ]{1,6}(?:-[A-ZĐƯ]+)*\b")
MARKED = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)


def normal(words):
    """One line without emphasis and ends, in small letters: a label begins with a capital."""
    return one_line(TAG.sub("", words)).replace("%%", "%").strip(ENDS).casefold()


@cache
def catalogue(language):
    """Every message of the project and of the libraries that the language has something for."""
    folders = [Path(django.__file__).parent / "conf" / "locale"]
    folders += [Path(app.path) / "locale" for app in apps.get_app_configs()]
    folders += [Path(path) for path in settings.LOCALE_PATHS]
    paths = [folder / language / "LC_MESSAGES" / "django.mo" for folder in folders]
    found = {}
    for path in paths:
        if path.exists():
            found |= {(e.msgctxt, e.msgid): e for e in polib.mofile(str(path))}
    return list(found.values())


def _asked(entries):
    return {words for e in entries for words in (e.msgid, e.msgid_plural) if words}


def _answered(entries):
    return {words for e in entries for words in (e.msgstr, *e.msgstr_plural.values()) if words}


@cache
def english():
    """Messages that a Vietnamese page must not show, unless Vietnamese says the same.

    Libraries list in French what they say: what has no Vietnamese at all is among it.
    """
    return Phrases(_asked(catalogue("fr") + catalogue("vi")), unless=_answered(catalogue("vi")))


@cache
def vietnamese():
    """Vietnamese of the catalogues that an English page must not show, unless English says the same."""
    return Phrases(_answered(catalogue("vi")), unless=_asked(catalogue("vi")))


class Phrases:
    """Texts with and without placeholders, to be recognised on a page."""

    def __init__(self, phrases, *, unless=()):
        allowed = {normal(words) for words in unless}
        wanted = {normal(words) for words in phrases} - allowed - {""}
        self.plain = {words for words in wanted if not PLACEHOLDER.search(words)}
        self.patterns = _patterns(wanted - self.plain)
        self.allowed = _patterns(words for words in allowed if PLACEHOLDER.search(words))

    def __contains__(self, words):
        words = normal(words)
        if words in self.plain:
            return True
        return _fits(self.patterns, words) and not _fits(self.allowed, words)


def _patterns(phrases):
    """Each with its longest fixed part: whether that is there at all is quickly seen."""
    found = []
    for words in phrases:
        parts = PLACEHOLDER.split(words)
        if sum(map(str.isalpha, "".join(parts))) >= LETTERS:
            pattern = ".+?".join(re.escape(part) for part in parts)
            found.append((max(parts, key=len), re.compile(pattern)))
    return found


def _fits(patterns, words):
    return any(part in words and pattern.fullmatch(words) for part, pattern in patterns)


def sounds_english(words):
    """Whether a text speaks English, marked for translation or not."""
    found = {word.lower() for word in WORD.findall(words)}
    return not MARKED.search(words) and len(found) > 1 and bool(ENGLISH & found)


def sounds_vietnamese(words):
    """Whether a letter is Vietnamese."""
    return bool(MARKED.search(words))


def without_numbers(words):
    """A text without numbers of documents, which are the same in every language."""
    return DOCUMENT_NUMBER.sub("", words)
