"""What happens around a dossier: extensions, look-alikes, messages, links that hand it over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contests.enums import LookAlikeKind
from portal.fields import NfcCharField, NfcTextField


class Extension(models.Model):
    """More time for one dossier, with its reason and who granted it. Never edited: revoked."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="extensions",
        verbose_name=_("application"),
    )
    until = models.DateTimeField(_("may submit until"))
    reason = NfcTextField(_("reason"))
    document_number = NfcCharField(_("document number"), max_length=60, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["application", "-granted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(revoked_at=None),
                name="one_standing_extension",
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.until:%d/%m/%Y}"


class LookAlike(models.Model):
    """A dossier that resembles another one: shown to staff, decides nothing."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="look_alikes",
        verbose_name=_("application"),
    )
    other = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("resembles"),
    )
    kind = models.CharField(_("in what"), max_length=10, choices=LookAlikeKind)
    # 0 to 1; 1 for what is the same.
    score = models.DecimalField(_("likeness"), max_digits=4, decimal_places=3)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    cleared_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    clear_reason = NfcTextField(_("what was found"), blank=True)

    class Meta:
        verbose_name = _("look-alike")
        verbose_name_plural = _("look-alikes")
        ordering = ["application", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "other", "kind"], name="one_look_alike_per_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(application=models.F("other")), name="no_look_alike_of_itself"
            ),
        ]

    def __str__(self):
        return f"{self.application} ~ {self.other}"

    @property
    def percent(self):
        return round(self.score * 100)


class DossierMessage(models.Model):
    """A question or an answer between the secretariat and the people of a dossier."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("application"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("author"),
    )
    is_from_staff = models.BooleanField(_("from the secretariat"))
    text = NfcTextField(_("message"))
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    # Sent with the form: a double click makes one message.
    send_key = models.CharField(  # noqa: DJ001 -- NULLs do not collide
        max_length=40, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["application", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "send_key"], name="one_message_per_sending"
            ),
        ]

    def __str__(self):
        return self.text[:60]


class ClaimLink(models.Model):
    """The link with which people take over a dossier that was entered for them."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="claim_links",
        verbose_name=_("application"),
    )
    # SHA-256 of the key in the link.
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("sent to"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("good until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("used by"),
    )

    class Meta:
        verbose_name = _("claim link")
        verbose_name_plural = _("claim links")
        ordering = ["application", "-created_at"]

    def __str__(self):
        return str(self.application)
