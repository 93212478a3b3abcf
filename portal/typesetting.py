"""Papers as PDF: a typst template, filled with plain values."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def typeset(
    template: Path, paper: Mapping[str, Any], *, moment: datetime, system_fonts: bool = False
) -> bytes:
    """Return the PDF of ``template`` with the values of ``paper``: A4, the package's own fonts.

    With ``system_fonts`` the template may name fonts of the machine too, and the page depends on
    what is installed there. What people typed reaches the page as values, never as markup. The
    template reads no file outside of its folder.
    """
    import typst  # noqa: PLC0415 -- a large compiled library, needed by this act only

    pdf: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[_font_folder()],
        ignore_system_fonts=not system_fonts,
        format="pdf",
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        timestamp=int(moment.timestamp()),
    )
    return pdf


@cache
def _font_folder() -> str:
    import fontpkg_be_vietnam_pro  # noqa: PLC0415 -- only its place is wanted

    return str(Path(str(fontpkg_be_vietnam_pro.__file__)).parent / "files")
