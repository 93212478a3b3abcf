"""The vocabulary of reading the news. What is public is decided here and nowhere else."""

from django.db import models
from django.utils import timezone

from ecosystem.querysets import FoldedQuerySet
from news.enums import PUBLIC_STATES, ArticleState


class ArticleQuerySet(FoldedQuerySet):
    def published(self, now=None):
        """What lists, feeds and the site map show: published, and its time has come."""
        now = now or timezone.now()
        return self.filter(state=ArticleState.PUBLISHED, published_at__lte=now).exclude(
            expires_at__lte=now
        )

    def readable(self, now=None):
        """What an address still answers for: published or archived, past or not its expiry."""
        return self.filter(state__in=PUBLIC_STATES, published_at__lte=now or timezone.now())

    def due(self, now):
        """Scheduled articles whose time has come."""
        return self.filter(state=ArticleState.SCHEDULED, published_at__lte=now)

    def visible_to(self, user):
        """The newsroom sees everything, everybody else what is public."""
        return (
            self
            if user.has_perm("news.change_article") or user.has_perm("news.view_category")
            else self.readable()
        )

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_list(self):
        """With what a card shows, without the body it does not."""
        return self.select_related("category", "picture").defer("body", "folded")

    def for_page(self):
        return self.select_related("category", "picture", "startup").prefetch_related("tags")


class CategoryQuerySet(models.QuerySet):
    def with_articles(self, now=None):
        """Categories in which something can be read now."""
        return self.filter(
            models.Exists(
                self.model.articles.rel.related_model.objects.published(now).filter(
                    category=models.OuterRef("pk")
                )
            )
        )
