"""Site visits: what a judge noted, ticked and photographed where an entry works."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from contests.querysets import SiteVisitQuerySet
from portal.fields import NfcCharField, NfcTextField


class SiteVisit(models.Model):
    """A judge's visit to an entry, for its panel and the secretariat, never public.

    ``checked`` holds the words of the ticked lines: a later change of the round's list leaves them.
    ``version`` grows with every save and guards against lost updates between two windows.
    """

    entry = models.ForeignKey(
        "contests.RoundEntry",
        on_delete=models.PROTECT,
        related_name="visits",
        verbose_name=_("entry"),
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="site_visits",
        verbose_name=_("judge"),
    )
    visited_at = models.DateTimeField(_("visited at"), null=True, blank=True)
    place = NfcCharField(_("place"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    checked = models.JSONField(_("seen at the place"), default=list, blank=True)
    notes = NfcTextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)

    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("site visit")
        verbose_name_plural = _("site visits")
        ordering = ["entry", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "judge"], name="one_visit_per_entry_and_judge")
        ]

    def __str__(self):
        return f"{self.judge} – {self.entry}"


class SiteVisitPhoto(models.Model):
    """A photograph of a visit, kept privately, without what the camera wrote into it."""

    visit = models.ForeignKey(
        "contests.SiteVisit",
        on_delete=models.CASCADE,
        related_name="photos",
        verbose_name=_("site visit"),
    )
    stored = models.ForeignKey(
        "portal.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    caption = NfcCharField(_("caption"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("photograph of a visit")
        verbose_name_plural = _("photographs of visits")
        ordering = ["visit", "pk"]

    def __str__(self):
        return self.caption or str(self.stored)
