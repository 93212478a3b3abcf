"""Articles."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.base import Folded, Slugged
from news.enums import READABLE_STATES, ArticleKind, ArticleState
from news.querysets import ArticleQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField
from portal.richtext import RichTextField

# features.md §10: old content says so.
OLD_AFTER = timedelta(days=730)


class Article(KeepsEnglish, Slugged, Folded):
    """An article. ``state`` is written by ``news.workflow.ARTICLE`` only; ``body`` is sanitised HTML."""

    kind = models.CharField(_("kind"), max_length=15, choices=ArticleKind, default=ArticleKind.NEWS)
    title = NfcCharField(pgettext_lazy("article", "title"), max_length=200)
    lead = NfcTextField(
        _("lead"), help_text=_("Two or three sentences; shown in lists and once above the text.")
    )
    body = RichTextField(_("text"), blank=True)
    title_en = NfcCharField(_("title in English"), max_length=200, blank=True)
    lead_en = NfcTextField(_("lead in English"), blank=True)
    body_en = RichTextField(_("text in English"), blank=True)
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

    series = models.ForeignKey(
        "news.Series",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("series"),
    )
    series_order = models.PositiveSmallIntegerField(
        _("part of the series"),
        null=True,
        blank=True,
        help_text=_("1 for the first part. Readers go through the parts in this order."),
    )
    is_pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("Stands above the list of the news.")
    )
    is_featured = models.BooleanField(
        _("featured"), default=False, help_text=_("Shown larger where it is listed.")
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
    # While the article is scheduled: when it goes out.
    published_at = models.DateTimeField(
        pgettext_lazy("article", "published at"), null=True, blank=True, editable=False
    )
    # When it is archived by itself; forgotten as soon as it is archived, whoever did it.
    withdraw_at = models.DateTimeField(
        pgettext_lazy("article", "withdrawn at"), null=True, blank=True, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    # The number of the last revision: a form that shows an older one is not saved.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    slug_from = ("title",)
    translated = ("title", "lead", "body")
    folded_from = ("title", "lead", "body", "title_en", "lead_en", "body_en")
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        indexes = [
            # The few that the board of tasks counts, among a million.
            models.Index(
                fields=["id"],
                condition=models.Q(is_english_old=True),
                name="article_with_old_english",
            ),
            # With the key: a page behind a place begins in the index (portal.paging).
            models.Index(fields=["state", "-published_at", "-id"], name="article_by_state"),
            models.Index(
                fields=["category", "state", "-published_at", "-id"], name="article_of_category"
            ),
            models.Index(fields=["kind", "state", "-published_at", "-id"], name="article_of_kind"),
            models.Index(
                fields=["contest_year", "state", "-published_at", "-id"],
                condition=models.Q(contest_year__isnull=False),
                name="article_of_edition",
            ),
            models.Index(
                fields=["state", "-published_at", "-id"],
                condition=models.Q(is_pinned=True),
                name="article_pinned",
            ),
            # The list of the administration.
            models.Index(fields=["-published_at", "-id"], name="article_by_time"),
            models.Index(fields=["withdraw_at"], name="article_by_withdrawal"),
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

    @property
    def path(self):
        """Where it stands below /tin-tuc/."""
        return f"{self.category.slug}/{self.slug}"

    @property
    def is_readable(self):
        """Whether everybody may read it now; agrees with ``readable()``."""
        return (
            self.state in READABLE_STATES
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_old(self):
        """Whether readers are told that much may have changed since."""
        return self.published_at is not None and self.published_at < timezone.now() - OLD_AFTER


class ArticleComment(models.Model):
    """A word between those who write and those who approve; rows are added, never changed."""

    article = models.ForeignKey(
        "news.Article", on_delete=models.CASCADE, related_name="comments", verbose_name=_("article")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("comment", "written by"),
    )
    text = NfcTextField(_("comment"))
    is_return = models.BooleanField(_("returned with it"), default=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("comment on an article")
        verbose_name_plural = _("comments on articles")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.article}: {self.text[:40]}"


class ArticleCorrection(models.Model):
    """A correction note (đính chính) that readers see. Rows are added, never changed."""

    article = models.ForeignKey(
        "news.Article",
        on_delete=models.CASCADE,
        related_name="corrections",
        verbose_name=_("article"),
    )
    corrected_on = models.DateField(_("corrected on"), default=timezone.localdate)
    text = NfcTextField(
        _("what was corrected"), help_text=_("What it said, what it says now, and where.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction of an article")
        verbose_name_plural = _("corrections of articles")
        ordering = ["-corrected_on", "-pk"]

    def __str__(self):
        return f"{self.article} – {self.corrected_on:%d/%m/%Y}"
