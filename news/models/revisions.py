"""What an article said before, and the addresses it had."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleRevision(models.Model):
    """The article as somebody saved it. ``content`` holds plain values; rows are never changed."""

    article = models.ForeignKey(
        "news.Article",
        on_delete=models.CASCADE,
        related_name="revisions",
        verbose_name=_("article"),
    )
    number = models.PositiveIntegerField(_("number of the revision"))
    content = models.JSONField(_("content"))
    # Of what stood beside the text: kept while a revision could bring it back.
    files = models.ManyToManyField(
        "portal.StoredFile",
        through="news.RevisionFile",
        editable=False,
        related_name="+",
        verbose_name=_("files"),
    )
    # Set where it was brought back from an earlier one.
    restored_from = models.PositiveIntegerField(_("brought back from"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision of an article")
        verbose_name_plural = _("revisions of articles")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number"),
        ]

    def __str__(self):
        return f"{self.article} – {self.number}"


class RevisionFile(models.Model):
    """A file that a revision could bring back: it cannot be deleted from under it."""

    revision = models.ForeignKey(ArticleRevision, on_delete=models.CASCADE, related_name="+")
    stored = models.ForeignKey("portal.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a revision")
        verbose_name_plural = _("files of revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "stored"], name="revision_names_a_file_once"
            ),
        ]

    def __str__(self):
        return str(self.stored)


class ArticleRedirect(models.Model):
    """An address that an article once had. It names the article, so there are never chains."""

    path = models.CharField(
        _("old address"),
        max_length=240,
        unique=True,
        help_text=_("The part after /tin-tuc/, for example cuoc-thi/the-le-nam-2024."),
    )
    article = models.ForeignKey(
        "news.Article",
        on_delete=models.CASCADE,
        related_name="redirects",
        verbose_name=_("article"),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.path


class CategoryRedirect(models.Model):
    """A path that a category once had. It names the category, so there are never chains."""

    slug = models.SlugField(_("old path"), max_length=120, unique=True)
    category = models.ForeignKey(
        "news.Category",
        on_delete=models.CASCADE,
        related_name="redirects",
        verbose_name=_("news category"),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect of a category")
        verbose_name_plural = _("redirects of categories")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.slug
