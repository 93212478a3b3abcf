"""Actors that are organisations: from the department to the fund that is still missing."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import KIND_PATHS, OrganizationKind
from ecosystem.models.base import Folded, Sourced
from ecosystem.querysets import OrganizationQuerySet
from portal.fields import NfcCharField, NfcTextField


class Organization(Folded, Sourced):
    """An actor of the ecosystem. One that no longer exists keeps its page and points to its successor."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    name = NfcCharField(_("name"), max_length=200, unique=True)
    short_name = NfcCharField(_("short name"), max_length=60, blank=True)
    slug = models.SlugField(_("path"), max_length=120, unique=True)

    summary = NfcCharField(_("in one line"), max_length=250, blank=True)
    description = NfcTextField(_("description"), blank=True)
    support_offered = NfcTextField(_("support offered"), blank=True, help_text=_("One kind of support a line."))
    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))

    locality = models.ForeignKey(
        "ecosystem.Locality", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("locality")
    )
    address = NfcCharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("office phone"), max_length=30, blank=True)
    email = models.EmailField(_("office e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    is_public = models.BooleanField(_("public"), default=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    folded_from = ("name", "short_name", "summary", "support_offered")
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["kind", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("ecosystem:organization_detail", args=[KIND_PATHS[self.kind], self.slug])
