"""The vocabulary of reading the news."""

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Case, CharField, F, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from ecosystem.querysets import FoldedQuerySet
from news.enums import READABLE_STATES, ArticleKind, ArticleState, BannerStage, QuestionState
from portal.search.terms import read
from portal.search.vocabulary import vocabulary
from portal.text import fold

# The words of a folded text as they are: no language, no words left out.
INDEXED = "simple"
# More side by side would be too narrow, and one below the other too long.
BANNERS_SHOWN = 3


def indexed_words(words):
    """What ``FoldedQuerySet.search`` asks, as a query of PostgreSQL on the words of a text."""
    groups = [
        " | ".join(map(_indexed, group)) for group in read(words, vocabulary().synonyms).groups
    ]
    return " & ".join(f"({group})" for group in groups)


def _indexed(choice):
    parts = [" <-> ".join(word.folded.split()) for word in choice.words]
    if choice.is_phrase:
        return f"({' <-> '.join(parts)})"
    end = ":*" if choice.is_open else ""
    return f"({' & '.join(f'({part})' for part in [*parts[:-1], parts[-1] + end])})"


class ArticleQuerySet(FoldedQuerySet):
    def search(self, words):
        """On PostgreSQL by the index of the words alone.

        The conditions on the text besides would say the same, and hide from the planner how many
        articles hold a word: it would read and sort half of them for a common one.
        """
        if connection.vendor != "postgresql" or not fold(words or ""):
            return super().search(words)
        query = indexed_words(words)
        return self.alias(indexed=SearchVector("folded", config=INDEXED)).filter(
            indexed=SearchQuery(query, config=INDEXED, search_type="raw")
        )

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

    def related_to(self, article, number):
        """Others about the same startup, edition or tags, the newest first; else of its category.

        Each is looked for by its own index: one condition for all would read every article.
        """
        others = self.exclude(pk=article.pk).for_list_page()
        tags = [tag.pk for tag in article.tags.all()]
        close = {}
        for name, value in (
            ("pk__in", self.model.tags.through.objects.filter(tag__in=tags).values("article")),
            ("startup", article.startup_id),
            ("contest_year", article.contest_year),
        ):
            if tags if name == "pk__in" else value:
                close |= {row.pk: row for row in others.filter(**{name: value})[:number]}
        found = sorted(close.values(), key=lambda row: (row.published_at, row.pk), reverse=True)
        if len(found) < number:
            rest = others.filter(category=article.category_id).exclude(pk__in=close)
            found += rest[: number - len(found)]
        return found[:number]

    def visible_to(self, user):
        """Newsroom staff see all, everybody else what is readable."""
        return self if user.has_perm("news.view_article") else self.readable()


class ReaderQuestionQuerySet(FoldedQuerySet):
    def public(self):
        """Published with its answer, while whoever asked agrees."""
        return self.filter(state=QuestionState.PUBLISHED, consent__withdrawn_at=None)


class BannerQuerySet(QuerySet):
    def standing(self, now=None):
        """Their time has come and is not over: from the first moment to the last before the end."""
        now = now or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)

    def shown(self, now=None):
        """Those that the home page shows, in their order."""
        return self.standing(now).order_by("order", "-starts_at", "-pk")[:BANNERS_SHOWN]

    def with_stage(self, now=None):
        """``stage`` beside each row, in one query whatever is listed."""
        now = now or timezone.now()
        shown = self.model.objects.shown(now).values("pk")
        return self.annotate(
            stage=Case(
                When(ends_at__lte=now, then=Value(BannerStage.OVER.value)),
                When(starts_at__gt=now, then=Value(BannerStage.PLANNED.value)),
                When(pk__in=shown, then=Value(BannerStage.SHOWN.value)),
                default=Value(BannerStage.WAITING.value),
                output_field=CharField(),
            )
        )
