"""Classes: publishing, cancelling, copying one to other days and communes."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.workflow import RefusedError, require
from training.domain.registration_care import tell_cancelled
from training.enums import RunState
from training.models import CourseRun, RunQuestion, Session, Trainer
from training.workflow import RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecosystem.models import Locality

# More communes than the province has.
MAX_SERIES: Final = 70
MAX_DAYS_BETWEEN: Final = 60
_COPIED = (
    "name",
    "venue",
    "online_url",
    "organizer_id",
    "funder",
    "how_to_register",
    "note",
    "takes_registrations",
    "capacity",
    "min_places",
    "has_waiting_list",
    "offer_hours",
    "needs_approval",
    "takes_groups",
    "asks_survey",
    "asks_follow_up",
)
_ASKED = ("text", "kind", "choices", "is_required", "order")


@transaction.atomic
def settle(run: CourseRun) -> CourseRun:
    """Write the first start and the last end of the sessions beside the class."""
    locked: CourseRun = RUN.lock(run)
    times = list(Session.objects.filter(run=locked).values_list("starts_at", "ends_at"))
    locked.starts_at = min((start for start, _end in times), default=None)
    locked.ends_at = max((end for _start, end in times), default=None)
    locked.save(update_fields=["starts_at", "ends_at"])
    return locked


@transaction.atomic
def publish(run: CourseRun, *, actor: Any) -> CourseRun:
    """Show the class to everybody. Refused without sessions to come, or without a place."""
    locked: CourseRun = RUN.lock(run)
    problems = problems_of(locked)
    if problems:
        raise RefusedError(" ".join(problems))
    published: CourseRun = RUN.apply(run, "publish", actor=actor)
    return published


def problems_of(run: CourseRun) -> list[str]:
    """What stands against publishing a class, in words."""
    found = []
    if run.starts_at is None:
        found.append(_("Enter the sessions of the class."))
    elif run.starts_at <= timezone.now():
        found.append(_("The first session has begun already: enter sessions that are to come."))
    if not (run.place or run.online_url):
        found.append(_("Enter where the class meets, or the address of the online meeting."))
    if not run.course.is_public:
        found.append(_("The course itself is not public."))
    return found


@transaction.atomic
def cancel(run: CourseRun, *, actor: Any, reason: str) -> CourseRun:
    """Call the class off; its page stays and says why, who registered is told.

    A class that is over is not cancelled.
    """
    locked: CourseRun = RUN.lock(run)
    if locked.is_over:
        raise RefusedError(_("The class is over."))
    cancelled: CourseRun = RUN.apply(
        run, "cancel", actor=actor, reason=reason, changes={"cancel_reason": reason.strip()}
    )
    tell_cancelled(cancelled, reason=reason.strip())
    return cancelled


@transaction.atomic
def copy_run(
    run: CourseRun,
    first_day: dt.date,
    *,
    actor: Any,
    locality: Locality | None = None,
    series: str = "",
) -> CourseRun:
    """A draft of the same class from ``first_day`` on: sessions keep their hours and distances.

    ``locality``: for another commune, where the venue is not known yet.
    """
    require(actor, "training.add_courserun")
    source = RUN.lock(run)
    sessions = list(source.sessions.all())
    if not sessions:
        raise RefusedError(_("This class has no sessions that could be copied."))
    values = {name: getattr(source, name) for name in _COPIED}
    if locality is not None and locality.pk != source.locality_id:
        values |= {"venue": "", "name": ""}
    made = CourseRun.objects.create(
        course=source.course, locality=locality or source.locality, series=series, **values
    )
    shift = first_day - timezone.localtime(sessions[0].starts_at).date()
    Session.objects.bulk_create(
        Session(
            run=made,
            starts_at=session.starts_at + shift,
            ends_at=session.ends_at + shift,
            topic=session.topic,
            venue=session.venue if locality is None else "",
        )
        for session in sessions
    )
    Trainer.objects.bulk_create(
        Trainer(run=made, expert_id=row.expert_id, name=row.name, position=row.position)
        for row in source.trainers.all()
    )
    RunQuestion.objects.bulk_create(
        RunQuestion(run=made, **{name: getattr(row, name) for name in _ASKED})
        for row in source.questions.all()
    )
    audit.record(made, "copy_run", actor=actor, source=source.pk)
    return settle(made)


@transaction.atomic
def make_series(
    run: CourseRun,
    localities: Sequence[Locality],
    first_day: dt.date,
    *,
    days_between: int,
    actor: Any,
) -> list[CourseRun]:
    """A draft for each commune, ``days_between`` days apart, in the order given."""
    if not 0 < len(localities) <= MAX_SERIES:
        raise RefusedError(_("Choose the communes and wards."))
    series = secrets.token_hex(6)
    return [
        copy_run(
            run,
            first_day + dt.timedelta(days=place * days_between),
            actor=actor,
            locality=locality,
            series=series,
        )
        for place, locality in enumerate(localities)
    ]


def is_shown(run: CourseRun) -> bool:
    """Whether everybody sees the class; agrees with ``public()``."""
    return run.state != RunState.DRAFT and run.course.is_public
