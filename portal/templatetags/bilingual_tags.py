"""What rows say in the language of the page, amid other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from portal.bilingual import IN_VIETNAMESE, Told, is_english

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.bilingual import Bilingual

register = template.Library()


@register.filter
def told(row: Bilingual | None, column: str) -> SafeString:
    """``row.here.<column>`` with the mark of its language; nothing of no row."""
    return getattr(row.here, column).marked if row else SafeString("")


@register.filter
def said(text: str) -> SafeString:
    """What a table or a list of ours was given, with the mark of its language if it has one."""
    return text.marked if isinstance(text, Told) else conditional_escape(text)


@register.filter
def vietnamese(text: object) -> SafeString:
    """Words that are Vietnamese on every page, amid others: marked where the page is not.

    Where an element holds nothing else, ``lang_vi`` marks that.
    """
    words = conditional_escape(text)
    return format_html("<span{}>{}</span>", lang_vi(), words) if words and is_english() else words


@register.simple_tag
def lang_vi() -> SafeString:
    """The attribute of an element whose words are Vietnamese on every page."""
    return SafeString(IN_VIETNAMESE if is_english() else "")


@register.filter
def told_list(rows: Iterable[Bilingual], column: str) -> SafeString:
    """What each of the rows says, in one line."""
    return format_html_join("; ", "{}", ((told(row, column),) for row in rows))
