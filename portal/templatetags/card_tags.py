"""What the head of a page says to search engines and messengers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.bilingual import Bilingual
from portal.mail import absolute_url
from portal.page_card import PageCard, as_script, breadcrumb_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

register = template.Library()
LOCALES = {"vi": "vi_VN", "en": "en_GB"}


@register.simple_tag(takes_context=True)
def page_card(context: template.Context) -> SafeString:
    """The page's address in both languages, its card, and the way to it."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.resolver_match is None:  # an error page
        return SafeString("")
    card: PageCard | None = context.get("card")
    parts = [
        _links(request, in_english=_is_readable_in_english(context)),
        _card(request, card) if card else SafeString(""),
    ]
    parts += [_script(as_script(found)) for found in _data(context, card)]
    return mark_safe("\n  ".join(filter(None, parts)))  # noqa: S308 -- each part is escaped


def _data(context: template.Context, card: PageCard | None) -> Iterator[Mapping[str, Any]]:
    """What search engines read; they are never signed in."""
    user = context.get("user")
    if user is not None and user.is_authenticated:
        return
    if card is not None:
        yield from card.data
    if crumbs := context.get("breadcrumbs"):
        yield breadcrumb_list([(_("Home"), reverse("site:home")), *crumbs])


def _is_readable_in_english(context: template.Context) -> bool:
    """Whether there is English to read, and not only an English frame around Vietnamese words."""
    shown = context.get("object")
    return not isinstance(shown, Bilingual) or shown.has_english


def _links(request: HttpRequest, *, in_english: bool) -> SafeString:
    """The one address of the page, and where it stands in each language that it can be read in."""
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    found = {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}
    own = format_html('<link rel="canonical" href="{}">', absolute_url(request.path + query))
    if not in_english or len(set(found.values())) < len(found):  # it has one language only
        return own
    rows = [*found.items(), ("x-default", found[settings.LANGUAGE_CODE])]
    others = ((code, absolute_url(path + query)) for code, path in rows)
    return own + format_html_join("", '\n  <link rel="alternate" hreflang="{}" href="{}">', others)


def _card(request: HttpRequest, card: PageCard) -> SafeString:
    summary = card.summary
    described = (
        format_html('<meta name="description" content="{}">\n  ', summary)
        if summary
        else SafeString("")
    )
    rows = ((name, value) for name, value in _open_graph(request, card, summary) if value)
    return described + format_html_join("\n  ", '<meta property="og:{}" content="{}">', rows)


def _open_graph(request: HttpRequest, card: PageCard, summary: str) -> Iterator[tuple[str, str]]:
    yield "title", card.title
    yield "type", card.kind
    yield "url", absolute_url(request.path)
    yield "description", summary
    yield "image", absolute_url(card.image) if card.image else ""
    yield "image:alt", card.image_alt if card.image else ""
    yield "site_name", _("Startup portal of Lạng Sơn")
    yield "locale", LOCALES.get(str(get_language()), "")


def _script(text: str) -> SafeString:
    # A data block: browsers run nothing of this type, and the policy on scripts does not ask for it.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- as_script escapes
