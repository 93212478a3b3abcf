"""The first articles of the portal: shipped as data, loaded once, then the newsroom's own."""

from __future__ import annotations

from pathlib import Path

import yaml
from django.db import transaction
from django.utils.dateparse import parse_datetime

from news.enums import ArticleState
from news.models import Article, Category

_FILE = Path(__file__).resolve().parents[1] / "data" / "articles.yaml"
AUTHOR = "Ban biên tập"


@transaction.atomic
def load_articles() -> int:
    """Create the shipped articles that are not there yet; returns how many were made.

    What the newsroom changed since, or archived, stays as it is.
    """
    categories = {category.slug: category for category in Category.objects.all()}
    made = 0
    for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        at = row["published_at"]
        _article, created = Article.objects.get_or_create(
            origin=row["origin"],
            defaults={
                **{name: row[name] for name in ("kind", "title", "lead", "source", "body")},
                "category": categories[row["category"]],
                "author_name": AUTHOR,
                "state": ArticleState.PUBLISHED,
                "published_at": parse_datetime(at) if isinstance(at, str) else at,
            },
        )
        made += created
    return made
