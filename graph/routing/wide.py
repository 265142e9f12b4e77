"""The least way over the whole core at compiled speed: A* as Dijkstra on reduced costs.

To what each arc takes is added what the bound grows along it. A way then takes its true cost
less the bound at its start, so that plain Dijkstra looks at the nodes that A* would (Ikeda et
al. 1994), and SciPy's may be used, which is compiled. It takes a millisecond or two to begin
with, and pays where a search in Python would look at many nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from graph.network.geo import Floats, Ints
from graph.routing.ground import Costs, Slots

INF = float("inf")
_HIGH = 1e15
_SLACKS = (0.05, 0.3)
"""How far above the least bound to look at first: most ways are not much dearer."""


_NEAR = 1.3


class Found(NamedTuple):
    """A way over the core: what it takes, the slots passed in order, and its last node."""

    cost: float
    slots: list[tuple[int, int]]
    end: int


class Reach(NamedTuple):
    """What one run of Dijkstra told: reduced costs to nodes, and the node before each."""

    costs: Floats
    before: Ints


class Wide:
    """The open arcs of a core, with costs reduced by the tree of one set of goals.

    `tree` gives for each node of the core what it takes to the goals with nothing avoided,
    infinite where they cannot be reached.
    """

    def __init__(self, costs: Costs, slots: Slots, tree: Floats) -> None:
        self._costs, self._slots, self._tree = costs, slots, tree
        self._matrix: Any = None
        self._starts: list[int] = []

    @cached_property
    def _grown(self) -> Floats:
        """By slot: what the tree grows along it; endless against the flow of a pipeline."""
        slots = self._slots
        # Where the goals cannot be reached from, one endless height stands for all.
        tree = np.where(np.isfinite(self._tree), self._tree, _HIGH)
        grown = tree[slots.beyond]
        grown -= np.repeat(tree, np.diff(slots.first))
        against = self._costs.against(slots)
        if against is not None:
            grown[against] = INF
        return grown

    def search(
        self,
        starts: Mapping[int, float],
        goals: Mapping[int, float],
        factor: Sequence[float],
        dear: Mapping[int, float],
        between: tuple[float, float],
    ) -> Found | None:
        """Find the least way that takes between what it must and a limit.

        The other parameters are those of `search.shortest`.
        """
        least, limit = between
        places = [place for place in starts if self._tree[place] < INF]
        if not places:
            return None
        begun = np.array([starts[place] + self._tree[place] for place in places])
        matrix = self._reduced(np.asarray(factor), dear, (places, begun))
        for most in _limits(max(least, float(begun.min())), limit):
            reach = self._reach(matrix, most)
            cost, end = self._least(reach, goals)
            if end >= 0 and cost <= most:
                slots = self._traced(reach, end, matrix.data)
                return Found(cost, slots, end) if cost < limit else None
        return None

    def _reduced(
        self, factor: Floats, dear: Mapping[int, float], starts: tuple[list[int], Floats]
    ) -> Any:
        """Give the matrix of reduced costs, with one more node that leads to all starts."""
        slots, (places, begun) = self._slots, starts
        if self._matrix is None or self._starts != places:
            self._matrix, self._starts = matrix_of(slots, self._grown, starts), places
        taken = self._matrix.data[: len(slots.rows)]
        np.take(factor, slots.rows, out=taken, mode="clip")
        taken *= slots.weights
        if dear:
            arcs = np.fromiter(dear, dtype=np.int64, count=len(dear))
            times = np.fromiter(dear.values(), dtype=np.float64, count=len(dear))
            for way in (0, 1):
                place = slots.place[arcs * 2 + way]
                taken[place[place >= 0]] *= times[place >= 0]
        taken += self._grown
        # Rounding may bring a step along the tree a hair below nought.
        np.maximum(taken, 0, out=taken)
        self._matrix.data[len(taken) :] = begun
        return self._matrix

    def _reach(self, matrix: Any, limit: float) -> Reach:
        from scipy.sparse.csgraph import dijkstra

        size = len(self._tree)
        found: Any = dijkstra(matrix, indices=[size], return_predecessors=True, limit=limit)
        return Reach(found[0][0], found[1][0])

    def _least(self, reach: Reach, goals: Mapping[int, float]) -> tuple[float, int]:
        """Give the cost of the best way, and the node of the core where it ends, -1 if none."""
        cost, end = INF, -1
        for place, rest in goals.items():
            total = float(reach.costs[place] - self._tree[place]) + rest
            if total < cost:
                cost, end = total, place
        return cost, end

    def _traced(self, reach: Reach, end: int, reduced: Floats) -> list[tuple[int, int]]:
        """Give the nodes left and the slots passed, in order."""
        slots, found, node = self._slots, list[tuple[int, int]](), end
        while (before := int(reach.before[node])) < len(self._tree):
            first, last = slots.first[before : before + 2].tolist()
            takes = np.where(slots.beyond[first:last] == node, reduced[first:last], INF)
            found.append((before, int(slots.numbers[first + int(takes.argmin())])))
            node = before
        return found[::-1]


def _limits(least: float, limit: float) -> Iterator[float]:
    """Give up to which cost to look, one after the other; a limit close by at once."""
    for slack in _SLACKS:
        if least * (1 + slack) * _NEAR < limit:
            yield least * (1 + slack)
    yield limit


def matrix_of(slots: Slots, weights: Floats, starts: tuple[Sequence[int], Floats]) -> Any:
    """Make the matrix of all slots, and of one more node that leads to some starts at a cost."""
    from scipy.sparse import csr_matrix

    places, costs = starts
    size = len(slots.first)
    return csr_matrix(
        (
            np.concatenate([weights, costs]),
            np.concatenate([slots.beyond, places]).astype(np.int32),
            np.concatenate([slots.first, [slots.first[-1] + len(places)]]).astype(np.int32),
        ),
        shape=(size, size),
    )
