"""Petitions on the validity check or a published result: what is contested, the evidence, the answer."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contests.enums import (
    ANSWERED_PETITION_STATES,
    OFFICE_CHANNELS,
    Channel,
    PetitionState,
    PetitionSubject,
)
from contests.querysets import PetitionQuerySet
from portal.fields import NfcCharField, NfcTextField


class Petition(models.Model):
    """One petition on one decision. ``state`` is written by ``contests.workflow.PETITION`` only.

    ``evidence`` holds what stood when it was filed, as plain values: the submitted version, the
    checks, the totals of the sheets, the decision. It is never written again.
    """

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.PROTECT,
        related_name="petitions",
        verbose_name=_("contest"),
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    reference = models.CharField(_("receipt number"), max_length=20, unique=True, editable=False)
    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.PROTECT,
        related_name="petitions",
        verbose_name=_("application"),
    )
    subject = models.CharField(_("about"), max_length=10, choices=PetitionSubject)
    round = models.ForeignKey(
        "contests.Round",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("round"),
    )
    # When the contested decision was made known: with the dossier it names the decision.
    contested_at = models.DateTimeField(_("decision made known at"))
    text = NfcTextField(_("petition"))
    evidence = models.JSONField(_("evidence"), default=dict, editable=False)
    evidence_sha256 = models.CharField(
        _("SHA-256 of the evidence"), max_length=64, blank=True, editable=False
    )

    channel = models.CharField(
        _("received"), max_length=10, choices=Channel, default=Channel.ONLINE
    )
    # Nobody: it came to the office on paper or by e-mail, from people who may have no account.
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("filed by"),
    )
    # On paper: when the office received it, however late it was typed in.
    filed_at = models.DateTimeField(_("filed at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    due_on = models.DateField(_("answer due on"))
    # Sent with the form: a double click makes one petition.
    send_key = models.CharField(  # noqa: DJ001 -- NULLs do not collide
        max_length=40, null=True, blank=True, editable=False
    )

    state = models.CharField(
        _("state"), max_length=10, choices=PetitionState, default=PetitionState.RECEIVED
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer in charge"),
    )
    answer = NfcTextField(_("text of the answer"), blank=True)
    reply = models.ForeignKey(
        "contests.OfficialDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document of the answer"),
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answer sent at"), null=True, blank=True)
    # The act on the dossier that followed from the answer, as the trail names it.
    remedy = models.SlugField(_("act that followed"), max_length=40, blank=True)
    remedy_by = NfcCharField(_("act that followed, by"), max_length=150, blank=True)
    remedy_at = models.DateTimeField(_("act that followed, at"), null=True, blank=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="one_petition_per_number"),
            models.UniqueConstraint(
                fields=["application", "send_key"], name="one_petition_per_sending"
            ),
            models.UniqueConstraint(
                fields=["application", "subject", "contested_at"],
                condition=~models.Q(state="withdrawn"),
                name="one_petition_per_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(subject="result") | models.Q(round__isnull=False),
                name="petition_on_a_result_names_its_round",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_by__isnull=False)
                | models.Q(channel__in=sorted(OFFICE_CHANNELS), entered_by__isnull=False),
                name="petition_names_who_filed_or_entered_it",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="petition_by_due_day")]

    def __str__(self):
        return f"{self.reference} · {self.application.reference or self.application.public_id}"

    def get_absolute_url(self):
        return reverse(
            "contests:petition_detail", args=[self.application.public_id, self.reference]
        )

    @property
    def answer_address(self):
        """Where mails about it go; empty for people who gave the office no address."""
        return self.filed_by.email if self.filed_by else self.application.notice_address

    @property
    def petitioner(self):
        """Whom letters about it address."""
        return str(self.filed_by) if self.filed_by else self.application.addressee

    @property
    def is_answered(self):
        return self.state in ANSWERED_PETITION_STATES

    @property
    def subject_text(self):
        """What it is about, with the round."""
        return (
            f"{self.get_subject_display()}: {self.round.name}"
            if self.round
            else str(self.get_subject_display())
        )


class PetitionFile(models.Model):
    """A file of a petition: the petitioner's, or the office's with its answer."""

    petition = models.ForeignKey(
        "contests.Petition",
        on_delete=models.CASCADE,
        related_name="files",
        verbose_name=_("petition"),
    )
    stored = models.ForeignKey(
        "portal.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )
    is_from_staff = models.BooleanField(_("of the office"), default=False)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of a petition")
        verbose_name_plural = _("files of petitions")
        ordering = ["petition", "pk"]

    def __str__(self):
        return str(self.stored)
