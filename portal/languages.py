"""In which language something is said when it is no page: acts, and addresses of pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import override

ENGLISH = "en"

# What tells a function that was let speak Vietnamese from others.
MARK = "speaks_vietnamese"

P = ParamSpec("P")
R = TypeVar("R")


def in_vietnamese(function: Callable[P, R]) -> Callable[P, R]:
    """Let ``function`` say what it says in Vietnamese, whatever page its caller has open.

    For what is mailed or kept. ``translation.override`` as a decorator would share the language to
    go back to among threads.
    """

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    setattr(inner, MARK, True)
    return inner


def language_of(path: str) -> str:
    """Of an address alone: known before anything was activated, and when all else failed."""
    return ENGLISH if path.startswith(f"/{ENGLISH}/") else settings.LANGUAGE_CODE


def page_in(language: str, url: str) -> str:
    """Return the address of the same page of the portal in ``language``, ``url`` where it has none.

    An address is understood only while its own language is active: Django's ``translate_url`` by
    itself leaves every other one as it is.
    """
    is_written_in = language_of(urlsplit(url).path)
    if is_written_in == language:
        return url
    with override(is_written_in):
        return translate_url(url, language)
