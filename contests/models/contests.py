"""An edition of the contest and what it is made of: rules, divisions, forms."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.enums import (
    EDITION_WORDS,
    ApplicantType,
    ContestState,
    EditionKind,
    PastWinnerRule,
)
from contests.models.follow_ups import usual_months, validate_months
from contests.querysets import ContestQuerySet
from ecosystem.models.base import Folded
from portal.bilingual import Bilingual, KeepsEnglish
from portal.fields import NfcCharField, NfcTextField

# Begins with a letter: an address of digits only is a year's.
CHALLENGE_SLUG = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z"


def all_applicant_types():
    return [kind.value for kind in ApplicantType]


def usual_files():
    """Every contest asks for the explanation of the project."""
    return ["explanation"]


class Contest(KeepsEnglish, Folded):
    """One edition. ``state`` is written by ``contests.workflow.CONTEST`` only.

    Of the contest there is one a year. Beside it an organisation may put a problem to startups: a
    challenge is an edition too, known by its ``slug``, with a ``series`` that tells its reference
    numbers from those of the year's other editions (docs/decisions/0011).
    """

    kind = models.CharField(
        _("kind"), max_length=10, choices=EditionKind, default=EditionKind.CONTEST, editable=False
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2019), MaxValueValidator(2100)]
    )
    slug = models.CharField(
        _("address"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(CHALLENGE_SLUG)],
        help_text=_("Last part of the web address, for example so-hoa-ho-so-dat-dai."),
    )
    series = models.PositiveSmallIntegerField(
        _("number in its year"),
        default=0,
        editable=False,
        help_text=_("0 for the contest; problem statements are counted within a year."),
    )
    title = NfcCharField(_("title"), max_length=250)
    theme = NfcCharField(_("theme"), max_length=250, blank=True)
    summary = NfcTextField(_("summary"), blank=True)
    audience = NfcTextField(_("who may enter"), blank=True)
    title_en = NfcCharField(_("title in English"), max_length=250, blank=True)
    theme_en = NfcCharField(_("theme in English"), max_length=250, blank=True)
    summary_en = NfcTextField(_("summary in English"), blank=True)
    audience_en = NfcTextField(_("who may enter, in English"), blank=True)
    contact_name_en = NfcCharField(_("contact in English"), max_length=150, blank=True)
    contact_address_en = NfcCharField(_("contact address in English"), max_length=250, blank=True)

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

    follow_up_months = models.JSONField(
        _("teams are asked again after (months)"),
        default=usual_months,
        blank=True,
        validators=[validate_months],
        help_text=_("Counted from the publication of the result. Empty: nobody is asked."),
    )
    follows_finalists = models.BooleanField(_("ask finalists without a prize, too"), default=False)
    separates_publisher = models.BooleanField(
        _("two people: who records an approval does not publish it"),
        default=True,
        help_text=_(
            "Results then pass two pairs of eyes. Stands from the publication of the edition on."
        ),
    )

    state = models.CharField(
        _("state"), max_length=10, choices=ContestState, default=ContestState.DRAFT
    )
    is_demo = models.BooleanField(
        _("demonstration"),
        default=False,
        editable=False,
        help_text=_("Made up; stays out of the figures."),
    )
    is_sealed = models.BooleanField(
        _("sealed intake"),
        default=False,
        help_text=_(
            "Staff see how many applications there are, not what is in them, until the deadline."
        ),
    )
    # Written by contests.domain.seals only: opening a sealed intake early is a logged act.
    seal_opened_at = models.DateTimeField(
        _("seal opened at"), null=True, blank=True, editable=False
    )
    seal_opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("seal opened by"),
    )
    seal_reason = NfcTextField(_("reason for opening the seal"), blank=True, editable=False)
    # Written with an amendment: applicants were promised a seal up to the deadline that stood before.
    sealed_until = models.DateTimeField(_("sealed until"), null=True, blank=True, editable=False)
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

    # How many applications were received; on rows that were read ``with_answer_counts``.
    n_answers: int

    translated = ("title", "theme", "summary", "audience", "contact_name", "contact_address")
    folded_from = ("title", "theme", "summary", "title_en", "theme_en", "summary_en")
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
            models.UniqueConstraint(
                fields=["year", "series"],
                name="one_contest_per_year",
                violation_error_message=_("There is already an edition of this year"),
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=~Q(slug=""),
                name="one_challenge_per_address",
                violation_error_message=_("Another problem statement has this address"),
            ),
            models.CheckConstraint(
                condition=Q(kind=EditionKind.CONTEST, series=0, slug="")
                | (Q(kind=EditionKind.CHALLENGE, series__gt=0) & ~Q(slug="")),
                name="challenge_has_series_and_address",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """Forms know nothing of the series, so that they do not ask for the rule of one a year."""
        super().clean()
        others = type(self).objects.filter(year=self.year, series=self.series).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"year": _("There is already an edition of this year")})

    @property
    def is_challenge(self):
        return self.kind == EditionKind.CHALLENGE

    @property
    def key(self):
        """What its addresses name it by: the year of a contest, the slug of a challenge."""
        return self.slug if self.is_challenge else self.year

    @property
    def words(self):
        """What people read it and its dossiers called."""
        return EDITION_WORDS[EditionKind(self.kind)]

    @property
    def short_name(self):
        """What lists and papers call it."""
        return self.title if self.is_challenge else str(self.year)

    @property
    def page_name(self):
        """What a trail of pages calls it, in the language of the page."""
        return self.here.title if self.is_challenge else str(self.year)

    def get_absolute_url(self):
        return reverse("contests:contest_detail", args=[self.key])

    @property
    def prefix(self):
        """First part of reference numbers: LS26 for the contest of 2026, BT26-01 for a challenge."""
        year = f"{self.year % 100:02d}"
        return f"BT{year}-{self.series:02d}" if self.is_challenge else f"LS{year}"

    def accepts_submissions(self, now=None):
        """Whether an application may be submitted at ``now``: the deadline itself is still in time."""
        now = now or timezone.now()
        return bool(
            self.state == ContestState.PUBLISHED
            and self.opens_at
            and self.deadline_at
            and self.opens_at <= now <= self.deadline_at
        )

    @property
    def seal_ends_at(self):
        """When staff may begin to read: the deadline, or a later one that applicants were told before."""
        if self.deadline_at is None or self.sealed_until is None:
            return self.deadline_at
        return max(self.deadline_at, self.sealed_until)

    def has_standing_seal(self, now=None):
        """Whether staff read no dossier of this edition yet; agrees with the querysets' ``sealed``."""
        if not self.is_sealed or self.seal_opened_at is not None:
            return False
        return self.seal_ends_at is None or (now or timezone.now()) < self.seal_ends_at


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
    # Set when the version comes into force; from then on nobody changes it.
    issued_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    change_note = NfcTextField(
        _("what this version changes"),
        blank=True,
        help_text=_("Shown to the public and mailed to applicants."),
    )
    deadline_at = models.DateTimeField(
        _("deadline under this version"),
        null=True,
        blank=True,
        help_text=_("Empty: the deadline stays as it is."),
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("grace after the deadline (minutes)"),
        default=0,
        help_text=_("A submission within these minutes still counts as in time."),
    )
    text = NfcTextField(_("text of the rules"), blank=True)
    file = models.FileField(_("file"), upload_to="the-le/", blank=True)

    applicant_types = models.JSONField(_("applicant types"), default=all_applicant_types)
    max_team_size = models.PositiveSmallIntegerField(_("people in a team, at most"), default=5)
    max_company_years = models.PositiveSmallIntegerField(
        _("years since first registration, at most"),
        default=5,
        null=True,
        blank=True,
        help_text=_("Empty: no limit."),
    )
    company_reference_on = models.DateField(
        _("company age counted on"),
        null=True,
        blank=True,
        help_text=_("Empty: on the day of the deadline."),
    )
    max_entries_individual = models.PositiveSmallIntegerField(
        _("entries per individual, at most"),
        default=3,
        null=True,
        blank=True,
        help_text=_("Empty: no limit."),
    )
    max_entries_organised = models.PositiveSmallIntegerField(
        _("entries per group, organisation or enterprise, at most"),
        default=4,
        null=True,
        blank=True,
        help_text=_("Empty: no limit."),
    )
    max_entries_person = models.PositiveSmallIntegerField(
        _("entries one person may take part in, at most"),
        null=True,
        blank=True,
        help_text=_("Counted across teams, as representative or member. Empty: no limit."),
    )
    leads_one_only = models.BooleanField(
        _("a person leads one entry only"),
        default=False,
        help_text=_("May be a member of several teams, but the representative of one."),
    )
    min_age = models.PositiveSmallIntegerField(_("age, at least"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("age, at most"), null=True, blank=True)
    past_winner_rule = models.CharField(
        _("earlier contests"),
        max_length=14,
        choices=PastWinnerRule,
        default=PastWinnerRule.WINNERS_OUT,
    )
    forbids_parallel_entry = models.BooleanField(
        _("no other contest at the same time"), default=False
    )
    excludes_inner_circle = models.BooleanField(
        _("organisers, secretariat and judges do not enter"), default=True
    )
    excludes_foreigners = models.BooleanField(_("Vietnamese citizens only"), default=False)
    must_be_in_province = models.BooleanField(
        _("carried out in the province"),
        default=True,
        help_text=_("The project is carried out in the province, or planned to be."),
    )
    needs_endorsement = models.BooleanField(
        _("a nominating unit must endorse the dossier"), default=False
    )
    required_files = models.JSONField(
        _("files that must be attached"), default=usual_files, blank=True
    )
    guardian_below_age = models.PositiveSmallIntegerField(
        _("guardian's consent below the age of"), default=18
    )
    petition_days = models.PositiveSmallIntegerField(
        _("days in which a petition may be sent"),
        default=10,
        null=True,
        blank=True,
        help_text=_(
            "Counted from the day after the notice or the publication. Empty: no petitions on the portal."
        ),
    )
    petition_answer_days = models.PositiveSmallIntegerField(
        _("days in which a petition is answered"),
        default=15,
        help_text=_("Counted from the day after the petition was received."),
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
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                name="rule_set_ages_in_order",
                violation_error_message=_("The highest age must not be below the lowest"),
            ),
        ]

    def __str__(self):
        return _("%(contest)s, rules version %(version)d") % {
            "contest": self.contest,
            "version": self.version,
        }


