"""What is done with registrations without anybody asking: reminders and absences."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from ecosystem.domain.slots import DAY, day_span
from ecosystem.enums import EventState, RegistrationState
from ecosystem.mails import events as mails
from ecosystem.models import EventRegistration
from ecosystem.workflow import REGISTRATION
from portal.audit import SYSTEM
from portal.mail import queue
from portal.workflow import RefusedError

# So long after the end the staff may still check people in from a list on paper.
HOURS_TO_RECORD: Final = 24


def remind_registered() -> int:
    """Remind those with a place of what is tomorrow, once a registration."""
    tomorrow = day_span(timezone.localdate() + DAY)
    rows = EventRegistration.objects.filter(
        state=RegistrationState.CONFIRMED,
        event__state=EventState.PUBLISHED,
        event__starts_at__gte=tomorrow.starts_at,
        event__starts_at__lt=tomorrow.ends_at,
    ).select_related("event")
    reminded = 0
    for registration in rows:
        # The key of the mail makes a second run send nothing.
        with transaction.atomic():
            queue(mails.event_reminder(registration))
        reminded += 1
    return reminded


def record_absences() -> int:
    """Those who had a place and were not checked in did not come."""
    limit = timezone.now() - dt.timedelta(hours=HOURS_TO_RECORD)
    rows = EventRegistration.objects.filter(
        state=RegistrationState.CONFIRMED,
        event__state=EventState.PUBLISHED,
        event__ends_at__lte=limit,
    )
    return sum(_absent(registration) for registration in rows)


def _absent(registration: EventRegistration) -> bool:
    try:
        REGISTRATION.apply(registration, "record_absence", actor=SYSTEM)
    except RefusedError:  # checked in meanwhile
        return False
    return True
