"""Who is reminded that time runs out: drafts before the deadline, supplements before their due time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from contests.enums import ApplicationState
from contests.mails import applications as mails
from contests.mails import screening as screening_mails
from contests.models import Application, Contest, SupplementRequest
from portal.mail import queue
from portal.models import OutgoingMail

if TYPE_CHECKING:
    from datetime import date, datetime

REMIND_DAYS_BEFORE = (7, 3, 1)
SUPPLEMENT_DAYS_BEFORE = 2
DRAFT_TEMPLATE = "contests/application_draft_reminder"


def remind_drafts(now: datetime | None = None) -> int:
    """Remind the owners of drafts seven, three and one days before the deadline.

    A day that was missed (no worker ran) is made up for at the next run. Safe to run again: each
    draft has one mail per deadline and threshold, and never two on one day. Returns the number.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    return sum(_remind(contest, today) for contest in Contest.objects.accepting(now))


def passed_threshold(days: int) -> int | None:
    """Return the nearest threshold that is reached with so many ``days`` left, None before all."""
    return min((mark for mark in REMIND_DAYS_BEFORE if days <= mark), default=None)


def _remind(contest: Contest, today: date) -> int:
    deadline_on = timezone.localdate(contest.deadline_at)
    days = (deadline_on - today).days
    threshold = passed_threshold(days)
    if threshold is None:
        return 0
    drafts = Application.objects.filter(
        contest=contest,
        state=ApplicationState.DRAFT,
        owner__is_active=True,
        # Who began after the threshold knows the deadline: the next threshold is theirs.
        created_at__date__lte=deadline_on - timedelta(days=threshold),
    ).select_related("owner", "contest")
    told = _told(contest, threshold, today)
    count = 0
    for draft in drafts.iterator(chunk_size=500):
        names = {draft.public_id, draft.reference, mails.draft_reminder_key(draft, threshold)}
        if names.isdisjoint(told):
            with transaction.atomic():
                queue(mails.draft_reminder(draft, days=days, threshold=threshold))
            count += 1
    return count


def _told(contest: Contest, threshold: int, today: date) -> set[str | None]:
    """Keys of the reminders of this threshold, and names of the dossiers that had any today."""
    rows = OutgoingMail.objects.filter(template=DRAFT_TEMPLATE)
    suffix = f":{contest.deadline_at:%Y%m%d%H%M}:{threshold}"
    keys = rows.filter(dedupe_key__endswith=suffix).values_list("dedupe_key", flat=True)
    return {*keys, *rows.filter(created_at__date=today).values_list("about", flat=True)}


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
