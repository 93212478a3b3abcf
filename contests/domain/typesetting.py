"""Papers as PDF: a template in templates/contests/papers/, filled with plain values."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from datetime import datetime

_FOLDER = Path(settings.BASE_DIR) / "templates" / "contests" / "papers"


def typeset(
    template: str, paper: dict[str, Any], *, moment: datetime, fonts: Path | None = None
) -> bytes:
    """Return the PDF of ``template`` with the values of ``paper``: A4, the package's own font.

    ``fonts`` is a folder of other fonts. What people typed reaches the page as values, never as markup.
    """
    import typst  # noqa: PLC0415 -- a large compiled library, needed by this act only

    pdf: bytes = typst.compile(
        str(_FOLDER / template),
        root=str(_FOLDER),
        font_paths=[str(fonts or _font_folder())],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        timestamp=int(moment.timestamp()),
    )
    return pdf


@cache
def _font_folder() -> str:
    import fontpkg_be_vietnam_pro  # noqa: PLC0415 -- only its place is wanted

    return str(Path(str(fontpkg_be_vietnam_pro.__file__)).parent / "files")
