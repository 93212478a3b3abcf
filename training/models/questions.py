"""What a class asks of those who register, and what they answered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import NfcCharField, NfcTextField
from training.enums import QuestionKind

ANSWER_LENGTH = 500


class RunQuestion(models.Model):
    """A question beside the form's own; a group answers it once for everybody."""

    run = models.ForeignKey(
        "training.CourseRun",
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=pgettext_lazy("training", "class"),
    )
    text = NfcCharField(pgettext_lazy("training", "question"), max_length=250)
    kind = models.CharField(
        _("kind of answer"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT
    )
    choices = NfcTextField(
        _("choices"), blank=True, help_text=_("One a line, where one is to be chosen.")
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("training", "question for registration")
        verbose_name_plural = pgettext_lazy("training", "questions for registration")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text

    def clean(self):
        if self.kind == QuestionKind.CHOICE and len(self.choice_lines) < 2:
            raise ValidationError({"choices": _("Enter at least two choices, one a line.")})

    @property
    def choice_lines(self):
        lines = [line.strip() for line in self.choices.splitlines()]
        return list(dict.fromkeys(line for line in lines if line))


class RunAnswer(models.Model):
    """What somebody answered, with the words of the question as they were."""

    registration = models.ForeignKey(
        "training.Registration",
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=pgettext_lazy("training", "registration"),
    )
    question = models.ForeignKey(
        RunQuestion,
        on_delete=models.SET_NULL,
        null=True,
        related_name="answers",
        verbose_name=pgettext_lazy("training", "question"),
    )
    asked = NfcCharField(_("as it was asked"), max_length=250)
    answer = NfcTextField(pgettext_lazy("training", "answer"))

    class Meta:
        verbose_name = pgettext_lazy("training", "answer")
        verbose_name_plural = pgettext_lazy("training", "answers")
        ordering = ["registration", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_answer_per_class_question"
            ),
        ]

    def __str__(self):
        return f"{self.asked}: {self.answer}"
