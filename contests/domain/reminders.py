"""Who has a draft that is not submitted while the deadline comes near."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contests.domain.deadlines import told_deadline
from contests.enums import ApplicationState, ContestState
from contests.mails import applications as mails
from contests.models import Application, Extension
from portal.mail import queue

if TYPE_CHECKING:
    from datetime import datetime

    from contests.querysets import ApplicationQuerySet

REMIND_DAYS_BEFORE = frozenset({7, 3, 1})


def remind_drafts(now: datetime | None = None) -> int:
    """Remind the owners of drafts seven, three and one days before the deadline.

    A draft with an extension of its own is reminded of that one. Safe to run again: each draft
    has one mail per deadline and day. Returns the number of drafts.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    reminded = 0
    for draft in _open_drafts(now).iterator(chunk_size=500):
        deadline = told_deadline(draft)
        if deadline is None or deadline < now:
            continue
        days = (timezone.localdate(deadline) - today).days
        if days in REMIND_DAYS_BEFORE:
            with transaction.atomic():
                queue(mails.draft_reminder(draft, days=days, deadline_at=deadline))
            reminded += 1
    return reminded


def _open_drafts(now: datetime) -> ApplicationQuerySet:
    """Drafts that may still be submitted, each with its extensions."""
    due = [now + timedelta(days=days) for days in (0, max(REMIND_DAYS_BEFORE) + 1)]
    extended = Extension.objects.filter(revoked_at=None, until__range=due)
    drafts: ApplicationQuerySet = (
        Application.objects.filter(
            Q(contest__deadline_at__range=due) | Q(pk__in=extended.values("application")),
            contest__state=ContestState.PUBLISHED,
            contest__opens_at__lte=now,
            state=ApplicationState.DRAFT,
            owner__is_active=True,
        )
        .select_related("owner", "contest")
        .prefetch_related("extensions")
        .order_by("pk")
    )
    return drafts
