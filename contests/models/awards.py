"""Prizes and who wins them, the decisions behind, and the figures of past editions."""

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contests.enums import AwardState, FigureKind
from contests.querysets import AwardQuerySet
from contests.validators import validate_document_number
from ecosystem.models.base import Sourced
from portal.bilingual import Bilingual
from portal.fields import NfcCharField


class OfficialDecision(models.Model):
    """A numbered document: a notice of the Organising Board or an approving decision."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("contest"),
    )
    number = NfcCharField(
        _("number and symbol"), max_length=60, validators=[validate_document_number]
    )
    issued_on = models.DateField(_("issued on"))
    issuer = NfcCharField(_("issuer"), max_length=150, blank=True)
    signer = NfcCharField(_("signer"), max_length=150)
    subject = NfcCharField(_("subject"), max_length=300, blank=True)
    scan = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scan"),
    )
    is_scan_public = models.BooleanField(
        _("everybody may read the scan"),
        default=False,
        help_text=_("Once the act is public. Look for personal data in it first."),
    )

    class Meta:
        verbose_name = _("official decision")
        verbose_name_plural = _("official decisions")
        ordering = ["-issued_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on"], name="one_decision_per_number_and_day"
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.issued_on:%d/%m/%Y})"


class PrizeFamily(Bilingual):
    """Prizes of one giver beside the contest's own: of the Department, of a sponsor.

    An entry wins at most one prize of each family, and one of the contest's own prizes, which
    belong to no family.
    """

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="prize_families",
        verbose_name=_("contest"),
    )
    name = NfcCharField(
        _("family"), max_length=100, help_text=_("For example: Prizes of the sponsors.")
    )
    name_en = NfcCharField(_("family in English"), max_length=100, blank=True)
    authority = NfcCharField(_("deciding authority"), max_length=150, blank=True)
    follows_rank = models.BooleanField(
        _("follows the rank"),
        default=True,
        help_text=_("Clear it for a sponsor who chooses whom to honour."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    translated = ("name",)

    class Meta:
        verbose_name = _("prize family")
        verbose_name_plural = _("prize families")
        ordering = ["contest", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="one_prize_family_per_name")
        ]

    def __str__(self):
        return self.name


class Prize(Bilingual):
    """A line of an edition's prize catalogue; without a family it is one of the contest's own."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="prizes",
        verbose_name=_("contest"),
    )
    family = models.ForeignKey(
        "contests.PrizeFamily",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prizes",
        verbose_name=_("family"),
    )
    name = NfcCharField(_("prize"), max_length=100)
    name_en = NfcCharField(_("prize in English"), max_length=100, blank=True)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    amount = models.PositiveIntegerField(_("amount (đồng)"), null=True, blank=True)
    paper = NfcCharField(_("paper given"), max_length=150, blank=True)
    paper_en = NfcCharField(_("paper given, in English"), max_length=150, blank=True)
    funding = NfcCharField(_("funding source"), max_length=150, blank=True)
    order = models.PositiveSmallIntegerField(_("rank"), default=1)
    unawarded_reason = NfcCharField(
        _("why places stay without a winner"), max_length=250, blank=True, editable=False
    )
    # For how many places that was decided: another place that becomes free is another decision.
    unawarded_places = models.PositiveSmallIntegerField(
        _("places left without a winner"), default=0, editable=False
    )

    translated = ("name", "paper")

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="one_prize_per_name")
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        """The prize with its giver; load ``family`` with it."""
        return f"{self.name} ({self.family.name})" if self.family else self.name

    @property
    def page_label(self):
        """As ``label``, in the language of the page."""
        if not self.family:
            return self.here.name.marked
        return format_html("{} ({})", self.here.name.marked, self.family.here.name.marked)


class Award(models.Model):
    """A prize for an application. ``state`` is written by ``contests.workflow.AWARD`` only.

    Nothing is deleted once it is approved: who handed what to whom, and a revocation with its
    decision, stay with the row.
    """

    prize = models.ForeignKey(
        "contests.Prize", on_delete=models.PROTECT, related_name="awards", verbose_name=_("prize")
    )
    # The prize's own at the proposal: the database holds one award per application and family.
    family = models.ForeignKey(
        "contests.PrizeFamily",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="awards",
        verbose_name=_("family"),
    )
    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.PROTECT,
        related_name="awards",
        verbose_name=_("application"),
    )
    reason = NfcCharField(
        _("reason when the rank is not followed"),
        max_length=250,
        blank=True,
    )
    extra_decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document that allows one more than the catalogue"),
    )

    state = models.CharField(
        _("state"), max_length=12, choices=AwardState, default=AwardState.PROPOSED
    )
    decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("approving decision"),
    )
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_over_by = NfcCharField(_("handed over by"), max_length=150, blank=True)
    receiver = NfcCharField(_("received by"), max_length=150, blank=True)
    paper_number = NfcCharField(_("number of the paper"), max_length=60, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = NfcCharField(_("reason of the revocation"), max_length=250, blank=True)
    revoked_decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoking decision"),
    )
    created_at = models.DateTimeField(_("proposed at"), auto_now_add=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["prize__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(family__isnull=True),
                name="one_own_award_per_application",
            ),
            models.UniqueConstraint(
                fields=["application", "family"], name="one_award_per_application_and_family"
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed") | models.Q(decision__isnull=False),
                name="approved_award_has_its_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="handed_over") | models.Q(handed_over_on__isnull=False),
                name="handed_over_award_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked") | models.Q(revoked_decision__isnull=False),
                name="revoked_award_has_its_decision",
            ),
        ]

    def __str__(self):
        return f"{self.prize} – {self.application}"


class HistoricalFigure(Sourced):
    """A count of a past edition as its source reports it; never derived from another count."""

    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("count"), max_length=10, choices=FigureKind)
    value = models.PositiveIntegerField(_("value"))
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        verbose_name = _("figure of a past edition")
        verbose_name_plural = _("figures of past editions")
        ordering = ["year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "source"], name="one_figure_per_year_kind_and_source"
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.get_kind_display()}: {self.value}"


class ReportedTotal(Sourced):
    """A sum over years as a source prints it.

    Kept apart from the yearly figures because it may disagree with their sum; it is shown with
    its note only, never in the place of a sum.
    """

    from_year = models.PositiveSmallIntegerField(_("from year"))
    to_year = models.PositiveSmallIntegerField(_("to year"))
    kind = models.CharField(_("count"), max_length=10, choices=FigureKind)
    value = models.PositiveIntegerField(_("value"))
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        verbose_name = _("reported total")
        verbose_name_plural = _("reported totals")
        ordering = ["from_year", "to_year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_year", "to_year", "kind", "source"],
                name="one_total_per_period_kind_and_source",
            ),
            models.CheckConstraint(
                condition=models.Q(to_year__gte=models.F("from_year")),
                name="reported_total_ends_after_it_starts",
                violation_error_message=_("The last year must not be before the first year"),
            ),
        ]

    def __str__(self):
        return f"{self.from_year}–{self.to_year} {self.get_kind_display()}: {self.value}"
