"""Events of the ecosystem: festivals, forums, workshops; those of the past with their source."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import EventKind, EventState
from ecosystem.models.base import Folded, Slugged, Sourced
from ecosystem.models.seating import Seating, never_overbooked
from ecosystem.querysets import EventQuerySet
from portal.bilingual import KeepsEnglish
from portal.fields import NfcCharField, NfcTextField

# Words that stand where an event's path would.
RESERVED_PATHS = frozenset({"cua-toi", "dang-ky", "lich", "ve"})
# A calendar entry must end; of an event without an end this much is shown.
SUPPOSED_LENGTH = dt.timedelta(hours=2)


class Event(KeepsEnglish, Seating, Folded, Slugged, Sourced):
    """An event. Of some past ones only the year is known; others come back every year.

    ``state`` is written by ``ecosystem.workflow.EVENT`` alone.
    """

    title = NfcCharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind, default=EventKind.OTHER)
    state = models.CharField(
        _("state"), max_length=10, choices=EventState, default=EventState.DRAFT, editable=False
    )
    description = NfcTextField(_("description"), blank=True)
    audience = NfcCharField(
        _("audience"),
        max_length=250,
        blank=True,
        help_text=_("Whom the event is for, e.g. founders and investors of the province."),
    )
    programme = NfcTextField(
        _("programme"), blank=True, help_text=_("One item a line, each with its hour.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    is_yearly = models.BooleanField(_("every year"), default=False)
    venue = NfcCharField(_("venue"), max_length=250, blank=True)
    online_url = models.URLField(
        _("address of the online meeting"),
        blank=True,
        max_length=500,
        help_text=_("Only those who have a place are told."),
    )
    attendees = models.PositiveIntegerField(_("attendees"), null=True, blank=True)
    attendees_is_minimum = models.BooleanField(
        _("at least"),
        default=False,
        help_text=_("The source says “over …”: show it as a lower bound."),
    )

    cancel_reason = NfcTextField(_("reason of the cancellation"), blank=True, editable=False)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    organizers = models.ManyToManyField(
        "ecosystem.Organization",
        blank=True,
        related_name="events",
        verbose_name=_("organised by"),
    )
    fields = models.ManyToManyField("ecosystem.Field", blank=True, verbose_name=_("fields"))

    title_en = NfcCharField(_("title in English"), max_length=250, blank=True)
    description_en = NfcTextField(_("description in English"), blank=True)
    audience_en = NfcCharField(_("audience in English"), max_length=250, blank=True)
    programme_en = NfcTextField(
        _("programme in English"), blank=True, help_text=_("One item a line, each with its hour.")
    )

    translated = ("title", "description", "audience", "programme")
    folded_from = (
        "title",
        "description",
        "venue",
        "audience",
        "title_en",
        "description_en",
        "audience_en",
    )
    slug_from = ("title",)
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "-year", "title"]
        constraints = [never_overbooked("event_never_overbooked")]
        indexes = [models.Index(fields=["state", "starts_at"], name="event_state_start")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in RESERVED_PATHS:
            raise ValidationError({"slug": _("This path leads somewhere else. Choose another.")})

    def get_absolute_url(self):
        return reverse("ecosystem:event_detail", args=[self.slug])

    def _free_slug(self):
        """A path of the title that is none of the portal's own."""
        found = super()._free_slug()
        return f"su-kien-{found}" if found in RESERVED_PATHS else found

    @property
    def when(self):
        """The time as people write it: 08:00–10:00 30/11/2026."""
        if self.starts_at is None:
            return ""
        start = timezone.localtime(self.starts_at)
        if self.ends_at is None:
            return f"{start:%H:%M %d/%m/%Y}"
        end = timezone.localtime(self.ends_at)
        if start.date() == end.date():
            return f"{start:%H:%M}–{end:%H:%M} {start:%d/%m/%Y}"
        return f"{start:%H:%M %d/%m/%Y} – {end:%H:%M %d/%m/%Y}"

    @property
    def until(self):
        """The end, or what is supposed where nobody entered one."""
        if self.ends_at is not None or self.starts_at is None:
            return self.ends_at
        return self.starts_at + SUPPOSED_LENGTH

    @property
    def is_over(self):
        return self.until is None or self.until <= timezone.now()

    @property
    def is_published(self):
        return self.state == EventState.PUBLISHED

    @property
    def is_cancelled(self):
        return self.state == EventState.CANCELLED

    @property
    def programme_lines(self):
        """In the language of the page: nothing but pages asks for lines."""
        return [line.strip() for line in self.here.programme.splitlines() if line.strip()]
