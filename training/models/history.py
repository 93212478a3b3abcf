"""Training that was held before the portal kept attendance itself."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models.base import Slugged, Sourced
from portal.fields import NfcCharField


class HistoricalAttendance(Slugged, Sourced):
    """What a source says of past training. People and attendances are two counts; empty means not told."""

    title = NfcCharField(_("training"), max_length=200)
    audience = NfcCharField(_("audience"), max_length=250, blank=True)
    from_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    is_yearly = models.BooleanField(_("every year"), default=False)

    rounds = models.PositiveIntegerField(_("rounds"), null=True, blank=True)
    classes = models.PositiveIntegerField(_("classes"), null=True, blank=True)
    agencies = models.PositiveIntegerField(_("agencies taking part"), null=True, blank=True)
    people = models.PositiveIntegerField(
        _("people"),
        null=True,
        blank=True,
        help_text=_("Different persons: somebody in three classes counts once."),
    )
    attendances = models.PositiveIntegerField(
        _("attendances"),
        null=True,
        blank=True,
        help_text=_("Places taken: somebody in three classes counts three times."),
    )
    is_minimum = models.BooleanField(
        _("at least"),
        default=False,
        help_text=_("The source says “over …”: show the counts as lower bounds."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    slug_from = ("title",)

    class Meta:
        verbose_name = _("training of the past")
        verbose_name_plural = _("training of the past")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    def clean(self):
        if self.from_year and self.to_year and self.to_year < self.from_year:
            raise ValidationError({"to_year": _("The last year must not be before the first year")})
        if (
            self.people is not None
            and self.attendances is not None
            and self.attendances < self.people
        ):
            raise ValidationError(
                {"attendances": _("There are at least as many attendances as people")}
            )
