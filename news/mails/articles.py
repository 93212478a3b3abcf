"""What an author is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from news.models import Article, ArticleComment


@in_vietnamese
def article_returned(article: Article, comment: ArticleComment) -> Mail:
    """The article came back with a comment; call it for an article that somebody entered."""
    author = article.created_by
    assert author is not None  # noqa: S101 -- the caller has looked
    return Mail(
        template="news/article_returned",
        recipient=author.email,
        about=f"article:{article.pk}",
        dedupe_key=f"article_returned:{comment.pk}",
        context={
            "name": author.full_name,
            "title": article.title,
            "comment": comment.text,
            "url": absolute_url(reverse("admin:news_article_change", args=[article.pk])),
        },
    )
