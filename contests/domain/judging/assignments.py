"""Giving entries to judges, and telling the judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.appointments import recheck_teams_of
from contests.domain.judging.candidates import may_judge
from contests.domain.judging.hints import HintedPairError, dismiss_hints, ties_of
from contests.domain.judging.locking import AssignmentRefusedError, lock_open
from contests.domain.judging.plans import plan_panels
from contests.enums import GONE_STATES, PlacementProblem, SheetState
from contests.mails import judging as mails
from contests.models import (
    Assignment,
    ConflictDeclaration,
    PanelMember,
    PaperSheet,
    Round,
    ScoreSheet,
)
from portal import audit
from portal.mail import queue
from portal.models import User
from portal.workflow import require

if TYPE_CHECKING:
    from typing import Any

    from contests.domain.judging.candidates import Unplaced
    from contests.models import RoundEntry

_BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class AssignmentReport:
    """What assigning by panel did: new pairs, pairs that stood already, what could not be placed."""

    created: int
    existing: int
    unplaced: list[Unplaced]


@transaction.atomic
def assign_judge(entry: RoundEntry, judge: User, *, actor: Any, despite: str = "") -> Assignment:
    """Give ``entry`` to ``judge``; asking twice gives the same row.

    Refuses a closed round, an application that left the contest, somebody who is no judge, a judge
    of the team or of the nominating unit, and a judge who declared a conflict. A possible conflict
    is refused too (HintedPairError) unless ``despite`` says why it is none: that dismisses it.
    """
    require(actor, "contests.assign_judge")
    round_ = lock_open(entry.round)
    given = Assignment.objects.filter(entry=entry, judge=judge)
    _check_pair(entry, judge)
    if not given.exists():
        _conclude_hints(entry, judge, actor=actor, despite=despite)
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
    if bar := ties_of(application, judge).bar(application.pk, judge.pk):
        raise AssignmentRefusedError(_bar_message(bar) % {"judge": judge})
    if ConflictDeclaration.objects.filter(application=application, judge=judge).exists():
        raise AssignmentRefusedError(
            _("%(judge)s has declared a conflict of interest with this application.")
            % {"judge": judge}
        )


def _bar_message(bar: PlacementProblem) -> str:
    if bar == PlacementProblem.UNIT:
        return _("%(judge)s acts for the unit that nominates this application and cannot score it.")
    return _("%(judge)s belongs to the team of this application and cannot score it.")


def _conclude_hints(entry: RoundEntry, judge: User, *, actor: Any, despite: str) -> None:
    hints = ties_of(entry.application, judge).hints(entry.application_id, judge.pk)
    if hints and not despite.strip():
        raise HintedPairError(" ".join([f"{judge}:", *(hint.words for hint in hints)]))
    if hints:
        dismiss_hints(entry.application, judge, actor=actor, reason=despite)


@transaction.atomic
def assign_panels(round_: Round, *, actor: Any) -> AssignmentReport:
    """Give every entry to the judges of its panels; safe to run again after changes.

    Existing assignments and started sheets stay. What could not be placed is in the report.
    """
    require(actor, "contests.assign_judge")
    locked = lock_open(round_)
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
    """Take an entry away from a judge, with the draft of the sheet.

    A locked one is never removed, nor is one with a paper sheet, whatever became of that.
    """
    require(actor, "contests.assign_judge")
    lock_open(assignment.entry.round)
    sheet = ScoreSheet.objects.filter(assignment=assignment).first()
    if sheet is not None and sheet.state != SheetState.DRAFT:
        raise AssignmentRefusedError(
            _(
                "The score sheet has been sent. It can be unlocked or set aside by a declaration of conflict, not removed."
            )
        )
    # One that was set aside too: what was typed from a signed paper stays on record.
    if PaperSheet.objects.filter(assignment=assignment).exists():
        raise AssignmentRefusedError(
            _(
                "A paper sheet of this assignment was typed in and stays on record. The assignment can be set aside by a declaration of conflict, not removed."
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

    A judge with nothing new gets no mail. A chair is told of the page of the panel: in that same
    mail, or, having nothing to score, once in a mail of its own. Publishing again mails only those with assignments since the last time. Returns the judges
    mailed; refuses when there is nothing new.
    """
    require(actor, "contests.assign_judge")
    locked = lock_open(round_)
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
    chairs = _chairs_of(locked)
    for item in news:
        queue(
            mails.entries_assigned(
                locked,
                item.judge,
                new=item.new,
                total=item.total,
                is_chair=item.judge.pk in chairs,
            )
        )
    scoring = Assignment.objects.filter(entry__round=locked).values_list("judge_id", flat=True)
    for chair in (chairs[pk] for pk in sorted(chairs.keys() - set(scoring))):
        queue(mails.panel_at_work(locked, chair))
    return [item.judge for item in news]


def _chairs_of(round_: Round) -> dict[int, User]:
    seats = PanelMember.objects.filter(panel__round=round_, is_chair=True, judge__is_active=True)
    return {seat.judge_id: seat.judge for seat in seats.select_related("judge")}


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
