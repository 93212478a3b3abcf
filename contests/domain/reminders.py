"""Who is reminded that time runs out: drafts before the deadline, supplements before their due time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contests.domain.deadlines import told_deadline
from contests.enums import ApplicationState, ContestState
from contests.mails import applications as mails
from contests.mails import screening as screening_mails
from contests.models import Application, Extension, SupplementRequest
from portal.mail import queue
from portal.models import OutgoingMail

if TYPE_CHECKING:
    from datetime import datetime

    from contests.querysets import ApplicationQuerySet

REMIND_DAYS_BEFORE = (7, 3, 1)
SUPPLEMENT_DAYS_BEFORE = 2
DRAFT_TEMPLATE = "contests/application_draft_reminder"


def remind_drafts(now: datetime | None = None) -> int:
    """Remind the owners of drafts seven, three and one days before the deadline.

    A draft with an extension of its own is reminded of that one. A day that was missed (no worker
    ran) is made up for at the next run. Safe to run again: each draft has one mail per deadline
    and threshold, and never two on one day. Returns the number of drafts.
    """
    now = now or timezone.now()
    told = _told(now)
    reminded = 0
    for draft in _open_drafts(now).iterator(chunk_size=500):
        deadline = told_deadline(draft)
        if deadline is not None and deadline >= now:
            reminded += _remind(draft, deadline, now, told)
    return reminded


def passed_threshold(days: int) -> int | None:
    """Return the nearest threshold that is reached with so many ``days`` left, None before all."""
    return min((mark for mark in REMIND_DAYS_BEFORE if days <= mark), default=None)


def _remind(draft: Application, deadline: datetime, now: datetime, told: set[str | None]) -> bool:
    deadline_on = timezone.localdate(deadline)
    days = (deadline_on - timezone.localdate(now)).days
    threshold = passed_threshold(days)
    # Who began after the threshold knows the deadline: the next threshold is theirs.
    if threshold is None or timezone.localdate(draft.created_at) > deadline_on - timedelta(
        days=threshold
    ):
        return False
    if not told.isdisjoint(
        {draft.public_id, draft.reference, mails.draft_reminder_key(draft, deadline, threshold)}
    ):
        return False
    with transaction.atomic():
        queue(mails.draft_reminder(draft, days=days, threshold=threshold, deadline_at=deadline))
    return True


def _told(now: datetime) -> set[str | None]:
    """Keys of all reminders of late, and names of the dossiers that had one today."""
    rows = OutgoingMail.objects.filter(template=DRAFT_TEMPLATE)
    lately = rows.filter(created_at__gte=now - timedelta(days=30), dedupe_key__isnull=False)
    today = rows.filter(created_at__date=timezone.localdate(now))
    return {
        *lately.values_list("dedupe_key", flat=True),
        *(name for name in today.values_list("about", flat=True) if name),
    }


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


def remind_supplements(now: datetime | None = None) -> int:
    """Remind of supplements that are due in two days or less; one mail per request and due time.

    A request made within these two days was mailed a moment ago: nobody is reminded of it.
    """
    now = now or timezone.now()
    soon = timezone.localdate(now) + timedelta(days=SUPPLEMENT_DAYS_BEFORE)
    requests = SupplementRequest.objects.filter(
        answered_at=None,
        closed_at=None,
        due_at__gte=now,
        due_at__date__lte=soon,
        application__state=ApplicationState.SUPPLEMENT_REQUESTED,
    ).select_related("application__owner", "application__contest")
    count = 0
    for request in requests:
        if _asked_lately(request):
            continue
        with transaction.atomic():
            queue(screening_mails.supplement_reminder(request))
        count += 1
    return count


def _asked_lately(request: SupplementRequest) -> bool:
    asked_on, due_on = (timezone.localdate(m) for m in (request.requested_at, request.due_at))
    return (due_on - asked_on).days <= SUPPLEMENT_DAYS_BEFORE
