"""Spreading entries evenly among judges: plain values in, plain values out.

A minimum-cost flow by successive shortest paths. The goals, in this order:

1. as many of the wanted judges as can be placed; every entry gets its first judge before any gets
   its second, and so on;
2. as few hinted pairs (possible conflicts) as can be;
3. loads as even as can be: the sum of their squares is least, so that they differ by at most one
   wherever that is possible.

The flow is never built: between judges only the cheapest move of an entry matters, so the search
runs over judges, of whom there are few, and not over entries. The same values and seed give the
same spread.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

# A hint costs more than any difference of loads can save.
_HINT = 10**9
_MOVES = (-1, 0, 1)


@dataclass(frozen=True, kw_only=True)
class Demand:
    """How many more judges an entry wants, and who may be added to those it has."""

    entry: int
    wanted: int
    judges: Collection[int]


@dataclass(kw_only=True)
class Spread:
    """Pairs (entry, judge) to add, in the order of the demands, and what each entry still lacks."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    missing: dict[int, int] = field(default_factory=dict)


def spread(
    demands: Sequence[Demand],
    *,
    loads: Mapping[int, int],
    limits: Mapping[int, int],
    hinted: AbstractSet[tuple[int, int]],
    seed: int,
) -> Spread:
    """Give every entry the judges it wants.

    ``loads`` are the entries that judges have already, ``limits`` how many they take at most (no
    key: no limit), ``hinted`` the pairs (entry, judge) to avoid. ``seed`` decides between spreads
    that are equally good.
    """
    rng = random.Random(seed)  # noqa: S311 -- repeatable on purpose, no secret
    order = list(demands)
    rng.shuffle(order)
    judges = sorted({judge for demand in order for judge in demand.judges})
    rng.shuffle(judges)
    flow = _Flow(order, judges, loads=loads, limits=limits, hinted=hinted)
    missing: dict[int, int] = {}
    for turn in range(max((demand.wanted for demand in order), default=0)):
        for demand in order:
            if demand.wanted > turn and not flow.place(demand.entry):
                missing[demand.entry] = missing.get(demand.entry, 0) + 1
    return Spread(
        pairs=[(d.entry, judge) for d in demands for judge in sorted(flow.assigned[d.entry])],
        missing={d.entry: missing[d.entry] for d in demands if d.entry in missing},
    )


class _Flow:
    """What is placed so far, and the moves of one entry from judge to judge that are open."""

    def __init__(
        self,
        demands: Sequence[Demand],
        judges: Sequence[int],
        *,
        loads: Mapping[int, int],
        limits: Mapping[int, int],
        hinted: AbstractSet[tuple[int, int]],
    ) -> None:
        place = {judge: number for number, judge in enumerate(judges)}
        # In the shuffled order of the judges: the first of equals is the seed's choice.
        self.allowed = {d.entry: sorted(set(d.judges), key=place.__getitem__) for d in demands}
        self.assigned: dict[int, set[int]] = {d.entry: set() for d in demands}
        self.judges = judges
        self.load = {judge: loads.get(judge, 0) for judge in judges}
        self.limits = limits
        self.hinted = hinted
        # (from, to) -> price -> the entries that may move at this price (dict: a set in order)
        self.moves: dict[tuple[int, int], dict[int, dict[int, None]]] = defaultdict(
            lambda: {price: {} for price in _MOVES}
        )

    def place(self, entry: int) -> bool:
        """Give ``entry`` one more judge along the cheapest chain of moves; False when none is left."""
        start = {
            judge: self._price(entry, judge) * _HINT
            for judge in self.allowed[entry]
            if judge not in self.assigned[entry]
        }
        if (direct := self._least_loaded(start)) is not None:
            self._assign(entry, direct)
            return True
        cost, came_from = self._cheapest_ways(start)
        ends = [judge for judge in self.judges if judge in cost and self._has_room(judge)]
        if not ends:
            return False
        end = min(ends, key=lambda judge: cost[judge] + self._marginal(judge))
        self._augment(entry, end, came_from)
        return True

    def _least_loaded(self, start: Mapping[int, int]) -> int | None:
        """Who can take the entry at once, no chain of moves being cheaper: no hint, least load of all."""
        free = [judge for judge in self.judges if self._has_room(judge)]
        least = min((self.load[judge] for judge in free), default=0)
        for judge, price in start.items():
            if not price and self._has_room(judge) and self.load[judge] == least:
                return judge
        return None

    def _cheapest_ways(self, start: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int]]:
        """Bellman and Ford over the judges: least cost to reach each, and from whom."""
        cost, came_from = dict(start), {}
        changed = list(start)
        while changed:
            reached: dict[int, None] = {}
            for here in changed:
                for there in self.judges:
                    price = self._cheapest_move(here, there)
                    if price is None:
                        continue
                    total = cost[here] + price * _HINT
                    if there not in cost or total < cost[there]:
                        cost[there], came_from[there] = total, here
                        reached[there] = None
            changed = list(reached)
        return cost, came_from

    def _augment(self, entry: int, end: int, came_from: Mapping[int, int]) -> None:
        """Move one entry along each step of the chain that ends at ``end``; ``entry`` joins its head."""
        steps, judge = [], end
        while judge in came_from:
            source = came_from[judge]
            steps.append((self._mover(source, judge), source, judge))
            judge = source
        for mover, source, target in steps:
            self._take(mover, source)
            self._assign(mover, target)
        self._assign(entry, judge)

    def _assign(self, entry: int, judge: int) -> None:
        self._forget(entry)
        self.assigned[entry].add(judge)
        self.load[judge] += 1
        self._remember(entry)

    def _take(self, entry: int, judge: int) -> None:
        self._forget(entry)
        self.assigned[entry].remove(judge)
        self.load[judge] -= 1
        self._remember(entry)

    def _remember(self, entry: int) -> None:
        for source, target, price in self._open_moves(entry):
            self.moves[source, target][price][entry] = None

    def _forget(self, entry: int) -> None:
        for source, target, price in self._open_moves(entry):
            del self.moves[source, target][price][entry]

    def _open_moves(self, entry: int) -> list[tuple[int, int, int]]:
        has = self.assigned[entry]
        return [
            (source, target, self._price(entry, target) - self._price(entry, source))
            for source in sorted(has)
            for target in self.allowed[entry]
            if target not in has
        ]

    def _cheapest_move(self, source: int, target: int) -> int | None:
        prices = self.moves.get((source, target))
        if prices is None:
            return None
        return next((price for price in _MOVES if prices[price]), None)

    def _mover(self, source: int, target: int) -> int:
        prices = self.moves[source, target]
        return next(iter(next(prices[price] for price in _MOVES if prices[price])))

    def _price(self, entry: int, judge: int) -> int:
        return int((entry, judge) in self.hinted)

    def _has_room(self, judge: int) -> bool:
        return judge not in self.limits or self.load[judge] < self.limits[judge]

    def _marginal(self, judge: int) -> int:
        """What one entry more adds to the sum of the squares of the loads."""
        return 2 * self.load[judge] + 1
