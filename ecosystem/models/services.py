"""Support services of units, requests for them, and what both sides write to each other."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    OPEN_SERVICE_STATES,
    Satisfaction,
    ServiceKind,
    ServiceOutcome,
    ServiceState,
)
from ecosystem.models.base import Folded, ServesStages, Slugged, StageServed
from ecosystem.querysets import ServiceQuerySet, ServiceRequestQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField

MAX_ANSWER_DAYS = 60
MAX_QUESTIONS = 5
MAX_QUESTION_LENGTH = 200


class Service(KeepsEnglish, Folded, Slugged, ServesStages):
    """What a unit does for people who start up: an entry of the public catalogue."""

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=pgettext_lazy("service", "unit"),
    )
    name = NfcCharField(pgettext_lazy("service", "name of the service"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ServiceKind)
    summary = NfcCharField(_("in one line"), max_length=250)
    audience = NfcCharField(_("for whom"), max_length=250, blank=True)
    what_you_get = NfcTextField(_("what one gets"))
    answer_days = models.PositiveSmallIntegerField(
        _("working days to answer"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_ANSWER_DAYS)],
        help_text=_("The day by which a request is answered is counted from it."),
    )
    cost = NfcCharField(
        _("cost"), max_length=250, help_text=_("In words, for example: free of charge.")
    )
    legal_basis = models.ForeignKey(
        "ecosystem.PolicyDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name=_("legal basis"),
    )
    legal_basis_text = NfcCharField(
        _("legal basis, in words"),
        max_length=250,
        blank=True,
        help_text=_("For a document that the portal does not list."),
    )
    contact = NfcTextField(
        _("whom to turn to"),
        blank=True,
        help_text=_("Office contacts only, no private numbers or addresses."),
    )
    to_attach = NfcTextField(_("what to attach"), blank=True, help_text=_("One paper a line."))
    questions = NfcTextField(
        _("further questions"),
        blank=True,
        help_text=_("One question a line, at most five; answered in a few words each."),
    )
    is_open = models.BooleanField(
        _("takes requests"), default=True, help_text=_("Closed: the page stays and says so.")
    )
    is_public = models.BooleanField(_("public"), default=True)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    name_en = NfcCharField(_("name in English"), max_length=200, blank=True)
    summary_en = NfcCharField(_("in one line, in English"), max_length=250, blank=True)
    audience_en = NfcCharField(_("for whom, in English"), max_length=250, blank=True)
    what_you_get_en = NfcTextField(_("what one gets, in English"), blank=True)
    cost_en = NfcCharField(_("cost in English"), max_length=250, blank=True)
    to_attach_en = NfcTextField(
        _("what to attach, in English"), blank=True, help_text=_("One paper a line.")
    )

    translated = ("name", "summary", "audience", "what_you_get", "cost", "to_attach")
    folded_from = ("name", "summary", "audience", "name_en", "summary_en", "audience_en")
    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("support service")
        verbose_name_plural = _("support services")
        ordering = ["folded"]

    def __str__(self):
        return self.name

    def clean(self):
        questions = self.question_lines
        if len(questions) > MAX_QUESTIONS:
            raise ValidationError(
                {
                    "questions": _("Ask at most %(limit)d questions (now %(count)d)")
                    % {"limit": MAX_QUESTIONS, "count": len(questions)}
                }
            )
        if any(len(line) > MAX_QUESTION_LENGTH for line in questions):
            raise ValidationError(
                {
                    "questions": _("A question must have %(limit)d characters or fewer")
                    % {"limit": MAX_QUESTION_LENGTH}
                }
            )

    def get_absolute_url(self):
        return reverse("ecosystem:service_detail", args=[self.slug])

    @property
    def benefit_lines(self):
        """In the language of the page: nothing but pages asks for lines."""
        return _lines(self.here.what_you_get)

    @property
    def attach_lines(self):
        return _lines(self.here.to_attach)

    @property
    def question_lines(self):
        return _lines(self.questions)


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


class ServiceStage(StageServed):
    """A stage of a project that a service is for."""

    service = models.ForeignKey(
        Service,
        on_delete=models.CASCADE,
        related_name="served_stages",
        verbose_name=_("support service"),
    )

    class Meta(StageServed.Meta):
        ordering = ["service", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "stage"], name="one_row_per_service_and_stage"
            ),
        ]

    def __str__(self):
        return f"{self.service} – {self.get_stage_display()}"


class ServiceRequest(models.Model):
    """Somebody asks a unit for help. ``state`` is moved by ``workflow.SERVICE_REQUEST`` only.

    ``due_on`` is the day that the requester was told: of the first answer, then of the outcome.
    """

    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        related_name="requests",
        verbose_name=_("support service"),
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="service_requests",
        verbose_name=_("requester"),
    )
    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="service_requests",
        verbose_name=_("startup project"),
    )
    subject = NfcCharField(pgettext_lazy("service", "subject"), max_length=150)
    text = NfcTextField(pgettext_lazy("service", "what is asked"))
    # Pairs of question and answer: the service may ask something else tomorrow.
    answers = models.JSONField(_("answers to the further questions"), default=list, blank=True)
    # Law 91/2025/QH15: what was agreed to, word for word, stands in the ledger of the person.
    consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("consent to be read"),
    )
    # Sent with the form: a double click makes one request.
    send_key = models.CharField(  # noqa: DJ001 -- NULLs do not collide
        max_length=40, null=True, blank=True, editable=False
    )

    state = models.CharField(
        _("state"), max_length=12, choices=ServiceState, default=ServiceState.RECEIVED
    )
    due_on = models.DateField(_("due on"))
    due_reason = NfcTextField(_("why the day was moved"), blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_service_requests",
        verbose_name=_("in charge"),
    )
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reason = NfcTextField(_("reason of the refusal"), blank=True)
    outcome = models.CharField(
        pgettext_lazy("service", "outcome"), max_length=10, choices=ServiceOutcome, blank=True
    )
    outcome_text = NfcTextField(pgettext_lazy("service", "outcome, in words"), blank=True)
    referred_to = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("referred to"),
    )

    rating_asked_on = models.DateField(_("satisfaction asked on"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("satisfaction"), choices=Satisfaction, null=True, blank=True
    )
    rating_text = NfcTextField(_("satisfaction, in words"), blank=True)
    rated_at = models.DateTimeField(_("satisfaction told at"), null=True, blank=True)

    objects = ServiceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requester", "send_key"], name="one_service_request_per_sending"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5, state="done"),
                name="service_rating_1_to_5_once_done",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(outcome=""), name="service_done_with_an_outcome"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="service_request_by_due_day")]

    def __str__(self):
        return f"{self.code}: {self.service}"

    def get_absolute_url(self):
        return reverse("ecosystem:service_request_detail", args=[self.pk])

    @property
    def code(self):
        """What people and mails call it."""
        return f"DV-{self.pk:05}"

    @property
    def unit(self):
        """The organisation that was asked."""
        return self.service.organization

    @property
    def is_open(self):
        return self.state in OPEN_SERVICE_STATES

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def is_readable_by_unit(self):
        """Who takes a request back withdraws the consent: the unit reads its contents no more."""
        return self.state != ServiceState.CANCELLED


class ServiceMessage(models.Model):
    """One message about a request, of the requester or of the unit."""

    request = models.ForeignKey(
        ServiceRequest,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("request for support"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sent by"),
    )
    is_from_staff = models.BooleanField(_("of the unit"), default=False)
    text = NfcTextField(_("message"))
    send_key = models.CharField(  # noqa: DJ001 -- NULLs do not collide
        max_length=40, null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    read_at = models.DateTimeField(_("opened at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message about a request for support")
        verbose_name_plural = _("messages about requests for support")
        ordering = ["request", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "send_key"], name="one_service_message_per_sending"
            ),
        ]

    def __str__(self):
        return f"{self.request.code} – {self.created_at:%d/%m/%Y %H:%M}"


class ServiceFile(models.Model):
    """A private file of a request: sent with it, or with a message."""

    request = models.ForeignKey(
        ServiceRequest,
        on_delete=models.CASCADE,
        related_name="files",
        verbose_name=_("request for support"),
    )
    message = models.ForeignKey(
        ServiceMessage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("message"),
    )
    stored = models.ForeignKey(
        "portal.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("file of a request for support")
        verbose_name_plural = _("files of requests for support")
        ordering = ["request", "pk"]

    def __str__(self):
        return str(self.stored)
