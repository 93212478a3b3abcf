"""Notices of the whole site: one line above every page, for a time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField, is_link


class NoticeTone(models.TextChoices):
    WARNING = "warning", pgettext_lazy("notice", "Warning")
    INFO = "info", pgettext_lazy("notice", "Information")


class NoticeAudience(models.TextChoices):
    EVERYBODY = "everybody", pgettext_lazy("notice", "Everybody")
    SIGNED_IN = "signed_in", pgettext_lazy("notice", "Whoever is signed in")
    STAFF = "staff", pgettext_lazy("notice", "Staff, in the administration")


class SiteNotice(models.Model):
    """What everybody has to know now: a maintenance, a changed deadline, a storm."""

    text = NfcCharField(_("text"), max_length=250)
    text_en = NfcCharField(
        _("text in English"),
        max_length=250,
        blank=True,
        help_text=_("Without it English pages show the Vietnamese text."),
    )
    url = models.CharField(
        pgettext_lazy("notice", "link"),
        max_length=500,
        blank=True,
        validators=[is_link],
        help_text=_(
            "An address of the portal that begins with /, or one that begins with https://."
        ),
    )
    tone = models.CharField(
        pgettext_lazy("notice", "weight"),
        max_length=10,
        choices=NoticeTone,
        default=NoticeTone.INFO,
        help_text=_("A page shows one notice: a warning before an information, the newest first."),
    )
    audience = models.CharField(
        pgettext_lazy("notice", "shown to"),
        max_length=10,
        choices=NoticeAudience,
        default=NoticeAudience.EVERYBODY,
    )
    starts_at = models.DateTimeField(pgettext_lazy("notice", "shown from"), default=timezone.now)
    ends_at = models.DateTimeField(
        pgettext_lazy("notice", "shown until"),
        null=True,
        blank=True,
        help_text=_("Empty: until it is deleted."),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("site notice")
        verbose_name_plural = _("site notices")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="notice_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.text

    def clean(self):
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start.")})

    def stands(self, now=None):
        """Whether it is its time at ``now``."""
        now = now or timezone.now()
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)
