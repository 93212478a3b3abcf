"""Classes of a course, their sessions and trainers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.base import Slugged
from ecosystem.models.seating import Seating, never_overbooked
from portal.fields import NfcCharField, NfcTextField
from training.enums import RunState
from training.querysets import CourseRunQuerySet


class CourseRun(Seating, Slugged):
    """A class: one time that a course is held, in one place.

    ``state`` is written by ``training.workflow.RUN``; ``starts_at`` and ``ends_at`` are those of
    the first and last session, written by ``training.domain.runs.settle`` alone.
    """

    course = models.ForeignKey(
        "training.Course", on_delete=models.PROTECT, related_name="runs", verbose_name=_("course")
    )
    name = NfcCharField(
        pgettext_lazy("class", "name"),
        max_length=150,
        blank=True,
        help_text=_("What tells it from other classes of the course. Empty: its place."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RunState, default=RunState.DRAFT, editable=False
    )
    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course_runs",
        verbose_name=_("commune or ward"),
    )
    venue = NfcCharField(_("venue"), max_length=250, blank=True)
    online_url = models.URLField(
        _("address of the online meeting"),
        blank=True,
        max_length=500,
        help_text=_("Not shown to everybody."),
    )
    organizer = models.ForeignKey(
        "ecosystem.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course_runs",
        verbose_name=_("organised by"),
        help_text=_("Empty: who organises the course."),
    )
    funder = NfcCharField(_("paid by"), max_length=200, blank=True)
    how_to_register = NfcTextField(
        _("how to register"),
        blank=True,
        help_text=_("Where people do not register here: whom to call or write to, and until when."),
    )
    min_places = models.PositiveIntegerField(
        _("fewest people"),
        null=True,
        blank=True,
        help_text=_("With fewer, staff are warned in time to call the class off."),
    )
    needs_approval = models.BooleanField(
        _("staff choose who comes"),
        default=False,
        help_text=_("Nobody has a place before you have approved the registration."),
    )
    takes_groups = models.BooleanField(
        _("groups"),
        default=True,
        help_text=_("One contact may register several people of an organisation."),
    )
    asks_survey = models.BooleanField(
        _("survey after the class"),
        default=True,
        help_text=_("The day after it, whoever came is asked by mail; the answers name nobody."),
    )
    asks_follow_up = models.BooleanField(
        _("question three months later"),
        default=False,
        help_text=_("Whoever came is asked once more whether they use what they learned."),
    )
    note = NfcTextField(_("note"), blank=True)
    # Classes that were made in one step for several communes.
    series = models.CharField(max_length=12, blank=True, editable=False)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True, editable=False)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True, editable=False)
    cancel_reason = NfcTextField(_("reason of the cancellation"), blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    slug_from = ("short_label",)
    objects = CourseRunQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("training", "class")
        verbose_name_plural = pgettext_lazy("training", "classes")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="run_state_start")]
        constraints = [never_overbooked("run_never_overbooked")]

    def __str__(self):
        return f"{self.course} – {self.label}" if self.label else str(self.course)

    def get_absolute_url(self):
        return reverse("training:run_detail", args=[self.course.slug, self.slug])

    @property
    def place(self):
        """Where it is held, in words; empty for what is only online."""
        return ", ".join(str(part) for part in (self.venue, self.locality) if part)

    @property
    def label(self):
        """What tells it from other classes of its course."""
        return self.name or self.place

    @property
    def short_label(self):
        """What its path is made of: the course stands before it."""
        return self.name or str(self.locality or self.venue)

    @property
    def held_by(self):
        return self.organizer or self.course.organizer

    @property
    def is_published(self):
        return self.state == RunState.PUBLISHED

    @property
    def is_cancelled(self):
        return self.state == RunState.CANCELLED

    @property
    def is_over(self):
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def when(self):
        """With its hours where it is held on one day: 08:00–11:30 05/12/2026; else its days."""
        if self.starts_at is None:
            return ""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        is_one_day = start.date() == end.date()
        return f"{start:%H:%M}–{end:%H:%M} {self.days}" if is_one_day else self.days

    @property
    def days(self):
        """The days as people write them: 05/12/2026, or 05/12/2026–07/12/2026."""
        if self.starts_at is None:
            return ""
        first = timezone.localtime(self.starts_at).date()
        last = timezone.localtime(self.ends_at).date()
        return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"


class Session(models.Model):
    """A time at which a class meets."""

    run = models.ForeignKey(
        CourseRun,
        on_delete=models.CASCADE,
        related_name="sessions",
        verbose_name=pgettext_lazy("training", "class"),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    topic = NfcCharField(_("topic"), max_length=250, blank=True)
    venue = NfcCharField(
        _("venue"), max_length=250, blank=True, help_text=_("Empty: where the class meets.")
    )

    class Meta:
        verbose_name = pgettext_lazy("training", "session")
        verbose_name_plural = pgettext_lazy("training", "sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The end must be after the start."),
            ),
            models.UniqueConstraint(
                fields=["run", "starts_at"],
                name="one_session_per_run_and_start",
                violation_error_message=_("The class meets at this time already."),
            ),
        ]

    def __str__(self):
        return self.when

    @property
    def when(self):
        """The time as people write it: 08:00–11:30 05/12/2026."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        if start.date() == end.date():
            return f"{start:%H:%M}–{end:%H:%M} {start:%d/%m/%Y}"
        return f"{start:%H:%M %d/%m/%Y} – {end:%H:%M %d/%m/%Y}"


class Trainer(models.Model):
    """Who teaches a class: an expert of the directory, or somebody named."""

    run = models.ForeignKey(
        CourseRun,
        on_delete=models.CASCADE,
        related_name="trainers",
        verbose_name=pgettext_lazy("training", "class"),
    )
    expert = models.ForeignKey(
        "ecosystem.Expert",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taught",
        verbose_name=_("expert of the directory"),
    )
    name = NfcCharField(
        _("full name"),
        max_length=150,
        blank=True,
        help_text=_("Of somebody who is not in the directory and agrees to be named."),
    )
    position = NfcCharField(_("position"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["pk"]

    def __str__(self):
        return self.shown_name

    def clean(self):
        if bool(self.expert_id) == bool(self.name):
            raise ValidationError(
                _("Choose an expert of the directory or enter a name: one of the two")
            )

    @property
    def shown_name(self):
        return self.expert.name if self.expert else self.name
