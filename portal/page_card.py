"""How a page presents itself where it is linked or listed: title, description, picture, data.

Search engines read the data (schema.org as JSON-LD), messengers the rest (OpenGraph). Nothing
stands in a card that the page itself does not show to everybody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator

from portal.mail import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What search engines and messengers show of a description.
LONGEST = 200
# As Django's json_script: nothing in the text can end the element that holds it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, kw_only=True)
class PageCard:
    """``kind`` is OpenGraph's type; ``image`` a path of the portal; ``data`` schema.org things."""

    title: str
    description: str = ""
    kind: str = "website"
    image: str = ""
    image_alt: str = ""
    data: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)

    @property
    def summary(self) -> str:
        """The description on one line, cut at a word."""
        return Truncator(" ".join(self.description.split())).chars(LONGEST)


def thing(kind: str, **properties: Any) -> dict[str, Any]:
    """A thing of schema.org; what is not known is left out."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **known}


def place(name: str) -> dict[str, Any]:
    """Where something is, in words."""
    region = "Lạng Sơn"
    address = thing("PostalAddress", addressRegion=region, addressCountry="VN")
    return thing("Place", name=name or region, address=address)


def breadcrumb_list(way: Iterable[tuple[str, str | None]]) -> dict[str, Any]:
    """The way to the page; the page itself comes last, without an address."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=number, name=str(name), item=url and absolute_url(url))
            for number, (name, url) in enumerate(way, start=1)
        ],
    )


def as_script(data: Mapping[str, Any]) -> str:
    """One thing as the text of a JSON-LD element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, default=str)
    return text.translate(_ESCAPES)
