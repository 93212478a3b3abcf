"""The co-working space: its rooms, when they are open and closed, who booked them, who waits."""

import datetime as dt
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    HOLDING_STATES,
    BookingState,
    ClosureKind,
    OrganizationKind,
    StepMinutes,
    Weekday,
)
from ecosystem.models.base import Slugged
from ecosystem.querysets import BookingQuerySet, ClosureQuerySet, RoomQuerySet
from portal.fields import NfcCharField, NfcTextField


def booking_code():
    """Twelve hexadecimal digits: 48 bits, not to be guessed, easy to read out."""
    return secrets.token_hex(6)


def calendar_key():
    """What opens somebody's private calendar feed: 192 bits."""
    return secrets.token_urlsafe(24)


class Room(Slugged):
    """A room of a co-working space, with the rules by which it is booked.

    Limits per person stand on the room and count over all rooms of its space: whoever has three open
    bookings anywhere in the space may not add a fourth in a room whose limit is three.
    """

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        related_name="rooms",
        limit_choices_to={"kind": OrganizationKind.COWORKING},
        verbose_name=_("co-working space"),
    )
    name = NfcCharField(pgettext_lazy("room", "name"), max_length=100)
    summary = NfcCharField(_("in one line"), max_length=250, blank=True)
    description = NfcTextField(_("description"), blank=True)
    place = NfcCharField(
        _("where in the building"), max_length=150, blank=True, help_text=_("Floor, entrance.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("people at most"), validators=[MinValueValidator(1)]
    )
    equipment = NfcTextField(_("equipment"), blank=True, help_text=_("One piece a line."))
    price_text = NfcCharField(
        _("price"), max_length=150, blank=True, help_text=_("As people read it, for example: free.")
    )
    house_rules = NfcTextField(
        _("rules of the room"),
        blank=True,
        help_text=_("Whoever books agrees to them; the wording is kept with the booking."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_public = models.BooleanField(_("can be seen and booked"), default=True)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    is_instant = models.BooleanField(
        _("confirmed at once"),
        default=False,
        help_text=_("Without it the staff confirm each booking."),
    )
    step_minutes = models.PositiveSmallIntegerField(
        _("step"), choices=StepMinutes, default=StepMinutes.HALF_HOUR
    )
    min_minutes = models.PositiveSmallIntegerField(
        _("shortest booking, minutes"), default=60, validators=[MinValueValidator(30)]
    )
    max_minutes = models.PositiveSmallIntegerField(
        _("longest booking, minutes"), default=240, validators=[MaxValueValidator(24 * 60)]
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("pause after each booking, minutes"), default=0, validators=[MaxValueValidator(240)]
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("can be booked so many days ahead"), default=30, validators=[MaxValueValidator(365)]
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("book at least so many hours before"), default=2, validators=[MaxValueValidator(336)]
    )
    cancel_hours = models.PositiveSmallIntegerField(
        _("can be cancelled until so many hours before"),
        default=12,
        validators=[MaxValueValidator(336)],
    )
    max_open = models.PositiveSmallIntegerField(
        _("open bookings of a person"), default=3, validators=[MinValueValidator(1)]
    )
    max_week_hours = models.PositiveSmallIntegerField(
        _("hours a week of a person"), default=12, validators=[MinValueValidator(1)]
    )
    max_no_shows = models.PositiveSmallIntegerField(
        _("no-shows until a person must wait"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("Counted over the last 90 days; then that person cannot book for a while."),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["organization", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_room_per_name"),
            models.CheckConstraint(
                condition=models.Q(min_minutes__lte=models.F("max_minutes")),
                name="room_shortest_within_longest",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        problems = {}
        for name in ("min_minutes", "max_minutes"):
            value = getattr(self, name)
            if value and self.step_minutes and value % self.step_minutes:
                problems[name] = _("Enter a multiple of the step of %(step)d minutes") % {
                    "step": self.step_minutes
                }
        if self.min_minutes and self.max_minutes and self.max_minutes < self.min_minutes:
            problems["max_minutes"] = _(
                "The longest booking must not be shorter than the shortest one"
            )
        if problems:
            raise ValidationError(problems)

    def get_absolute_url(self):
        return reverse("ecosystem:room_detail", args=[self.slug])

    @property
    def equipment_lines(self):
        return [line.strip() for line in self.equipment.splitlines() if line.strip()]

    @property
    def step(self):
        return dt.timedelta(minutes=self.step_minutes)

    @property
    def buffer(self):
        return dt.timedelta(minutes=self.buffer_minutes)

    @property
    def last_day(self):
        """The last day that can be booked today."""
        return timezone.localdate() + dt.timedelta(days=self.days_ahead)


class RoomPicture(models.Model):
    """A picture of a room with the words that stand for it."""

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("room")
    )
    image = models.ImageField(
        _("picture"), upload_to="phong/", width_field="width", height_field="height"
    )
    alt_text = NfcCharField(
        _("alternative text"),
        max_length=250,
        help_text=_("Says what the picture shows to somebody who cannot see it."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.alt_text


class Opening(models.Model):
    """Hours of a weekday; a pause at noon makes two of them."""

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="openings", verbose_name=_("room")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens_at = models.TimeField(pgettext_lazy("room", "opens at"))
    closes_at = models.TimeField(pgettext_lazy("room", "closes at"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="opening_closes_after_it_opens",
            ),
            models.UniqueConstraint(
                fields=["room", "weekday", "opens_at"], name="one_opening_per_hour"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.hours}"

    def clean(self):
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError(
                {"closes_at": _("The hour of closing must be after the hour of opening")}
            )

    @property
    def hours(self):
        return f"{self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class Closure(models.Model):
    """A time when one room, or the whole space, is closed; the public reads why."""

    organization = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.CASCADE,
        related_name="closures",
        limit_choices_to={"kind": OrganizationKind.COWORKING},
        verbose_name=_("co-working space"),
    )
    room = models.ForeignKey(
        Room,
        on_delete=models.CASCADE,
        related_name="closures",
        null=True,
        blank=True,
        verbose_name=_("room"),
        help_text=_("Leave it empty to close the whole space."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ClosureKind)
    reason = NfcCharField(
        _("reason"), max_length=150, help_text=_("Everybody reads it: no names of people.")
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="closure_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{self.reason} ({start:%H:%M %d/%m/%Y} – {end:%H:%M %d/%m/%Y})"

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start")})
        if (
            self.room_id
            and self.organization_id
            and self.room.organization_id != (self.organization_id)
        ):
            raise ValidationError({"room": _("Choose a room of this space")})


class Booking(models.Model):
    """A room for a while. ``state`` is written by ``ecosystem.workflow.BOOKING`` only.

    ``held_until`` is the end with the room's pause after it, as it was when the booking was made:
    no two bookings that hold a room may meet within ``[starts_at, held_until)``. On PostgreSQL an
    exclusion constraint sees to it (migration 0011), on SQLite the one write lock.
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
