"""Rounds, what their rules say of ranking and advancing, and who takes part."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contests.enums import MeanPlaces, RoundKind, RoundState, SheetSharing
from contests.querysets import RoundEntryQuerySet, RoundQuerySet
from portal.bilingual import Bilingual
from portal.fields import NfcCharField, NfcTextField


class Round(Bilingual):
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
    name_en = NfcCharField(_("name in English"), max_length=100, blank=True)
    slug = models.SlugField(_("path"), max_length=40)

    scoring_starts_on = models.DateField(_("scoring from"), null=True, blank=True)
    scoring_due_at = models.DateTimeField(_("score sheets due at"), null=True, blank=True)
    min_judges = models.PositiveSmallIntegerField(
        _("score sheets per application, at least"), default=1, validators=[MinValueValidator(1)]
    )
    trim_from = models.PositiveSmallIntegerField(
        _("drop the highest and the lowest sheet from"),
        null=True,
        blank=True,
        validators=[MinValueValidator(3)],
        help_text=_("From this number of sheets on; empty: all sheets count."),
    )
    mean_places = models.PositiveSmallIntegerField(
        _("means are rounded to"),
        choices=MeanPlaces,
        default=MeanPlaces.FOUR,
        help_text=_("Half up; entries whose rounded means are equal are tied."),
    )
    flag_percent = models.PositiveSmallIntegerField(
        _("point out sheets that differ by more than (percent of full marks)"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("For the eye of the office only; no figure changes by it."),
    )
    criteria_note = NfcTextField(
        _("assumptions behind the criteria"),
        blank=True,
        help_text=_("What the source does not say and the office must check; empty once checked."),
    )
    clause = NfcCharField(
        _("clause of the rules"),
        max_length=120,
        blank=True,
        help_text=_(
            "On scoring and on who advances, e.g. Điều 9 khoản 2; printed beside each rank."
        ),
    )
    ranks_by_division = models.BooleanField(
        _("rank within each division"),
        default=False,
        help_text=_("Places, reserves and prizes then go by division too."),
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
        help_text=_(
            "Empty in the final: prizes decide. Of each division, where entries rank within it."
        ),
    )
    reserve_count = models.PositiveSmallIntegerField(
        _("places on the reserve list"),
        default=0,
        help_text=_("Of each division, where entries rank within it."),
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

    # What authors read of their own entry: contests.domain.feedback writes these.
    feedback_mean = models.BooleanField(_("own mean"), default=True)
    feedback_band = models.BooleanField(
        _("band of the rank"), default=True, help_text=_("First quarter, upper or lower half.")
    )
    feedback_criteria = models.BooleanField(_("own mean in each criterion"), default=False)
    feedback_comments = models.BooleanField(_("comments for the author"), default=True)
    feedback_rank = models.BooleanField(_("exact rank"), default=False)
    feedback_later = models.BooleanField(
        _("not with the result, but by a later act"), default=False
    )
    feedback_released_at = models.DateTimeField(
        _("feedback released at"), null=True, blank=True, editable=False
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
    # Where the edition asks for two people, this one does not publish.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approval recorded by"),
    )
    assignments_published_at = models.DateTimeField(
        _("assignments published at"), null=True, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    translated = ("name",)
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
        return f"{self.name} {self.contest.short_name}"

    @property
    def is_final(self):
        return self.kind == RoundKind.FINAL

    @property
    def has_released_feedback(self):
        """Whether authors may read of their own entry what the switches allow."""
        if self.state != RoundState.PUBLISHED:
            return False
        return not self.feedback_later or self.feedback_released_at is not None


class DivisionPlaces(models.Model):
    """How many of one division go on, where it differs from what the round says of each."""

    round = models.ForeignKey(
        "contests.Round",
        on_delete=models.CASCADE,
        related_name="division_places",
        verbose_name=_("round"),
    )
    division = models.ForeignKey(
        "contests.Division",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("division"),
    )
    advance_count = models.PositiveSmallIntegerField(_("places in the next round"))
    reserve_count = models.PositiveSmallIntegerField(_("places on the reserve list"), default=0)

    class Meta:
        verbose_name = _("places of a division")
        verbose_name_plural = _("places of divisions")
        ordering = ["round", "division__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "division"], name="one_number_of_places_per_division"
            ),
        ]

    def __str__(self):
        return f"{self.division}: {self.advance_count}"


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

    objects = RoundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry in a round")
        verbose_name_plural = _("entries in rounds")
        ordering = ["round", "running_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "application"], name="one_entry_per_round"),
        ]

    def __str__(self):
        return f"{self.application} – {self.round}"
