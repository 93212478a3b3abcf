"""Problem statements: an organisation's problem as an edition, and what came of the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.phases import phase_of
from contests.domain.preset_rows import EDITION
from contests.domain.presets import challenge_preset, fill_from
from contests.enums import ContestPhase, EditionKind
from contests.models import Contest, PilotReport, ProblemStatement
from contests.workflow import CONTEST
from ecosystem.models import Field
from portal import audit
from portal.text import clean_line, clean_text, slug
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from ecosystem.models import Organization

_SLUG_LENGTH = 50
_OPEN = frozenset({ContestPhase.ANNOUNCED, ContestPhase.INTAKE})


@transaction.atomic
def create_challenge(title: str, *, owner: Organization, actor: Any) -> Contest:
    """Make the problem statement of ``owner``, with the usual few questions and one round.

    The words of the problem, dates and contact are the office's to enter. Nobody is asked months
    later what became of it: what the owner did is recorded as a pilot (``record_pilot``).
    """
    require(actor, "contests.add_contest")
    title = clean_line(title)
    if not title:
        raise RefusedError(_("Enter the title of the problem"))
    described = challenge_preset()
    year = timezone.localdate().year
    last = Contest.objects.filter(year=year).aggregate(last=Max("series"))["last"] or 0
    try:
        with transaction.atomic():
            contest = Contest.objects.create(
                kind=EditionKind.CHALLENGE,
                year=year,
                series=last + 1,
                slug=_free_slug(title),
                title=title,
                follow_up_months=[],
                **{name: described[name] for name in EDITION if name in described},
            )
    except IntegrityError as error:
        raise RefusedError(
            _("Somebody else made a problem statement at the same moment. Try again.")
        ) from error
    contest.fields.set(Field.objects.all())
    fill_from(contest, described)
    ProblemStatement.objects.create(contest=contest, owner=owner)
    audit.record(contest, "create", actor=actor, preset=described["name"], owner=owner)
    return contest


def _free_slug(title: str) -> str:
    """An address made of the title; with a number behind it where another one has it."""
    wanted = slug(title, max_length=_SLUG_LENGTH)
    if not wanted[:1].isalpha():
        wanted = f"bai-toan-{wanted}".rstrip("-")
    taken = set(Contest.objects.challenges().values_list("slug", flat=True))
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def why_no_pilot_report(contest: Contest) -> str:
    """Return why nothing can be recorded yet of what came of the answers; empty when it can."""
    if not contest.is_challenge:
        return _("Only a problem statement has pilots.")
    if phase_of(contest) != ContestPhase.FINISHED:
        return _("Publish the result first: then it is known whose answer a pilot is about.")
    return ""


@transaction.atomic
def record_pilot(
    contest: Contest, *, actor: Any, has_started: bool, happened_on: date, note: str
) -> PilotReport:
    """Record what the owner did with the answers; public at once, beside what was recorded before."""
    require(actor, "contests.record_pilot")
    locked = CONTEST.lock(contest)
    if reason := why_no_pilot_report(locked):
        raise RefusedError(reason)
    note = clean_text(note).strip()
    if not note:
        raise ReasonMissingError(_("Write what was decided, with whom, and where it can be seen"))
    if happened_on > timezone.localdate():
        raise RefusedError(_("Enter a day that is not in the future"))
    report = PilotReport.objects.create(
        contest=locked,
        has_started=has_started,
        happened_on=happened_on,
        note=note,
        recorded_by=actor,
    )
    audit.record(
        locked, "record_pilot", actor=actor, has_started=has_started, on=happened_on.isoformat()
    )
    return report


@dataclass(frozen=True, kw_only=True)
class ListedChallenge:
    """A problem statement in the public list; ``answers`` is None while answers are taken."""

    contest: Contest
    phase: ContestPhase
    answers: int | None
    pilot: PilotReport | None


@dataclass(frozen=True, kw_only=True)
class ChallengeList:
    """Problem statements: still open, being looked at, decided."""

    open: list[ListedChallenge] = field(default_factory=list)
    closed: list[ListedChallenge] = field(default_factory=list)
    solved: list[ListedChallenge] = field(default_factory=list)


def challenge_list(challenges: Iterable[Contest], now: datetime | None = None) -> ChallengeList:
    """Group public problem statements; load rounds, problem, owner, reports and ``n_answers`` with them."""
    now = now or timezone.now()
    found = ChallengeList()
    for contest in challenges:
        row = listed(contest, now)
        if row.phase in _OPEN:
            found.open.append(row)
        elif row.phase == ContestPhase.FINISHED:
            found.solved.append(row)
        else:
            found.closed.append(row)
    found.open.sort(key=lambda row: (row.contest.deadline_at is None, row.contest.deadline_at))
    return found


def listed(contest: Contest, now: datetime | None = None) -> ListedChallenge:
    """One problem statement as the public reads it: answers are counted once no more are taken."""
    phase = phase_of(contest, now)
    is_open = phase in _OPEN or phase == ContestPhase.PREPARATION
    reports = list(contest.pilot_reports.all())
    return ListedChallenge(
        contest=contest,
        phase=phase,
        answers=None if is_open else contest.n_answers,
        pilot=reports[0] if reports else None,
    )
