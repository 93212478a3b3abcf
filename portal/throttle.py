"""A brake on guessing: so many attempts of one kind from one address in a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import caches

if TYPE_CHECKING:
    from django.http import HttpRequest


def is_braked(request: HttpRequest, kind: str, *, limit: int) -> bool:
    """Whether the address of ``request`` has used up its attempts of ``kind``."""
    return int(caches["default"].get(_key(request, kind), 0)) >= limit


def count_attempt(request: HttpRequest, kind: str, *, seconds: int) -> None:
    """Note a failed attempt; all are forgotten ``seconds`` after the first."""
    cache, key = caches["default"], _key(request, kind)
    if not cache.add(key, 1, seconds):
        try:
            cache.incr(key)
        except ValueError:  # forgotten between the two calls
            cache.add(key, 1, seconds)


def _key(request: HttpRequest, kind: str) -> str:
    return f"throttle:{kind}:{get_adapter().get_client_ip(request)}"
