"""Juries, assignments, conflicts and score sheets."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from contests.enums import HintKind, SheetState
from contests.querysets import AssignmentQuerySet, ScoreSheetQuerySet
from portal.fields import NfcCharField, NfcTextField
from portal.numbers import format_number


class Panel(models.Model):
    """A jury of a round; with fields or divisions named, it scores only entries of these."""

    round = models.ForeignKey(
        "contests.Round", on_delete=models.CASCADE, related_name="panels", verbose_name=_("round")
    )
    name = NfcCharField(_("name"), max_length=120)
    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))
    divisions = models.ManyToManyField(
        "contests.Division",
        blank=True,
        verbose_name=_("divisions"),
        help_text=_("Empty: the panel scores every division."),
    )

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["round", "name"]
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="one_panel_per_name")]

    def __str__(self):
        return f"{self.name} – {self.round}"


class PanelMember(models.Model):
    """A judge of a panel. The pledge of confidentiality comes before the first dossier."""

    panel = models.ForeignKey(
        "contests.Panel", on_delete=models.CASCADE, related_name="members", verbose_name=_("panel")
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="panel_memberships",
        verbose_name=_("judge"),
    )
    is_chair = models.BooleanField(_("chair"), default=False)
    max_entries = models.PositiveSmallIntegerField(
        _("dossiers, at most"),
        null=True,
        blank=True,
        help_text=_("In this round, over all its panels; empty: no limit."),
    )
    pledged_at = models.DateTimeField(_("pledged at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("judge of a panel")
        verbose_name_plural = _("judges of panels")
        ordering = ["panel", "-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "judge"], name="one_seat_per_judge_and_panel")
        ]

    def __str__(self):
        return str(self.judge)


class Assignment(models.Model):
    """An entry given to a judge. Seen by the judge once the round's assignments are published."""

    entry = models.ForeignKey(
        "contests.RoundEntry",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("entry"),
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("judge"),
    )
    created_at = models.DateTimeField(_("assigned at"), auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["entry", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "judge"], name="one_assignment_per_entry_and_judge"
            ),
        ]

    def __str__(self):
        return f"{self.judge} ← {self.entry}"


class ConflictDeclaration(models.Model):
    """A judge's conflict of interest with an application: it leaves the judge's list everywhere."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="conflicts",
        verbose_name=_("application"),
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="conflicts",
        verbose_name=_("judge"),
    )
    reason = NfcTextField(_("reason"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("declared by"),
    )
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)
    # Taken note of by the chair of the panel, or by the Board; the dossier is gone before that.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["-declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "judge"], name="one_conflict_per_application_and_judge"
            ),
        ]

    def __str__(self):
        return f"{self.judge} – {self.application}"


class HintDismissal(models.Model):
    """The secretariat looked at a possible conflict that the machine pointed out: it is none.

    The same evidence is not shown again for this judge and dossier; other evidence is.
    """

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="hint_dismissals",
        verbose_name=_("application"),
    )
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="hint_dismissals",
        verbose_name=_("judge"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=HintKind)
    evidence = NfcCharField(_("evidence"), max_length=250)
    reason = NfcTextField(_("reason"))
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("dismissed by"),
    )
    dismissed_at = models.DateTimeField(_("dismissed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("possible conflict that is none")
        verbose_name_plural = _("possible conflicts that are none")
        ordering = ["-dismissed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "judge", "kind", "evidence"], name="one_dismissal_per_hint"
            ),
        ]

    def __str__(self):
        return f"{self.judge} – {self.application}: {self.get_kind_display()}"


class ScoreSheet(models.Model):
    """A judge's sheet for an entry: private while a draft, locked once sent or abstained.

    ``state`` is written by ``contests.workflow.SHEET`` only. ``version`` grows with every save and
    guards against lost updates between two windows. ``is_from_paper`` until the judge writes: what
    stands there was typed from the signed paper sheet, also once it is unlocked.
    """

    assignment = models.OneToOneField(
        "contests.Assignment",
        on_delete=models.PROTECT,
        related_name="sheet",
        verbose_name=_("assignment"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SheetState, default=SheetState.DRAFT
    )
    comment_for_author = NfcTextField(_("comment for the authors"), blank=True)
    note_for_council = NfcTextField(_("note for the council only"), blank=True)
    abstain_reason = NfcTextField(_("reason of abstaining"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    is_from_paper = models.BooleanField(_("typed from paper"), default=False, editable=False)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["assignment"]

    def __str__(self):
        return str(self.assignment)


class Score(models.Model):
    """Points for one criterion; empty in a draft that only has a comment yet.

    ``max_points`` of the criterion is checked where points come in.
    """

    sheet = models.ForeignKey(
        "contests.ScoreSheet",
        on_delete=models.CASCADE,
        related_name="scores",
        verbose_name=_("score sheet"),
    )
    criterion = models.ForeignKey(
        "contests.Criterion",
        on_delete=models.PROTECT,
        related_name="scores",
        verbose_name=_("criterion"),
    )
    points = models.DecimalField(
        _("points"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    comment = NfcCharField(_("comment"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["sheet", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="score_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.criterion}: {format_number(self.points)}"
