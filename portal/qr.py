"""An address as a QR code: rows of dark and light modules for whoever draws them, or a picture.

Error correction M: a fold or a stamp over a sixth of the code does no harm.
"""

from __future__ import annotations

import io
from typing import Any

# Pixels of a module in the PNG: sharp at three centimetres and 300 dots to the inch.
_SCALE = 8


def qr_rows(text: str) -> list[str]:
    """Return the code as rows of ``1`` (dark) and ``0``, without the quiet zone around it."""
    return ["".join("1" if module else "0" for module in row) for row in _code(text).matrix]


def qr_png(text: str) -> bytes:
    """Return the code as a PNG with its quiet zone."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=_SCALE)
    return out.getvalue()


def _code(text: str) -> Any:
    import segno  # noqa: PLC0415 -- needed by papers only

    return segno.make(text, error="m", micro=False)
