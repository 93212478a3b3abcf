"""What a project reached on its way, as its people or the office tell it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import COUNTED_MILESTONES, NUMBERED_MILESTONES, OCOP_STARS, MilestoneKind
from portal.fields import NfcCharField

FIRST_YEAR = 1990


class Milestone(models.Model):
    """A point on the time line of a project that no other part of the portal knows of.

    Told by the people of the project through ``ecosystem.domain.milestones``, or entered by the
    office in the administration; ``confirmed_at`` says that the office saw the evidence.
    """

    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.PROTECT,
        related_name="milestones",
        verbose_name=_("startup project"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MilestoneKind)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(FIRST_YEAR)])
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Leave it empty when only the year is known."),
    )
    title = NfcCharField(
        pgettext_lazy("milestone", "what was reached"),
        max_length=200,
        help_text=_("In one line, for example: Second prize of the students' contest of 2025."),
    )
    number = models.PositiveBigIntegerField(
        pgettext_lazy("milestone", "number"),
        null=True,
        blank=True,
        help_text=_("Stars for OCOP (3 to 5), jobs, or the capital in đồng."),
    )
    giver = NfcCharField(
        _("given or organised by"),
        max_length=200,
        blank=True,
        help_text=_("Who awarded, certified, invested or held the course, if somebody did."),
    )
    evidence_url = models.URLField(
        _("link to evidence"), blank=True, help_text=_("Where everybody can read of it.")
    )
    is_public = models.BooleanField(_("shown to everybody"), default=False)

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("milestone", "confirmed by"),
    )
    confirmed_at = models.DateTimeField(
        pgettext_lazy("milestone", "confirmed at"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["-year", models.F("month").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__gte=1, month__lte=12),
                name="milestone_month_is_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(COUNTED_MILESTONES)) | Q(number__isnull=False),
                name="counted_milestone_has_its_number",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.startup.get_absolute_url()}#moc-{self.pk}"

    def get_edit_url(self):
        return reverse("ecosystem:milestone_edit", args=[self.startup.slug, self.pk])

    @property
    def when(self):
        """The time as people write it: 03/2025, or the year alone."""
        return f"{self.month:02}/{self.year}" if self.month else str(self.year)

    def clean(self):
        today = timezone.localdate()
        if self.year and (self.year, self.month or 1) > (today.year, today.month):
            raise ValidationError(
                {"year": _("A milestone is something already reached: enter a time up to today")}
            )
        if self.kind in COUNTED_MILESTONES and self.number is None:
            raise ValidationError({"number": _("Enter the number of stars or jobs")})
        if self.kind not in NUMBERED_MILESTONES and self.number is not None:
            raise ValidationError(
                {
                    "number": _(
                        "A number belongs to OCOP stars, jobs and capital only: leave it empty"
                    )
                }
            )
        low, high = OCOP_STARS
        if self.kind == MilestoneKind.OCOP and not low <= self.number <= high:
            raise ValidationError({"number": _("OCOP products are certified with 3 to 5 stars")})
