"""Numbers of documents that texts cite, and the pages of those which the portal holds.

The number alone does not name a document: 201/KH-UBND is given every year. A day that is written
behind it must be the document's day; without a day the number must be held once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ecosystem.models import PolicyDocument
from ecosystem.validators import number_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Blanks, the marks that keep a number on one line, and the tags and quotes that may stand between.
_GLUE = "\u2060"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<number>\d{{1,5}}(?:{_GLUE}?/{_GLUE}?\d{{4}})?{_GLUE}?/{_GLUE}?"
    rf"[A-ZĐ][A-ZĐa-z0-9&]{{0,18}}(?:{_GLUE}?-{_GLUE}?[A-ZĐa-z0-9&]{{1,13}})*)"
    r"(?P<day>,?\s+(?:được\s+)?(?:ban\s+hành\s+)?(?:ngày|of)\s+"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
)
_DIGITS = re.compile(r"\d+")
_TAG = re.compile(r"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# Text in these is no prose, or a link already.
_LEFT_ALONE = frozenset(
    {"a", "button", "code", "option", "pre", "script", "select", "style", "textarea", "title"}
)

_INLINE = frozenset({"b", "em", "i", "s", "span", "strong", "sub", "sup", "u"})


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A number as it stands in a text, and the day that is written behind it."""

    key: str
    day: date | None

    def means(self, document_key: str, issued_on: date) -> bool:
        return self.key == document_key and self.day in {None, issued_on}


def citations_in(text: str) -> list[Citation]:
    """Return what ``text`` cites, each once, in its order."""
    return list(dict.fromkeys(_citation(match) for match in _NUMBER.finditer(text)))


def _citation(match: re.Match[str]) -> Citation:
    return Citation(
        key=number_key(match["number"].replace(_GLUE, "")), day=_day(match["day"] or "")
    )


def _day(written: str) -> date | None:
    """Return the day that is written; one that is in no calendar names nothing."""
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    if not numbers:
        return None
    try:
        return date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        return date.min


def cites(text: str, document: Any) -> bool:
    """Whether ``text`` cites this very document (a row of ``with_namesakes``).

    Where another document bears the number too, only a day tells which one is meant.
    """
    return any(
        citation.means(document.number_key, document.issued_on)
        and (citation.day is not None or not document.has_namesake)
        for citation in citations_in(text)
    )


def pages_of(citations: Iterable[Citation]) -> dict[Citation, str]:
    """Return the addresses of what the portal holds, in one query; without citations in none."""
    asked = list(dict.fromkeys(citations))
    if not asked:
        return {}
    rows = PolicyDocument.objects.filter(number_key__in={citation.key for citation in asked})
    held = list(rows.order_by().values_list("number_key", "issued_on", "slug"))
    found = {}
    for citation in asked:
        slugs = [slug for key, issued_on, slug in held if citation.means(key, issued_on)]
        if len(slugs) == 1:
            found[citation] = reverse("ecosystem:document_detail", args=[slugs[0]])
    return found


def link_html(html: str, *, without: str = "") -> SafeString:
    """Return sanitised HTML with its citations linked: one query, nothing else of it is touched.

    ``without`` is the address of a page that need not be linked from itself.
    """
    parts = list(_parts(html))
    pages = pages_of(
        citation for place in range(len(parts)) for citation in _citations_at(parts, place)
    )
    if without:
        pages = {citation: url for citation, url in pages.items() if url != without}
    if not pages:
        return mark_safe(html)  # noqa: S308 -- given as safe, given back as it was
    linked = "".join(_linked(parts, place, pages) for place in range(len(parts)))
    return mark_safe(linked)  # noqa: S308 -- the HTML was safe; what is added is escaped


def link_text(text: str) -> SafeString:
    """Return plain text, escaped, with its citations linked."""
    return link_html(escape(text))


def prose_of(html: str) -> str:
    """Return the text of sanitised HTML that may hold citations; blocks end a line."""
    return "".join(
        part if is_prose else "" if _is_inline(part) else "\n" for part, is_prose in _parts(html)
    )


def _matches_at(parts: list[tuple[str, bool]], place: int) -> Iterator[re.Match[str]]:
    """Numbers that stand in one part; the day behind them may follow an inline tag."""
    part, is_prose = parts[place]
    if not is_prose:
        return
    tail = ""
    for following, follows_as_prose in parts[place + 1 : place + 4]:
        if follows_as_prose:
            tail = following
            break
        if not _is_inline(following):
            break
    for match in _NUMBER.finditer(part + tail):
        if match.end("number") <= len(part):
            yield match


def _citations_at(parts: list[tuple[str, bool]], place: int) -> list[Citation]:
    return [_citation(match) for match in _matches_at(parts, place)]


def _linked(parts: list[tuple[str, bool]], place: int, pages: dict[Citation, str]) -> str:
    part, at, done = parts[place][0], 0, []
    for match in _matches_at(parts, place):
        url = pages.get(_citation(match))
        if url is None:
            continue
        number = mark_safe(match["number"])  # noqa: S308 -- a part of HTML that is safe as a whole
        done.append(part[at : match.start("number")])
        done.append(format_html('<a class="doc-ref" href="{}">{}</a>', url, number))
        at = match.end("number")
    return "".join((*done, part[at:]))


def _is_inline(tag: str) -> bool:
    name = _TAG_NAME.match(tag)
    return name is not None and name[1].lower() in _INLINE


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """Split HTML into tags and text; the second says whether it is prose that may be linked."""
    depth, at = 0, 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            yield html[at : tag.start()], not depth
        yield tag[0], False
        at = tag.end()
        name = _TAG_NAME.match(tag[0])
        if name and name[1].lower() in _LEFT_ALONE:
            depth = max(0, depth - 1) if tag[0].startswith("</") else depth + 1
    if at < len(html):
        yield html[at:], not depth
