"""The steps that the ecosystem takes next, kept by the office."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import StepState
from ecosystem.models.base import Slugged, Sourced
from portal.fields import NfcCharField, NfcTextField


class RoadmapStep(Slugged, Sourced):
    """A step of the public roadmap; one that is done says when."""

    title = NfcCharField(pgettext_lazy("roadmap", "step"), max_length=200)
    text = NfcTextField(_("what it means"), blank=True)
    lead = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("roadmap", "in charge"),
    )
    indicators = models.ManyToManyField(
        "ecosystem.Indicator",
        blank=True,
        related_name="steps",
        verbose_name=_("measured by"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=StepState, default=StepState.PLANNED
    )
    due_year = models.PositiveSmallIntegerField(
        _("to be done by the end of"), null=True, blank=True
    )
    done_on = models.DateField(pgettext_lazy("roadmap", "done on"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    slug_from = ("title",)

    class Meta:
        verbose_name = _("step of the roadmap")
        verbose_name_plural = _("roadmap")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="done", done_on__isnull=False)
                | (~models.Q(state="done") & models.Q(done_on=None)),
                name="step_is_done_on_a_day",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        is_done = self.state == StepState.DONE
        if is_done and not self.done_on:
            raise ValidationError({"done_on": _("Enter the day on which the step was done")})
        if self.done_on and not is_done:
            raise ValidationError({"done_on": _("Leave it empty until the step is done")})
