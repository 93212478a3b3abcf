"""Questions from the public with the answers of the units (hỏi đáp)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.base import Folded, Slugged
from news.enums import QuestionState
from news.querysets import ReaderQuestionQuerySet
from portal.bilingual import Bilingual
from portal.fields import NfcCharField, NfcTextField


class ReaderQuestion(Bilingual, Folded, Slugged):
    """One question. ``state`` is written by ``news.workflow.QUESTION`` only; who asked is never shown.

    ``asked`` keeps the words as they came; ``text`` is what readers see, without personal data.
    """

    title = NfcCharField(_("the question in one line"), max_length=150)
    asked = NfcTextField(_("as it was asked"), editable=False)
    text = NfcTextField(
        _("question"), help_text=_("Readers see it: take names, numbers and addresses out.")
    )
    asker_name = NfcCharField(_("asked by"), max_length=150, blank=True, editable=False)
    asker_email = models.EmailField(_("e-mail"), blank=True, editable=False)
    consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("consent"),
    )

    answer = NfcTextField(_("answer"), blank=True, editable=False)
    answered_by = NfcCharField(_("answering unit"), max_length=150, blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=QuestionState,
        default=QuestionState.RECEIVED,
        editable=False,
    )
    created_at = models.DateTimeField(pgettext_lazy("question", "asked at"), auto_now_add=True)

    slug_from = ("title",)
    folded_from = ("title", "text", "answer")
    objects = ReaderQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question from the public")
        verbose_name_plural = _("questions from the public")
        ordering = ["-created_at", "-pk"]
        indexes = [
            # With the key: a page behind a place begins in the index (portal.paging).
            models.Index(fields=["state", "-answered_on", "-id"], name="reader_question_by_day")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:question_detail", args=[self.slug])
