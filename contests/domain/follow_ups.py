"""What becomes of projects after the contest: whom to ask when, asking, reminding, answering."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.outcome_sums import outcomes_of_year
from contests.enums import (
    AnswerWay,
    ApplicationState,
    ContestState,
    FollowUpGroup,
    FollowUpState,
    Outcome,
    RoundKind,
    RoundState,
)
from contests.mails import follow_ups as mails
from contests.models import Contest, FollowUp, Round, RoundEntry
from contests.workflow import FOLLOW_UP
from portal import audit
from portal.dates import add_months
from portal.events import emit
from portal.mail import queue
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from contests.models import Application

_SALT = "contests.follow-up"
REMIND_DAYS_AFTER = (14, 28)
# From then on a mail will not be answered any more: somebody telephones.
LATE_AFTER_DAYS = 42
ANSWERABLE = frozenset(FOLLOW_UP["answer"].sources)
FIELDS = (
    "is_alive",
    "is_on_market",
    "revenue_band",
    "jobs",
    "capital_raised",
    "protection",
    "support_used",
    "note",
)


class FollowUpRefusedError(RefusedError):
    """The answer cannot be taken like this."""


# --- planning and asking -----------------------------------------------------------------------


def plan_follow_ups() -> int:
    """Write a row for each team and each of its edition's months; safe to run again.

    A month that is taken out of the edition, or a team that lost its prize, leaves what was asked
    already and withdraws what was not. Returns how many rows are new.
    """
    finals = Round.objects.filter(
        kind=RoundKind.FINAL,
        state=RoundState.PUBLISHED,
        contest__state=ContestState.FINISHED,
        published_at__isnull=False,
    ).select_related("contest")
    return sum(_plan(final) for final in finals)


def _plan(final: Round) -> int:
    contest = final.contest
    published_on = timezone.localdate(final.published_at)
    teams = dict(_followed(final))
    wanted = [
        FollowUp(
            application_id=pk,
            group=group,
            months=months,
            due_on=add_months(published_on, months),
        )
        for pk, group in teams.items()
        for months in contest.follow_up_months
    ]
    rows = FollowUp.objects.filter(application__contest=contest)
    gone = rows.filter(state=FollowUpState.PLANNED).exclude(
        application__in=teams, months__in=contest.follow_up_months
    )
    gone.delete()
    before = rows.count()
    FollowUp.objects.bulk_create(wanted, ignore_conflicts=True)
    return rows.count() - before


def _followed(final: Round) -> Iterator[tuple[int, FollowUpGroup]]:
    """Winners, and the other finalists where the edition wants them."""
    entries = RoundEntry.objects.filter(round=final).select_related("application", "result")
    for entry in entries.order_by("application_id"):
        application = entry.application
        if application.state == ApplicationState.AWARDED:
            yield application.pk, FollowUpGroup.AWARDED
        elif (
            final.contest.follows_finalists
            and application.state == ApplicationState.NOT_AWARDED
            and getattr(entry, "result", None) is not None
            and entry.result.outcome != Outcome.PENDING
        ):
            yield application.pk, FollowUpGroup.FINALIST


def ask_due(today: date | None = None) -> int:
    """Send the questions that are due; returns how many.

    After a time without a worker a team is asked once: the latest question, the older are left out.
    """
    today = today or timezone.localdate()
    due = FollowUp.objects.filter(state=FollowUpState.PLANNED, due_on__lte=today)
    asked, told = 0, set()
    rows = due.select_related("application__contest", "application__owner")
    for row in rows.order_by("application_id", "-months"):
        step = "skip" if row.application_id in told else "ask"
        told.add(row.application_id)
        try:
            if step == "skip":
                FOLLOW_UP.apply(row, "skip", actor=audit.SYSTEM)
            else:
                ask(row, actor=audit.SYSTEM)
                asked += 1
        except RefusedError:  # another worker was faster
            continue
    return asked


@transaction.atomic
def ask(follow_up: FollowUp, *, actor: Any) -> FollowUp:
    """Send the questions with the link that answers them."""
    asked: FollowUp = FOLLOW_UP.apply(
        follow_up, "ask", actor=actor, changes={"asked_at": timezone.now()}
    )
    queue(mails.follow_up_asked(asked, key=key_of(asked)))
    return asked


@transaction.atomic
def skip(follow_up: FollowUp, *, actor: Any) -> FollowUp:
    """Do not ask this team this time."""
    skipped: FollowUp = FOLLOW_UP.apply(follow_up, "skip", actor=actor)
    return skipped


@transaction.atomic
def give_up(follow_up: FollowUp, *, actor: Any, reason: str) -> FollowUp:
    """Record that nobody could be reached; an answer is still welcome."""
    unreached: FollowUp = FOLLOW_UP.apply(follow_up, "give_up", actor=actor, reason=reason)
    return unreached


def remind_follow_ups(now: Any = None) -> int:
    """Remind those who were asked two and four weeks ago; returns how many wait.

    Each question has two reminders at most; days without a worker are made up for, never with two
    mails at once.
    """
    now = now or timezone.now()
    waiting = FollowUp.objects.filter(
        state=FollowUpState.ASKED, asked_at__lte=now - timedelta(days=REMIND_DAYS_AFTER[0])
    ).select_related("application__contest", "application__owner")
    count = 0
    for row in waiting:
        if row.asked_at is None:  # pragma: no cover -- the filter has seen to it
            continue
        days = (timezone.localdate(now) - timezone.localdate(row.asked_at)).days
        number = sum(days >= mark for mark in REMIND_DAYS_AFTER)
        if number:
            with transaction.atomic():
                queue(mails.follow_up_reminder(row, key=key_of(row), number=number))
            count += 1
    return count


# --- the link ----------------------------------------------------------------------------------


def key_of(follow_up: FollowUp) -> str:
    """Return the part of the link that stands for this question; made of the secret of the portal."""
    return signing.Signer(salt=_SALT, sep=".").sign(str(follow_up.pk))


def open_link(key: str) -> FollowUp | None:
    """Return the question of a link while it may be answered; None for a link that was never made."""
    try:
        pk = signing.Signer(salt=_SALT, sep=".").unsign(key)
    except signing.BadSignature:
        return None
    rows = FollowUp.objects.select_related("application__contest", "application__owner")
    found: FollowUp | None = rows.filter(pk=pk, state__in=ANSWERABLE).first()
    return found


def open_follow_ups(application: Application) -> list[tuple[FollowUp, str]]:
    """Return the questions that wait for the dossier's people, each with the key of its link."""
    rows = application.follow_ups.filter(state=FollowUpState.ASKED).order_by("months")
    return [(row, key_of(row)) for row in rows]


