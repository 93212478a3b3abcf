"""Who agreed to what, in which words, when and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.fields import NfcCharField

if TYPE_CHECKING:
    from collections.abc import Callable


def as_recorded(words: Callable[[], str]) -> str:
    """The words agreed to as the record keeps them: the office's language, whatever the page spoke."""
    with translation.override(settings.LANGUAGE_CODE):
        return words()


class ConsentPurpose(models.TextChoices):
    CONTEST = "contest", _("Taking part in the contest")
    PUBLICATION = "publication", _("Publishing names and the project")
    CONTACT = "contact", _("Contact by partners")
    DECLARATION = "declaration", _("Declaration that the dossier is true")
    GUARDIAN = "guardian", _("Consent of the legal representative")
    CHILD = "child", _("Consent of the person below the age")
    CONFIDENTIALITY = "confidentiality", _("Judge's pledge of confidentiality")
    JUDGE_NAME = "judge_name", _("Naming a member of the jury")
    SERVICE = "service", _("Reading a request for a support service")
    EVENT = "event", _("Taking part in an event")
    TRAINING = "training", _("Taking part in training")
    NEWSLETTER = "newsletter", _("Getting the newsletter")


class ConsentWay(models.TextChoices):
    WEB = "web", _("On the portal")
    PAPER = "paper", _("On paper")


class Consent(models.Model):
    """One consent for one purpose. Never edited: withdrawing sets ``withdrawn_at``.

    Law 91/2025/QH15 asks the controller to prove what was agreed to: the words are kept. A new
    version of the words is agreed to anew; the older consent stands beside it as it was given.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("person"),
    )
    # Whom it is about when that is not the account: a member, a pupil, somebody on paper.
    subject = models.CharField(_("subject"), max_length=40, blank=True)
    subject_name = NfcCharField(_("name of the subject"), max_length=150, blank=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose)
    scope = models.CharField(
        _("scope"),
        max_length=60,
        db_index=True,
        help_text=_("What the consent belongs to, e.g. an application's id."),
    )
    text_version = models.CharField(_("version of the text"), max_length=20)
    text = models.TextField(_("text agreed to"))
    given_via = models.CharField(
        _("given through"), max_length=20, choices=ConsentWay, default=ConsentWay.WEB
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
        help_text=_("Who typed in what was given on paper."),
    )
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "scope", "subject", "text_version"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_consent_per_version",
            ),
        ]

    def __str__(self):
        return f"{self.subject_name or self.user} · {self.get_purpose_display()}"
