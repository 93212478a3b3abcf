"""Which judges of a round may be given which entries: read once, for every way of assigning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contests.domain.judging.facts import JOINED, PREFETCHED
from contests.domain.judging.hints import KnownTies
from contests.enums import GONE_STATES, HintKind, PlacementProblem
from contests.models import Assignment, ConflictDeclaration
from portal.roles import Role, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contests.domain.judging.ties import Hint
    from contests.models import Panel, Round, RoundEntry
    from portal.models import User


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """An entry that a judge could not be given, or (without judge) that has too few."""

    entry: RoundEntry
    problem: PlacementProblem
    judge: User | None = None


@dataclass(frozen=True, kw_only=True)
class HintedPair:
    """A pair that would be assigned although the machine sees a possible conflict."""

    entry: RoundEntry
    judge: User
    hints: list[Hint]


class Candidates:
    """The entries of a round with the judges of its panels. A constant number of queries."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        panels = list(
            round_.panels.prefetch_related("fields", "divisions", "members__judge__groups")
        )
        self.entries: list[RoundEntry] = list(
            round_.entries.exclude(application__state__in=GONE_STATES)
            .select_related(*(f"application__{name}" for name in JOINED))
            .prefetch_related(*(f"application__{name}" for name in PREFETCHED))
            .order_by("running_order", "pk")
        )
        self._panels = _Panels(panels)
        standing = Assignment.objects.filter(entry__round=round_).standing()
        self.given = frozenset(standing.values_list("entry_id", "judge_id"))
        self.given_to = Counter(entry for entry, _judge in self.given)
        conflicts = ConflictDeclaration.objects.filter(application__entries__round=round_)
        self._conflicts = frozenset(conflicts.values_list("application_id", "judge_id"))

    @cached_property
    def _ties(self) -> KnownTies:
        return KnownTies(self.judges.values(), [entry.application for entry in self.entries])

    @property
    def judges(self) -> dict[int, User]:
        """Everybody on a panel who may judge, by account."""
        return self._panels.judges

    @property
    def limits(self) -> dict[int, int]:
        """How many dossiers of the round a judge takes at most; no key: no limit."""
        return self._panels.limits

    def judges_for(self, entry: RoundEntry) -> list[User]:
        """The judges of the panels that score this entry, once each."""
        return self._panels.judges_for(entry)

    def problem(self, entry: RoundEntry, judge: User) -> PlacementProblem | None:
        """Why the pair is left out; None when it may be assigned."""
        if bar := self._ties.bar(entry.application_id, judge.pk):
            return bar
        if (entry.application_id, judge.pk) in self._conflicts:
            return PlacementProblem.CONFLICT
        # Perhaps one of the team: never by machine before a person has looked.
        if any(hint.kind == HintKind.SAME_NAME for hint in self.hints(entry, judge)):
            return PlacementProblem.SAME_NAME
        return None

    def hints(self, entry: RoundEntry, judge: User) -> list[Hint]:
        """Possible conflicts of the pair that nobody has concluded."""
        return self._ties.hints(entry.application_id, judge.pk)


class _Panels:
    """Judges of the panels, once each, by field and division; and how many dossiers each takes."""

    def __init__(self, panels: Iterable[Panel]) -> None:
        self.judges: dict[int, User] = {}
        self.limits: dict[int, int] = {}
        self._panels = []
        self._found: dict[tuple[int | None, int | None], list[User]] = {}
        for panel in panels:
            seats = [seat for seat in panel.members.all() if may_judge(seat.judge)]
            judges = {seat.judge_id: seat.judge for seat in seats}
            self.judges |= judges
            for seat in seats:
                if seat.max_entries is not None:
                    told = self.limits.get(seat.judge_id, seat.max_entries)
                    self.limits[seat.judge_id] = min(told, seat.max_entries)
            fields = frozenset(each.pk for each in panel.fields.all())
            divisions = frozenset(each.pk for each in panel.divisions.all())
            self._panels.append((judges, fields, divisions))

    def judges_for(self, entry: RoundEntry) -> list[User]:
        key = entry.application.field_id, entry.application.division_id
        if key not in self._found:
            found: dict[int, User] = {}
            for judges, fields, divisions in self._panels:
                if (not fields or key[0] in fields) and (not divisions or key[1] in divisions):
                    found |= judges
            self._found[key] = list(found.values())
        return self._found[key]


def may_judge(user: User) -> bool:
    """Whether the account is active and in the group of judges (reads prefetched groups)."""
    if "groups" in getattr(user, "_prefetched_objects_cache", {}):
        names = {group.name for group in user.groups.all()}
        return bool(user.is_active and Role.JUDGE.value in names)
    return Role.JUDGE.value in roles_of(user)
