"""Display choices (text size, contrast, theme): read from cookies, rendered by the server.

The choices live in three cookies without personal data. The server writes them as attributes of
``<html>``, so a page never flashes; a script only makes the change visible without a reload.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

SITE_NAME = _("Innovative startup portal of Lạng Sơn province")

SIZE_COOKIE = "co_chu"
CONTRAST_COOKIE = "tuong_phan"
THEME_COOKIE = "giao_dien"
COOKIE_AGE = 365 * 24 * 60 * 60

SIZES = (1, 2, 3, 4, 5)
DEFAULT_SIZE = 2
CONTRASTS = (0, 1, 2)
LIGHT, DARK, SYSTEM = "sang", "toi", "he-thong"
THEMES = (LIGHT, DARK, SYSTEM)

SIZE_LABELS = {
    1: _("Text size: small (87.5%)"),
    2: _("Text size: normal (100%)"),
    3: _("Text size: large (112.5%)"),
    4: _("Text size: larger (125%)"),
    5: _("Text size: largest (150%)"),
}
CONTRAST_LABELS = {
    0: _("Contrast: normal"),
    1: _("Contrast: high, dark on light"),
    2: _("Contrast: high, light on dark"),
}
THEME_LABELS = {
    LIGHT: _("Light theme"),
    DARK: _("Dark theme"),
    SYSTEM: _("Theme of the device"),
}


@dataclass(frozen=True)
class Display:
    """What one reader chose; the attributes of ``<html>``."""

    size: int = DEFAULT_SIZE
    contrast: int = 0
    theme: str = SYSTEM

    @property
    def is_smallest(self) -> bool:
        return self.size == SIZES[0]

    @property
    def is_largest(self) -> bool:
        return self.size == SIZES[-1]

    @property
    def is_lowest_contrast(self) -> bool:
        return self.contrast == CONTRASTS[0]

    @property
    def is_highest_contrast(self) -> bool:
        return self.contrast == CONTRASTS[-1]

    def after(self, action: str) -> Display:
        """The choice after pressing the button named ``action``; an unknown name changes nothing."""
        return {
            "size-down": replace(self, size=max(self.size - 1, SIZES[0])),
            "size-reset": replace(self, size=DEFAULT_SIZE),
            "size-up": replace(self, size=min(self.size + 1, SIZES[-1])),
            "contrast-up": replace(self, contrast=min(self.contrast + 1, CONTRASTS[-1])),
            "contrast-down": replace(self, contrast=max(self.contrast - 1, CONTRASTS[0])),
            "reset": Display(),
        }.get(action, self)

    def choosing(self, values: Mapping[str, str]) -> Display:
        """The choice with the cookies' values in ``values``; what makes no sense is left out."""
        return Display(
            size=_number(values.get(SIZE_COOKIE), SIZES, self.size),
            contrast=_number(values.get(CONTRAST_COOKIE), CONTRASTS, self.contrast),
            theme=values[THEME_COOKIE] if values.get(THEME_COOKIE) in THEMES else self.theme,
        )

    def remember(self, response: HttpResponse, *, secure: bool) -> None:
        """Keep the choice for a year on the reader's device."""
        for name, value in (
            (SIZE_COOKIE, self.size),
            (CONTRAST_COOKIE, self.contrast),
            (THEME_COOKIE, self.theme),
        ):
            response.set_cookie(name, str(value), max_age=COOKIE_AGE, samesite="Lax", secure=secure)


def _number(text: str | None, allowed: tuple[int, ...], otherwise: int) -> int:
    return next((number for number in allowed if str(number) == text), otherwise)


def read(request: HttpRequest) -> Display:
    """What the reader of ``request`` chose."""
    return Display().choosing(request.COOKIES)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent the form.

    Public pages carry no token (it would change their ETag at every request), so the one form on
    them is guarded by the sender that the browser states. It can only change how pages look.
    """
    stated = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(stated) and urlsplit(stated).netloc == request.get_host()


def way_back(request: HttpRequest) -> str:
    """Where to go after a choice: the page that carried the form, never another host."""
    candidates = (request.POST.get("next"), request.headers.get("Referer"))
    for candidate in candidates:
        if candidate and url_has_allowed_host_and_scheme(
            candidate, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return candidate
    return "/"


def context(request: HttpRequest) -> dict[str, object]:
    """Template context: how the page is to look, and whether it stands on the State's own domain."""
    return {
        "SITE_NAME": SITE_NAME,
        "display": read(request),
        "is_official_host": request.get_host().partition(":")[0].endswith(".gov.vn"),
    }
