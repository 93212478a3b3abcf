"""Whom a class is meant for: people who were asked by mail to register."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField


class RunInvitation(models.Model):
    """Somebody was asked to register for a class; whether they did is read from the registrations."""

    run = models.ForeignKey(
        "training.CourseRun",
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=pgettext_lazy("training", "class"),
    )
    full_name = NfcCharField(_("full name"), max_length=150)
    team = NfcCharField(_("project or organisation"), max_length=250, blank=True)
    email = models.EmailField(_("e-mail"))
    email_key = models.CharField(max_length=254, editable=False)
    # Where the name comes from, as the office says it: the round of a contest.
    origin = NfcCharField(_("from"), max_length=250, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("training", "invitation to a class")
        verbose_name_plural = pgettext_lazy("training", "invitations to a class")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "email_key"], name="one_invitation_per_class_and_address"
            ),
        ]

    def __str__(self):
        return f"{self.full_name} – {self.run}"
