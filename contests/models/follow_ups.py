"""What became of a project some months after the result: asked, answered, counted."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contests.enums import (
    AnswerWay,
    FollowUpGroup,
    FollowUpState,
    ProtectionState,
    RevenueBand,
)
from portal.fields import NfcTextField

MOST_MONTHS = 120


def usual_months():
    """After half a year, one year and two."""
    return [6, 12, 24]


def validate_months(value):
    """A list of whole numbers of months, each once, in order."""
    is_list = isinstance(value, list) and all(
        isinstance(month, int) and not isinstance(month, bool) for month in value
    )
    if not is_list or value != sorted(set(value)) or not all(0 < m <= MOST_MONTHS for m in value):
        raise ValidationError(
            _("Enter months from 1 to %(most)d, each once, for example 6, 12, 24"),
            code="months",
            params={"most": MOST_MONTHS},
        )


class FollowUp(models.Model):
    """One question about one project. ``state`` is written by ``contests.workflow.FOLLOW_UP`` only."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.PROTECT,
        related_name="follow_ups",
        verbose_name=_("application"),
    )
    group = models.CharField(_("why followed"), max_length=8, choices=FollowUpGroup)
    months = models.PositiveSmallIntegerField(_("months after the result"))
    due_on = models.DateField(_("to be asked on"))
    state = models.CharField(
        _("state"), max_length=10, choices=FollowUpState, default=FollowUpState.PLANNED
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)

    is_alive = models.BooleanField(_("still running"), null=True, blank=True)
    is_on_market = models.BooleanField(_("product on the market"), null=True, blank=True)
    revenue_band = models.CharField(
        _("revenue of the last 12 months"), max_length=10, choices=RevenueBand, blank=True
    )
    jobs = models.PositiveIntegerField(_("people employed"), null=True, blank=True)
    capital_raised = models.PositiveBigIntegerField(
        _("capital raised since the contest (đồng)"), null=True, blank=True
    )
    protection = models.CharField(
        _("intellectual property"), max_length=8, choices=ProtectionState, blank=True
    )
    support_used = NfcTextField(_("support used"), blank=True)
    note = NfcTextField(_("other things to tell"), blank=True)

    answered_at = models.DateTimeField(_("answer received at"), null=True, blank=True)
    answered_via = models.CharField(_("answer came"), max_length=5, choices=AnswerWay, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    class Meta:
        verbose_name = _("follow-up after the contest")
        verbose_name_plural = _("follow-ups after the contest")
        ordering = ["-due_on", "application"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "months"], name="one_follow_up_per_project_and_month"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered") | models.Q(is_alive__isnull=False),
                name="answered_follow_up_says_whether_it_runs",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="follow_up_by_due_day")]

    def __str__(self):
        return gettext("%(project)s – after %(months)d months") % {
            "project": self.application,
            "months": self.months,
        }
