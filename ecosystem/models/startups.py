"""A startup: project or company, the one record that everything else hangs on."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import StartupStage
from ecosystem.models.base import Folded, Kept, Slugged, Sourced
from ecosystem.querysets import StartupQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField


class Startup(KeepsEnglish, Folded, Slugged, Sourced, Kept):
    """A project or company. Public only with its people's consent or from a public source."""

    name = NfcCharField(_("name"), max_length=200)
    summary = NfcCharField(_("in one line"), max_length=250, blank=True)
    description = NfcTextField(_("description"), blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=StartupStage, blank=True)
    field = models.ForeignKey(
        "ecosystem.Field", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("field")
    )
    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("locality"),
    )
    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("company"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="startups",
        verbose_name=_("owner"),
    )
    is_public = models.BooleanField(_("public"), default=False)
    # Empty where the office shows what a public source tells. Once withdrawn nothing is shown.
    publication_consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("consent to publication"),
    )
    is_featured = models.BooleanField(_("featured"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    summary_en = NfcCharField(_("in one line, in English"), max_length=250, blank=True)
    description_en = NfcTextField(_("description in English"), blank=True)

    translated = ("summary", "description")
    folded_from = ("name", "summary", "summary_en")
    objects = StartupQuerySet.as_manager()

    class Meta:
        verbose_name = _("startup project")
        verbose_name_plural = _("startup projects")
        ordering = ["folded"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("ecosystem:startup_detail", args=[self.slug])

    @property
    def is_listed(self):
        """Whether everybody sees it; agrees with ``public()``."""
        consent = self.publication_consent if self.publication_consent_id else None
        agreed = consent is None or consent.withdrawn_at is None
        return self.is_public and self.hidden_on is None and agreed

    @property
    def may_be_shown(self):
        """Whether staff may show it: with a consent that stands, or while nobody owns it."""
        if self.publication_consent_id:
            return self.publication_consent.withdrawn_at is None
        return self.owner_id is None

    @property
    def directory_kind(self):
        """What it is, as the directory says it beside organisations."""
        return _("Startup project")
