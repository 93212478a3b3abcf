"""What stands in the HTML of an article: its words, headings and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_BLOCKS = frozenset(
    {"p", "li", "h2", "h3", "h4", "blockquote", "tr", "pre", "ul", "ol", "table", "hr", "br"}
)
_DASH = "– "
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_TABLE = re.compile(r"<table\b[^>]*>")
_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, kw_only=True)
class Markup:
    """``text`` has a line per block and the address behind each link, so that two can be compared."""

    text: str
    headings: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.open_links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The editor puts a paragraph into each point of a list: its dash stays on the same line.
        if tag in _BLOCKS and self.parts[-1:] != [_DASH]:
            self.parts.append("\n")
        if tag in _CELLS:
            self.parts.append(" | ")
        if tag == "li":
            self.parts.append(_DASH)
        if re.fullmatch(r"h[2-4]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            address = dict(attrs).get("href") or ""
            self.open_links.append(address)
            self.links.append(address)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "a" and self.open_links:
            self.parts.append(f" ({self.open_links.pop()})")

    def handle_data(self, data: str) -> None:
        self.parts.append(_BLANKS.sub(" ", data))


def read_markup(html: str) -> Markup:
    """Take ``html`` apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = _LINES.sub("\n", "".join(reader.parts)).strip()
    return Markup(text=text, headings=reader.headings, links=reader.links)


def shown_html(html: str) -> SafeString:
    """The stored text of an article, sanitised when it was saved; a wide table moves in its own box."""
    opening = format_html(
        '<div class="table-responsive" role="region" tabindex="0" aria-label="{}">'
        '<table class="table">',
        _("Table of the article"),
    )
    boxed = _TABLE.sub(opening, html).replace("</table>", "</table></div>")
    return mark_safe(boxed)  # noqa: S308 -- portal.richtext sanitised it
