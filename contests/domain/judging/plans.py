"""Which judges the panels of a round would give to which entries: a plan, nothing written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contests.domain.judging.candidates import Candidates, HintedPair, Unplaced
from contests.enums import PlacementProblem

if TYPE_CHECKING:
    from contests.models import Round, RoundEntry
    from portal.models import User


@dataclass(kw_only=True)
class PanelPlan:
    """Pairs to add, how many stand already, what cannot be placed, and what to look at."""

    new: list[tuple[RoundEntry, User]] = field(default_factory=list)
    existing: int = 0
    unplaced: list[Unplaced] = field(default_factory=list)
    hinted: list[HintedPair] = field(default_factory=list)

    @property
    def per_judge(self) -> list[tuple[User, int]]:
        """Judges with the number of entries they would be given, by name."""
        judges = {judge.pk: judge for _entry, judge in self.new}
        counts = Counter(judge.pk for _entry, judge in self.new)
        return sorted(
            ((judges[pk], number) for pk, number in counts.items()), key=lambda pair: str(pair[0])
        )


def plan_panels(round_: Round) -> PanelPlan:
    """Match every entry with the judges of the panels that score it.

    A panel without fields scores all. Left out and told: judges in conflict, of the team, of the
    nominating unit, or with the name of somebody of the team; entries without a panel or with too
    few judges. Other possible conflicts are planned and told. A constant number of queries.
    """
    candidates = Candidates(round_)
    plan = PanelPlan()
    for entry in candidates.entries:
        _place(entry, candidates, plan)
    return plan


def _place(entry: RoundEntry, candidates: Candidates, plan: PanelPlan) -> None:
    placed = candidates.given_to[entry.pk]
    judges = candidates.judges_for(entry)
    for judge in judges:
        if (entry.pk, judge.pk) in candidates.given:
            plan.existing += 1
        elif problem := candidates.problem(entry, judge):
            plan.unplaced.append(Unplaced(entry=entry, judge=judge, problem=problem))
        else:
            plan.new.append((entry, judge))
            placed += 1
            if hints := candidates.hints(entry, judge):
                plan.hinted.append(HintedPair(entry=entry, judge=judge, hints=hints))
    if not judges and not placed:
        plan.unplaced.append(Unplaced(entry=entry, problem=PlacementProblem.NO_PANEL))
    elif placed < candidates.round.min_judges:
        plan.unplaced.append(Unplaced(entry=entry, problem=PlacementProblem.TOO_FEW))
