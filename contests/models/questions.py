"""What an edition asks in its dossiers: sections, and the questions in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contests.enums import QuestionKind
from contests.validators import (
    deciding_values,
    parse_columns,
    question_problems,
    validate_section_path,
)
from portal.fields import NfcCharField, NfcTextField


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
    opens_in = models.ForeignKey(
        "contests.Round",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked of entrants of the round"),
        help_text=_("Empty: part of every dossier. Otherwise it opens on promotion to this round."),
    )
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

    def clean(self):
        if self.opens_in_id and self.opens_in.contest_id != self.contest_id:
            raise ValidationError({"opens_in": _("Choose a round of the same edition")})

    def is_answered(self):
        """Whether a dossier stores an answer to one of its questions."""
        used = Q(answers__isnull=False) | Q(attachments__isnull=False)
        return self.questions.filter(used).exists()


class Question(models.Model):
    """A question of a section. Limits count words for long answers, characters for short ones.

    Required never (``is_required`` false), always, or from ``required_from`` on. A question that is
    ``closed_at`` is not asked any more; answers given before stay and are shown.
    """

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
    columns = NfcTextField(
        _("columns of the table"),
        blank=True,
        help_text=_("One a line: the heading, then | and text, number or money."),
    )
    max_rows = models.PositiveSmallIntegerField(_("rows of the table, at most"), default=20)
    is_required = models.BooleanField(_("must be answered"), default=True)
    required_from = models.ForeignKey(
        "contests.Round",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("must be answered from the round on"),
        help_text=_("Empty: from the first submission on."),
    )
    depends_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dependants",
        verbose_name=_("asked only when this question"),
    )
    depends_values = NfcTextField(
        _("is answered with one of"), blank=True, help_text=_("One a line.")
    )
    max_words = models.PositiveSmallIntegerField(_("words, at most"), null=True, blank=True)
    max_characters = models.PositiveSmallIntegerField(
        _("characters, at most"), null=True, blank=True
    )
    is_visible_to_judges = models.BooleanField(_("visible to judges"), default=True)
    is_public = models.BooleanField(
        _("may be published"),
        default=False,
        help_text=_("Shown with a winning project whose people agreed to publication."),
    )
    is_summary = models.BooleanField(
        _("summary of the project"),
        default=False,
        help_text=_("Compared with other dossiers to find look-alikes."),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
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

    def clean(self):
        # Without its section there is nothing to compare with; the form asks for it.
        problems = question_problems(self) if self.section_id else {}
        if self.pk and not problems:
            problems = self._problems_in_use()
        if problems:
            raise ValidationError(problems)

    def is_answered(self):
        """Whether a dossier stores an answer: such a question is closed, never deleted."""
        return self.answers.exists() or self.attachments.exists()

    def _problems_in_use(self):
        """What may not change any more, because answers could no longer be read."""
        stored = Question.objects.get(pk=self.pk)
        kept = ["kind"]
        if self.kind == QuestionKind.TABLE == stored.kind:
            changed = [c.kind for c in self.column_list] != [c.kind for c in stored.column_list]
            kept = ["columns"] if changed else []
        elif self.kind == stored.kind:
            kept = ["choices"] if set(stored.choice_list) - set(self.choice_list) else []
        if not kept or not self.is_answered():
            return {}
        return dict.fromkeys(
            kept,
            _(
                "There are answers to this question already, so this cannot change. Close the question and add a new one."
            ),
        )

    @property
    def choice_list(self):
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    @property
    def column_list(self):
        return parse_columns(self.columns)

    @property
    def deciding_values(self):
        """Answers of ``depends_on`` with which this question is asked."""
        return deciding_values(self.depends_on.kind, self.depends_values)
