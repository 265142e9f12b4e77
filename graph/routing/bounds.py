"""What it takes at least from any node of the core to an end: landmarks, or a whole tree.

Trees are exact for one set of ends with nothing avoided, and take some ten milliseconds.
Landmarks are loose, and serve the first question of a process, which is answered before SciPy
is loaded.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph.network.core import Core
from graph.network.geo import Floats
from graph.network.stored import StoredNetwork
from graph.routing import landmarks
from graph.routing.ground import By, Ground
from graph.routing.search import INF, Bound, Ends
from graph.routing.wide import Wide, matrix_of

_MOST_GOALS = 400
_MOST_TREES = 64
# How many nodes a search in Python looks at before a compiled one takes over; to load SciPy
# takes as long as very many.
_PATIENCE, _PATIENCE_COLD = 800, 40_000
_SCIPY = "scipy.sparse.csgraph"


class Held(NamedTuple):
    """A tree, as Python reads it fast and as NumPy does."""

    low: Sequence[float]
    wide: Wide


class Bounds:
    """Lower bounds on one core; `marks` are None where no landmarks are worked out."""

    def __init__(self, core: Core, marks: landmarks.Marks | None = None) -> None:
        self._core, self.marks = core, marks
        self._zero = np.zeros(len(core.nodes)).data
        self._trees: OrderedDict[tuple[object, ...], Held] = OrderedDict()
        self._asked: set[tuple[object, ...]] = set()
        self._valid: dict[tuple[int, By], bool] = {}

    def to(
        self, ground: Ground, by: By, goals: Ends, sources: Ends, *, several: bool = False
    ) -> Bound:
        """Give a bound for each node of the core on what it takes from there to the goals.

        `several` says that more than one search will go by it, so that a tree pays at once.
        """
        key = (id(ground), by, tuple(goals.nodes), tuple(goals.costs))

        def wide() -> Wide:
            return self._tree(key, ground, by, goals).wide

        marks = self._fitting(ground, by)
        loaded = _SCIPY in sys.modules
        if key in self._asked or several or loaded or marks is None:
            return Bound(self._tree(key, ground, by, goals).low, wide, _PATIENCE)
        self._asked.add(key)
        if len(goals.nodes) > _MOST_GOALS:
            return Bound(self._zero, wide, _PATIENCE_COLD)
        low = landmarks.bound(marks, ground.costs(by), by, goals, sources)
        return Bound(low.data, wide, _PATIENCE_COLD)

    def _tree(self, key: tuple[object, ...], ground: Ground, by: By, goals: Ends) -> Held:
        if key not in self._trees:
            found = tree(ground, by, goals)
            costs = ground.costs(by)
            wide = Wide(costs, costs.slots(ground.shut), found)
            self._trees[key] = Held((found * landmarks.SHY).data, wide)
            while len(self._trees) > _MOST_TREES:
                self._trees.popitem(last=False)
        self._trees.move_to_end(key)
        return self._trees[key]

    def _fitting(self, ground: Ground, by: By) -> landmarks.Marks | None:
        """Give the landmarks if they hold on a ground."""
        key = (id(ground), by)
        if key not in self._valid:
            marks = self.marks
            self._valid[key] = marks is not None and landmarks.holds(marks, ground, by)
        return self.marks if self._valid[key] else None


def tree(ground: Ground, by: By, goals: Ends) -> Floats:
    """Give what it takes from each node of the core to the goals with nothing avoided."""
    from scipy.sparse.csgraph import dijkstra

    costs = ground.costs(by)
    seeds: dict[int, float] = {}
    for node, extra in zip(goals.nodes, goals.costs, strict=True):
        for place, cost in costs.climber(node).outer.items():
            seeds[place] = min(seeds.get(place, INF), extra + cost)
    slots = costs.slots(ground.shut)
    values = np.array(list(seeds.values()))
    starts = list(seeds), values
    # One more node leads to all goals.
    matrix = matrix_of(slots, slots.weights, starts)
    return np.asarray(dijkstra(matrix, indices=[len(slots.first) - 1])[0][:-1])


_held: dict[int, tuple[Core, Bounds]] = {}


def bounds_of(network: object, core: Core) -> Bounds:
    """Give the bounds of a core; landmarks are read, or made once for a stored network."""
    if id(core) not in _held:
        _held.clear()
        stored = isinstance(network, StoredNetwork)
        marks = landmarks.kept(network.source) if isinstance(network, StoredNetwork) else None
        if stored and marks is None:
            marks = landmarks.prepare(network)
        _held[id(core)] = core, Bounds(core, marks)
    return _held[id(core)][1]
