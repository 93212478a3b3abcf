"""A paper as PDF: the shipped layout, set by typst in the metrics of Times New Roman."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from contests.domain.official.layouts import laid_out
from contests.domain.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = Path(settings.BASE_DIR) / "contests" / "data" / "fonts"


def paper_pdf(kind: str, values: Mapping[str, Any]) -> bytes:
    """Return the paper as PDF: A4, page numbers in the top margin from page 2 on."""
    return typeset(
        "official/official.typ", laid_out(kind, values), moment=timezone.now(), fonts=FONTS
    )
