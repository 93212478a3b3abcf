"""Demo articles by the thousand, for lists and search under load."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.utils import timezone

from news.enums import ArticleState
from news.models import Article, Category
from portal.site.demo import projects
from portal.text import slug

BATCH = 1000


def make(count: int, *, seed: int) -> int:
    """Write ``count`` published articles in bulk; returns how many."""
    rng = Random(seed)  # noqa: S311 -- invented data, not secrets
    categories = list(Category.objects.all())
    now = timezone.now()
    offset = Article.objects.count()
    for start in range(0, count, BATCH):
        rows = []
        for n in range(start, min(start + BATCH, count)):
            title, thing = projects.title_and_thing(rng)
            row = Article(
                title=f"{title}: câu chuyện minh họa số {offset + n + 1}",
                slug=slug(f"minh-hoa-{offset + n + 1}-{title}"),
                lead=rng.choice(projects.PROBLEMS).format(thing=thing),
                body=f"<p>{rng.choice(projects.SOLUTIONS).format(thing=thing)}</p>",
                category=rng.choice(categories),
                state=ArticleState.PUBLISHED,
                published_at=now - timedelta(minutes=7 * (n + 1)),
            )
            row.refold()
            rows.append(row)
        Article.objects.bulk_create(rows, batch_size=BATCH)
    return count
