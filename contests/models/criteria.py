"""What is scored in a round, by whom and on which scale, and what breaks a tie."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contests.enums import MarkStep, Scorer, TieRuleKind
from contests.querysets import CriterionQuerySet
from portal.bilingual import Bilingual
from portal.fields import NfcCharField, NfcTextField


class Criterion(Bilingual):
    """What is scored, with its scale and coefficient.

    A criterion with parts is not scored itself: its points are the sum of its parts, and so is its
    maximum, which ``contests.domain.criteria`` keeps in step.
    """

    round = models.ForeignKey(
        "contests.Round", on_delete=models.CASCADE, related_name="criteria", verbose_name=_("round")
    )
    division = models.ForeignKey(
        "contests.Division",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("division"),
        help_text=_("Empty: for all divisions."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The points of a criterion with parts are the sum of its parts."),
    )
    name = NfcCharField(_("criterion"), max_length=200)
    name_en = NfcCharField(_("criterion in English"), max_length=200, blank=True)
    guidance = NfcTextField(_("guidance for scoring"), blank=True)

    max_points = models.DecimalField(
        _("points, at most"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(1)],
        help_text=_("Of a criterion with parts: the sum of its parts, computed."),
    )
    min_points = models.DecimalField(
        _("points, at least"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("The lowest mark of the scale, for example 1 where marks run from 1 to 5."),
    )
    step = models.DecimalField(
        _("marks in steps of"),
        max_digits=3,
        decimal_places=2,
        choices=MarkStep,
        default=MarkStep.HUNDREDTH,
    )
    weight = models.DecimalField(
        _("coefficient"),
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    is_zero_bar = models.BooleanField(_("zero eliminates"), default=False)
    is_counted = models.BooleanField(
        _("counts in the total"),
        default=True,
        help_text=_("Not ticked: noted in a column of its own, never part of the total."),
    )
    scorer = models.CharField(_("scored by"), max_length=10, choices=Scorer, default=Scorer.JUDGES)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated = ("name",)
    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["round", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_points__gt=0) & Q(weight__gt=0), name="criterion_counts"
            ),
            models.CheckConstraint(
                condition=Q(min_points__gte=0) & Q(min_points__lt=F("max_points")),
                name="criterion_scale_in_order",
                violation_error_message=_("The lowest mark must be below the highest"),
            ),
        ]

    def __str__(self):
        return self.name


class ScoreLevel(models.Model):
    """What a stretch of the scale of a criterion means, e.g. 0–2: weak."""

    criterion = models.ForeignKey(
        "contests.Criterion",
        on_delete=models.CASCADE,
        related_name="levels",
        verbose_name=_("criterion"),
    )
    from_points = models.DecimalField(
        _("from"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    to_points = models.DecimalField(_("to"), max_digits=5, decimal_places=2)
    text = NfcCharField(_("what earns these points"), max_length=250)

    class Meta:
        verbose_name = _("score level")
        verbose_name_plural = _("score levels")
        ordering = ["criterion", "from_points"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_points__gte=F("from_points")),
                name="score_level_in_order",
                violation_error_message=_("The upper end must not be below the lower end"),
            ),
        ]

    def __str__(self):
        return f"{self.from_points}–{self.to_points}: {self.text}"


class OrganiserScore(models.Model):
    """Points that the organisers give an entry, once: attendance, for example."""

    entry = models.ForeignKey(
        "contests.RoundEntry",
        on_delete=models.CASCADE,
        related_name="organiser_scores",
        verbose_name=_("entry"),
    )
    criterion = models.ForeignKey(
        "contests.Criterion",
        on_delete=models.PROTECT,
        related_name="organiser_scores",
        verbose_name=_("criterion"),
    )
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now=True)

    class Meta:
        verbose_name = _("organisers' points")
        verbose_name_plural = _("organisers' points")
        ordering = ["entry", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "criterion"], name="one_organiser_score_per_criterion"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0), name="organiser_score_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"


class TieRule(models.Model):
    """One step of the ordered rules that break a tie."""

    round = models.ForeignKey(
        "contests.Round",
        on_delete=models.CASCADE,
        related_name="tie_rules",
        verbose_name=_("round"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TieRuleKind)
    criterion = models.ForeignKey(
        "contests.Criterion",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("criterion"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    clause = NfcCharField(_("clause of the rules"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("tie rule")
        verbose_name_plural = _("tie rules")
        ordering = ["round", "order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="one_tie_rule_per_order"),
            models.CheckConstraint(
                condition=~Q(kind="criterion") | Q(criterion__isnull=False),
                name="criterion_tie_rule_names_it",
            ),
        ]

    def __str__(self):
        return (
            f"{self.get_kind_display()}: {self.criterion}"
            if self.criterion_id
            else str(self.get_kind_display())
        )
