"""A paper as PDF: the shipped layout, set by typst.

The face is Times New Roman or one of its metrics where the machine has one, else the serif face that
typst brings along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from contests.domain.official.layouts import laid_out
from contests.domain.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping


def paper_pdf(kind: str, values: Mapping[str, Any]) -> bytes:
    """Return the paper as PDF: A4, page numbers in the top margin from page 2 on."""
    return typeset(
        "official/official.typ", laid_out(kind, values), moment=timezone.now(), system_fonts=True
    )
