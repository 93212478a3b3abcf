"""What is done with requests for support by itself, and what the public learns of satisfaction."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from ecosystem.domain.services import RATING_OPEN, people_of
from ecosystem.enums import ServiceState
from ecosystem.mails import services as mails
from ecosystem.models import ServiceRequest
from portal.mail import queue

if TYPE_CHECKING:
    from datetime import date

    from ecosystem.models import Service

# Some days after the end people know whether the help was any.
ASK_AFTER: Final = timedelta(days=3)
# Fewer answers would tell what one person said.
MIN_RATINGS: Final = 5


class Rating(NamedTuple):
    """How content requesters are: the mean, with one decimal, and of how many."""

    mean: Decimal
    answers: int


def public_rating(service: Service) -> Rating | None:
    """What everybody reads of the satisfaction with ``service``; nothing below five answers."""
    rows = service.requests.exclude(rating=None)
    found = rows.aggregate(total=Sum("rating"), count=Count("pk"))
    if found["count"] < MIN_RATINGS:
        return None
    mean = Decimal(found["total"]) / found["count"]
    return Rating(mean.quantize(Decimal("0.1"), ROUND_HALF_UP), found["count"])


def keep_services(today: date | None = None) -> dict[str, int]:
    """Ask for satisfaction and remind of what is overdue; safe to run twice. Returns how many of each."""
    day = today or timezone.localdate()
    return {"asked": _ask_ratings(day), "reminded": _remind_overdue(day)}


def _ask_ratings(day: date) -> int:
    now = timezone.now()
    rows = ServiceRequest.objects.with_parties().filter(
        state=ServiceState.DONE,
        rating=None,
        rating_asked_on=None,
        ended_at__lte=now - ASK_AFTER,
        ended_at__gt=now - RATING_OPEN,
    )
    return sum(_ask_rating(request, day) for request in rows)


@transaction.atomic
def _ask_rating(request: ServiceRequest, day: date) -> bool:
    """Ask once, unless another worker was faster."""
    fresh = ServiceRequest.objects.filter(pk=request.pk, rating_asked_on=None)
    if not fresh.update(rating_asked_on=day):
        return False
    queue(mails.rating_asked(request))
    return True


def _remind_overdue(day: date) -> int:
    """One mail for each day that was promised and passed: to who is in charge, else to the unit."""
    rows = list(ServiceRequest.objects.overdue(day).with_parties())
    for request in rows:
        recipients = [request.assignee] if request.assignee else people_of(request.unit)
        for person in recipients:
            queue(mails.request_overdue(request, person))
    return len(rows)
