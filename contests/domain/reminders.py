"""Who has a draft that is not submitted while the deadline comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from contests.enums import ApplicationState
from contests.mails import applications as mails
from contests.models import Application, Contest
from portal.mail import queue

if TYPE_CHECKING:
    from datetime import datetime

REMIND_DAYS_BEFORE = frozenset({7, 3, 1})


def remind_drafts(now: datetime | None = None) -> int:
    """Remind the owners of drafts seven, three and one days before the deadline.

    Safe to run again: each draft has one mail per deadline and day. Returns the number of drafts.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    reminded = 0
    for contest in Contest.objects.accepting(now):
        days = (timezone.localdate(contest.deadline_at) - today).days
        if days in REMIND_DAYS_BEFORE:
            reminded += _remind(contest, days)
    return reminded


def _remind(contest: Contest, days: int) -> int:
    drafts = Application.objects.filter(
        contest=contest, state=ApplicationState.DRAFT, owner__is_active=True
    ).select_related("owner", "contest")
    count = 0
    for draft in drafts.iterator(chunk_size=500):
        with transaction.atomic():
            queue(mails.draft_reminder(draft, days=days))
        count += 1
    return count
