"""The co-working space: its rooms, when they are open and closed, who booked them, who waits."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import (
    ClosureKind,
    OrganizationKind,
    StepMinutes,
    Weekday,
)
from ecosystem.models.base import Slugged
from ecosystem.querysets import ClosureQuerySet, RoomQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField


class Room(KeepsEnglish, Slugged):
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

    name_en = NfcCharField(_("name in English"), max_length=100, blank=True)
    summary_en = NfcCharField(_("in one line, in English"), max_length=250, blank=True)
    description_en = NfcTextField(_("description in English"), blank=True)
    equipment_en = NfcTextField(
        _("equipment in English"), blank=True, help_text=_("One piece a line.")
    )
    price_text_en = NfcCharField(_("price in English"), max_length=150, blank=True)

    translated = ("name", "summary", "description", "equipment", "price_text")
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
        """In the language of the page: nothing but pages asks for lines."""
        return [line.strip() for line in self.here.equipment.splitlines() if line.strip()]

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
