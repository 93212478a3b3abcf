"""Papers as PDF: a template in templates/contests/papers/, filled with plain values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portal import typesetting

if TYPE_CHECKING:
    from datetime import datetime

_FOLDER = Path(settings.BASE_DIR) / "templates" / "contests" / "papers"


def typeset(
    template: str, paper: dict[str, Any], *, moment: datetime, system_fonts: bool = False
) -> bytes:
    """Return the PDF of ``template`` with the values of ``paper``: A4, the package's own font.

    With ``system_fonts`` the template may name fonts of the machine too.
    """
    return typesetting.typeset(_FOLDER / template, paper, moment=moment, system_fonts=system_fonts)
