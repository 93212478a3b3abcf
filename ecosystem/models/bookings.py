"""Who has a room when, who waits for one, and whose calendar shows it."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    HOLDING_STATES,
    BookingState,
)
from ecosystem.models.rooms import Room
from ecosystem.querysets import BookingQuerySet
from portal.fields import NfcCharField, NfcTextField


def booking_code():
    """Twelve hexadecimal digits: 48 bits, not to be guessed, easy to read out."""
    return secrets.token_hex(6)


def calendar_key():
    """What opens somebody's private calendar feed: 192 bits."""
    return secrets.token_urlsafe(24)


class Booking(models.Model):
    """A room for a while. ``state`` is written by ``ecosystem.workflow.BOOKING`` only.

    ``held_until`` is the end with the room's pause after it, as it was when the booking was made:
    no two bookings that hold a room may meet within ``[starts_at, held_until)``. On PostgreSQL an
    exclusion constraint sees to it (migration 0006), on SQLite the one write lock.
    A booking without a holder is the space's own: an event, or somebody without an account.
    """

    code = models.CharField(
        _("booking code"), max_length=12, unique=True, default=booking_code, editable=False
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    held_until = models.DateTimeField(_("held until"), editable=False)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=BookingState,
        default=BookingState.REQUESTED,
        editable=False,
    )

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("booked by"),
    )
    startup = models.ForeignKey(
        "ecosystem.Startup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("startup project"),
    )
    event = models.ForeignKey(
        "ecosystem.Event",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("event"),
    )
    contact_name = NfcCharField(_("name of the contact"), max_length=150, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=20, blank=True)
    purpose = NfcCharField(_("purpose"), max_length=200, blank=True)
    attendees = models.PositiveSmallIntegerField(_("number of people"), default=1)
    accepted_rules = NfcTextField(_("rules that were agreed to"), blank=True, editable=False)
    answer = NfcTextField(_("reason of refusal or cancellation"), blank=True, editable=False)
    send_key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    created_at = models.DateTimeField(pgettext_lazy("booking", "asked at"), auto_now_add=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="booking_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(held_until__gte=models.F("ends_at")),
                name="booking_held_to_its_end",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "starts_at"], name="booking_room_start"),
            models.Index(fields=["state", "starts_at"], name="booking_state_start"),
        ]

    def __str__(self):
        return f"{self.room}, {self.when}"

    def get_absolute_url(self):
        return reverse("ecosystem:booking_detail", args=[self.code])

    @property
    def when(self):
        """The time as people write it: 08:00–10:00 30/11/2026."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        if start.date() == end.date():
            return f"{start:%H:%M}–{end:%H:%M} {start:%d/%m/%Y}"
        return f"{start:%H:%M %d/%m/%Y} – {end:%H:%M %d/%m/%Y}"

    @property
    def who(self):
        """For the staff of the space: whom the room is kept for."""
        return str(self.event or self.holder or self.contact_name or "")

    @property
    def holds_room(self):
        return self.state in HOLDING_STATES

    @property
    def cancel_until(self):
        return self.starts_at - dt.timedelta(hours=self.room.cancel_hours)


class WaitingNotice(models.Model):
    """Somebody wants to hear when a room becomes free in a span of time; told once."""

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="waiting", verbose_name=_("room")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="waiting_notices",
        verbose_name=_("person"),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    created_at = models.DateTimeField(pgettext_lazy("booking", "asked at"), auto_now_add=True)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("waiting notice")
        verbose_name_plural = _("waiting notices")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "user", "starts_at", "ends_at"],
                condition=models.Q(told_at=None),
                name="one_waiting_notice_per_time",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.room}"


class CalendarKey(models.Model):
    """The private address of somebody's own calendar feed; a new key closes the old address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="calendar_key",
        verbose_name=_("person"),
    )
    key = models.CharField(max_length=40, unique=True, default=calendar_key, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)
