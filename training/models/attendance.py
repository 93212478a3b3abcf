"""What attendance needs beside its marks: the links of trainers, and lists that are imported."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField
from training.querysets import DAYS_AFTER_CLASS, TrainerAccessQuerySet


class TrainerAccess(models.Model):
    """A named trainer opens the lists of one class with a mailed link, without an account.

    Only the fingerprint of the link's key is kept. The link ends a week after the class, and when
    staff take it back or mail a new one.
    """

    trainer = models.OneToOneField(
        "training.Trainer",
        on_delete=models.CASCADE,
        related_name="access",
        verbose_name=_("trainer"),
    )
    email = models.EmailField(_("e-mail"))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited at"))
    opened_at = models.DateTimeField(_("last opened at"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    objects = TrainerAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access of a trainer")
        verbose_name_plural = _("accesses of trainers")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.trainer} – {self.trainer.run}"

    @property
    def run(self):
        return self.trainer.run

    @property
    def ends_at(self):
        """The last moment of the link; None while the class has no sessions."""
        end = self.trainer.run.ends_at
        return None if end is None else end + dt.timedelta(days=DAYS_AFTER_CLASS)

    @property
    def is_open(self):
        """Whether the link opens anything now; agrees with ``open()``."""
        ends_at = self.ends_at
        return self.revoked_at is None and ends_at is not None and timezone.now() <= ends_at


class AttendanceImport(models.Model):
    """A list of who attended a session, read from a file: shown first, then applied once.

    ``rows`` holds what was read; it is dropped when the list is applied, and with the whole import
    a week after nobody has applied it.
    """

    session = models.ForeignKey(
        "training.Session",
        on_delete=models.CASCADE,
        related_name="imports",
        verbose_name=pgettext_lazy("training", "session"),
    )
    file_name = NfcCharField(_("file"), max_length=150)
    rows = models.JSONField(default=list, editable=False)
    threshold = models.PositiveSmallIntegerField(
        _("minutes that count as present"), null=True, blank=True
    )
    others_absent = models.BooleanField(_("everybody else is absent"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("applied by"),
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    marked_count = models.PositiveIntegerField(_("marks written"), default=0)
    walk_in_count = models.PositiveIntegerField(_("people added"), default=0)

    class Meta:
        verbose_name = _("imported attendance list")
        verbose_name_plural = _("imported attendance lists")
        ordering = ["-created_at"]

    def __str__(self):
        return self.file_name
