"""Sharing the entries of a round evenly among its judges: first a preview, then exactly that."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from contests.domain.appointments import recheck_teams_of
from contests.domain.judging.candidates import Candidates, HintedPair
from contests.domain.judging.locking import lock_open
from contests.domain.judging.spreading import Demand, spread
from contests.enums import PlacementProblem
from contests.models import Assignment
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from typing import Any

    from contests.models import Round, RoundEntry
    from portal.models import User

_BATCH = 1000


class SpreadChangedError(RefusedError):
    """What was shown is not what would be done now."""


@dataclass(frozen=True, kw_only=True)
class JudgeLoad:
    """Entries of a judge before and after."""

    judge: User
    existing: int
    added: int
    limit: int | None

    @property
    def total(self) -> int:
        """Entries of the judge once the spread is applied."""
        return self.existing + self.added


@dataclass(frozen=True, kw_only=True)
class ShortEntry:
    """An entry that gets fewer judges than wanted, and why each of the others is left out."""

    entry: RoundEntry
    judges: int
    wanted: int
    reasons: list[tuple[PlacementProblem, list[User]]]


@dataclass(kw_only=True)
class SpreadPlan:
    """Pairs to add, with everything that the secretariat should see before agreeing."""

    per_entry: int
    seed: int
    new: list[tuple[RoundEntry, User]] = field(default_factory=list)
    hinted: list[HintedPair] = field(default_factory=list)
    short: list[ShortEntry] = field(default_factory=list)
    loads: list[JudgeLoad] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Stands for what the plan would do: the same pairs have the same one."""
        pairs = sorted((entry.pk, judge.pk) for entry, judge in self.new)
        return hashlib.sha256(repr((self.per_entry, pairs)).encode()).hexdigest()[:32]

    @property
    def lightest(self) -> int:
        """The smallest load of a judge."""
        return min((row.total for row in self.loads), default=0)

    @property
    def heaviest(self) -> int:
        """The largest load of a judge."""
        return max((row.total for row in self.loads), default=0)


def plan_spread(round_: Round, *, per_entry: int, seed: int) -> SpreadPlan:
    """Share the entries among the judges of the panels that score them, ``per_entry`` judges each.

    What is assigned stays and counts. Never a judge in conflict, of the team, of the nominating
    unit or with a name of the team; possible conflicts only where nobody else is left; never more
    than a judge's own limit. The same data and seed give the same plan. A constant number of queries.
    """
    candidates = Candidates(round_)
    existing = Counter(judge for _entry, judge in candidates.given)
    problems: dict[int, dict[int, PlacementProblem]] = {}
    demands, hinted = [], set()
    for entry in candidates.entries:
        free = []
        problems[entry.pk] = {}
        for judge in candidates.judges_for(entry):
            if (entry.pk, judge.pk) in candidates.given:
                continue
            if problem := candidates.problem(entry, judge):
                problems[entry.pk][judge.pk] = problem
                continue
            free.append(judge.pk)
            if candidates.hints(entry, judge):
                hinted.add((entry.pk, judge.pk))
        wanted = max(per_entry - candidates.given_to[entry.pk], 0)
        demands.append(Demand(entry=entry.pk, wanted=wanted, judges=free))
    found = spread(demands, loads=existing, limits=candidates.limits, hinted=hinted, seed=seed)
    return _told(candidates, found.pairs, problems, SpreadPlan(per_entry=per_entry, seed=seed))


def _told(
    candidates: Candidates,
    pairs: list[tuple[int, int]],
    problems: dict[int, dict[int, PlacementProblem]],
    plan: SpreadPlan,
) -> SpreadPlan:
    """Fill the plan with rows of the database, and with what has to be said."""
    entries = {entry.pk: entry for entry in candidates.entries}
    plan.new = [(entries[entry], candidates.judges[judge]) for entry, judge in pairs]
    plan.hinted = [
        HintedPair(entry=entry, judge=judge, hints=hints)
        for entry, judge in plan.new
        if (hints := candidates.hints(entry, judge))
    ]
    added = Counter(judge for _entry, judge in pairs)
    existing = Counter(judge for _entry, judge in candidates.given)
    plan.loads = [
        JudgeLoad(
            judge=judge,
            existing=existing[pk],
            added=added[pk],
            limit=candidates.limits.get(pk),
        )
        for pk, judge in sorted(candidates.judges.items(), key=lambda item: str(item[1]))
    ]
    has = Counter(entry for entry, _judge in pairs) + candidates.given_to
    plan.short = [
        ShortEntry(
            entry=entry,
            judges=has[entry.pk],
            wanted=plan.per_entry,
            reasons=_reasons(candidates, entry, set(pairs), problems[entry.pk]),
        )
        for entry in candidates.entries
        if has[entry.pk] < plan.per_entry
    ]
    return plan


def _reasons(
    candidates: Candidates,
    entry: RoundEntry,
    pairs: set[tuple[int, int]],
    problems: dict[int, PlacementProblem],
) -> list[tuple[PlacementProblem, list[User]]]:
    """Why each judge of the entry's panels does not score it, grouped; no judges: no panel."""
    judges = candidates.judges_for(entry)
    if not judges:
        return [(PlacementProblem.NO_PANEL, [])]
    found: dict[PlacementProblem, list[User]] = {}
    for judge in judges:
        pair = (entry.pk, judge.pk)
        if pair not in pairs and pair not in candidates.given:
            found.setdefault(problems.get(judge.pk, PlacementProblem.FULL), []).append(judge)
    return list(found.items()) or [(PlacementProblem.ALL_GIVEN, [])]


@transaction.atomic
def apply_spread(
    round_: Round, *, per_entry: int, seed: int, fingerprint: str, actor: Any
) -> SpreadPlan:
    """Assign what the preview with this ``fingerprint`` showed.

    SpreadChangedError when entries, panels, conflicts or assignments changed in between, so that
    something else would be done: the secretariat looks again. A double click is caught by this too.
    """
    require(actor, "contests.assign_judge")
    locked = lock_open(round_)
    plan = plan_spread(locked, per_entry=per_entry, seed=seed)
    if plan.fingerprint != fingerprint:
        raise SpreadChangedError(
            _("Dossiers, judges or assignments changed since this was shown. Look at it again.")
        )
    # A pair in conflict may hold a row from before its declaration: that row is kept as it is.
    Assignment.objects.bulk_create(
        [Assignment(entry=entry, judge=judge) for entry, judge in plan.new],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    audit.record(
        locked,
        "spread",
        actor=actor,
        created=len(plan.new),
        per_entry=per_entry,
        seed=seed,
        hinted=len(plan.hinted),
        short=len(plan.short),
    )
    recheck_teams_of({judge for _entry, judge in plan.new})
    return plan
