"""The even spread on plain values: against brute force where cases are small, and at full size."""

import itertools
import random

import pytest

from contests.domain.judging.spreading import Demand, spread


def run(demands, *, loads=None, limits=None, hinted=frozenset(), seed=1):
    return spread(demands, loads=loads or {}, limits=limits or {}, hinted=hinted, seed=seed)


def totals(result, judges, loads=None):
    found = {judge: (loads or {}).get(judge, 0) for judge in judges}
    for _entry, judge in result.pairs:
        found[judge] += 1
    return found


def test_loads_differ_by_at_most_one():
    judges = [1, 2, 3]
    result = run([Demand(entry=n, wanted=2, judges=judges) for n in range(10)])

    assert result.missing == {}
    assert sorted(totals(result, judges).values()) == [6, 7, 7]
    assert len(set(result.pairs)) == 20


def test_loads_that_stand_are_evened_out():
    loads = {1: 5, 2: 0}
    result = run([Demand(entry=n, wanted=1, judges=[1, 2]) for n in range(5)], loads=loads)

    assert totals(result, [1, 2], loads) == {1: 5, 2: 5}


def test_an_earlier_choice_is_moved_to_make_room_for_a_later_entry():
    demands = [Demand(entry=0, wanted=1, judges=[1, 2]), Demand(entry=1, wanted=1, judges=[1])]

    for seed in range(20):
        assert run(demands, limits={1: 1, 2: 1}, seed=seed).pairs == [(0, 2), (1, 1)]


def test_a_hinted_pair_is_avoided_at_the_price_of_evenness_and_used_when_nothing_else_is_left():
    demands = [Demand(entry=n, wanted=1, judges=[1, 2]) for n in range(4)]
    hinted = {(n, 2) for n in range(3)}
    assert not hinted & set(run(demands, hinted=hinted).pairs)

    full = run(demands, hinted=hinted, limits={1: 2})
    assert full.missing == {}
    assert len(hinted & set(full.pairs)) == 1


def test_what_cannot_be_placed_is_missing_and_every_entry_gets_its_first_judge_first():
    demands = [Demand(entry=n, wanted=2, judges=[1, 2]) for n in range(3)]
    demands.append(Demand(entry=9, wanted=1, judges=[]))

    result = run(demands, limits={1: 2, 2: 2})

    assert len(result.pairs) == 4
    assert {entry for entry, _judge in result.pairs} == {0, 1, 2}
    assert sum(result.missing.values()) == 3
    assert result.missing[9] == 1


def test_nothing_wanted_is_nothing_done():
    assert run([]).pairs == []
    assert run([Demand(entry=1, wanted=0, judges=[1])]).missing == {}


def test_the_same_seed_gives_the_same_spread_and_another_may_not():
    demands = [Demand(entry=n, wanted=1, judges=range(5)) for n in range(12)]

    assert run(demands, seed=3).pairs == run(demands, seed=3).pairs
    assert len({tuple(run(demands, seed=seed).pairs) for seed in range(5)}) > 1


# --- against every possible spread of small cases -------------------------------------------------


def small_case(seed):
    rng = random.Random(seed)
    judges = list(range(rng.randint(2, 4)))
    demands = [
        Demand(
            entry=entry,
            wanted=rng.randint(1, 2),
            judges=[judge for judge in judges if rng.random() < 0.75],
        )
        for entry in range(rng.randint(2, 4))
    ]
    loads = {judge: rng.randint(0, 2) for judge in judges}
    limits = {judge: loads[judge] + rng.randint(0, 3) for judge in judges if rng.random() < 0.5}
    pairs = [(d.entry, judge) for d in demands for judge in d.judges]
    hinted = {pair for pair in pairs if rng.random() < 0.3}
    return demands, loads, limits, hinted


def every_spread(demands, loads, limits):
    """All ways to give each entry at most what it wants, within the limits."""
    options = [
        [
            [(d.entry, judge) for judge in chosen]
            for size in range(d.wanted + 1)
            for chosen in itertools.combinations(d.judges, size)
        ]
        for d in demands
    ]
    for parts in itertools.product(*options):
        pairs = [pair for part in parts for pair in part]
        after = dict(loads)
        for _entry, judge in pairs:
            after[judge] += 1
        if all(after[judge] <= limit for judge, limit in limits.items()):
            yield pairs, after


def squares(loads):
    return sum(load**2 for load in loads.values())


@pytest.mark.parametrize("seed", range(120))
def test_no_other_spread_is_better(seed):
    demands, loads, limits, hinted = small_case(seed)

    result = run(demands, loads=loads, limits=limits, hinted=hinted, seed=seed)

    given = {d.entry: [j for e, j in result.pairs if e == d.entry] for d in demands}
    wishes = {d.entry: d.wanted for d in demands}
    for d in demands:
        assert set(given[d.entry]) <= set(d.judges)
        assert len(given[d.entry]) + result.missing.get(d.entry, 0) == wishes[d.entry]
    after = totals(result, loads, loads)
    assert all(after[judge] <= limit for judge, limit in limits.items())

    rivals = list(every_spread(demands, loads, limits))
    assert len(result.pairs) == max(len(pairs) for pairs, _after in rivals)
    counts = {entry: len(judges) for entry, judges in given.items()}
    same = [
        (len(hinted & set(pairs)), squares(rival))
        for pairs, rival in rivals
        if {d.entry: sum(1 for e, _j in pairs if e == d.entry) for d in demands} == counts
    ]
    assert (len(hinted & set(result.pairs)), squares(after)) == min(same)


# --- at full size ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_300_entries_20_judges_3_each_with_conflicts(seed):
    rng = random.Random(seed)
    judges = list(range(20))
    conflicts = {(entry, rng.choice(judges)) for entry in range(300) for _ in range(2)}
    hinted = {(entry, rng.choice(judges)) for entry in range(300)} - conflicts
    demands = [
        Demand(entry=n, wanted=3, judges=[j for j in judges if (n, j) not in conflicts])
        for n in range(298)
    ]
    # One with a single judge left, one with none.
    demands += [Demand(entry=298, wanted=3, judges=[4]), Demand(entry=299, wanted=3, judges=[])]

    result = run(demands, hinted=hinted, seed=seed)

    assert result.missing == {298: 2, 299: 3}
    assert not conflicts & set(result.pairs[:-1])
    assert len(hinted & set(result.pairs)) == len(hinted & {(298, 4)})
    loads = totals(result, judges).values()
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == 298 * 3 + 1
