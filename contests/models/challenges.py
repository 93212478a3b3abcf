"""What an organisation asks startups to solve, and what came of the answers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.bilingual import Bilingual
from portal.fields import NfcTextField


class ProblemStatement(Bilingual):
    """The problem behind an edition of kind ``challenge``, in the words of its owner."""

    contest = models.OneToOneField(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="problem",
        verbose_name=_("problem statement"),
    )
    owner = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        related_name="problem_statements",
        verbose_name=_("organisation that poses the problem"),
    )
    background = NfcTextField(
        _("background"),
        blank=True,
        help_text=_("How it is done today, by whom, for how many people, since when."),
    )
    problem = NfcTextField(
        _("the problem"), blank=True, help_text=_("What does not work, and what that costs.")
    )
    requirements = NfcTextField(
        _("what a solution must do"), blank=True, help_text=_("One requirement per line.")
    )
    data_offered = NfcTextField(
        _("data and support offered"),
        blank=True,
        help_text=_("Data, places and people that answerers may use, and under which conditions."),
    )
    reward = NfcTextField(
        _("what the chosen answer gets"),
        blank=True,
        help_text=_(
            "A prize, a pilot, or a contract. Whether a contract may follow is decided under the law on bidding and on science, technology and innovation: promise none here."
        ),
    )

    background_en = NfcTextField(_("background in English"), blank=True)
    problem_en = NfcTextField(_("the problem in English"), blank=True)
    requirements_en = NfcTextField(
        _("what a solution must do, in English"),
        blank=True,
        help_text=_("One requirement per line."),
    )
    data_offered_en = NfcTextField(_("data and support offered, in English"), blank=True)
    reward_en = NfcTextField(_("what the chosen answer gets, in English"), blank=True)

    translated = ("problem", "background", "requirements", "data_offered", "reward")

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["contest"]

    def __str__(self):
        return f"{self.owner}: {self.contest}"

    @property
    def requirement_lines(self):
        """In the language of the page: nothing but pages asks for lines."""
        lines = self.here.requirements.splitlines()
        return [line.strip() for line in lines if line.strip()]


class PilotReport(models.Model):
    """What the owner did with the answers: a pilot began, or none did, and why. Never changed.

    Written by contests.domain.challenges; a later report stands beside the earlier ones.
    """

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="pilot_reports",
        verbose_name=_("problem statement"),
    )
    has_started = models.BooleanField(_("pilot has started"))
    happened_on = models.DateField(_("on"))
    note = NfcTextField(_("note"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("report of a pilot")
        verbose_name_plural = _("reports of pilots")
        ordering = ["-happened_on", "-pk"]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return str(_("A pilot has started") if self.has_started else _("No pilot has started"))
