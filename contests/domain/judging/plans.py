"""Which judges the panels of a round would give to which entries: a plan, nothing written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contests.domain.judging.identity import is_in, is_namesake, team_of
from contests.enums import GONE_STATES, PlacementProblem
from contests.models import Assignment, ConflictDeclaration
from portal.roles import Role, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contests.domain.judging.identity import Team
    from contests.models import Panel, Round, RoundEntry
    from portal.models import User


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """An entry that a judge could not be given, or (without judge) that has too few."""

    entry: RoundEntry
    problem: PlacementProblem
    judge: User | None = None


@dataclass(kw_only=True)
class PanelPlan:
    """Pairs to add, how many stand already, and what cannot be placed."""

    new: list[tuple[RoundEntry, User]] = field(default_factory=list)
    existing: int = 0
    unplaced: list[Unplaced] = field(default_factory=list)

    @property
    def per_judge(self) -> list[tuple[User, int]]:
        """Judges with the number of entries they would be given, by name."""
        judges = {judge.pk: judge for _entry, judge in self.new}
        counts = Counter(judge.pk for _entry, judge in self.new)
        return sorted(
            ((judges[pk], number) for pk, number in counts.items()), key=lambda pair: str(pair[0])
        )


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What was decided before: (entry, judge) given, (application, judge) in conflict."""

    given: frozenset[tuple[int, int]]
    per_entry: Counter[int]
    conflicts: frozenset[tuple[int, int]]


def plan_panels(round_: Round) -> PanelPlan:
    """Match every entry with the judges of the panels that score its field.

    A panel without fields scores all. Left out and told: judges in conflict, of the team, or with
    the name of somebody of the team; entries without a panel or with too few judges. A constant
    number of queries.
    """
    panels = list(round_.panels.prefetch_related("fields", "members__judge__groups"))
    entries = (
        round_.entries.exclude(application__state__in=GONE_STATES)
        .select_related("application__owner")
        .prefetch_related("application__members")
        .order_by("running_order", "pk")
    )
    judges = _Judges(panels)
    known = _known(round_)
    plan = PanelPlan()
    for entry in entries:
        _place(entry, judges.for_field(entry.application.field_id), known, plan, round_.min_judges)
    return plan


def _known(round_: Round) -> _Known:
    standing = Assignment.objects.filter(entry__round=round_).standing()
    conflicts = ConflictDeclaration.objects.filter(application__entries__round=round_)
    given = frozenset(standing.values_list("entry_id", "judge_id"))
    return _Known(
        given=given,
        per_entry=Counter(entry for entry, _judge in given),
        conflicts=frozenset(conflicts.values_list("application_id", "judge_id")),
    )


class _Judges:
    """Judges of the panels, once each, by field."""

    def __init__(self, panels: Iterable[Panel]) -> None:
        self._everything: dict[int, User] = {}
        self._by_field: dict[int, dict[int, User]] = {}
        for panel in panels:
            judges = {m.judge_id: m.judge for m in panel.members.all() if may_judge(m.judge)}
            fields = list(panel.fields.all())
            for each in fields:
                self._by_field.setdefault(each.pk, {}).update(judges)
            if not fields:
                self._everything.update(judges)

    def for_field(self, field_id: int | None) -> list[User]:
        return list({**self._everything, **self._by_field.get(field_id or 0, {})}.values())


def may_judge(user: User) -> bool:
    """Whether the account is active and in the group of judges (reads prefetched groups)."""
    if "groups" in getattr(user, "_prefetched_objects_cache", {}):
        names = {group.name for group in user.groups.all()}
        return bool(user.is_active and Role.JUDGE.value in names)
    return Role.JUDGE.value in roles_of(user)


def _place(
    entry: RoundEntry, judges: list[User], known: _Known, plan: PanelPlan, min_judges: int
) -> None:
    team = team_of(entry.application)
    placed = known.per_entry[entry.pk]
    for judge in judges:
        if (entry.pk, judge.pk) in known.given:
            plan.existing += 1
        elif problem := _problem(entry, judge, team, known):
            plan.unplaced.append(Unplaced(entry=entry, judge=judge, problem=problem))
        else:
            plan.new.append((entry, judge))
            placed += 1
    if not judges and not placed:
        plan.unplaced.append(Unplaced(entry=entry, problem=PlacementProblem.NO_PANEL))
    elif placed < min_judges:
        plan.unplaced.append(Unplaced(entry=entry, problem=PlacementProblem.TOO_FEW))


def _problem(entry: RoundEntry, judge: User, team: Team, known: _Known) -> PlacementProblem | None:
    if is_in(team, judge):
        return PlacementProblem.TEAM
    if (entry.application_id, judge.pk) in known.conflicts:
        return PlacementProblem.CONFLICT
    return PlacementProblem.SAME_NAME if is_namesake(team, judge) else None
