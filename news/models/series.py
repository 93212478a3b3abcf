"""Articles that are read one after another."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.models.base import Slugged
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField


class Series(KeepsEnglish, Slugged):
    """A series of articles, for example how to write a business plan in five parts."""

    name = NfcCharField(_("name"), max_length=150, unique=True)
    summary = NfcTextField(_("what it is about"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    name_en = NfcCharField(_("name in English"), max_length=150, blank=True)
    summary_en = NfcTextField(_("what it is about, in English"), blank=True)

    translated = ("name", "summary")

    class Meta:
        verbose_name = _("series of articles")
        verbose_name_plural = _("series of articles")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("news:series_detail", args=[self.slug])
