"""Where an article stands: the columns of the news, and its tags."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.models.base import Slugged
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField


class Category(KeepsEnglish, Slugged):
    """A column of the news (chuyên mục); the fixed ones are made by a migration."""

    name = NfcCharField(_("name"), max_length=100, unique=True)
    name_en = NfcCharField(_("name in English"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated = ("name",)

    class Meta:
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("news:category", args=[self.slug])


class Tag(KeepsEnglish, Slugged):
    name = NfcCharField(_("name"), max_length=60, unique=True)

    name_en = NfcCharField(_("name in English"), max_length=60, blank=True)

    translated = ("name",)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("news:tag", args=[self.slug])
