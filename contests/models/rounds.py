"""Rounds, their criteria and tie rules, who takes part, and the frozen result."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contests.enums import Outcome, RoundKind, RoundState, SheetSharing, TieRuleKind
from contests.querysets import RoundQuerySet
from portal.fields import NfcCharField, NfcTextField


class Round(models.Model):
    """One round of judging. ``state`` is written by ``contests.workflow.ROUND`` only."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("contest"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("kind"), max_length=12, choices=RoundKind)
    name = NfcCharField(_("name"), max_length=100)
    slug = models.SlugField(_("path"), max_length=40)

    scoring_starts_on = models.DateField(_("scoring from"), null=True, blank=True)
    scoring_due_at = models.DateTimeField(_("score sheets due at"), null=True, blank=True)
    min_judges = models.PositiveSmallIntegerField(
        _("score sheets per application, at least"), default=1, validators=[MinValueValidator(1)]
    )
    pass_mark = models.DecimalField(
        _("pass mark"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Mean below it does not advance; empty: no threshold."),
    )
    zero_eliminates = models.BooleanField(
        _("a zero eliminates"),
        default=False,
        help_text=_("A zero-bar criterion with a mean of 0 does not advance."),
    )
    advance_count = models.PositiveSmallIntegerField(
        _("places in the next round"),
        null=True,
        blank=True,
        help_text=_("Empty in the final: prizes decide."),
    )
    extra_due_at = models.DateTimeField(
        _("extra questions due at"),
        null=True,
        blank=True,
        help_text=_("Until when entrants of this round answer the questions that it opens."),
    )
    hides_names = models.BooleanField(_("hide authors from judges"), default=False)
    sheet_sharing = models.CharField(
        _("judges read one another's sheets"),
        max_length=12,
        choices=SheetSharing,
        default=SheetSharing.NEVER,
        help_text=_("Only sent sheets of entries that the judge scores too."),
    )
    shares_judge_names = models.BooleanField(
        _("with the names of the judges"),
        default=False,
        help_text=_("Otherwise “Judge 1”, “Judge 2” …"),
    )
    has_site_visits = models.BooleanField(
        _("judges visit the entries"),
        default=False,
        help_text=_("Gives every judge a page for notes and photographs of the place."),
    )
    visit_checklist = NfcTextField(
        _("what to look at on a visit"), blank=True, help_text=_("One line each; judges tick them.")
    )

    state = models.CharField(
        _("state"), max_length=10, choices=RoundState, default=RoundState.PLANNED
    )
    decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("notice or decision"),
    )
    assignments_published_at = models.DateTimeField(
        _("assignments published at"), null=True, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "order"], name="one_round_per_order"),
            models.UniqueConstraint(fields=["contest", "slug"], name="one_round_per_path"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"]) | Q(decision__isnull=False),
                name="approved_round_has_its_decision",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.contest.year}"

    @property
    def is_final(self):
        return self.kind == RoundKind.FINAL


class Criterion(models.Model):
    """What judges score, with its maximum, coefficient and zero-bar."""

    round = models.ForeignKey(
        "contests.Round", on_delete=models.CASCADE, related_name="criteria", verbose_name=_("round")
    )
    name = NfcCharField(_("criterion"), max_length=200)
    guidance = NfcTextField(_("guidance for scoring"), blank=True)
    max_points = models.DecimalField(
        _("points, at most"), max_digits=5, decimal_places=2, validators=[MinValueValidator(1)]
    )
    weight = models.DecimalField(_("coefficient"), max_digits=4, decimal_places=2, default=1)
    is_zero_bar = models.BooleanField(_("zero eliminates"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["round", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_points__gt=0) & Q(weight__gt=0), name="criterion_counts"
            ),
        ]

    def __str__(self):
        return self.name


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


class RoundEntry(models.Model):
    """An application taking part in a round."""

    round = models.ForeignKey(
        "contests.Round", on_delete=models.PROTECT, related_name="entries", verbose_name=_("round")
    )
    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.PROTECT,
        related_name="entries",
        verbose_name=_("application"),
    )
    snapshot = models.ForeignKey(
        "contests.ApplicationSnapshot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version judged"),
    )
    running_order = models.PositiveSmallIntegerField(_("running order"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry in a round")
        verbose_name_plural = _("entries in rounds")
        ordering = ["round", "running_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "application"], name="one_entry_per_round"),
        ]

    def __str__(self):
        return f"{self.application} – {self.round}"


class RoundResult(models.Model):
    """The frozen result of an entry: later edits of sheets or criteria do not change it."""

    entry = models.OneToOneField(
        "contests.RoundEntry",
        on_delete=models.PROTECT,
        related_name="result",
        verbose_name=_("entry"),
    )
    total = models.DecimalField(_("mean"), max_digits=8, decimal_places=4, null=True, blank=True)
    sheet_count = models.PositiveSmallIntegerField(_("score sheets"), default=0)
    spread = models.DecimalField(_("spread"), max_digits=8, decimal_places=4, null=True, blank=True)
    criterion_means = models.JSONField(_("means per criterion"), default=dict)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    is_tied = models.BooleanField(_("tied"), default=False)
    tie_note = NfcCharField(_("tie broken by"), max_length=250, blank=True)
    # Order among tied entries, set by a recorded decision of the chair.
    tie_position = models.PositiveSmallIntegerField(
        _("position within the tie"), null=True, blank=True
    )
    tie_decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes that break the tie"),
    )
    has_zero = models.BooleanField(_("zero in a zero-bar criterion"), default=False)
    passes = models.BooleanField(_("meets the threshold"), default=True)
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome, default=Outcome.PENDING
    )
    outcome_reason = NfcCharField(
        _("reason when the rank is not followed"), max_length=250, blank=True
    )

    class Meta:
        verbose_name = _("result of a round")
        verbose_name_plural = _("results of rounds")
        ordering = ["entry__round", F("rank").asc(nulls_last=True), "entry"]

    def __str__(self):
        return f"{self.entry}: {self.rank}"
