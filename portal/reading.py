"""Aids for reading a long text: how long it takes, and which parts it has."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from django.utils.html import escape, strip_tags

from portal.text import slug

# Vietnamese is written syllable by syllable. An estimate, shown in whole minutes.
SYLLABLES_A_MINUTE = 220
# With fewer parts the page itself is the quicker overview.
FEWEST_PARTS = 3

_PART = re.compile(r"<h2(?P<attributes>(?:\s[^>]*)?)>(?P<text>.*?)</h2>", re.DOTALL)
_NAME = re.compile(r'\sid="(?P<name>[^"]+)"')


class Part(NamedTuple):
    """A heading of the second level: the ``name`` of its place in the page, its text."""

    name: str
    text: str


def minutes(html: str) -> int:
    """How many minutes reading ``html`` takes, at least one."""
    syllables = len(unescape(strip_tags(html)).split())
    return max(1, round(syllables / SYLLABLES_A_MINUTE))


def with_places(html: str) -> tuple[str, list[Part]]:
    """Return ``html`` with a name on each heading of the second level, and these headings.

    ``html`` comes from a template or went through ``portal.richtext.sanitise``. A heading that has
    a name keeps it; two of the same text get different ones.
    """
    parts: list[Part] = []

    def name_it(found: re.Match[str]) -> str:
        text = " ".join(unescape(strip_tags(found["text"])).split())
        told = _NAME.search(found["attributes"])
        if not text:
            return found[0]
        if told:
            parts.append(Part(unescape(told["name"]), text))
            return found[0]
        name = _free(f"muc-{slug(text)}", {part.name for part in parts})
        parts.append(Part(name, text))
        return f'<h2{found["attributes"]} id="{escape(name)}">{found["text"]}</h2>'

    return _PART.sub(name_it, html), parts


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