# --- answering ---------------------------------------------------------------------------------


@transaction.atomic
def answer_by_link(key: str, values: Mapping[str, Any]) -> FollowUp:
    """Take the answer of whoever holds the link; a later one corrects it."""
    follow_up = open_link(key)
    if follow_up is None:
        raise FollowUpRefusedError(_("This link can no longer be used."))
    return _answer(follow_up, values, actor=audit.SYSTEM, via=AnswerWay.LINK)


@transaction.atomic
def answer_for_team(follow_up: FollowUp, *, actor: Any, **values: Any) -> FollowUp:
    """Enter what a team told by telephone."""
    return _answer(follow_up, values, actor=actor, via=AnswerWay.STAFF)


def _answer(
    follow_up: FollowUp, values: Mapping[str, Any], *, actor: Any, via: AnswerWay
) -> FollowUp:
    if values.get("is_alive") is None:
        raise FollowUpRefusedError(_("Say whether the project is still running"))
    answered: FollowUp = FOLLOW_UP.apply(
        follow_up,
        "answer",
        actor=actor,
        changes={
            **{name: values[name] for name in FIELDS if name in values},
            "answered_at": timezone.now(),
            "answered_via": via,
            "entered_by": None if actor is audit.SYSTEM else actor,
        },
        source=via.label,
    )
    contest: Contest = answered.application.contest
    if not contest.is_demo:
        emit(outcomes_of_year(timezone.localdate().year))
    return answered
