"""Policy documents, how they bear on one another, and what was corrected in them."""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    DocumentKind,
    DocumentStatus,
    RelationKind,
    TextState,
)
from ecosystem.models.base import Choice, Folded, Slugged, Sourced
from ecosystem.querysets import DocumentQuerySet
from ecosystem.validators import (
    number_key,
    short_number,
    validate_document_file,
    validate_document_number,
    validate_number_of_kind,
)
from portal.bilingual import Bilingual
from portal.fields import NfcCharField, NfcTextField


class DocumentTopic(Choice):
    """A field that documents regulate (lĩnh vực): what the list is narrowed by."""

    class Meta(Choice.Meta):
        verbose_name = _("field of documents")
        verbose_name_plural = _("fields of documents")


class PolicyDocument(Bilingual, Folded, Slugged, Sourced):
    """A numbered document, with the fields that Decree 42/2022/NĐ-CP art. 4 asks for.

    ``status`` is what staff determined; pages show ``validity``, which the queryset computes from it,
    the days and the relations. ``full_text`` serves the search only: the file is what counts.
    """

    number = NfcCharField(
        _("number and symbol"), max_length=60, validators=[validate_document_number]
    )
    # The number as it is compared: without marks, punctuation and leading zeros.
    number_key = models.CharField(max_length=60, editable=False, default="", db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    issuer = NfcCharField(_("issuer"), max_length=150)
    signer = NfcCharField(_("signer"), max_length=150, blank=True)
    issued_on = models.DateField(_("issued on"))
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True, help_text=_("The last day on which it is in force.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DocumentStatus, default=DocumentStatus.UNKNOWN
    )
    subject = NfcTextField(pgettext_lazy("document", "subject"))
    topic = models.ForeignKey(
        "ecosystem.DocumentTopic",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=pgettext_lazy("document", "field"),
    )
    is_provincial = models.BooleanField(_("issued by the province"), default=True)

    file = models.FileField(
        _("file"),
        upload_to="van-ban/",
        blank=True,
        validators=[validate_document_file],
        help_text=_("PDF or DOCX, up to 20 MB. Without a file the page says so."),
    )
    full_text = NfcTextField(
        _("words of the document"),
        blank=True,
        # A form that does not hold the words leaves them alone.
        default="",
        help_text=_(
            "Found by the search, not shown. The portal reads them from the file; type or paste them where the file is a scan."
        ),
    )
    text_state = models.CharField(
        _("words for the search"),
        max_length=10,
        choices=TextState,
        default=TextState.NONE,
        editable=False,
    )

    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    # The number stands first: what begins with the words that are looked for is the document itself.
    folded_columns = ("folded", "number_key")
    folded_from = ("number", "search_words", "subject", "issuer", "signer", "full_text")
    slug_from = ("number", "issued_on")
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ["-issued_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on"], name="one_document_per_number_and_day"
            ),
        ]

    def __str__(self):
        return self.number

    def clean(self):
        if self.number and self.kind:
            validate_number_of_kind(self.number, self.kind)
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            raise ValidationError(
                {"effective_on": _("A document is not in force before it is issued")}
            )
        if self.expires_on and self.expires_on < (
            self.effective_on or self.issued_on or self.expires_on
        ):
            raise ValidationError(
                {"expires_on": _("The day of expiry must not be before the day in force")}
            )

    def get_absolute_url(self):
        return reverse("ecosystem:document_detail", args=[self.slug])

    def refold(self):
        self.number_key = number_key(self.number)
        super().refold()

    @property
    def search_words(self):
        """What people type beside the number: “kế hoạch 201”, “nghị quyết 7/2022”."""
        with translation.override("vi"):
            return f"{self.get_kind_display()} {short_number(self.number)}"

    @property
    def file_name(self):
        """Name of the download: what the document is, whatever the upload was called."""
        return f"{self.slug}{PurePosixPath(self.file.name).suffix.lower()}"

    @property
    def validity_label(self):
        """The computed validity in words; rows come from ``with_validity``."""
        return DocumentStatus(self.validity).label


class DocumentRelation(models.Model):
    """What ``source`` does to ``target``, or takes from it. Read in both directions."""

    source = models.ForeignKey(
        "ecosystem.PolicyDocument",
        on_delete=models.CASCADE,
        related_name="relations",
        verbose_name=_("this document"),
    )
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    target = models.ForeignKey(
        "ecosystem.PolicyDocument",
        on_delete=models.CASCADE,
        related_name="relations_to",
        verbose_name=_("other document"),
    )

    class Meta:
        verbose_name = _("relation of documents")
        verbose_name_plural = _("relations of documents")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "target"], name="one_relation_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="no_document_relates_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.source} – {self.get_kind_display()} – {self.target}"

    def clean(self):
        if not (self.source_id and self.target_id):
            return
        if self.source_id == self.target_id:
            raise ValidationError({"target": _("Choose another document than this one")})
        # All five look back: what changes, guides or rests on a document comes after it.
        source_day, target_day = self.source.issued_on, self.target.issued_on
        if source_day and target_day and source_day < target_day:
            raise ValidationError(
                {"target": _("That document is newer. Enter the relation at the newer document")}
            )


class DocumentCorrection(models.Model):
    """A correction note (đính chính). Rows are added, never changed: they are the history."""

    document = models.ForeignKey(
        "ecosystem.PolicyDocument",
        on_delete=models.CASCADE,
        related_name="corrections",
        verbose_name=_("document"),
    )
    corrected_on = models.DateField(_("corrected on"), default=timezone.localdate)
    text = NfcTextField(
        _("what was corrected"), help_text=_("What it said, what it says now, and where.")
    )
    basis = NfcCharField(
        _("by which document"),
        max_length=150,
        blank=True,
        help_text=_("For example: Official letter No. 12/UBND-TH of 05/01/2026."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction note")
        verbose_name_plural = _("correction notes")
        ordering = ["-corrected_on", "-pk"]

    def __str__(self):
        return f"{self.document} – {self.corrected_on:%d/%m/%Y}"

    def clean(self):
        if self.corrected_on and self.corrected_on > timezone.localdate():
            raise ValidationError({"corrected_on": _("The day of correction must not lie ahead")})
