"""The frame of every page – style sheets, header, footer – rendered once for readers who see the same.

Anonymous readers see one of a few frames: by language, display choices and the current item of the
menu. Only the page's own address differs; it is put in afterwards. Whoever is signed in gets a
frame of their own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, override

from portal.display import Display

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

MENU = (
    ("site:home", gettext_lazy("Home")),
    ("news:article_list", gettext_lazy("News")),
    ("contests:contest_list", gettext_lazy("Contest")),
    ("ecosystem:directory", gettext_lazy("Ecosystem")),
    ("ecosystem:startup_list", gettext_lazy("Startup projects")),
    ("ecosystem:support_list", gettext_lazy("Support policies")),
    ("ecosystem:document_list", gettext_lazy("Documents")),
    ("site:figures", gettext_lazy("Figures")),
    ("site:contact", gettext_lazy("Contact")),
)

# Stand in a cached frame for what differs from page to page; no text that people type holds them.
_ADDRESS, _LANGUAGE = "\ue000address\ue000", "\ue000language\ue000"


class MenuItem(NamedTuple):
    label: str
    url: str
    is_current: bool
    is_this_page: bool


class _Frame(NamedTuple):
    """All that an anonymous reader's frame depends on."""

    language: str | None
    display: Display
    is_official_host: bool
    section: int | None
    is_menu_page: bool


@register.simple_tag(takes_context=True)
def page_frame(context: template.Context, part: str) -> SafeString:
    """Return ``components/<part>.html`` for this page and its reader."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    frame = _Frame(
        get_language(),
        context.get("display") or Display(),
        bool(context.get("is_official_host")),
        *_place_in_menu(path),
    )
    user = context.get("user")
    if user is not None and user.is_authenticated:
        own = {"user": user, "csrf_token": context.get("csrf_token")}
        html = _render(part, frame, own)
    else:
        html = _anonymous(part, frame) if not settings.DEBUG else _render(part, frame, {})
    for token, value in _OF_THIS_PAGE.items():
        if token in html:
            html = html.replace(token, value(request))
    return mark_safe(html)  # noqa: S308 -- rendered by templates; the address is escaped


@lru_cache(maxsize=1024)
def _anonymous(part: str, frame: _Frame) -> str:
    return _render(part, frame, {})


def _render(part: str, frame: _Frame, own: dict[str, Any]) -> str:
    values = {
        "display": frame.display,
        "is_official_host": frame.is_official_host,
        "menu": _menu(frame),
        "address": _ADDRESS,
        "language_link": _LANGUAGE,
    }
    return render_to_string(f"components/{part}.html", values | own)


# --- Menu --------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _menu_urls(language: str | None) -> tuple[tuple[str, str], ...]:
    """Labels and addresses in ``language``, which is the active one."""
    return tuple((str(label), reverse(name)) for name, label in MENU)


@register.simple_tag
def main_menu() -> tuple[tuple[str, str], ...]:
    """Labels and addresses of the main menu."""
    return _menu_urls(get_language())


def _place_in_menu(path: str) -> tuple[int | None, bool]:
    """Which item of the menu holds the page at ``path``, and whether it is that very page."""
    urls = [url for _label, url in _menu_urls(get_language())]
    home, *others = urls
    if path == home:
        return 0, True
    for place, url in enumerate(others, start=1):
        if path.startswith(url):
            return place, path == url
    return None, False


def _menu(frame: _Frame) -> list[MenuItem]:
    return [
        MenuItem(label, url, place == frame.section, place == frame.section and frame.is_menu_page)
        for place, (label, url) in enumerate(_menu_urls(frame.language))
    ]


# --- What differs from page to page ------------------------------------------------------------


def _address(request: HttpRequest | None) -> str:
    return escape(request.get_full_path()) if request else ""


def _language_link(request: HttpRequest | None) -> str:
    """Return the link to this page in the other language, where it has one."""
    match = request.resolver_match if request else None
    if request is None or match is None:
        return ""
    code, name = ("vi", "Tiếng Việt") if get_language() == "en" else ("en", "English")
    try:
        with override(code):
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:  # the admin answers unknown addresses by a view without a name
        return ""
    if path == request.path:
        return ""
    query = request.META.get("QUERY_STRING", "")
    url = f"{path}?{query}" if query else path
    return format_html('<p><a href="{1}" lang="{0}" hreflang="{0}">{2}</a></p>', code, url, name)


_OF_THIS_PAGE = {_ADDRESS: _address, _LANGUAGE: _language_link}
