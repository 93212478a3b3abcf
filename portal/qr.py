"""An address as a QR code: rows of dark and light modules for whoever draws them, or a picture.

Error correction M: a fold or a stamp over a sixth of the code does no harm.
"""

from __future__ import annotations

import io
from typing import Any

from django.utils.html import format_html

# Pixels of a module in the PNG: sharp at three centimetres and 300 dots to the inch.
_SCALE = 8
# Modules of white around a drawing, without which cameras do not find it.
_QUIET_ZONE = 4


def qr_rows(text: str) -> list[str]:
    """Return the code as rows of ``1`` (dark) and ``0``, without the quiet zone around it."""
    return ["".join("1" if module else "0" for module in row) for row in _code(text).matrix]


def qr_png(text: str) -> bytes:
    """Return the code as a PNG with its quiet zone."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=_SCALE)
    return out.getvalue()


def qr_svg(text: str, *, label: str, css_class: str) -> str:
    """Return the code as a drawing for a page; black on white in every theme, for the camera."""
    rows = qr_rows(text)
    size = len(rows) + 2 * _QUIET_ZONE
    path = "".join(
        f"M{x + _QUIET_ZONE} {y + _QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module == "1"
    )
    return format_html(
        '<svg class="{3}" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        size,
        label,
        path,
        css_class,
    )


def _code(text: str) -> Any:
    import segno  # noqa: PLC0415 -- needed by papers only

    return segno.make(text, error="m", micro=False)
