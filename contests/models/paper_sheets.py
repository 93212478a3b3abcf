"""Signed paper sheets that the secretariat types in: read twice, by two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contests.enums import PaperSheetState
from contests.querysets import PaperSheetQuerySet
from portal.fields import NfcTextField


class PaperSheet(models.Model):
    """A judge's paper sheet for an entry, on its way to become the score sheet that counts.

    ``state`` is written by ``contests.workflow.PAPER_SHEET`` only. ``typed`` and ``checked`` hold the
    two readings of the paper as plain values; the second reader never sees the first's marks.
    ``differences`` keeps what they disagreed on and what was settled, ``replaced`` the draft that the
    judge had begun on the portal. That two people read is a rule of the database too.
    """

    assignment = models.ForeignKey(
        "contests.Assignment",
        on_delete=models.CASCADE,
        related_name="paper_sheets",
        verbose_name=_("assignment"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PaperSheetState, default=PaperSheetState.TYPING
    )
    scan = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scan of the signed sheet"),
    )
    typed = models.JSONField(_("first reading"), default=dict, editable=False)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("typed by"),
    )
    typed_at = models.DateTimeField(_("typed at"), null=True, blank=True, editable=False)
    checked = models.JSONField(_("second reading"), default=dict, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True, editable=False)
    differences = models.JSONField(_("differences"), default=list, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)
    settle_reason = NfcTextField(_("why it was settled so"), blank=True)
    replaced = models.JSONField(_("draft that it replaced"), default=dict, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)

    # Whether it may still count; on rows that were read ``with_standing``.
    stands: bool

    objects = PaperSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("typed paper sheet")
        verbose_name_plural = _("typed paper sheets")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=~Q(state=PaperSheetState.DROPPED),
                name="one_paper_sheet_per_assignment",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("typed_by")),
                name="paper_sheet_is_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("typed_by")),
                name="paper_sheet_is_settled_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperSheetState.CHECKED)
                | Q(checked_by__isnull=False, typed_at__isnull=False, scan__isnull=False),
                name="paper_sheet_counts_once_checked",
            ),
        ]

    def __str__(self):
        return str(self.assignment)
