"""How an article presents itself to search engines and messengers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone

from news.domain.renditions import shown
from portal.mail import absolute_url
from portal.page_card import PageCard, thing

if TYPE_CHECKING:
    import datetime as dt

    from news.models import Article

# The office that answers for the portal, as its foot says it: a name, in every language.
PUBLISHER: Final = "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"
# A signature that begins so is an office's; any other is a person's.
OFFICES: Final = frozenset(
    {"Ban", "Báo", "Cổng", "Đài", "Hội", "Phòng", "Sở", "Tỉnh", "Tổ", "Trung", "UBND", "Ủy"}
)


def article_card(article: Article) -> PageCard:
    """A published article: nothing that its page does not show."""
    found = shown(article.picture, "wide") if article.picture else None
    image = found.largest if found else ""
    publisher = thing(
        "GovernmentOrganization",
        name=PUBLISHER,
        url=settings.SITE_URL,
        logo=thing("ImageObject", url=absolute_url(static("portal/img/favicon.png"))),
    )
    data = thing(
        "NewsArticle",
        headline=article.title,
        description=article.lead,
        image=[absolute_url(image)] if image else [],
        datePublished=_moment(article.published_at),
        dateModified=_moment(_changed(article)),
        author=[_author(article.author_name) or publisher],
        publisher=publisher,
        mainEntityOfPage=absolute_url(article.get_absolute_url()),
        articleSection=article.category.name,
        keywords=[tag.name for tag in article.tags.all()],
        creditText=article.source,
        inLanguage="vi",
        correction=[
            thing("CorrectionComment", text=note.text, datePublished=note.corrected_on.isoformat())
            for note in article.corrections.all()
        ],
    )
    return PageCard(
        title=article.title,
        description=article.lead,
        kind="article",
        image=image,
        image_alt=article.picture.alt_text if article.picture else "",
        data=(data,),
    )


def _author(name: str) -> dict[str, Any] | None:
    if not name:
        return None
    return thing("Organization" if name.split(maxsplit=1)[0] in OFFICES else "Person", name=name)


def _changed(article: Article) -> dt.datetime:
    """The last change that readers could see: what came before the publication is none."""
    return max(filter(None, (article.published_at, article.updated_at)))


def _moment(value: dt.datetime | None) -> str | None:
    """An hour as it is kept here, +07:00."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None
