"""Staff is reminded of petitions: before the answer is due, and once when it is overdue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from contests.domain.secretariat import secretariat_of
from contests.mails import petitions as mails
from contests.models import Petition
from portal.mail import queue

if TYPE_CHECKING:
    from datetime import date

REMIND_DAYS_BEFORE = 3


def remind_petitions(today: date | None = None) -> int:
    """Remind the officer in charge, else the secretariat; returns how many petitions are due.

    A day on which no worker ran is made up for at the next run; each petition has one mail before
    its due day and one after it.
    """
    today = today or timezone.localdate()
    due = Petition.objects.due_by(today + timedelta(days=REMIND_DAYS_BEFORE))
    count = 0
    for petition in due.select_related("application__contest", "contest", "officer", "round"):
        officer = petition.officer
        addresses = [officer.email] if officer else secretariat_of(petition.contest)
        with transaction.atomic():
            for address in addresses:
                queue(mails.petition_due(petition, address, is_overdue=petition.due_on < today))
        count += 1
    return count
