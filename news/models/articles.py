"""Articles."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.models.base import Folded, Slugged
from news.enums import ArticleKind, ArticleState
from news.querysets import ArticleQuerySet
from portal.fields import NfcCharField, NfcTextField
from portal.richtext import RichTextField


class Article(Slugged, Folded):
    """An article. ``state`` is written by ``news.workflow.ARTICLE`` only; ``body`` is sanitised HTML."""

    kind = models.CharField(_("kind"), max_length=15, choices=ArticleKind, default=ArticleKind.NEWS)
    title = NfcCharField(_("title"), max_length=200)
    lead = NfcTextField(
        _("lead"), help_text=_("Two or three sentences; shown in lists and once above the text.")
    )
    body = RichTextField(_("text"), blank=True)
    category = models.ForeignKey(
        "news.Category",
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name=_("category"),
    )
    tags = models.ManyToManyField(
        "news.Tag", blank=True, related_name="articles", verbose_name=_("tags")
    )
    picture = models.ForeignKey(
        "news.MediaImage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    author_name = NfcCharField(_("author"), max_length=150, blank=True)
    source = NfcCharField(_("source"), max_length=250, blank=True)
    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("startup"),
    )
    contest_year = models.PositiveSmallIntegerField(
        _("edition of the contest"), null=True, blank=True
    )
    # What made it, e.g. "contest-round:12": an event that comes twice makes one article.
    origin = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)

    state = models.CharField(
        _("state"), max_length=10, choices=ArticleState, default=ArticleState.DRAFT
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("approved by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    slug_from = ("title",)
    folded_from = ("title", "lead", "body")
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="article_by_state_and_time"),
            models.Index(fields=["category", "state", "-published_at"], name="article_by_category"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["published", "scheduled", "archived"])
                | models.Q(published_at__isnull=False),
                name="public_article_has_its_time",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:article_detail", args=[self.category.slug, self.slug])
