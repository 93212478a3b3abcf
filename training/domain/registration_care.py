"""What is done with registrations without anybody asking, and when the class itself changes."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain import seating_hours
from ecosystem.domain.slots import DAY, day_span
from ecosystem.enums import PLACE_STATES, RegistrationState
from portal.mail import queue, queue_once
from portal.workflow import RefusedError
from training.domain.registrations import DESK
from training.enums import RunState
from training.mails import registrations as letters
from training.models import CourseRun, Registration, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from training.models import RegistrationGroup

close_registration = partial(seating_hours.close_registration, DESK)
reopen_registration = partial(seating_hours.reopen_registration, DESK)


class WhenAndWhere(NamedTuple):
    """What people must be told when it changes."""

    sessions: tuple[tuple[dt.datetime, dt.datetime, str], ...]
    venue: str
    locality_id: int | None
    online_url: str


class Figures(NamedTuple):
    """Registrations of a class in figures."""

    registered: int
    confirmed: int
    unconfirmed: int
    waiting: int
    offered: int
    awaiting: int
    cancelled: int


def when_and_where(run: CourseRun) -> WhenAndWhere:
    """As it is saved now: the sessions are read anew."""
    times = Session.objects.filter(run=run).values_list("starts_at", "ends_at", "venue")
    return WhenAndWhere(tuple(times), run.venue, run.locality_id, run.online_url)


def figures_of(run: CourseRun) -> Figures:
    """Count once; one query."""
    state = RegistrationState
    is_open = Q(state=state.REGISTERED)
    rows = Registration.objects.filter(run=run, is_walk_in=False)
    found = rows.aggregate(
        registered=Count("pk", filter=~Q(state=state.CANCELLED)),
        confirmed=Count("pk", filter=Q(state__in=[*PLACE_STATES, state.ABSENT])),
        unconfirmed=Count("pk", filter=is_open & Q(verified_at=None)),
        waiting=Count("pk", filter=Q(state=state.WAITLISTED)),
        offered=Count("pk", filter=Q(state=state.OFFERED)),
        awaiting=Count("pk", filter=is_open & Q(verified_at__isnull=False)),
        cancelled=Count("pk", filter=Q(state=state.CANCELLED)),
    )
    return Figures(**found)


def check_places(run: CourseRun) -> None:
    """Refuse fewer places than are taken, and no approval any more while people await it."""
    seating_hours.check_capacity(DESK, run)
    if run.pk and not run.needs_approval:
        waiting = Registration.objects.filter(
            run=run, state=RegistrationState.REGISTERED, has_seat=False
        ).count()
        if waiting:
            raise RefusedError(
                _("%(n)d registrations await approval: decide on them first.") % {"n": waiting}
            )


@transaction.atomic
def follow_change(run: CourseRun, was: WhenAndWhere) -> int:
    """After an edit: offer places that were added, tell everybody of another time or place.

    Return how many letters told it.
    """
    locked = DESK.lock(run)
    DESK.offer_free_seats(locked)
    is_same = was == when_and_where(locked)
    if locked.state != RunState.PUBLISHED or locked.is_over or is_same:
        return 0
    told = 0
    for who, rows in addressees(Registration.objects.live().filter(run=locked)):
        has_place = any(row.has_ticket for row in rows)
        queue(letters.run_changed(who, tells_meeting=has_place))
        told += 1
    return told


def tell_cancelled(run: CourseRun, *, reason: str) -> int:
    """Tell everybody who means to come that the class is called off."""
    told = 0
    for who, _rows in addressees(Registration.objects.live().filter(run=run)):
        queue(letters.run_cancelled(who, reason=reason))
        told += 1
    return told


def remind_registered() -> int:
    """Remind those with a place of the class that begins tomorrow, once a registration."""
    tomorrow = day_span(timezone.localdate() + DAY)
    rows = Registration.objects.filter(
        state=RegistrationState.CONFIRMED,
        run__state=RunState.PUBLISHED,
        run__starts_at__gte=tomorrow.starts_at,
        run__starts_at__lt=tomorrow.ends_at,
    )
    reminded = 0
    for who, _rows in addressees(rows):
        # The key of the mail makes a second run send nothing.
        with transaction.atomic():
            reminded += queue_once(letters.run_reminder(who))
    return reminded


def addressees(
    rows: Iterable[Registration],
) -> Iterator[tuple[Registration | RegistrationGroup, list[Registration]]]:
    """Whom one letter each goes to: everybody with an own address, a group's contact once."""
    groups: dict[RegistrationGroup, list[Registration]] = {}
    found = rows.select_related("run__course", "run__locality", "group").order_by("pk")  # type: ignore[attr-defined]  # a queryset
    for row in found:
        if row.email:
            yield row, [row]
        elif row.group is not None:
            row.group.run = row.run
            groups.setdefault(row.group, []).append(row)
    yield from groups.items()
