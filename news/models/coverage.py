"""What the press wrote: links, never its words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField, NfcTextField


class MediaCoverage(models.Model):
    """A report of a newspaper or station, told in one line of our own and linked."""

    title = NfcCharField(
        _("headline"), max_length=250, help_text=_("As the outlet printed it, nothing more.")
    )
    outlet = NfcCharField(_("outlet"), max_length=150, help_text=_("For example: Báo Lạng Sơn."))
    published_on = models.DateField(_("published on"))
    url = models.URLField(_("link"), max_length=500, unique=True)
    note = NfcTextField(
        _("what it is about, in our words"),
        blank=True,
        help_text=_("Copy no sentence of the report."),
    )
    permission = NfcCharField(
        _("permission"),
        max_length=250,
        blank=True,
        help_text=_("For example: link only; or the letter by which the outlet allowed more."),
    )
    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coverage",
        verbose_name=_("startup project"),
    )
    is_public = models.BooleanField(_("public"), default=True)

    class Meta:
        verbose_name = _("report of the press")
        verbose_name_plural = _("reports of the press")
        ordering = ["-published_on", "-pk"]
        indexes = [
            models.Index(
                fields=["-published_on", "-id"],
                condition=models.Q(is_public=True),
                name="coverage_by_day",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.published_on and self.published_on > timezone.localdate():
            raise ValidationError({"published_on": _("The day must not lie ahead")})
