"""Asking those who came: the day after a class, three months later; one answer a person, no names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.slots import DAY, at
from portal.dates import add_months
from portal.mail import queue
from portal.workflow import RefusedError
from training.enums import CAME, RunState, SurveyKind
from training.mails import after as mails
from training.models import (
    Attendance,
    CourseRun,
    FollowUpAnswer,
    Registration,
    SurveyAnswer,
    SurveyRequest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from training.models.surveys import Answer

OPEN_DAYS: Final = 14
MONTHS_LATER: Final = 3
# So long after its day a question is still asked: of whoever was marked late, or after a time
# without a worker.
ASKED_WITHIN: Final = {
    SurveyKind.AFTER: dt.timedelta(days=7),
    SurveyKind.LATER: dt.timedelta(days=30),
}
ANSWERS: Final[dict[str, type[Answer]]] = {
    SurveyKind.AFTER: SurveyAnswer,
    SurveyKind.LATER: FollowUpAnswer,
}


def due_on(run: CourseRun, kind: str) -> dt.date:
    """The first day on which ``kind`` is asked of a class with sessions."""
    last = timezone.localdate(run.ends_at)
    return last + DAY if kind == SurveyKind.AFTER else add_months(last, MONTHS_LATER)


# --- asking ------------------------------------------------------------------------------------


def keep_surveys(now: dt.datetime | None = None) -> dict[str, int]:
    """Ask what is due, and let answers that are closed forget who wrote them; safe to run twice."""
    now = now or timezone.now()
    done = {
        str(kind): sum(ask(run, kind, now) for run in due_runs(kind, now)) for kind in SurveyKind
    }
    return {**done, "closed": close_answers(now)}


def due_runs(kind: str, now: dt.datetime) -> list[CourseRun]:
    """Published classes of which ``kind`` is asked today."""
    today = timezone.localdate(now)
    wish = Q(asks_survey=True) if kind == SurveyKind.AFTER else Q(asks_follow_up=True)
    # Wide enough for any month; the day itself is counted below.
    oldest = at(today, dt.time()) - ASKED_WITHIN[SurveyKind(kind)] - dt.timedelta(days=100)
    rows = CourseRun.objects.filter(
        wish, state=RunState.PUBLISHED, ends_at__lte=now, ends_at__gt=oldest
    ).select_related("course", "locality")
    return [
        run
        for run in rows
        if dt.timedelta() <= today - due_on(run, kind) <= ASKED_WITHIN[SurveyKind(kind)]
    ]


def ask(run: CourseRun, kind: str, now: dt.datetime) -> int:
    """Mail the question to those who came, have an address and were not asked; returns how many."""
    asked = SurveyRequest.objects.filter(registration=OuterRef("pk"), kind=kind)
    rows = who_came(run).filter(~Exists(asked), Q(consent=None) | Q(consent__withdrawn_at=None))
    people = [row for row in rows.select_related("group") if row.contact_email]
    return sum(_ask(person, run, kind, now) for person in people)


def who_came(run: CourseRun) -> QuerySet[Registration]:
    """Everybody who was at one session at least."""
    came = Attendance.objects.filter(registration=OuterRef("pk"), mark__in=CAME)
    rows: QuerySet[Registration] = Registration.objects.standing().filter(Exists(came), run=run)
    return rows.order_by("pk")


@transaction.atomic
def _ask(person: Registration, run: CourseRun, kind: str, now: dt.datetime) -> bool:
    """Ask once, whatever other workers do."""
    request, is_new = SurveyRequest.objects.get_or_create(
        registration=person,
        kind=kind,
        defaults={"asked_at": now, "closes_at": now + dt.timedelta(days=OPEN_DAYS)},
    )
    if not is_new:
        return False
    person.run = run
    request.registration = person
    is_after = kind == SurveyKind.AFTER
    queue(mails.survey_asked(request) if is_after else mails.follow_up_asked(request))
    return True


def close_answers(now: dt.datetime) -> int:
    """Take the link between answers that are closed and their writers away, for good."""
    return sum(
        model._default_manager.filter(request__closes_at__lte=now).update(request=None)
        for model in ANSWERS.values()
    )


# --- answering ---------------------------------------------------------------------------------


def find_request(key: str) -> SurveyRequest | None:
    """The question behind a mailed link, open or closed."""
    rows = SurveyRequest.objects.select_related("registration__run__course")
    return rows.filter(key=key).first()


def is_open(request: SurveyRequest, now: dt.datetime | None = None) -> bool:
    """Whether it may be answered; the last moment itself is too late."""
    return (now or timezone.now()) < request.closes_at


def answer_of(request: SurveyRequest) -> Answer | None:
    """What the holder of the link answered so far."""
    return ANSWERS[request.kind]._default_manager.filter(request=request).first()


@transaction.atomic
def answer(request: SurveyRequest, values: Mapping[str, Any]) -> Answer:
    """Keep the answer; a later one of the same link replaces it. No audit line: it would name the writer."""
    locked = SurveyRequest.objects.select_for_update().get(pk=request.pk)
    if not is_open(locked):
        raise RefusedError(_("The time to answer is over."))
    run_id = Registration.objects.values_list("run_id", flat=True).get(pk=locked.registration_id)
    kept, _is_new = ANSWERS[locked.kind]._default_manager.update_or_create(
        request=locked, defaults={"run_id": run_id, **values}
    )
    SurveyRequest.objects.filter(pk=locked.pk).update(is_answered=True)
    return kept
