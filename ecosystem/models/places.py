"""Communes and wards of today, districts of yesterday, and the fields of activity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import LocalityKind
from ecosystem.models.base import Choice, Folded, Slugged
from ecosystem.querysets import LocalityQuerySet
from portal.fields import NfcCharField


class Locality(Folded, Slugged):
    """A unit of the map with its time: since 01/07/2025 there is no district level."""

    gso_code = models.CharField(_("GSO code"), max_length=5, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=LocalityKind)
    name = NfcCharField(_("name"), max_length=80)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    folded_from = ("name",)
    slug_from = ("kind_path", "name")
    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["gso_code"],
                condition=~models.Q(gso_code=""),
                name="one_locality_per_gso_code",
            ),
        ]

    def __str__(self):
        if self.kind == LocalityKind.DISTRICT:
            return self.name
        return f"{self.get_kind_display()} {self.name}"

    @property
    def kind_path(self):
        """The kind as it stands in addresses; a former district carries it in its name."""
        return {LocalityKind.WARD: "phuong", LocalityKind.COMMUNE: "xa"}.get(self.kind, "")


class Field(Choice):
    """A field of activity (lĩnh vực): used by contests, startups and the directory."""

    class Meta(Choice.Meta):
        verbose_name = _("field")
        verbose_name_plural = _("fields")
