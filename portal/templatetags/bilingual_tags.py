"""What rows say in the language of the page, amid other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.bilingual import Bilingual

register = template.Library()


@register.filter
def told(row: Bilingual | None, column: str) -> SafeString:
    """``row.here.<column>`` with the mark of its language; nothing of no row."""
    return getattr(row.here, column).marked if row else SafeString("")


@register.filter
def told_list(rows: Iterable[Bilingual], column: str) -> SafeString:
    """What each of the rows says, in one line."""
    return format_html_join("; ", "{}", ((told(row, column),) for row in rows))
