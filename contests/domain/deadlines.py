"""Until when a dossier may be submitted, and which moment counts for it: the one place that knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from contests.domain.limits import current_rules, rules_of
from contests.enums import ApplicationState, ContestState
from portal.dates import format_deadline
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from contests.models import Application, Contest, Extension, RuleSet


class IntakeClosedError(RefusedError):
    """The edition takes no applications now: too early or too late by the server's clock."""


def submission_deadline(
    application: Application, in_force: RuleSet | None = None
) -> datetime | None:
    """Return the last instant at which ``application`` may be submitted; None without a deadline.

    The latest of the edition's deadline with the grace of the rules that the dossier is filed
    under, and a standing extension. The public deadline is told without the grace. Who asks about
    many dossiers of one edition reads the rules ``in_force`` once.
    """
    deadline = application.contest.deadline_at
    if deadline is None:
        return None
    until = deadline + timedelta(minutes=_grace_minutes(application, in_force))
    extension = standing_extension(application)
    return max(until, extension.until) if extension else until


def told_deadline(application: Application) -> datetime | None:
    """Return the deadline as its people are told it: their own extension, else the public one."""
    deadline = application.contest.deadline_at
    extension = standing_extension(application)
    if deadline is None or extension is None:
        return deadline
    return max(deadline, extension.until)


def grace_until(
    application: Application, now: datetime | None = None, in_force: RuleSet | None = None
) -> datetime | None:
    """Return the end of the grace while it runs; None before the told deadline, and once it is over.

    Nobody is told of the grace beforehand, but a page must not say "too late" while it is not.
    """
    told, now = told_deadline(application), now or timezone.now()
    if told is None or now <= told or not may_submit(application, now, in_force):
        return None
    return submission_deadline(application, in_force)


def open_until(
    application: Application, now: datetime | None = None, in_force: RuleSet | None = None
) -> datetime | None:
    """Return until when its people may submit, as they are told it now; None when it is over."""
    now = now or timezone.now()
    if not may_submit(application, now, in_force):
        return None
    return grace_until(application, now, in_force) or told_deadline(application)


def late_drafts(
    contest: Contest, user: Any, now: datetime | None = None
) -> list[tuple[Application, datetime]]:
    """Return the drafts of ``user`` that may be sent although new ones are not, each with until when.

    In the grace, or by an extension: "intake is closed" alone would make people give up in time.
    """
    now = now or timezone.now()
    deadline = contest.deadline_at
    is_over = contest.state == ContestState.PUBLISHED and deadline and now > deadline
    if not is_over or not user.is_authenticated:
        return []
    drafts = contest.applications.held_by(user).filter(state=ApplicationState.DRAFT)
    rows = list(drafts.select_related("rule_set").prefetch_related("extensions").order_by("pk"))
    in_force = current_rules(contest) if rows else None
    found = [(application, open_until(application, now, in_force)) for application in rows]
    return [(application, until) for application, until in found if until]


def standing_extension(application: Application) -> Extension | None:
    """Return the extension that was granted and not revoked: at most one stands."""
    rows = [row for row in application.extensions.all() if row.revoked_at is None]
    return rows[0] if rows else None


def may_submit(
    application: Application, now: datetime | None = None, in_force: RuleSet | None = None
) -> bool:
    """Whether a submission of ``application`` at ``now`` is in time; the deadline itself is."""
    contest, now = application.contest, now or timezone.now()
    until = submission_deadline(application, in_force)
    return bool(
        contest.state == ContestState.PUBLISHED
        and contest.opens_at
        and until
        and contest.opens_at <= now <= until
    )


def counted_moment(application: Application, *, actor: Any, now: datetime) -> datetime:
    """Return the moment by which a submission by ``actor`` is measured.

    A dossier on paper was handed in when the office received it, however late it is typed. That
    holds for the first submission, and not once its people own and change it themselves.
    """
    is_by_owner = application.owner_id is not None and application.owner_id == getattr(
        actor, "pk", None
    )
    if application.received_at is None or application.number is not None or is_by_owner:
        return now
    return application.received_at


def refuse_late(application: Application, now: datetime) -> None:
    """Raise IntakeClosedError unless ``application`` may be submitted at ``now``."""
    if not may_submit(application, now):
        raise IntakeClosedError(_why_closed(application.contest, now))


def refuse_closed_intake(contest: Contest, now: datetime | None = None) -> None:
    """Raise IntakeClosedError unless the edition takes new applications at ``now``."""
    now = now or timezone.now()
    if not contest.accepts_submissions(now):
        raise IntakeClosedError(_why_closed(contest, now))


def _grace_minutes(application: Application, in_force: RuleSet | None) -> int:
    """A first submission is filed under today's rules, whatever stood when the draft began."""
    if application.number is None:
        return (in_force or current_rules(application.contest)).grace_minutes
    return rules_of(application).grace_minutes


def _why_closed(contest: Contest, now: datetime) -> str:
    if contest.opens_at and now < contest.opens_at:
        return contest.words.opens % {"time": format_deadline(contest.opens_at)}
    return str(contest.words.over)
