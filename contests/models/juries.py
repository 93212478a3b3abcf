"""Asking people onto a jury."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.enums import JudgeInvitationState
from contests.querysets import JudgeInvitationQuerySet
from portal.fields import NfcCharField, NfcTextField


def new_nonce():
    """What makes a link of its own; a new one makes the links before it worthless."""
    return secrets.token_urlsafe(12)


class JudgeInvitation(models.Model):
    """Somebody is asked by mail to sit on a panel. ``state`` is written by JUDGE_INVITATION only.

    The link in the mail is signed from ``nonce``: who reads the database cannot answer for somebody.
    """

    panel = models.ForeignKey(
        "contests.Panel",
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("panel"),
    )
    full_name = NfcCharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    is_chair = models.BooleanField(_("chair"), default=False)
    terms = NfcTextField(_("terms of the task"), blank=True)

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=JudgeInvitationState,
        default=JudgeInvitationState.SENT,
    )
    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("to be answered by"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(
        _("time of the answer"), null=True, blank=True, editable=False
    )
    decline_reason = NfcTextField(_("reason for declining"), blank=True, editable=False)

    # Who took the seat, and what this person told of themselves, to be compared with dossiers.
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="judge_invitations",
        verbose_name=_("account"),
    )
    organization_name = NfcCharField(_("place of work"), max_length=200, blank=True, editable=False)
    tax_code = models.CharField(
        _("tax code of the place of work"), max_length=14, blank=True, editable=False
    )
    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("commune or ward"),
    )

    objects = JudgeInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of a judge")
        verbose_name_plural = _("invitations of judges")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "email"], name="one_invitation_per_address"),
        ]

    def __str__(self):
        return f"{self.full_name} → {self.panel}"

    def has_run_out(self, now=None):
        """Whether nobody answered, or took the seat, in time."""
        waiting = {JudgeInvitationState.SENT, JudgeInvitationState.ACCEPTED}
        return self.state in waiting and self.expires_at <= (now or timezone.now())
