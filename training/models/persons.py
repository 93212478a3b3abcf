"""Who is behind the registrations: one person may register in many ways."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.base import Folded
from portal.fields import NfcCharField
from training.querysets import PersonQuerySet


class Person(Folded):
    """Somebody who registered, however often; known to the staff alone.

    Two rows that turn out to be one person stay two: ``merged_into`` names the row that the other
    joined, ``root`` the one at the end of that way (none: this one), so that taking a merge back
    leaves everything as it was. Both are written by ``training.domain.persons`` alone.
    """

    full_name = NfcCharField(_("full name"), max_length=150)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="parts",
        verbose_name=pgettext_lazy("person", "merged into"),
    )
    root = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="branches",
    )
    created_at = models.DateTimeField(pgettext_lazy("person", "known since"), auto_now_add=True)

    folded_from = ("full_name",)
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("training", "person trained")
        verbose_name_plural = pgettext_lazy("training", "persons trained")
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(merged_into=None) & Q(root=None))
                | (Q(merged_into__isnull=False) & Q(root__isnull=False)),
                name="person_merged_has_root",
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def root_pk(self):
        """The row that stands for the person."""
        return self.root_id or self.pk


class KeptApart(models.Model):
    """Staff said that two rows are two persons: no rule joins them, nor what joined them."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("training", "two persons")
        verbose_name_plural = pgettext_lazy("training", "two persons")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
