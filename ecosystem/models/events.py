"""Events of the ecosystem: festivals, forums, workshops; those of the past with their source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models.base import Folded, Slugged, Sourced
from ecosystem.querysets import FoldedQuerySet
from portal.fields import NfcCharField, NfcTextField


class Event(Folded, Slugged, Sourced):
    """An event. Of some past ones only the year is known; others come back every year."""

    title = NfcCharField(_("title"), max_length=250)
    description = NfcTextField(_("description"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    is_yearly = models.BooleanField(_("every year"), default=False)
    venue = NfcCharField(_("venue"), max_length=250, blank=True)
    attendees = models.PositiveIntegerField(_("attendees"), null=True, blank=True)
    attendees_is_minimum = models.BooleanField(
        _("at least"),
        default=False,
        help_text=_("The source says “over …”: show it as a lower bound."),
    )

    organizers = models.ManyToManyField(
        "ecosystem.Organization",
        blank=True,
        related_name="events",
        verbose_name=_("organised by"),
    )

    folded_from = ("title", "description", "venue")
    slug_from = ("title",)
    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "-year", "title"]

    def __str__(self):
        return self.title
