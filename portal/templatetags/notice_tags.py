"""The notice of the whole site, above a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from portal.notices import standing_notice

register = template.Library()


@register.inclusion_tag("components/site_notice.html", takes_context=True)
def site_notice(context: template.Context, *, in_administration: bool = False) -> dict[str, Any]:
    """One notice at most; in English where it has an English text."""
    notice = standing_notice(context.get("user"), in_administration=in_administration)
    if notice is None:
        return {"notice": None}
    language = get_language() or ""
    is_english = language.startswith("en") and bool(notice.text_en)
    return {
        "notice": notice,
        "text": notice.text_en if is_english else notice.text,
        "is_other_language": language.startswith("en") and not is_english,
    }
