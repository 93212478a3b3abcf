"""Policy documents, plans, and what the plans promise against what was done."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import DocumentKind, DocumentStatus, OutcomeKind
from ecosystem.models.base import Folded, Slugged, Sourced
from ecosystem.querysets import FoldedQuerySet, IndicatorQuerySet
from ecosystem.validators import validate_document_file, validate_document_number
from portal.fields import NfcCharField, NfcTextField


class PolicyDocument(Folded, Slugged, Sourced):
    """A numbered document, with the fields that Decree 42/2022/NĐ-CP art. 4 asks for."""

    number = NfcCharField(
        _("number and symbol"), max_length=60, validators=[validate_document_number]
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    issuer = NfcCharField(_("issuer"), max_length=150)
    signer = NfcCharField(_("signer"), max_length=150, blank=True)
    issued_on = models.DateField(_("issued on"))
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DocumentStatus, default=DocumentStatus.UNKNOWN
    )
    subject = NfcTextField(pgettext_lazy("document", "subject"))
    is_provincial = models.BooleanField(_("issued by the province"), default=True)
    file = models.FileField(
        _("file"),
        upload_to="van-ban/",
        blank=True,
        validators=[validate_document_file],
        help_text=_("PDF or DOCX, up to 20 MB. Without a file the page says so."),
    )
    replaces = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="replaced_by",
        blank=True,
        verbose_name=_("replaces"),
    )

    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    folded_from = ("number", "subject", "issuer", "signer")
    slug_from = ("number", "issued_on")
    objects = FoldedQuerySet.as_manager()

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

    @property
    def file_name(self):
        """Name of the download: what the document is, whatever the upload was called."""
        return f"{self.slug}{PurePosixPath(self.file.name).suffix.lower()}"


class Plan(models.Model):
    """A plan of the province: a policy document with a period."""

    document = models.OneToOneField(
        "ecosystem.PolicyDocument",
        on_delete=models.PROTECT,
        related_name="plan",
        verbose_name=_("document"),
    )
    start_year = models.PositiveSmallIntegerField(_("from year"))
    end_year = models.PositiveSmallIntegerField(_("to year"))

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-start_year"]

    def __str__(self):
        return f"{self.document} ({self.start_year}–{self.end_year})"

    def clean(self):
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise ValidationError(
                {"end_year": _("The last year must not be before the first year")}
            )


class Indicator(Sourced):
    """A promise of a plan; a range has both ends, an open one has no upper end."""

    plan = models.ForeignKey(
        "ecosystem.Plan",
        on_delete=models.CASCADE,
        related_name="indicators",
        verbose_name=_("plan"),
    )
    name = NfcCharField(_("indicator"), max_length=200)
    unit = NfcCharField(_("unit"), max_length=40)
    target_from = models.PositiveIntegerField(_("target, from"))
    target_to = models.PositiveIntegerField(_("target, to"), null=True, blank=True)
    is_minimum = models.BooleanField(_("at least"), default=False)
    fed_by = models.CharField(
        _("fed by"),
        max_length=12,
        choices=OutcomeKind,
        blank=True,
        help_text=_(
            "The portal writes what it counts of each year. Empty: staff enter it. A value that staff entered is never written over."
        ),
    )
    adds_up = models.BooleanField(
        _("the years add up"),
        default=True,
        help_text=_(
            "Clear it where a year tells a state, such as people employed: the latest year then counts."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="one_indicator_per_plan_and_name")
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if (
            self.target_to is not None
            and self.target_from is not None
            and self.target_to < self.target_from
        ):
            raise ValidationError(
                {"target_to": _("The upper target must not be below the lower one")}
            )


class IndicatorValue(Sourced):
    """What was promised and reached of an indicator in a year, with its source."""

    indicator = models.ForeignKey(
        "ecosystem.Indicator",
        on_delete=models.CASCADE,
        related_name="values",
        verbose_name=_("indicator"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    target = models.PositiveIntegerField(_("target of the year"), null=True, blank=True)
    value = models.PositiveIntegerField(_("reached"), null=True, blank=True)
    is_counted = models.BooleanField(_("counted by the portal"), default=False, editable=False)
    # How it was counted, beside the source of the target that staff name.
    counted_source = NfcCharField(
        _("how it was counted"), max_length=250, blank=True, editable=False
    )
    is_minimum = models.BooleanField(_("at least"), default=False)

    class Meta:
        verbose_name = _("reached value")
        verbose_name_plural = _("reached values")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"], name="one_value_per_indicator_and_year"
            ),
            models.CheckConstraint(
                condition=models.Q(target__isnull=False) | models.Q(value__isnull=False),
                name="indicator_year_has_target_or_value",
                violation_error_message=_(
                    "Enter the target of the year, what was reached, or both"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.year}: {self.value if self.value is not None else '–'}"

    @property
    def sources(self):
        """Where the figures of the year come from, in words."""
        return ". ".join(filter(None, [self.source, self.counted_source, self.note]))

    def clean(self):
        plan = self.indicator.plan if self.indicator_id else None
        if plan and self.year and not plan.start_year <= self.year <= plan.end_year:
            raise ValidationError(
                {
                    "year": _("The plan runs from %(start)s to %(end)s")
                    % {"start": plan.start_year, "end": plan.end_year}
                }
            )
