"""What goes out and what is taken out by itself, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from news.enums import ArticleState
from news.models import Article

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One article, and what becomes of it at ``at``."""

    at: datetime
    article: Article
    is_withdrawal: bool


def coming() -> list[Moment]:
    """Every set time, the soonest first: one query."""
    found = []
    for article in Article.objects.coming().select_related("category").defer("body", "folded"):
        if article.state == ArticleState.SCHEDULED and article.published_at is not None:
            found.append(Moment(at=article.published_at, article=article, is_withdrawal=False))
        if article.withdraw_at is not None:
            found.append(Moment(at=article.withdraw_at, article=article, is_withdrawal=True))
    return sorted(found, key=lambda moment: (moment.at, moment.article.pk))
