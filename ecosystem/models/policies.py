"""What plans promise against what was done."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import OutcomeKind
from ecosystem.models.base import Sourced
from ecosystem.querysets import IndicatorQuerySet
from portal.fields import NfcCharField


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
