"""What is looked at before an article goes out: some findings block, others only warn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from news.domain.markup import read_markup
from portal.numbers import format_number
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from news.models import Article

SHORT_LEAD: Final = 60
LONG_LEAD: Final = 300
# A lead stands in lists, feeds and previews of links: beyond this it is no lead any more.
LONGEST_LEAD: Final = 600
FILES: Final = ("/media/", "/static/")


class AltTextMissingError(RefusedError):
    """A picture says nothing to somebody who cannot see it."""


class NotReadyError(RefusedError):
    """A check that blocks is not met."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is not as it should be."""

    text: str
    is_blocking: bool = False


def findings(article: Article) -> list[Finding]:
    """All that is to be mended or thought about, what blocks first."""
    found = [*_of_lead(article), *_of_picture(article), *_of_text(article), *_of_meta(article)]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def refuse_unready(article: Article) -> None:
    """Raise NotReadyError with every finding that blocks."""
    if article.picture is not None and not article.picture.alt_text.strip():
        raise AltTextMissingError(_("Write the alternative text of the picture first"))
    blocking = [finding.text for finding in findings(article) if finding.is_blocking]
    if blocking:
        raise NotReadyError(" ".join(blocking))


def _of_lead(article: Article) -> list[Finding]:
    length = len(article.lead.strip())
    values = {"n": format_number(length), "most": format_number(LONGEST_LEAD)}
    if not length:
        return [Finding(text=_("The lead is missing."), is_blocking=True)]
    if length > LONGEST_LEAD:
        text = _("The lead has %(n)s characters; %(most)s are the most.")
        return [Finding(text=text % values, is_blocking=True)]
    if length > LONG_LEAD:
        return [Finding(text=_("The lead is long (%(n)s characters): lists cut it.") % values)]
    if length < SHORT_LEAD:
        return [Finding(text=_("The lead is short (%(n)s characters).") % values)]
    return []


def _of_picture(article: Article) -> list[Finding]:
    if article.picture is None:
        return [Finding(text=_("There is no picture."))]
    if not article.picture.alt_text.strip():
        text = _("The picture has no alternative text.")
        return [Finding(text=text, is_blocking=True)]
    return []


def _of_text(article: Article) -> list[Finding]:
    markup = read_markup(article.body)
    found = []
    if not markup.text:
        found.append(Finding(text=_("The text is empty."), is_blocking=True))
    # The title is the first level.
    if any(deeper > level + 1 for level, deeper in pairwise([1, *markup.headings])):
        found.append(Finding(text=_("A heading skips a level: begin with “Heading 2”.")))
    for address in dict.fromkeys(markup.links):
        finding = _of_link(address)
        if finding:
            found.append(finding)
    return found


def _of_link(address: str) -> Finding | None:
    """A link into the portal that no page answers to blocks; one that does not open yet warns."""
    parts = urlsplit(address)
    is_ours = not parts.netloc or parts.netloc == urlsplit(settings.SITE_URL).netloc
    if parts.scheme not in {"", "http", "https"} or not is_ours or parts.path.startswith(FILES):
        return None
    if not parts.path:
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        text = _("The link %(address)s leads nowhere in the portal.") % {"address": address}
        return Finding(text=text, is_blocking=True)
    try:
        match.func(_as_a_reader(parts.path), *match.args, **match.kwargs)
    except Http404:
        text = _("The page behind %(address)s does not open for readers now.")
        return Finding(text=text % {"address": address})
    except Exception:  # noqa: BLE001 -- a page that asks for more than a reader was found
        return None
    return None


def _as_a_reader(path: str) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.user = AnonymousUser()
    return request


def _of_meta(article: Article) -> list[Finding]:
    found = []
    if not article.author_name and not article.source:
        found.append(Finding(text=_("Neither author nor source is named.")))
    if article.pk and not article.tags.exists():
        found.append(Finding(text=_("There are no tags: fewer readers find it.")))
    return found