class Division(Bilingual):
    """A division (bảng thi), e.g. ideas and projects; it may narrow what the rules allow."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="divisions",
        verbose_name=_("contest"),
    )
    name = NfcCharField(_("name"), max_length=100)
    description = NfcCharField(_("description"), max_length=250, blank=True)
    name_en = NfcCharField(_("name in English"), max_length=100, blank=True)
    description_en = NfcCharField(_("description in English"), max_length=250, blank=True)
    applicant_types = models.JSONField(
        _("applicant types"),
        default=list,
        blank=True,
        help_text=_("None chosen: all that the rules allow."),
    )
    max_team_size = models.PositiveSmallIntegerField(
        _("people in a team, at most"),
        null=True,
        blank=True,
        help_text=_("Empty: as the rules say."),
    )
    min_age = models.PositiveSmallIntegerField(_("age, at least"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(
        _("age, at most"),
        null=True,
        blank=True,
        help_text=_("For everybody in the team, on the day on which ages count."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated = ("name", "description")

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="one_division_per_name")
        ]

    def __str__(self):
        return self.name


class FormTemplate(Bilingual):
    """A form (biểu mẫu) that applicants may download."""

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.CASCADE,
        related_name="form_templates",
        verbose_name=_("contest"),
    )
    title = NfcCharField(_("title"), max_length=200)
    title_en = NfcCharField(_("title in English"), max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="bieu-mau/", blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated = ("title",)

    class Meta:
        verbose_name = _("form template")
        verbose_name_plural = _("form templates")
        ordering = ["contest", "order"]

    def __str__(self):
        return self.title
