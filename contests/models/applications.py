"""An application dossier: who, what, its answers and files, and what was submitted."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contests.enums import (
    EDITABLE_STATES,
    OFFICE_CHANNELS,
    ApplicantType,
    ApplicationState,
    AttachmentKind,
    Channel,
    Endorsement,
)
from contests.querysets import ApplicationQuerySet
from ecosystem.enums import Sex
from ecosystem.models.base import Folded
from portal.fields import NfcCharField, NfcTextField

# No 0/O, 1/I/L: the id may be read out over the telephone.
_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def short_public_id():
    """Ten characters of 31: about 50 bits, not to be guessed."""
    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(10))


class Application(Folded):
    """One dossier. ``state`` is written by ``contests.workflow.APPLICATION`` only.

    ``public_id`` stands in every address from the first save on; ``reference`` is given at the
    first submission and kept. ``version`` grows with every edit and guards against lost updates.
    """

    contest = models.ForeignKey(
        "contests.Contest",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("contest"),
    )
    rule_set = models.ForeignKey(
        "contests.RuleSet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rules applied"),
    )
    public_id = models.CharField(
        _("public id"), max_length=12, unique=True, default=short_public_id, editable=False
    )
    # Sent with the form that starts a draft: a double click makes one.
    start_key = models.CharField(  # noqa: DJ001 -- NULLs do not collide
        max_length=40, null=True, blank=True, editable=False
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    reference = models.CharField(
        _("reference number"), max_length=16, unique=True, null=True, blank=True, editable=False
    )

    title = NfcCharField(_("project name"), max_length=200)
    division = models.ForeignKey(
        "contests.Division",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("division"),
    )
    field = models.ForeignKey(
        "ecosystem.Field", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("field")
    )
    applicant_type = models.CharField(
        _("applicant type"), max_length=12, choices=ApplicantType, blank=True
    )
    eligibility_answers = models.JSONField(_("eligibility answers"), default=dict, blank=True)
    video_url = models.URLField(_("video link"), blank=True)

    channel = models.CharField(
        _("channel"), max_length=8, choices=Channel, default=Channel.ONLINE, editable=False
    )
    # When the office took in what it typed in later: this moment is measured by the deadline.
    received_at = models.DateTimeField(_("received at"), null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )

    # Nobody, until its people claim a dossier that was entered for them.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("owner"),
    )
    contact_name = NfcCharField(_("representative"), max_length=150, blank=True)
    contact_phone = models.CharField(_("phone number"), max_length=20, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    # For the counts of the report only: no snapshot, paper, export or page shows it.
    contact_sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("commune or ward"),
    )
    contact_address = NfcCharField(_("address"), max_length=250, blank=True)
    guardian_name = NfcCharField(_("guardian"), max_length=150, blank=True)
    guardian_relation = NfcCharField(_("guardian's relation"), max_length=60, blank=True)
    guardian_phone = models.CharField(_("guardian's phone number"), max_length=20, blank=True)
    organization_name = NfcCharField(_("organisation or enterprise"), max_length=200, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=14, blank=True)
    registered_on = models.DateField(_("first registered on"), null=True, blank=True)
    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("startup"),
    )

    nominating_unit = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nominated_applications",
        verbose_name=_("nominating unit"),
    )
    # Written by contests.domain.nominations only.
    endorsement = models.CharField(
        _("endorsement"),
        max_length=10,
        choices=Endorsement,
        default=Endorsement.NONE,
        editable=False,
    )
    endorsement_note = NfcTextField(_("the unit's words"), blank=True, editable=False)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("endorsement by"),
    )
    endorsed_at = models.DateTimeField(_("endorsement at"), null=True, blank=True, editable=False)

    state = models.CharField(
        _("state"), max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    state_reason = NfcTextField(_("reason told to the applicant"), blank=True)
    # Section slugs that the applicant marked as completed.
    completed_sections = models.JSONField(_("completed sections"), default=list, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    created_at = models.DateTimeField(_("started at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)
    first_submitted_at = models.DateTimeField(
        _("first submitted at"), null=True, blank=True, editable=False
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    # When a page was last saved that no submitted version holds; empty right after a submission.
    edited_at = models.DateTimeField(
        _("edited since the submission at"), null=True, blank=True, editable=False
    )

    folded_from = ("reference", "title", "contact_name", "organization_name", "contact_email")
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], name="one_application_per_number"
            ),
            models.UniqueConstraint(fields=["owner", "start_key"], name="one_draft_per_start"),
        ]
        indexes = [
            models.Index(fields=["contest", "state"], name="application_by_contest_state"),
            models.Index(fields=["owner", "-created_at"], name="application_by_owner"),
        ]

    def __str__(self):
        return f"{self.reference or self.public_id} · {self.title}"

    def get_absolute_url(self):
        return reverse("contests:application_detail", args=[self.public_id])

    @property
    def notice_address(self):
        """Where mails about the dossier go: the confirmed account, else the contact; may be empty."""
        return self.owner.email if self.owner else self.contact_email

    @property
    def addressee(self):
        """Whom letters about the dossier address."""
        return self.contact_name or (self.owner.full_name if self.owner else "")

    @property
    def is_for_someone(self):
        """Entered for people who have not taken it over yet."""
        return self.owner_id is None and self.channel != Channel.ONLINE

    @property
    def is_under_seal(self):
        """Whether staff may not read it yet; what the secretariat typed itself is no secret to it."""
        typed_by_office = self.owner_id is None and self.channel in OFFICE_CHANNELS
        return not typed_by_office and self.contest.has_standing_seal()

    @property
    def mail_title(self):
        """What mails call it: the outbox is read by staff, who learn no title under a seal."""
        return (self.reference or self.public_id) if self.is_under_seal else self.title

    @property
    def people_path(self):
        """Where its people read about it: who has not claimed it yet first enters the code."""
        return reverse("contests:claim_code") if self.is_for_someone else self.get_absolute_url()

    @property
    def is_editable_state(self):
        return self.state in EDITABLE_STATES


class Answer(models.Model):
    """The answer to one question, as normalised text (numbers and dates in ISO form)."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("application"),
    )
    question = models.ForeignKey(
        "contests.Question",
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("question"),
    )
    value = NfcTextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"], name="one_answer_per_question"
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.value[:60]}"


class Attachment(models.Model):
    """A file of the dossier."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.CASCADE,
        related_name="attachments",
        verbose_name=_("application"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=AttachmentKind)
    stored = models.ForeignKey(
        "portal.StoredFile",
        on_delete=models.PROTECT,
        related_name="attachments",
        verbose_name=_("file"),
    )
    # What a file of kind "answer" answers, and whose guardian signed (empty: the representative's).
    question = models.ForeignKey(
        "contests.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("question"),
    )
    member = models.ForeignKey(
        "contests.TeamMember",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("team member"),
    )
    caption = NfcCharField(_("caption"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["application", "kind", "pk"]

    def __str__(self):
        return str(self.stored)


class ApplicationSnapshot(models.Model):
    """What was submitted, frozen: data, list of files, and the PDF made from it."""

    application = models.ForeignKey(
        "contests.Application",
        on_delete=models.PROTECT,
        related_name="snapshots",
        verbose_name=_("application"),
    )
    sequence = models.PositiveSmallIntegerField(_("submission no."))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"))

    class Meta:
        verbose_name = _("submitted version")
        verbose_name_plural = _("submitted versions")
        ordering = ["application", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sequence"], name="one_snapshot_per_sequence"
            ),
        ]

    def __str__(self):
        return f"{self.application} #{self.sequence}"
