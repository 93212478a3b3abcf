"""Filters that write numbers, money, dates and sizes as people here read them."""

import datetime as dt
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.translation import gettext

from portal import dates
from portal.numbers import format_number

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"


def _number_or_none(value):
    """``value`` as a Decimal, or None for what is no number: a filter never breaks a page."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@register.filter
def number(value):
    """1234.5 → ``1.234,5``."""
    found = _number_or_none(value)
    return "" if found is None else format_number(found)


@register.filter
def money(value):
    """30000000 → ``30.000.000 đồng``, on one line."""
    found = _number_or_none(value)
    if found is None:
        return ""
    return f"{format_number(found)}{NO_BREAK_SPACE}{gettext('đồng')}"


@register.filter
def score(value):
    """82.50 → ``82,5``: at most two decimals, halves up, as score tables print them."""
    found = _number_or_none(value)
    if found is None:
        return ""
    return format_number(found.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP"))


@register.filter
def clock(seconds):
    """Seconds left → ``08:05``; ``-00:12`` once the time is over."""
    size = abs(int(seconds))
    return f"{'-' if seconds < 0 else ''}{size // 60:02d}:{size % 60:02d}"


@register.filter
def date_long(value):
    """A day → ``ngày 05 tháng 3 năm 2026``."""
    return dates.format_long(value) if value else ""


@register.filter
def deadline(value):
    """An instant → ``17 giờ 00, ngày 31/10/2026``."""
    return dates.format_deadline(value) if value else ""


@register.filter
def iso(value):
    """Frozen text as people read it: ``2026-11-28T06:17:00+07:00`` → ``06:17 28/11/2026``; a day without the hour."""
    try:
        moment = dt.datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    return (
        f"{moment:%d/%m/%Y}" if len(str(value)) <= len("2026-11-28") else f"{moment:%H:%M %d/%m/%Y}"
    )


@register.filter
def time_left(value):
    """A deadline → ``còn 12 ngày``."""
    return dates.time_left(value) if value else ""


@register.filter
def filesize_vi(value):
    """430080 → ``420 KB``."""
    found = _number_or_none(value)
    if found is None:
        return ""
    for unit, size in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if found >= size:
            digits = Decimal("0.1") if found < 10 * size else Decimal(1)
            return f"{format_number((found / size).quantize(digits))}{NO_BREAK_SPACE}{unit}"
    return f"{format_number(found)}{NO_BREAK_SPACE}B"


@register.filter
def doc_number(value):
    """201/KH-UBND, kept on one line: no break at slash, hyphen or blank (portal.text drops the marks when it is pasted)."""
    text = str(value or "").replace(" ", NO_BREAK_SPACE)
    return text.replace("-", f"{WORD_JOINER}-{WORD_JOINER}").replace(
        "/", f"{WORD_JOINER}/{WORD_JOINER}"
    )
