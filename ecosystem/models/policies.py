"""Policy documents, plans, and what the plans promise against what was done."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import DocumentKind, DocumentStatus
from ecosystem.models.base import Folded, Sourced
from ecosystem.querysets import PolicyDocumentQuerySet
from portal.fields import NfcCharField, NfcTextField


class PolicyDocument(Folded, Sourced):
    """A numbered document, with the fields that Decree 42/2022/NĐ-CP art. 4 asks for."""

    number = NfcCharField(_("number and symbol"), max_length=60)
    slug = models.SlugField(_("path"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    issuer = NfcCharField(_("issuer"), max_length=150)
    signer = NfcCharField(_("signer"), max_length=150, blank=True)
    issued_on = models.DateField(_("issued on"))
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DocumentStatus, default=DocumentStatus.UNKNOWN
    )
    subject = NfcTextField(_("subject"))
    is_provincial = models.BooleanField(_("issued by the province"), default=True)
    file = models.FileField(_("file"), upload_to="van-ban/", blank=True)
    replaces = models.ManyToManyField(
        "self", symmetrical=False, related_name="replaced_by", blank=True, verbose_name=_("replaces")
    )

    folded_from = ("number", "subject", "issuer")
    objects = PolicyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ["-issued_on"]
        constraints = [
            models.UniqueConstraint(fields=["number", "issued_on"], name="one_document_per_number_and_day"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("ecosystem:document_detail", args=[self.slug])


class Plan(models.Model):
    """A plan of the province: a policy document with a period."""

    document = models.OneToOneField(
        "ecosystem.PolicyDocument", on_delete=models.PROTECT, related_name="plan", verbose_name=_("document")
    )
    start_year = models.PositiveSmallIntegerField(_("from year"))
    end_year = models.PositiveSmallIntegerField(_("to year"))

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-start_year"]

    def __str__(self):
        return f"{self.document} ({self.start_year}–{self.end_year})"


class Indicator(Sourced):
    """A promise of a plan; a range has both ends, an open one has no upper end."""

    plan = models.ForeignKey(
        "ecosystem.Plan", on_delete=models.CASCADE, related_name="indicators", verbose_name=_("plan")
    )
    name = NfcCharField(_("indicator"), max_length=200)
    unit = NfcCharField(_("unit"), max_length=40)
    target_from = models.PositiveIntegerField(_("target, from"))
    target_to = models.PositiveIntegerField(_("target, to"), null=True, blank=True)
    is_minimum = models.BooleanField(_("at least"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "name"], name="one_indicator_per_plan_and_name")]

    def __str__(self):
        return self.name


class IndicatorValue(Sourced):
    """What was reached of an indicator in a year, with its source."""

    indicator = models.ForeignKey(
        "ecosystem.Indicator", on_delete=models.CASCADE, related_name="values", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.PositiveIntegerField(_("value"))
    is_minimum = models.BooleanField(_("at least"), default=False)

    class Meta:
        verbose_name = _("reached value")
        verbose_name_plural = _("reached values")
        ordering = ["indicator", "year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="one_value_per_indicator_and_year")]

    def __str__(self):
        return f"{self.indicator} {self.year}: {self.value}"
