"""An edition of the contest and what it asks: rules, divisions, sections, questions, forms."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.enums import ApplicantType, ContestState, QuestionKind
from contests.querysets import ContestQuerySet
from contests.validators import validate_section_path
from ecosystem.models.base import Folded
from portal.fields import NfcCharField, NfcTextField


def all_applicant_types():
    return [kind.value for kind in ApplicantType]


class Contest(Folded):
    """One edition. ``state`` is written by ``contests.workflow.CONTEST`` only."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(2019), MaxValueValidator(2100)]
    )
    title = NfcCharField(_("title"), max_length=250)
    theme = NfcCharField(_("theme"), max_length=250, blank=True)
    summary = NfcTextField(_("summary"), blank=True)
    audience = NfcTextField(_("who may enter"), blank=True)

    opens_at = models.DateTimeField(_("intake opens at"), null=True, blank=True)
    deadline_at = models.DateTimeField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("Day and hour; judged by the server's clock."),
    )
    screening_until = models.DateField(_("validity results by"), null=True, blank=True)
    award_on = models.DateField(_("award ceremony on"), null=True, blank=True)

    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))
    max_files = models.PositiveSmallIntegerField(_("files per application, at most"), default=10)
    max_document_mb = models.PositiveSmallIntegerField(_("document size, at most (MB)"), default=20)
    max_image_mb = models.PositiveSmallIntegerField(_("picture size, at most (MB)"), default=10)

    contact_name = NfcCharField(_("contact"), max_length=150, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_address = NfcCharField(_("contact address"), max_length=250, blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=ContestState, default=ContestState.DRAFT
    )
    is_demo = models.BooleanField(
        _("demonstration"),
        default=False,
        editable=False,
        help_text=_("Made up; stays out of the figures."),
    )
    # Last number given out; numbers have no gaps because it moves only with a submission.
    last_number = models.PositiveIntegerField(_("last reference number"), default=0, editable=False)
    copied_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("copied from"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    folded_from = ("title", "theme", "summary")
    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest edition")
        verbose_name_plural = _("contest editions")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_at=None) | Q(opens_at=None) | Q(deadline_at__gt=F("opens_at")),
                name="contest_deadline_follows_opening",
                violation_error_message=_("The deadline must be after the opening"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("contests:contest_detail", args=[self.year])

    @property
    def prefix(self):
        """First part of reference numbers: LS26 for 2026."""
        return f"LS{self.year % 100:02d}"

    def accepts_submissions(self, now=None):
        """Whether an application may be submitted at ``now``: the deadline itself is still in time."""
        now = now or timezone.now()
        return bool(
            self.state == ContestState.PUBLISHED
            and self.opens_at
            and self.deadline_at
            and self.opens_at <= now <= self.deadline_at
        )


class RuleSet(models.Model):
    """A version of the rules, with the decision that issued it. Applications keep theirs."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="rule_sets",
        verbose_name=_("contest"),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    decision = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("issued by decision"),
    )
    text = NfcTextField(_("text of the rules"), blank=True)
    file = models.FileField(_("file"), upload_to="the-le/", blank=True)

    applicant_types = models.JSONField(_("applicant types"), default=all_applicant_types)
    max_team_size = models.PositiveSmallIntegerField(_("people in a team, at most"), default=5)
    max_company_years = models.PositiveSmallIntegerField(
        _("years since first registration, at most"), default=5
    )
    company_reference_on = models.DateField(
        _("company age counted on"),
        null=True,
        blank=True,
        help_text=_("Empty: on the day of the deadline."),
    )
    max_entries_individual = models.PositiveSmallIntegerField(
        _("entries per individual, at most"), default=3
    )
    max_entries_organised = models.PositiveSmallIntegerField(
        _("entries per group, organisation or enterprise, at most"), default=4
    )
    guardian_below_age = models.PositiveSmallIntegerField(
        _("guardian's consent below the age of"), default=18
    )
    clauses = models.JSONField(
        _("clauses"),
        default=dict,
        blank=True,
        help_text=_('Clause of the rules per check, e.g. {"team_size": "Điều 4 khoản 2"}.'),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["contest", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "version"], name="one_rule_set_per_version"),
        ]

    def __str__(self):
        return _("%(contest)s, rules version %(version)d") % {
            "contest": self.contest,
            "version": self.version,
        }


class Division(models.Model):
    """A division (bảng thi), e.g. ideas and projects."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="divisions",
        verbose_name=_("contest"),
    )
    name = NfcCharField(_("name"), max_length=100)
    description = NfcCharField(_("description"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="one_division_per_name")
        ]

    def __str__(self):
        return self.name


class Section(models.Model):
    """One page of questions in the dossier."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="sections",
        verbose_name=_("contest"),
    )
    slug = models.SlugField(_("path"), max_length=40, validators=[validate_section_path])
    title = NfcCharField(_("title"), max_length=120)
    intro = NfcTextField(_("introduction"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section of questions")
        verbose_name_plural = _("sections of questions")
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "slug"], name="one_section_per_path")
        ]

    def __str__(self):
        return self.title


class Question(models.Model):
    """A question of a section. Limits count words for long answers, characters for short ones."""

    section = models.ForeignKey(
        "contests.Section",
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=_("section"),
    )
    key = models.SlugField(_("key"), max_length=40)
    label = NfcCharField(_("question"), max_length=250)
    help_text = NfcTextField(_("help text"), blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=QuestionKind, default=QuestionKind.LONG_TEXT
    )
    choices = NfcTextField(_("choices"), blank=True, help_text=_("One a line."))
    is_required = models.BooleanField(_("must be answered"), default=True)
    max_words = models.PositiveSmallIntegerField(_("words, at most"), null=True, blank=True)
    max_characters = models.PositiveSmallIntegerField(
        _("characters, at most"), null=True, blank=True
    )
    is_visible_to_judges = models.BooleanField(_("visible to judges"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["section", "order"]
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="one_question_per_key")
        ]

    def __str__(self):
        return self.label

    @property
    def choice_list(self):
        return [line for line in self.choices.splitlines() if line.strip()]


class FormTemplate(models.Model):
    """A form (biểu mẫu) that applicants may download."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="form_templates",
        verbose_name=_("contest"),
    )
    title = NfcCharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="bieu-mau/", blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("form template")
        verbose_name_plural = _("form templates")
        ordering = ["contest", "order"]

    def __str__(self):
        return self.title
