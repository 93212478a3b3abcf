"""An address as a QR code: rows of dark and light modules for whoever draws them."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec


def qr_rows(text: str) -> list[str]:
    """Return the code as rows of ``1`` (dark) and ``0``, without the quiet zone around it.

    Error correction M: a fold or a stamp over a sixth of the code does no harm. Empty while the
    library that computes it is not installed: papers then carry the address and the code in words.
    """
    if find_spec("segno") is None:
        return []
    code = import_module("segno").make(text, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix]
