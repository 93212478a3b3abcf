"""An address as a QR code: rows of dark and light modules for whoever draws them."""

from __future__ import annotations


def qr_rows(text: str) -> list[str]:
    """Return the code as rows of ``1`` (dark) and ``0``, without the quiet zone around it.

    Error correction M: a fold or a stamp over a sixth of the code does no harm.
    """
    import segno  # noqa: PLC0415 -- needed by papers only

    code = segno.make(text, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix]
