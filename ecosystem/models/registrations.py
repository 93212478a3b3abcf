"""Who comes to an event: registrations, waiting list, offers, attendance."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import LIVE_REGISTRATION_STATES, PLACE_STATES, RegistrationState
from ecosystem.models.base import Folded
from ecosystem.querysets import EventRegistrationQuerySet
from portal.fields import NfcCharField, NfcTextField


def ticket_code():
    """Twelve hexadecimal digits: 48 bits, not to be guessed, easy to read out."""
    return secrets.token_hex(6)


def link_key():
    """What opens somebody's own page: 192 bits."""
    return secrets.token_urlsafe(24)


class EventRegistration(Folded):
    """Somebody wants to come. ``state`` is written by ``ecosystem.workflow.REGISTRATION`` only.

    ``code`` stands on the ticket and in its QR code: whoever opens it without being staff reads
    nothing of the person. ``key`` is mailed to the person and opens the own page. ``held_until`` is
    the moment by which an unconfirmed address or an offered place must be confirmed.
    """

    event = models.ForeignKey(
        "ecosystem.Event",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("event"),
    )
    code = models.CharField(
        _("ticket code"), max_length=12, unique=True, default=ticket_code, editable=False
    )
    key = models.CharField(max_length=40, unique=True, default=link_key, editable=False)
    # The person goes, the attendance stays.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_registrations",
        verbose_name=_("account"),
    )

    full_name = NfcCharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    organization_name = NfcCharField(_("organisation"), max_length=150, blank=True)
    note = NfcTextField(_("note for the organisers"), blank=True)
    consent = models.ForeignKey(
        "portal.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("consent"),
    )

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=RegistrationState,
        default=RegistrationState.REGISTERED,
        editable=False,
    )
    has_seat = models.BooleanField(_("has a place"), default=False, editable=False)
    is_walk_in = models.BooleanField(_("registered at the door"), default=False, editable=False)
    answer = NfcTextField(_("reason of the cancellation"), blank=True, editable=False)

    created_at = models.DateTimeField(pgettext_lazy("registration", "sent at"), auto_now_add=True)
    verified_at = models.DateTimeField(_("address confirmed at"), null=True, editable=False)
    held_until = models.DateTimeField(_("to be confirmed until"), null=True, editable=False)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, editable=False)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("checked in by"),
    )

    folded_from = ("full_name", "organization_name")
    objects = EventRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("event", "registration")
        verbose_name_plural = pgettext_lazy("event", "registrations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email_key"],
                condition=~Q(email_key="") & ~Q(state=RegistrationState.CANCELLED),
                name="one_registration_per_email",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "created_at"], name="registration_turn"),
            models.Index(fields=["state", "held_until"], name="registration_due"),
        ]

    def __str__(self):
        return f"{self.full_name} – {self.event}"

    def get_absolute_url(self):
        return reverse("ecosystem:registration_detail", args=[self.key])

    def get_ticket_url(self):
        return reverse("ecosystem:ticket", args=[self.code])

    @property
    def is_live(self):
        """Still means to come."""
        return self.state in LIVE_REGISTRATION_STATES

    @property
    def has_ticket(self):
        return self.state in PLACE_STATES

    @property
    def waits_for_answer(self):
        """Something is to be confirmed: the address, or an offered place."""
        return self.needs_confirmation or self.state == RegistrationState.OFFERED

    @property
    def needs_confirmation(self):
        """The address was never confirmed."""
        return self.is_live and self.verified_at is None
