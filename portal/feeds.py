"""RSS and Atom of a section: the same entries in both forms, titles and short texts only.

Readers come to the page for the rest; what a page does not show to everybody is in no feed.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.urls import path
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.urls import URLPattern

# What readers of feeds fetch again and again stays small.
NEWEST = 20


def midnight(day: date) -> datetime:
    """The moment at which ``day`` begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


class SectionFeed(Feed):
    """The newest of a section; Atom asks for an author and for the moment of each change (RFC 4287)."""

    def author_name(self) -> str:
        return _("Lạng Sơn Department of Science and Technology")

    def description(self) -> str:
        """One sentence about the section."""
        raise NotImplementedError

    def subtitle(self) -> str:
        """What RSS calls the description."""
        return self.description()

    def item_description(self, item: Any) -> str:
        """Readers of feeds take a description for HTML, the portal's short texts are text."""
        return escape(self.item_text(item))

    def item_text(self, item: Any) -> str:
        """What the entry says under its title."""
        raise NotImplementedError


def feed_paths(prefix: str, feed_class: type[SectionFeed], name: str) -> list[URLPattern]:
    """The addresses of a section's feed: ``<prefix>rss.xml`` and ``<prefix>atom.xml``."""
    rss = type("Rss", (feed_class,), {"feed_type": Rss201rev2Feed})
    atom = type("Atom", (feed_class,), {"feed_type": Atom1Feed})
    return [
        path(f"{prefix}rss.xml", rss(), name=name),
        path(f"{prefix}atom.xml", atom(), name=f"{name}_atom"),
    ]
