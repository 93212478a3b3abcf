"""The day of a live round: running order, who is on stage, the clock, the hall's screen."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contests.enums import STAGE_STATES, TurnState
from portal.fields import NfcTextField

_MINUTES = [MinValueValidator(1), MaxValueValidator(120)]


def new_hall_key():
    """A link that nobody guesses."""
    return secrets.token_urlsafe(18)


class FinalDay(models.Model):
    """How a round is held live. ``version`` grows with every act: of two at once, one is told."""

    round = models.OneToOneField(
        "contests.Round",
        on_delete=models.CASCADE,
        related_name="final_day",
        verbose_name=_("round"),
    )
    pitch_minutes = models.PositiveSmallIntegerField(
        _("minutes of the presentation"), default=8, validators=_MINUTES
    )
    question_minutes = models.PositiveSmallIntegerField(
        _("minutes of the questions"), default=10, validators=_MINUTES
    )
    hall_key = models.CharField(
        _("key of the hall's screen"),
        max_length=40,
        unique=True,
        default=new_hall_key,
        editable=False,
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    class Meta:
        verbose_name = _("day of a live round")
        verbose_name_plural = _("days of live rounds")
        ordering = ["round"]

    def __str__(self):
        return str(self.round)


class StageTurn(models.Model):
    """An entry's turn. ``state`` is written by ``contests.workflow.TURN`` only.

    The clock of the part that runs (presentation or questions): ``clock_used`` seconds until it was
    last stopped, and since ``clock_started_at`` while it runs.
    """

    day = models.ForeignKey(
        "contests.FinalDay",
        on_delete=models.CASCADE,
        related_name="turns",
        verbose_name=_("day of a live round"),
    )
    entry = models.OneToOneField(
        "contests.RoundEntry",
        on_delete=models.CASCADE,
        related_name="turn",
        verbose_name=_("entry"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=TurnState, default=TurnState.WAITING
    )
    clock_started_at = models.DateTimeField(_("clock started at"), null=True, blank=True)
    clock_used = models.PositiveIntegerField(_("seconds used"), default=0)

    class Meta:
        verbose_name = _("turn on stage")
        verbose_name_plural = _("turns on stage")
        ordering = ["day", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(state__in=sorted(STAGE_STATES)),
                name="one_entry_on_stage",
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.entry}"


class RunningOrderDraw(models.Model):
    """One drawing of the running order, or one setting by hand: kept for ever, with its reason.

    ``seed`` with the references gives the order again (``contests.domain.final_day.drawn_order``);
    it is empty for an order set by hand.
    """

    day = models.ForeignKey(
        "contests.FinalDay",
        on_delete=models.CASCADE,
        related_name="draws",
        verbose_name=_("day of a live round"),
    )
    seed = models.CharField(_("seed"), max_length=64, blank=True)
    order = models.JSONField(_("order"), default=list)
    reason = NfcTextField(_("reason"), blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("drawn by"),
    )
    drawn_at = models.DateTimeField(_("drawn at"), auto_now_add=True)

    class Meta:
        verbose_name = _("drawing of the running order")
        verbose_name_plural = _("drawings of the running order")
        ordering = ["day", "-pk"]

    def __str__(self):
        return f"{self.day}: {self.drawn_at:%H:%M %d/%m/%Y}"
