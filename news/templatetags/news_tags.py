"""Articles in pages: their pictures and their text."""

from urllib.parse import urlsplit

from django import template

from news.domain.banners import link_here
from news.domain.markup import shown_html
from news.domain.renditions import shown

register = template.Library()

# How wide a picture stands on desktops and on phones. Where three pixels make one, two are sent:
# nobody sees the third, and it would double the weight of the page.
SIZES = {
    "card": "(min-width: 48rem) 24rem, (min-resolution: 2.5dppx) 67vw, 100vw",
    "wide": "(min-width: 60rem) 48rem, (min-resolution: 2.5dppx) 67vw, 100vw",
    "banner": "(min-width: 52rem) 24rem, (min-resolution: 2.5dppx) 67vw, 100vw",
}


@register.inclusion_tag("news/_picture.html")
def news_picture(picture, use, *, is_first="", alt=None):
    """``picture`` for ``use``: the first of a page at once, the others when they come into view.

    ``alt`` stands for it where it is not the alternative text in Vietnamese.
    """
    alt = picture.alt_text if alt is None and picture else alt
    return {
        "alt": alt,
        "alt_lang": getattr(alt, "lang", ""),
        "shown": shown(picture, use) if picture else None,
        "sizes": SIZES[use],
        "is_first": is_first,
    }


register.filter("article_body", shown_html)
register.filter(link_here)

# What people call the types that may be stored (portal.filetypes).
KINDS = {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG", "webp": "WebP"}


@register.filter
def file_kind(content_type):
    """``application/pdf`` as people say it: PDF, Word, Excel, PowerPoint, JPEG."""
    for part, name in (
        ("wordprocessing", "Word"),
        ("spreadsheet", "Excel"),
        ("presentation", "PowerPoint"),
    ):
        if part in content_type:
            return name
    last = content_type.rpartition("/")[2]
    return KINDS.get(last, last.upper())


@register.filter
def host_of(url):
    """The host that a link leads to, without the ``www.`` in front; none where it is no address."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")
