"""Giving entries to judges, and telling the judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.appointments import recheck_teams_of
from contests.domain.judging.identity import belongs_to_team
from contests.domain.judging.plans import may_judge, plan_panels
from contests.enums import GONE_STATES, RoundState, SheetState
from contests.mails import judging as mails
from contests.models import Assignment, ConflictDeclaration, Round, ScoreSheet
from contests.workflow import ROUND
from portal import audit
from portal.mail import queue
from portal.models import User
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from typing import Any

    from contests.domain.judging.plans import Unplaced
    from contests.models import RoundEntry

_BATCH = 1000


class AssignmentRefusedError(RefusedError):
    """The judge cannot be given this entry, or not now."""


@dataclass(frozen=True, kw_only=True)
class AssignmentReport:
    """What assigning by panel did: new pairs, pairs that stood already, what could not be placed."""

    created: int
    existing: int
    unplaced: list[Unplaced]


@transaction.atomic
def assign_judge(entry: RoundEntry, judge: User, *, actor: Any) -> Assignment:
    """Give ``entry`` to ``judge``; asking twice gives the same row.

    Refuses a closed round, an application that left the contest, somebody who is no judge, a judge
    of the team, and a judge who declared a conflict.
    """
    _permit(actor, "contests.assign_judge")
    round_ = _lock_open(entry.round)
    _check_pair(entry, judge)
    assignment, is_new = Assignment.objects.get_or_create(entry=entry, judge=judge)
    if is_new:
        audit.record(assignment, "assign", actor=actor, round=round_, judge=judge)
        recheck_teams_of([judge])
    return assignment


def _check_pair(entry: RoundEntry, judge: User) -> None:
    application = entry.application
    if application.state in GONE_STATES:
        raise AssignmentRefusedError(_("This application is no longer in the contest."))
    if not may_judge(judge):
        raise AssignmentRefusedError(
            _("%(judge)s is not in the group of judges. Add the account to the group first.")
            % {"judge": judge}
        )
    if belongs_to_team(judge, application):
        raise AssignmentRefusedError(
            _("%(judge)s belongs to the team of this application and cannot score it.")
            % {"judge": judge}
        )
    if ConflictDeclaration.objects.filter(application=application, judge=judge).exists():
        raise AssignmentRefusedError(
            _("%(judge)s has declared a conflict of interest with this application.")
            % {"judge": judge}
        )


@transaction.atomic
def assign_panels(round_: Round, *, actor: Any) -> AssignmentReport:
    """Give every entry to the judges of its panels; safe to run again after changes.

    Existing assignments and started sheets stay. What could not be placed is in the report.
    """
    _permit(actor, "contests.assign_judge")
    locked = _lock_open(round_)
    plan = plan_panels(locked)
    # A pair in conflict may hold a row from before its declaration: that row is kept as it is.
    Assignment.objects.bulk_create(
        [Assignment(entry=entry, judge=judge) for entry, judge in plan.new],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    audit.record(locked, "assign_panels", actor=actor, created=len(plan.new))
    recheck_teams_of({judge for _entry, judge in plan.new})
    return AssignmentReport(created=len(plan.new), existing=plan.existing, unplaced=plan.unplaced)


@transaction.atomic
def remove_assignment(assignment: Assignment, *, actor: Any) -> None:
    """Take an entry away from a judge, with the draft of the sheet. A locked one is never removed."""
    _permit(actor, "contests.assign_judge")
    _lock_open(assignment.entry.round)
    sheet = ScoreSheet.objects.filter(assignment=assignment).first()
    if sheet is not None and sheet.state != SheetState.DRAFT:
        raise AssignmentRefusedError(
            _(
                "The score sheet has been sent. It can be unlocked or set aside by a declaration of conflict, not removed."
            )
        )
    audit.record(
        assignment, "remove_assignment", actor=actor, entry=assignment.entry, judge=assignment.judge
    )
    if sheet is not None:
        sheet.delete()
    assignment.delete()


@transaction.atomic
def publish_assignments(round_: Round, *, actor: Any) -> list[User]:
    """Let judges see what they were given, and mail each judge who has something new.

    Publishing again mails only those with assignments since the last time. Returns the judges
    mailed; refuses when there is nothing new.
    """
    _permit(actor, "contests.assign_judge")
    locked = _lock_open(round_)
    news = news_per_judge(locked)
    if not news:
        raise AssignmentRefusedError(
            _("There is no new assignment to publish. Assign judges first.")
        )
    Round.objects.filter(pk=locked.pk).update(assignments_published_at=timezone.now())
    locked.refresh_from_db(fields=["assignments_published_at"])
    audit.record(
        locked,
        "publish_assignments",
        actor=actor,
        judges=len(news),
        entries=sum(item.new for item in news),
    )
    for item in news:
        queue(mails.entries_assigned(locked, item.judge, new=item.new, total=item.total))
    return [item.judge for item in news]


@dataclass(frozen=True, kw_only=True)
class JudgeNews:
    """How many entries a judge has not been told of, and how many there are in all."""

    judge: User
    new: int
    total: int


def news_per_judge(round_: Round) -> list[JudgeNews]:
    """Judges who would be mailed if the assignments were published now. Two queries."""
    since = round_.assignments_published_at
    is_new = Q() if since is None else Q(created_at__gt=since)
    rows = (
        Assignment.objects.filter(entry__round=round_)
        .standing()
        .order_by()
        .values("judge")
        .annotate(new=Count("pk", filter=is_new), total=Count("pk"))
        .filter(new__gt=0)
    )
    counts = {row["judge"]: row for row in rows}
    return [
        JudgeNews(judge=judge, new=counts[judge.pk]["new"], total=counts[judge.pk]["total"])
        for judge in User.objects.filter(pk__in=list(counts)).order_by("full_name", "pk")
    ]


def _permit(actor: Any, permission: str) -> None:
    if actor is not audit.SYSTEM and not actor.has_perm(permission):
        raise PermissionDenied(permission)


def _lock_open(round_: Round) -> Round:
    """Lock the round: every act on its assignments and sheets takes this lock first."""
    locked: Round = ROUND.lock(round_)
    if locked.state != RoundState.OPEN:
        raise AssignmentRefusedError(
            _("Assignments can be changed only while the round is being scored.")
        )
    return locked
