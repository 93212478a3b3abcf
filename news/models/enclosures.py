"""What goes with an article: pictures beside its text, files to keep, films to watch elsewhere."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField


class Enclosure(models.Model):
    """A picture, a file, or a link to a film with a picture of ours as its poster.

    One table for the three: the page of an article asks for them in one query. What is filled in
    says which it is. Films are linked, never embedded: no other host learns who reads (design.md §3).
    """

    article = models.ForeignKey(
        "news.Article",
        on_delete=models.CASCADE,
        related_name="enclosures",
        verbose_name=_("article"),
    )
    title = NfcCharField(
        pgettext_lazy("article", "title"),
        max_length=200,
        blank=True,
        help_text=_("For a file or a film. Of a picture readers see its caption."),
    )
    picture = models.ForeignKey(
        "news.MediaImage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Alone it joins the pictures of the article; with a film it is its poster."),
    )
    stored = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address of the film"), blank=True, max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture, file or film of an article")
        verbose_name_plural = _("pictures, files and films of the article")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture__isnull=False) | Q(stored__isnull=False) | ~Q(url=""),
                name="enclosure_is_something",
            ),
            models.CheckConstraint(
                condition=Q(stored=None) | Q(url="", picture=None), name="enclosure_is_one_thing"
            ),
        ]

    def __str__(self):
        return self.title or str(self.picture or self.url)

    def get_absolute_url(self):
        """Where the file is handed out."""
        return reverse("news:enclosure", args=[self.pk])

    @property
    def is_film(self):
        return bool(self.url)

    @property
    def is_file(self):
        return self.stored_id is not None

    @property
    def is_picture(self):
        """One of the pictures beside the text."""
        return not self.is_film and not self.is_file
