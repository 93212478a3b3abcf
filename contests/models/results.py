"""The frozen result of a round: its versions, each entry's figures, and what was set aside."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from contests.enums import Outcome
from portal.fields import NfcCharField, NfcTextField


class ResultVersion(models.Model):
    """One freezing of a round, with the criteria and rules as they stood then.

    The version in force has its rows in RoundResult; reopening the scoring moves them to
    SetAsideResult, where they stay readable.
    """

    round = models.ForeignKey(
        "contests.Round",
        on_delete=models.PROTECT,
        related_name="result_versions",
        verbose_name=_("round"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    rules = models.JSONField(_("criteria and rules applied"), default=dict)
    frozen_at = models.DateTimeField(_("scores frozen at"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scores frozen by"),
    )

    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("set aside by"),
    )
    set_aside_reason = NfcTextField(_("reason for reopening"), blank=True)

    class Meta:
        verbose_name = _("version of a result")
        verbose_name_plural = _("versions of results")
        ordering = ["round", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_result_per_version"),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(set_aside_at=None),
                name="one_result_in_force_per_round",
            ),
        ]

    def __str__(self):
        return _("%(round)s, version %(number)d") % {"round": self.round, "number": self.number}


class FrozenFigures(models.Model):
    """What is frozen of an entry: figures, rank, how they came about, what follows from them."""

    # The name, not a key: renaming a division changes no frozen result.
    division = NfcCharField(_("division"), max_length=100, blank=True)
    total = models.DecimalField(_("mean"), max_digits=8, decimal_places=4, null=True, blank=True)
    sheet_count = models.PositiveSmallIntegerField(_("score sheets"), default=0)
    dropped_count = models.PositiveSmallIntegerField(_("sheets dropped"), default=0)
    spread = models.DecimalField(_("spread"), max_digits=8, decimal_places=4, null=True, blank=True)
    # Never official: the mean corrected for harsh and lenient judges.
    adjusted = models.DecimalField(
        _("adjusted mean"), max_digits=8, decimal_places=4, null=True, blank=True
    )
    flags = models.JSONField(_("to be looked at"), default=list)
    criterion_means = models.JSONField(_("means per criterion"), default=dict)
    # The sheets as they were counted and the steps of a tie; contests.domain.freezing writes it.
    detail = models.JSONField(_("how the result came about"), default=dict)
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
    outcome_decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document when the rank is not followed"),
    )
    reserve_position = models.PositiveSmallIntegerField(
        _("place on the reserve list"), null=True, blank=True
    )

    class Meta:
        abstract = True


class RoundResult(FrozenFigures):
    """The frozen result of an entry: later edits of sheets or criteria do not change it."""

    entry = models.OneToOneField(
        "contests.RoundEntry",
        on_delete=models.PROTECT,
        related_name="result",
        verbose_name=_("entry"),
    )
    # An entry of the reserve list that took the place of somebody who declined after publication.
    called_up_at = models.DateTimeField(_("called up at"), null=True, blank=True)
    call_up_reason = NfcCharField(_("reason for calling up"), max_length=250, blank=True)
    call_up_decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document of calling up"),
    )

    class Meta:
        verbose_name = _("result of a round")
        verbose_name_plural = _("results of rounds")
        ordering = ["entry__round", F("rank").asc(nulls_last=True), "entry"]

    def __str__(self):
        return f"{self.entry}: {self.rank}"


class SetAsideResult(FrozenFigures):
    """A row of a version that reopening the scoring set aside; never written again."""

    version = models.ForeignKey(
        "contests.ResultVersion",
        on_delete=models.PROTECT,
        related_name="rows",
        verbose_name=_("version"),
    )
    entry = models.ForeignKey(
        "contests.RoundEntry",
        on_delete=models.PROTECT,
        related_name="set_aside_results",
        verbose_name=_("entry"),
    )

    class Meta:
        verbose_name = _("result set aside")
        verbose_name_plural = _("results set aside")
        ordering = ["version", F("rank").asc(nulls_last=True), "entry"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "entry"], name="one_row_per_entry_and_version"
            ),
        ]

    def __str__(self):
        return f"{self.entry}: {self.rank}"
