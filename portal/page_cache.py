"""Public pages for readers without a session: kept for a minute, dropped when anything changes.

What the public sees changes only through a request that is not safe, through a task, or through a
command. Each of these begins a new *generation*: pages of an older one are never handed out, so a
published result or a withdrawn consent shows at once. The minute is for what time itself changes.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse

from portal import display

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.cache.backends.base import BaseCache
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
DISPLAY_COOKIES = frozenset({display.SIZE_COOKIE, display.CONTRAST_COOKIE, display.THEME_COOKIE})
LONGEST_PATH = 500
_GENERATION = "pages:generation"
# Nobody needs a generation for longer than its pages live.
_GENERATION_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class _Page:
    content: bytes
    headers: dict[str, str]


def _cache() -> BaseCache:
    return caches["pages"]


def begin_generation() -> None:
    """Let no page that was rendered before now be handed out any more."""
    try:
        _cache().set(_GENERATION, uuid.uuid4().hex, _GENERATION_SECONDS)
    except Exception:  # the act itself is done; without the cache no page is handed out anyway
        logger.exception("The cache of pages is away")


def _generation() -> str:
    found = _cache().get(_GENERATION)
    if found is None:
        begin_generation()
        found = _cache().get(_GENERATION, "")
    return str(found)


def may_share(request: HttpRequest) -> bool:
    """Whether this reader sees what everybody sees: no cookie but the display choices.

    A session, a message that waits or a token of a form makes the page the reader's own.
    """
    return (
        request.method == "GET"
        and DISPLAY_COOKIES.issuperset(request.COOKIES)
        and "Authorization" not in request.headers
        and len(request.get_full_path()) <= LONGEST_PATH
    )


def _may_keep(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "private" not in response.headers.get("Cache-Control", "")
        and "no-store" not in response.headers.get("Cache-Control", "")
        and not response.has_header("Content-Disposition")
    )


def _address_of(request: HttpRequest) -> str:
    """All that tells one shared page from another; raises DisallowedHost as every view would."""
    choice = display.read(request)
    looks = f"{choice.size}{choice.contrast}{choice.theme}"
    return f"{looks} {request.scheme}://{request.get_host()}{request.get_full_path()}"


def _key(address: str, generation: str) -> str:
    return "page:" + hashlib.sha256(f"{generation} {address}".encode()).hexdigest()


def changes_nothing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view whose answers to unsafe requests change nothing that others see."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.changes_nothing = True  # type: ignore[attr-defined]  # read by the middleware
        return response

    return marked


class PageCacheMiddleware:
    """Answer anonymous readers from the cache; begin a new generation after every change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE_SECONDS:
            return self.get_response(request)
        if may_share(request):
            return self._shared(request)
        response = self.get_response(request)
        if request.method not in SAFE_METHODS and not hasattr(response, "changes_nothing"):
            begin_generation()
        return response

    def _shared(self, request: HttpRequest) -> HttpResponseBase:
        address = _address_of(request)
        try:
            key = _key(address, _generation())
            page = _cache().get(key)
        except Exception:  # a cache that is away must not take the portal with it
            logger.exception("The cache of pages is away")
            return self.get_response(request)
        if page is not None:
            return HttpResponse(page.content, headers=page.headers)
        response = self.get_response(request)
        if _may_keep(response):
            self._keep(key, response)
        return response

    def _keep(self, key: str, response: HttpResponseBase) -> None:
        if not isinstance(response, HttpResponse):  # pragma: no cover -- _may_keep has seen to it
            return
        headers = dict(response.headers)
        headers.pop("Content-Length", None)
        try:
            _cache().set(key, _Page(response.content, headers), settings.PAGE_CACHE_SECONDS)
        except Exception:  # the reader has the page all the same
            logger.exception("The cache of pages is away")
