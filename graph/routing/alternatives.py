"""Ways that a person would call different, by searching again with the used ones made dearer.

The penalty method (Akgun, Erkut and Batta 2000; Bader et al. 2011): cheap, exact for the first
way, and what comes back is judged by its true cost, not by the penalised one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph.network.geo import Floats, Ints, distance_km
from graph.network.tidy import DEGREE
from graph.routing.ground import GATEWAYS, Costs, Ground
from graph.routing.legs import states_of
from graph.routing.search import INF, Ends, Step, Way, shortest

MOST_SHARED = 0.8
"""Ways through the same states, passages and gateways differ if they share at most this much
of the shorter one's length."""
APART_KM = 100.0
"""A gateway is another one if it lies this far from all of the other way."""
_MOST_SEARCHES = 8
_STATE_TIMES, _ARC_TIMES = 1.3, 1.15
_NEAR_KM, _GATEWAY_SHARE = 250.0, 0.04
_LONGEST = 3.0
_HASTE = 1.5
_MOST_NODES = 20_000


class Character(NamedTuple):
    """What tells a way from others."""

    states: frozenset[int]
    passages: frozenset[int]
    modes: frozenset[int]
    gateways: tuple[tuple[float, float], ...]
    metres: dict[tuple[int, int], int]


def alternatives(
    ground: Ground,
    costs: Costs,
    ends: tuple[Ends, Ends],
    shut: np.ndarray,
    bound: Sequence[float],
    k: int,
) -> list[Way]:
    """Give up to `k` ways that differ, the least first by true cost with access.

    Parameters
    ----------
    ground, costs
        The core on the day, and what arcs take.
    ends
        Where ways may start and end.
    shut
        By row, what may not be used.
    bound
        By node of the core, no more than what it takes from there to an end.
    """
    factor = np.where(shut, INF, 1.0)
    dear: dict[int, float] = {}
    found: list[tuple[Way, Character]] = []
    limit, best = INF, 0.0
    for number in range(1 if k == 1 else _MOST_SEARCHES):
        haste, most = (_HASTE, _MOST_NODES) if number else (1.0, 1 << 40)
        way = shortest(
            ground.core,
            costs,
            ends,
            factor.data,
            bound,
            limit=limit,
            haste=haste,
            most=most,
            dear=dear,
        )
        if way is None or not way.steps:
            break
        true = Way(_true_cost(costs, ends, way.steps), way.steps)
        best = best or true.cost
        character = _character(ground, true.steps)
        if true.cost <= best * _LONGEST and not any(_same(character, c) for _, c in found):
            found.append((true, character))
        if len(found) >= k:
            break
        _penalise(ground, costs, factor, dear, true, best)
        limit = best * _LONGEST * _STATE_TIMES
    return [way for way, _ in sorted(found, key=lambda pair: pair[0].cost)]


def _true_cost(costs: Costs, ends: tuple[Ends, Ends], steps: Sequence[Step]) -> float:
    access = sum(
        cost
        for end, node in zip(ends, (steps[0].start, steps[-1].end), strict=True)
        for one, cost in zip(end.nodes, end.costs, strict=True)
        if one == node
    )
    rows = np.array([step.row for step in steps])
    metres = np.array([step.metres for step in steps])
    return access + float((costs.per_metre[rows] * metres + costs.once[rows]).sum())


def _character(ground: Ground, steps: Sequence[Step]) -> Character:
    rows = [step.row for step in steps]
    kind = ground.rows.kind[rows]
    doors = [step for step, one in zip(steps, kind.tolist(), strict=True) if one in GATEWAYS]
    metres: Counter[tuple[int, int]] = Counter()
    for step in steps:
        metres[min(step.start, step.end), max(step.start, step.end)] += step.metres
    states = {number for step in steps for number in states_of(ground, step)}
    return Character(
        frozenset(states - {0}),
        frozenset(ground.rows.passage[rows].tolist()) - {0},
        frozenset(ground.rows.mode[rows].tolist()),
        tuple(_position(ground, step.start) for step in doors),
        dict(metres),
    )


def _position(ground: Ground, node: int) -> tuple[float, float]:
    return int(ground.core.lat[node]) / DEGREE, int(ground.core.lon[node]) / DEGREE


def _same(one: Character, other: Character) -> bool:
    """Tell whether two ways are one to a person: sidings, or twin crossings, apart."""
    if one.states != other.states or one.passages != other.passages:
        return False
    if _elsewhere(one.gateways, other.gateways) or _elsewhere(other.gateways, one.gateways):
        return False
    shared = sum(min(metres, other.metres.get(key, 0)) for key, metres in one.metres.items())
    return shared > MOST_SHARED * min(sum(one.metres.values()), sum(other.metres.values()))


def _elsewhere(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    """Tell whether some gateway lies far from all others."""
    if not one or not other:
        return bool(one) != bool(other)
    (lat, lon), (lat_b, lon_b) = np.array(one).T, np.array(other).T
    gaps = distance_km(lat[:, None], lon[:, None], lat_b[None], lon_b[None])
    return bool((gaps.min(axis=1) > APART_KM).any())


def _penalise(
    ground: Ground, costs: Costs, factor: Floats, dear: dict[int, float], way: Way, best: float
) -> None:
    """Make dearer the states and passages passed, gateways near those used, and the arcs."""
    rows = np.array([step.row for step in way.steps])
    inner = {int(ground.rows.state[row]) for row in rows.tolist()} - {0}
    for end in (way.steps[0], way.steps[-1]):
        inner -= set(states_of(ground, end))
    passages = set(ground.rows.passage[rows].tolist()) - {0}
    factor[_marked(ground.rows.state, inner, len(ground.rows.states))] *= _STATE_TIMES
    factor[_marked(ground.rows.passage, passages, 256)] *= _STATE_TIMES
    used = [step.start for step in way.steps if ground.rows.kind[step.row] in GATEWAYS]
    near = ground.gateways_near([_position(ground, node) for node in used], _NEAR_KM)
    own = costs.once[near] + costs.per_metre[near] * ground.rows.km[near] * 1000
    factor[near] *= 1 + _GATEWAY_SHARE * best / np.maximum(own, 1e-3)
    for arc in (step.arc for step in way.steps if step.arc >= 0):
        dear[arc] = dear.get(arc, 1.0) * _ARC_TIMES


def _marked(column: Ints, wanted: set[int], size: int) -> np.ndarray:
    table = np.zeros(size, dtype=bool)
    table[list(wanted)] = True
    return np.asarray(table[column])
