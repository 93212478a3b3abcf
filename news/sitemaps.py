"""Published articles for search engines."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final, NamedTuple

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage
from django.db.models import Max, QuerySet

from news.models import Article

PER_PAGE: Final = 10_000


class KeyPage(NamedTuple):
    object_list: QuerySet[Any]


class KeyPaginator:
    """Pages by ranges of keys: nothing is counted or skipped, and a row stays on its page."""

    def __init__(self, rows: QuerySet[Any], per_page: int) -> None:
        self.rows = rows
        self.per_page = per_page

    @cached_property
    def num_pages(self) -> int:
        last = Article.objects.aggregate(last=Max("pk"))["last"] or 1
        return -(-last // self.per_page)

    def page(self, number: int | str) -> KeyPage:
        """Return the rows of a page; EmptyPage where none can be."""
        number = int(number)
        if not 1 <= number <= self.num_pages:
            raise EmptyPage
        last = number * self.per_page
        return KeyPage(self.rows.filter(pk__gt=last - self.per_page, pk__lte=last).order_by("pk"))


class ArticleSitemap(Sitemap):
    changefreq = "monthly"

    def items(self):
        return (
            Article.objects.published()
            .select_related("category")
            .only("slug", "updated_at", "category__slug")
        )

    @property
    def paginator(self):
        return KeyPaginator(self.items(), PER_PAGE)

    def lastmod(self, item):
        return item.updated_at

    def get_latest_lastmod(self):
        """Of all of them: the index of the maps does without, rather than read every article."""
        return
