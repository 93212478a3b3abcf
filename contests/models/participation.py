"""Whether those who advanced take the place that they won."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.enums import ParticipationState
from contests.querysets import ParticipationQuerySet
from portal.fields import NfcCharField


class Participation(models.Model):
    """The answer of one who advanced. ``state`` is written by ``contests.workflow.PARTICIPATION`` only.

    It belongs to the entry of the round that was passed; its place is in the next one.
    """

    entry = models.OneToOneField(
        "contests.RoundEntry",
        on_delete=models.PROTECT,
        related_name="participation",
        verbose_name=_("entry"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ParticipationState,
        default=ParticipationState.WAITING,
    )
    due_at = models.DateTimeField(_("to be answered by"))
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # Nobody: the mailed link, which works without an account.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    reason = NfcCharField(_("reason for not taking part"), max_length=250, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of participation")
        verbose_name_plural = _("confirmations of participation")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(answered_at__isnull=False),
                name="participation_answered_has_its_time",
            ),
        ]

    def __str__(self):
        return str(self.entry.application)

    @property
    def due_passed(self):
        """Whether only the office may still take an answer."""
        return self.due_at < timezone.now()

    @property
    def is_overdue(self):
        """Not answered in time."""
        return self.state == ParticipationState.WAITING and self.due_passed
