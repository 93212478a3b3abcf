"""The validity check: each rule with its clause, result and reason; requests for a supplement."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contests.enums import CheckResult, CheckStage
from portal.fields import NfcCharField, NfcTextField


class EligibilityCheck(models.Model):
    """One rule applied to one application: what the machine found, and what a person decided."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="checks",
        verbose_name=_("application"),
    )
    rule = models.SlugField(_("rule"), max_length=40)
    clause = NfcCharField(_("clause"), max_length=120, blank=True)
    machine_result = models.CharField(_("found by the system"), max_length=10, choices=CheckResult)
    evidence = NfcTextField(_("evidence"), blank=True)
    stage = models.CharField(
        _("last run"), max_length=10, choices=CheckStage, default=CheckStage.SUBMIT
    )
    checked_at = models.DateTimeField(_("last run at"), auto_now=True)
    result = models.CharField(_("result"), max_length=10, choices=CheckResult)
    reason = NfcTextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("validity check")
        verbose_name_plural = _("validity checks")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "rule"], name="one_check_per_rule"),
        ]

    def __str__(self):
        return f"{self.rule}: {self.get_result_display()}"

    @property
    def is_open_finding(self):
        """Not met or doubtful, and nobody decided: may be found after the conclusion too."""
        return self.decided_at is None and self.machine_result != CheckResult.PASSED


class SupplementRequest(models.Model):
    """What the secretariat asks to be added, and until when."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="supplement_requests",
        verbose_name=_("application"),
    )
    text = NfcTextField(_("what to add"))
    due_at = models.DateTimeField(_("due at"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("requested by"),
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # Set when the check was decided without waiting for the answer.
    closed_at = models.DateTimeField(_("closed without an answer at"), null=True, blank=True)

    class Meta:
        verbose_name = _("supplement request")
        verbose_name_plural = _("supplement requests")
        ordering = ["application", "-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(answered_at=None, closed_at=None),
                name="one_open_supplement_request",
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.text[:60]}"
