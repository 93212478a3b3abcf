"""Aids for reading a long page: its parts, how long it takes, and tools to keep or pass it on."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.mail import absolute_url
from portal.reading import FEWEST_PARTS, minutes, with_places

register = template.Library()


@register.filter
def reading_minutes(html: str) -> int:
    """Whole minutes that reading ``html`` takes."""
    return minutes(html)


@register.inclusion_tag("components/reading_tools.html", takes_context=True)
def reading_tools(context: template.Context, title: str) -> dict[str, Any]:
    """Print, copy the link, share, listen; the address stands below the text on paper."""
    request = context.get("request")
    return {"page_title": title, "page_url": absolute_url(request.path if request else "/")}


@register.simple_block_tag
def with_contents(content: str) -> SafeString:
    """``{% with_contents %} … {% endwith_contents %}``: the parts of what stands between, above it."""
    html, parts = with_places(content)
    if len(parts) < FEWEST_PARTS:
        return mark_safe(content)  # noqa: S308 -- rendered by the template
    contents = render_to_string("components/contents.html", {"parts": parts})
    return mark_safe(contents + html)  # noqa: S308 -- rendered by templates; names are escaped
