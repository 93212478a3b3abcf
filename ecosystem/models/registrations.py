"""Who comes to an event: registrations, waiting list, offers, attendance."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.enums import RegistrationState
from ecosystem.models.seating import SeatHolder
from ecosystem.querysets import EventRegistrationQuerySet


class EventRegistration(SeatHolder):
    """Somebody wants to come to an event."""

    event = models.ForeignKey(
        "ecosystem.Event",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("event"),
    )
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, editable=False)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("checked in by"),
    )

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
