"""Papers that the office issues to people: certificates with a number that anybody can check."""

import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField

# Letters and digits that nobody takes for one another; 16 of them are 78 random bits.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 16


def random_code():
    return "".join(secrets.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH))


class PaperLanguage(models.TextChoices):
    VIETNAMESE = "vi", _("Vietnamese")
    BILINGUAL = "vi-en", _("Vietnamese and English")


class DocumentCounter(models.Model):
    """The last number given in one kind and year; ``portal.documents`` counts on it."""

    kind = models.CharField(_("kind"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of issued papers")
        verbose_name_plural = _("counters of issued papers")
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="one_counter_per_kind_and_year")
        ]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.last}"


class IssuedDocument(models.Model):
    """One paper as it was printed. ``portal.documents`` issues and revokes; nothing is deleted.

    ``kind`` is a key of ``portal.documents.KINDS``; ``content`` holds the words on the paper.
    """

    kind = models.CharField(_("kind"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    number = NfcCharField(_("number"), max_length=40)
    code = models.CharField(
        _("check code"), max_length=20, unique=True, default=random_code, editable=False
    )
    holder = NfcCharField(_("holder"), max_length=200)
    subject_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.PROTECT, related_name="+", editable=False
    )
    subject_id = models.PositiveBigIntegerField(editable=False)
    subject = GenericForeignKey("subject_type", "subject_id")
    content = models.JSONField(_("words on the paper"), default=dict, editable=False)
    language = models.CharField(
        _("language"), max_length=5, choices=PaperLanguage, default=PaperLanguage.VIETNAMESE
    )
    issued_on = models.DateField(_("issued on"))
    basis = NfcCharField(_("by the decision"), max_length=150, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    stored = models.ForeignKey(
        "portal.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = NfcCharField(_("reason of the revocation"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ["-year", "kind", "-serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "serial"], name="one_paper_per_kind_year_and_serial"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(revoked_at__isnull=True),
                name="one_standing_paper_per_subject",
            ),
        ]

    def __str__(self):
        return f"{self.number} – {self.holder}"

    def get_absolute_url(self):
        """The public page that says whether the paper is genuine."""
        return reverse("site:document_check", args=[self.code])

    @property
    def printed_code(self):
        """ABCD-EFGH-JKMN-PQRS: as people read and type it."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def is_valid(self):
        return self.revoked_at is None
