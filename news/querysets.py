"""The vocabulary of reading the news."""

from django.db.models import Q
from django.utils import timezone

from ecosystem.querysets import FoldedQuerySet
from news.enums import READABLE_STATES, ArticleState


class ArticleQuerySet(FoldedQuerySet):
    def published(self, now=None):
        """Articles in the lists: published, and their time has come."""
        return self.filter(state=ArticleState.PUBLISHED, published_at__lte=now or timezone.now())

    def readable(self, now=None):
        """Articles whose page opens for everybody: the published and the archived."""
        return self.filter(state__in=READABLE_STATES, published_at__lte=now or timezone.now())

    def due(self, now=None):
        """Scheduled articles whose time has come."""
        return self.filter(state=ArticleState.SCHEDULED, published_at__lte=now or timezone.now())

    def to_withdraw(self, now=None):
        """Published articles whose time to be archived has come."""
        return self.filter(state=ArticleState.PUBLISHED, withdraw_at__lte=now or timezone.now())

    def coming(self):
        """What goes out or is taken out by itself: scheduled, or with a time to be withdrawn."""
        return self.filter(Q(state=ArticleState.SCHEDULED) | Q(withdraw_at__isnull=False))

    def for_list_page(self):
        return (
            self.select_related("category", "picture")
            .order_by("-published_at", "-pk")
            .defer("body", "folded")
        )

    def for_page(self):
        return self.select_related("category", "picture", "startup").prefetch_related(
            "tags", "corrections"
        )

    def visible_to(self, user):
        """Newsroom staff see all, everybody else what is readable."""
        return self if user.has_perm("news.view_article") else self.readable()
