"""What those who came think of a class: who is asked, and answers that name nobody."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.seating import link_key
from portal.fields import NfcTextField
from training.enums import SurveyKind, Usage, Venture


class SurveyRequest(models.Model):
    """Somebody is asked: ``key`` is mailed and opens the questions until ``closes_at``.

    Whether somebody answered is kept, when is not: it would tell whose answer is whose.
    """

    registration = models.ForeignKey(
        "training.Registration",
        on_delete=models.CASCADE,
        related_name="survey_requests",
        verbose_name=pgettext_lazy("training", "registration"),
    )
    kind = models.CharField(_("kind"), max_length=5, choices=SurveyKind)
    key = models.CharField(max_length=40, unique=True, default=link_key, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    closes_at = models.DateTimeField(_("closes at"))
    is_answered = models.BooleanField(_("answered"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("survey", "question to a participant")
        verbose_name_plural = pgettext_lazy("survey", "questions to participants")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"], name="asked_once_per_kind_and_person"
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="survey_closing")]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.registration.run}"

    def get_absolute_url(self):
        return reverse("training:survey", args=[self.key])


class Answer(models.Model):
    """An answer belongs to its class. ``request`` lets its writer change it, and goes when it closes."""

    request = models.OneToOneField(
        SurveyRequest,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="%(class)s",
    )
    run = models.ForeignKey(
        "training.CourseRun",
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        verbose_name=pgettext_lazy("training", "class"),
    )

    class Meta:
        abstract = True


def _scale(label):
    """From 1 (not at all) to 5 (very)."""
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class SurveyAnswer(Answer):
    """What somebody thinks of the class the day after it."""

    content = _scale(pgettext_lazy("survey", "Content"))
    trainer = _scale(pgettext_lazy("survey", "Trainer"))
    organisation = _scale(pgettext_lazy("survey", "Organisation"))
    usefulness = _scale(pgettext_lazy("survey", "Usefulness for your work"))
    recommend = _scale(pgettext_lazy("survey", "Would recommend it to others"))
    helped = NfcTextField(pgettext_lazy("survey", "What helped most"), blank=True)
    better = NfcTextField(pgettext_lazy("survey", "What should be better"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("survey", "answer after a class")
        verbose_name_plural = pgettext_lazy("survey", "answers after a class")

    def __str__(self):
        return f"{self.run}: {self._meta.verbose_name}"


class FollowUpAnswer(Answer):
    """What became of what was learned, three months later."""

    usage = models.CharField(
        pgettext_lazy("survey", "Uses what was learned"), max_length=6, choices=Usage
    )
    venture = models.CharField(
        pgettext_lazy("survey", "Began since the class"), max_length=10, choices=Venture
    )
    note = NfcTextField(pgettext_lazy("survey", "What is still missing"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("survey", "answer three months later")
        verbose_name_plural = pgettext_lazy("survey", "answers three months later")

    def __str__(self):
        return f"{self.run}: {self._meta.verbose_name}"
