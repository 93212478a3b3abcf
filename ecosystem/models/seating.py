"""What has places, and who holds one: shared by events and by classes of training."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    LIVE_REGISTRATION_STATES,
    PLACE_STATES,
    RegistrationPhase,
    RegistrationState,
)
from ecosystem.models.base import Folded
from portal.fields import NfcCharField, NfcTextField


def ticket_code():
    """Twelve hexadecimal digits: 48 bits, not to be guessed, easy to read out."""
    return secrets.token_hex(6)


def link_key():
    """What opens somebody's own page: 192 bits."""
    return secrets.token_urlsafe(24)


def never_overbooked(name):
    """The constraint that no place is given twice, whatever the code does."""
    return models.CheckConstraint(
        condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")),
        name=name,
        violation_error_message=_("More places are taken than this."),
    )


class Seating(models.Model):
    """Something people register for; it has a ``state`` and a ``starts_at`` of its own.

    ``seats_taken`` is written by ``ecosystem.domain.seating`` alone: it equals the number of
    registrations with ``has_seat``.
    """

    starts_at: dt.datetime | None

    takes_registrations = models.BooleanField(_("takes registrations"), default=False)
    opens_at = models.DateTimeField(
        _("registration opens at"),
        null=True,
        blank=True,
        help_text=_("Empty: open as soon as it is published."),
    )
    closes_at = models.DateTimeField(
        _("registration closes at"),
        null=True,
        blank=True,
        help_text=_("Empty: open until it starts."),
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    has_waiting_list = models.BooleanField(
        _("waiting list"),
        default=True,
        help_text=_("Once it is full, people wait; a place that becomes free is offered in turn."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept an offered place"),
        default=24,
        help_text=_("After that the place is offered to the next person."),
    )
    seats_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self):
        """Whether people may come: neither a draft nor called off."""
        raise NotImplementedError

    @property
    def is_cancelled(self):
        raise NotImplementedError

    @property
    def has_begun(self):
        return self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def seats_left(self):
        """Places that are free, None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.seats_taken)

    @property
    def last_moment(self):
        """The last moment to register; that moment itself is still in time."""
        if self.closes_at is None or self.starts_at is None:
            return self.closes_at or self.starts_at
        return min(self.closes_at, self.starts_at)

    @property
    def phase(self):
        """Whether one can register now."""
        return self.phase_at(timezone.now())

    def phase_at(self, now):
        """Whether one can register at ``now``: the page, the form and the act all ask here."""
        if not self.is_published or not self.takes_registrations:
            return RegistrationPhase.NONE
        if self.last_moment is None or now > self.last_moment:
            return RegistrationPhase.CLOSED
        if self.opens_at is not None and now < self.opens_at:
            return RegistrationPhase.SOON
        if self.seats_left != 0:
            return RegistrationPhase.OPEN
        return RegistrationPhase.WAITING if self.has_waiting_list else RegistrationPhase.FULL


class SeatHolder(Folded):
    """Somebody wants to come. ``state`` is written by the workflow of the registration only.

    ``code`` stands on the ticket and in its QR code: whoever opens it without being staff reads
    nothing of the person. ``key`` is mailed to the person and opens the own page. ``held_until`` is
    the moment by which an unconfirmed address or an offered place must be confirmed.
    """

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
        related_name="%(app_label)s_%(class)ss",
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

    folded_from = ("full_name", "organization_name")

    class Meta:
        abstract = True

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
