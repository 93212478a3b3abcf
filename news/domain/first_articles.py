"""The first articles of the portal: shipped as data, loaded once, then the newsroom's own."""

from __future__ import annotations

from pathlib import Path

import yaml
from django.db import transaction
from django.utils.dateparse import parse_datetime

from news.enums import ArticleState
from news.models import Article, Category, Series, Tag

_FILE = Path(__file__).resolve().parents[1] / "data" / "articles.yaml"
AUTHOR = "Ban biên tập"
OPTIONAL = ("contest_year", "series_order", "is_pinned")


@transaction.atomic
def load_articles() -> int:
    """Create the shipped articles that are not there yet; returns how many were made.

    What the newsroom changed since, or archived, stays as it is.
    """
    categories = {category.slug: category for category in Category.objects.all()}
    made = 0
    for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        at = row["published_at"]
        more = {name: row[name] for name in OPTIONAL if name in row}
        article, created = Article.objects.get_or_create(
            origin=row["origin"],
            defaults={
                **{name: row[name] for name in ("kind", "title", "lead", "source", "body")},
                **more,
                "category": categories[row["category"]],
                "series": _series(row.get("series")),
                "author_name": AUTHOR,
                "state": ArticleState.PUBLISHED,
                "published_at": parse_datetime(at) if isinstance(at, str) else at,
            },
        )
        if created:
            article.tags.set(_tags(row.get("tags", [])))
        made += created
    return made


def _series(name: str | None) -> Series | None:
    return Series.objects.get_or_create(name=name)[0] if name else None


def _tags(names: list[str]) -> list[Tag]:
    return [Tag.objects.get_or_create(name=name)[0] for name in names]
