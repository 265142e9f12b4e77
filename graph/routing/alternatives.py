"""Ways that a person would call different, from a pool of searches.

The penalty method (Akgun, Erkut and Batta 2000; Bader et al. 2011) makes what was used dearer;
beside it, each state and passage of the first way is closed in turn. The first way is exact;
what comes back is judged by its true cost, not by the penalised one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from graph.network.geo import Floats, Ints, distance_km
from graph.network.tidy import DEGREE
from graph.routing.ground import GATEWAYS, Costs, Ground
from graph.routing.legs import states_of
from graph.routing.likeness import Character, character_of, much_alike, position, same
from graph.routing.loops import passed, without_loops
from graph.routing.search import INF, Bound, Ends, Step, Way, shortest

_MOST_SEARCHES = 5
# Once something is closed, bounds mislead soon.
_PATIENCE = 100
_HAIR = 1 + 1e-6
_MOST_CLOSED = 12
_STATE_TIMES, _ARC_TIMES = 1.3, 1.15
_NEAR_KM, _GATEWAY_SHARE = 250.0, 0.04
_LONGEST = 3.0


def alternatives(
    ground: Ground,
    costs: Costs,
    ends: tuple[Ends, Ends],
    shut: np.ndarray,
    bound: Bound,
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
        What it takes at least from each node of the core to an end.
    """
    hunt = Hunt(ground, costs, ends, bound)
    factor = np.where(shut, INF, 1.0)
    if hunt.way(factor) is None:
        return []
    first = hunt.found[0]
    if k == 1:
        return [first]
    limit = first.cost * _LONGEST
    hunt.dearer(factor.copy(), first, limit)
    hunt.without(factor, first, limit)
    pool = [way for way in hunt.found if way.cost <= limit]
    return _chosen([(way, character_of(ground, way.steps)) for way in pool], k, hunt.straight)


class Hunt:
    """One question searched again and again; `found` are all ways, with their true costs."""

    def __init__(self, ground: Ground, costs: Costs, ends: tuple[Ends, Ends], bound: Bound) -> None:
        self._ground, self._costs, self._ends, self._bound = ground, costs, ends, bound
        self.found: list[Way] = []
        self._taken: list[_Taken] = []

    def way(
        self,
        factor: Floats,
        between: tuple[float, float] = (0.0, INF),
        dear: dict[int, float] | None = None,
    ) -> Way | None:
        """Search with rows made dearer by `factor`, and arcs by `dear`; give the dearer cost."""
        # What was found before tells how much the least way takes at most.
        known = min((taken.cost(factor, dear or {}) for taken in self._taken), default=INF)
        bound = self._bound._replace(patience=_PATIENCE) if self.found else self._bound
        way = shortest(
            self._ground.core,
            self._costs,
            self._ends,
            factor.data,
            bound,
            between=(between[0], min(between[1], known * _HAIR)),
            dear=dear,
        )
        if way is None or not way.steps:
            return None
        taken = _taken(self._costs, self._ends, way.steps)
        self.found.append(Way(taken.cost(np.ones(len(factor)), {}), way.steps))
        self._taken.append(taken)
        return way

    def straight(self, way: Way, character: Character) -> tuple[Way, Character]:
        """Give a way with its loops cut out, and what it passes arc by arc."""
        core = self._ground.core
        arcs, nodes = passed(core, way.steps)
        if len(set(nodes)) < len(nodes):
            steps = without_loops(core, way.steps)
            taken = _taken(self._costs, self._ends, steps)
            way = Way(taken.access + float(taken.steps.sum()), steps)
            character = character_of(self._ground, steps)
            arcs, nodes = passed(core, steps)
        lat, lon = core.lat[nodes] / DEGREE, core.lon[nodes] / DEGREE
        km = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
        return way, character._replace(arcs=dict(zip(arcs, km.tolist(), strict=True)))

    def dearer(self, factor: Floats, first: Way, limit: float) -> None:
        """Search with all that was used made dearer each time."""
        dear: dict[int, float] = {}
        way = first
        for _ in range(_MOST_SEARCHES):
            _penalise(self._ground, self._costs, factor, dear, way, first.cost)
            # What is dearer than before takes no less than before.
            found = self.way(factor, (way.cost, limit * _STATE_TIMES), dear)
            if found is None:
                return
            way = found

    def without(self, factor: Floats, first: Way, limit: float) -> None:
        """Search without each state and passage that the first way passes, one at a time."""
        rows = self._ground.rows
        used = np.array([step.row for step in first.steps])
        ends = {n for at in (0, -1) for n in states_of(self._ground, first.steps[at])}
        inner = dict.fromkeys(rows.state[used].tolist())
        passages = dict.fromkeys(rows.passage[used].tolist())
        closed = [rows.state == number for number in inner if number and number not in ends]
        closed += [rows.passage == number for number in passages if number]
        for gone in closed[:_MOST_CLOSED]:
            self.way(np.where(gone, INF, factor), (first.cost, limit))


class _Taken(NamedTuple):
    """What a way takes step by step, to be worked out again where some of it is dearer."""

    access: float
    rows: Ints
    arcs: list[int]
    steps: Floats

    def cost(self, factor: Floats, dear: dict[int, float]) -> float:
        """Give what the way takes with rows and arcs made dearer."""
        times = factor[self.rows]
        if dear:
            times = times * np.array([dear.get(arc, 1.0) for arc in self.arcs])
        return self.access + float((self.steps * times).sum())


def _chosen(
    pool: list[tuple[Way, Character]],
    k: int,
    straight: Callable[[Way, Character], tuple[Way, Character]],
) -> list[Way]:
    """Take the cheapest that share little; then, if there are too few, those that differ at all."""
    pool.sort(key=lambda pair: pair[0].cost)
    kept: list[tuple[Way, Character]] = []
    for alike in (much_alike, same):
        for number, one in enumerate(pool):
            if len(kept) == k:
                break
            if any(alike(one[1], other) for _, other in kept):
                continue
            pool[number] = one if one[1].arcs else straight(*one)
            if not any(alike(pool[number][1], other) for _, other in kept):
                kept.append(pool[number])
    return [way for way, _ in sorted(kept, key=lambda pair: pair[0].cost)]


def _taken(costs: Costs, ends: tuple[Ends, Ends], steps: Sequence[Step]) -> _Taken:
    access = sum(
        cost
        for end, node in zip(ends, (steps[0].start, steps[-1].end), strict=True)
        for one, cost in zip(end.nodes, end.costs, strict=True)
        if one == node
    )
    rows = np.array([step.row for step in steps])
    metres = np.array([step.metres for step in steps])
    own = costs.per_metre[rows] * metres + costs.once[rows]
    return _Taken(access, rows, [step.arc for step in steps], own)


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
    doors = np.flatnonzero(np.isin(ground.rows.kind[rows], GATEWAYS)).tolist()
    used = [position(ground, way.steps[number].start) for number in doors]
    near = ground.gateways_near(used, _NEAR_KM)
    own = costs.once[near] + costs.per_metre[near] * ground.rows.km[near] * 1000
    factor[near] *= 1 + _GATEWAY_SHARE * best / np.maximum(own, 1e-3)
    for arc in (step.arc for step in way.steps if step.arc >= 0):
        dear[arc] = dear.get(arc, 1.0) * _ARC_TIMES


def _marked(column: Ints, wanted: set[int], size: int) -> np.ndarray:
    table = np.zeros(size, dtype=bool)
    table[list(wanted)] = True
    return np.asarray(table[column])
