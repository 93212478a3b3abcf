"""Pictures in fixed sizes, cut around what matters in them; made at first need and kept as files."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

if TYPE_CHECKING:
    from news.models.pictures import CutPicture

logger = logging.getLogger(__name__)

FOLDER: Final = "tin-tuc/co-dinh"
# Widths of each use, all of the same shape; the last is for screens with many pixels.
RATIO: Final = (16, 9)
WIDTHS: Final = {"card": (480, 960), "wide": (480, 960, 1440), "banner": (480, 720)}
FORMATS: Final[dict[str, dict[str, Any]]] = {
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture as a page names it: ``srcset`` by format, and the file for old browsers."""

    webp: str
    jpeg: str
    url: str
    width: int
    height: int
    # Of what pages of others show: the largest there is.
    largest: str


def shown(picture: CutPicture, use: str) -> Shown | None:
    """The renditions of ``picture`` for ``use``; None when its file cannot be read any more."""
    widths = widths_of(picture, use)
    try:
        urls = {
            kind: [(width, default_storage.url(_kept(picture, width, kind))) for width in widths]
            for kind in FORMATS
        }
    except (OSError, ValueError):
        logger.exception("No rendition of picture %s", picture.pk)
        return None
    width, url = urls["jpg"][0]
    return Shown(
        webp=_srcset(urls["webp"]),
        jpeg=_srcset(urls["jpg"]),
        url=url,
        width=width,
        height=height_of(width),
        largest=urls["jpg"][-1][1],
    )


def widths_of(picture: CutPicture, use: str) -> list[int]:
    """The widths that need no enlarging; of a small picture the smallest all the same."""
    left, _top, right, _bottom = crop_box(
        picture.width, picture.height, picture.focus_x, picture.focus_y
    )
    smallest, *others = WIDTHS[use]
    return [smallest, *(width for width in others if width <= right - left)]


def names_of(picture: CutPicture) -> set[str]:
    """Every file that may have been made of ``picture`` as it is now, whatever for."""
    return {
        _name(picture, width, kind)
        for widths in WIDTHS.values()
        for width in widths
        for kind in FORMATS
    }


def height_of(width: int) -> int:
    return width * RATIO[1] // RATIO[0]


def crop_box(width: int, height: int, focus_x: int, focus_y: int) -> tuple[int, int, int, int]:
    """The largest part of the shape with the focus, given in per cent, as near its middle as fits."""
    cut_width = min(width, height * RATIO[0] // RATIO[1])
    cut_height = min(height, width * RATIO[1] // RATIO[0])
    left = _start(width, cut_width, focus_x)
    top = _start(height, cut_height, focus_y)
    return left, top, left + cut_width, top + cut_height


def _start(length: int, cut: int, focus: int) -> int:
    wanted = length * focus // 100 - cut // 2
    return max(0, min(wanted, length - cut))


def _srcset(urls: list[tuple[int, str]]) -> str:
    return ", ".join(f"{url} {width}w" for width, url in urls)


def _name(picture: CutPicture, width: int, kind: str) -> str:
    """Another picture and another focus are another file."""
    told = f"{picture.image.name} {picture.focus_x} {picture.focus_y}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    return f"{FOLDER}/{picture.pk}-{digest}-{width}.{kind}"


def _kept(picture: CutPicture, width: int, kind: str) -> str:
    """The name of the file, which is made unless it is there."""
    name = _name(picture, width, kind)
    if not default_storage.exists(name):
        saved = default_storage.save(name, ContentFile(_made(picture, width, kind)))
        if saved != name:  # somebody else made it in the same moment
            default_storage.delete(saved)
    return name


def _made(picture: CutPicture, width: int, kind: str) -> bytes:
    with picture.image.storage.open(str(picture.image.name)) as file, Image.open(file) as original:
        box = crop_box(*original.size, picture.focus_x, picture.focus_y)
        size = (width, height_of(width))
        cut = original.convert("RGB").resize(size, Image.Resampling.LANCZOS, box=box)
    content = io.BytesIO()
    cut.save(content, **FORMATS[kind])
    return content.getvalue()
