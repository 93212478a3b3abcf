"""Who comes to a class: registrations, those of a group, presence at each session."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ecosystem.enums import RegistrationState, Sex
from ecosystem.models.seating import SeatHolder, link_key
from portal.fields import NfcCharField
from training.enums import AttendanceMark, AttendanceSource
from training.querysets import RegistrationQuerySet


class RegistrationGroup(models.Model):
    """Several people of one organisation, registered in one step by a contact who gets the mail.

    ``key`` is mailed to the contact and opens the page of the group. Its members have
    registrations of their own: each has a place or waits by itself.
    """

    run = models.ForeignKey(
        "training.CourseRun",
        on_delete=models.PROTECT,
        related_name="groups",
        verbose_name=pgettext_lazy("training", "class"),
    )
    key = models.CharField(max_length=40, unique=True, default=link_key, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    organization_name = NfcCharField(_("organisation"), max_length=150)
    contact_name = NfcCharField(_("contact person"), max_length=150)
    email = models.EmailField(_("e-mail"))
    email_key = models.CharField(max_length=254, editable=False)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    created_at = models.DateTimeField(pgettext_lazy("registration", "sent at"), auto_now_add=True)
    verified_at = models.DateTimeField(_("address confirmed at"), null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("training", "group registration")
        verbose_name_plural = pgettext_lazy("training", "group registrations")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.organization_name} – {self.run}"

    def get_absolute_url(self):
        return reverse("training:group_detail", args=[self.key])


class Registration(SeatHolder):
    """Somebody wants to come to a class.

    Sex, year of birth, commune and audience group are as people declare them, and may be left out:
    they are counted, never shown of a person outside the staff.
    """

    run = models.ForeignKey(
        "training.CourseRun",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=pgettext_lazy("training", "class"),
    )
    group = models.ForeignKey(
        RegistrationGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=pgettext_lazy("training", "group registration"),
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    locality = models.ForeignKey(
        "ecosystem.Locality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune or ward"),
    )
    audience = models.ForeignKey(
        "training.Audience",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=pgettext_lazy("training", "audience group"),
    )
    # Both are written by training.domain.persons alone.
    person = models.ForeignKey(
        "training.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="registrations",
        verbose_name=pgettext_lazy("training", "person trained"),
    )
    phone_key = models.CharField(max_length=20, blank=True, editable=False, db_index=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("training", "registration")
        verbose_name_plural = pgettext_lazy("training", "registrations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "email_key"],
                condition=~Q(email_key="") & ~Q(state=RegistrationState.CANCELLED),
                name="one_trainee_per_email",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state", "created_at"], name="trainee_turn"),
            models.Index(fields=["state", "held_until"], name="trainee_due"),
        ]

    def __str__(self):
        return f"{self.full_name} – {self.run}"

    def get_absolute_url(self):
        return reverse("training:registration_detail", args=[self.key])

    def get_ticket_url(self):
        return reverse("training:ticket", args=[self.code])

    def get_state_display(self):
        """The state in words; who waits for the staff's choice waits for no e-mail."""
        if self.awaits_approval:
            return gettext("Awaits approval")
        return RegistrationState(self.state).label

    @property
    def awaits_approval(self):
        """The address is confirmed, and the staff have not said yet whether the person comes."""
        return self.state == RegistrationState.REGISTERED and self.verified_at is not None

    @property
    def contact_email(self):
        """Where letters go: the own address, else the contact's of the group."""
        return self.email or (self.group.email if self.group else "")


class Attendance(models.Model):
    """Whether somebody was at a session; no row means that nobody has said so yet.

    One row for a person and a session: a second mark replaces the first, when it was made later.
    ``marked_at`` is the moment at which the mark was made, which a phone without a network may
    tell long afterwards.
    """

    session = models.ForeignKey(
        "training.Session",
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=pgettext_lazy("training", "session"),
    )
    registration = models.ForeignKey(
        Registration,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=pgettext_lazy("training", "registration"),
    )
    mark = models.CharField(_("attendance"), max_length=10, choices=AttendanceMark)
    source = models.CharField(_("recorded through"), max_length=10, choices=AttendanceSource)
    marked_at = models.DateTimeField(_("recorded at"))
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    # Of a trainer without an account.
    recorded_name = NfcCharField(_("recorded by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "registration"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "registration"], name="one_mark_per_session_and_person"
            ),
        ]
        indexes = [models.Index(fields=["registration", "mark"], name="attendance_of_trainee")]

    def __str__(self):
        return f"{self.registration.full_name} – {self.session}: {self.get_mark_display()}"
