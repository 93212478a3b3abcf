"""The vocabulary of reading the news."""

from django.apps import apps
from django.db.models import Case, F, Prefetch, Q, When
from django.utils import timezone

from ecosystem.querysets import FoldedQuerySet
from news.enums import READABLE_STATES, ArticleKind, ArticleState, QuestionState


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
            .defer("body", "body_en", "folded")
        )

    def for_page(self):
        return self.select_related(
            "category",
            "picture",
            "startup__publication_consent",
            "startup__field",
            "series",
            "story__consent",
        ).prefetch_related(
            "tags",
            "corrections",
            Prefetch(
                "enclosures",
                # The models import this module, not the other way round.
                queryset=apps.get_model("news", "Enclosure").objects.select_related(
                    "picture", "stored"
                ),
            ),
        )

    def parts_of(self, series, now=None):
        """What is published of a series, in the order in which it is read."""
        rows = self.published(now).filter(series=series).for_list_page()
        return rows.order_by(F("series_order").asc(nulls_last=True), "published_at", "pk")

    def stories(self):
        """Success stories with what their list shows."""
        return self.filter(kind=ArticleKind.STORY).select_related(
            "startup__field", "startup__publication_consent", "story__consent"
        )

    def related_to(self, article):
        """Others about the same startup, edition or tags, the closest first; else of its category."""
        tags = [tag.pk for tag in article.tags.all()]
        is_close = Q(tags__in=tags) if tags else Q()
        for name in ("startup_id", "contest_year"):
            value = getattr(article, name)
            is_close |= Q(**{name: value}) if value else Q()
        close = self.filter(is_close).values("pk") if is_close else self.none().values("pk")
        return (
            self.filter(Q(pk__in=close) | Q(category=article.category_id))
            .exclude(pk=article.pk)
            .annotate(is_far=Case(When(pk__in=close, then=0), default=1))
            .for_list_page()
            .order_by("is_far", "-published_at", "-pk")
        )

    def visible_to(self, user):
        """Newsroom staff see all, everybody else what is readable."""
        return self if user.has_perm("news.view_article") else self.readable()


class ReaderQuestionQuerySet(FoldedQuerySet):
    def public(self):
        """Published with its answer, while whoever asked agrees."""
        return self.filter(state=QuestionState.PUBLISHED, consent__withdrawn_at=None)
