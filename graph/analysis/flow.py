"""The largest flow through facilities, where one figure may limit several crossings together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_matrix

from graph.model import Limit, Stream

_SOURCE, _SINK = "origin", "destination"
# So small that no way is forgone for it, yet enough that nothing flows in circles.
_TOLL = 1e-6
_LEAST = 1e-6
_BINDS = 1e-3
_IN_ROW = ("pipeline", "leg")
Node = str | int | tuple[object, ...]
Key = tuple[object, ...]


class Crossing(NamedTuple):
    """One facility between two cells; it flows from `a` to `b`, and back unless `one_way`."""

    a: Node
    b: Node
    limit: Limit
    one_way: bool

    @property
    def ways(self) -> list[tuple[Node, Node]]:
        """The directions in which it flows."""
        return [(self.a, self.b)] if self.one_way else [(self.a, self.b), (self.b, self.a)]


class Arc(NamedTuple):
    """One direction of a crossing, or a joint to an end of the flow (`key` is then empty)."""

    start: Node
    end: Node
    key: Key = ()


class Most(NamedTuple):
    """The largest flow, the limits that bear it, those that hold it down, and its streams."""

    total: float
    used: list[Limit]
    binding: list[Limit]
    streams: list[Stream]


def largest_flow(
    crossings: Iterable[Crossing], starts: Sequence[Node], goals: Sequence[Node]
) -> Most:
    """Give the largest flow, and what bears it and holds it down.

    A figure bounds the sum over all crossings of its name; the parts of a pipeline or an own leg
    follow each other, so it bounds each of them. Nothing flows back into a start. Crossings
    without a figure do not bound; there must be a bound on every way.
    """
    limits: dict[Key, Limit] = {}
    arcs: list[Arc] = []
    for number, one in enumerate(crossings):
        key = (one.limit.name, number if one.limit.kind in _IN_ROW else -1)
        limits[key] = one.limit
        arcs += [Arc(start, end, key) for start, end in one.ways if end not in starts]
    arcs = _on_the_way(arcs, starts, goals)
    if not arcs:
        return Most(0.0, [], [], [])
    bounded = [key for key, limit in limits.items() if limit.capacity is not None]
    solved = _solve(arcs, bounded, limits)
    out = [arc.start == _SOURCE for arc in arcs]
    total = round(float(solved.x[out].sum()), 3)
    used = _used(arcs, solved.x, limits)
    duals = zip(bounded, solved.ineqlin.marginals.tolist(), strict=True)
    names = {limits[key].name for key, dual in duals if dual < -_BINDS}
    binding = [used[name] for name in used if name in names]
    return Most(total, [*used.values()], binding, _streams(arcs, solved.x, limits))


def _on_the_way(arcs: Sequence[Arc], starts: Sequence[Node], goals: Sequence[Node]) -> list[Arc]:
    """Join the ends, and keep what lies between them; nothing where no way is left."""
    if set(starts) & set(goals):
        return []
    joined = [
        *(Arc(_SOURCE, start) for start in starts),
        *arcs,
        *(Arc(goal, _SINK) for goal in goals),
    ]
    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_nodes_from([_SOURCE, _SINK])
    graph.add_edges_from((arc.start, arc.end) for arc in joined)
    between = {_SOURCE, *nx.descendants(graph, _SOURCE)} & {_SINK, *nx.ancestors(graph, _SINK)}
    return [arc for arc in joined if arc.start in between and arc.end in between]


def _solve(
    arcs: Sequence[Arc], bounded: Sequence[Key], limits: Mapping[Key, Limit]
) -> OptimizeResult:
    """Solve the flow as a linear program, for several crossings may share one figure."""
    inner = {arc.end for arc in arcs} - {_SINK}
    node = {name: number for number, name in enumerate(inner)}
    group = {key: number for number, key in enumerate(bounded)}
    balance = [
        (node[place], column, sign)
        for column, arc in enumerate(arcs)
        for place, sign in ((arc.end, 1.0), (arc.start, -1.0))
        if place in node
    ]
    loads = [(group[arc.key], i, 1.0) for i, arc in enumerate(arcs) if arc.key in group]
    # The stubs of SciPy know no sparse matrices, which it takes.
    solved: OptimizeResult = linprog(  # type: ignore[call-overload]
        np.array([_TOLL - (arc.start == _SOURCE) for arc in arcs]),
        A_ub=_matrix(loads, (len(group), len(arcs))),
        b_ub=np.array([limits[key].capacity for key in bounded], dtype=float),
        A_eq=_matrix(balance, (len(node), len(arcs))),
        b_eq=np.zeros(len(node)),
        method="highs",
    )
    return solved


def _matrix(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> csr_matrix:
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((values, (rows, columns)), shape=shape)


def _streams(arcs: Sequence[Arc], flows: np.ndarray, limits: Mapping[Key, Limit]) -> list[Stream]:
    """Take the flow apart into ways from end to end, the largest first."""
    left: list[float] = flows.tolist()
    found: dict[tuple[Limit, ...], float] = {}
    while way := _one_way(arcs, left):
        amount = min(left[number] for number in way)
        for number in way:
            left[number] -= amount
        keys = [arcs[number].key for number in way if arcs[number].key]
        passed = [limits[key] for key in keys if limits[key].name]
        crossed = tuple(dict.fromkeys(passed))
        found[crossed] = found.get(crossed, 0.0) + amount
    streams = [Stream(crossed, round(amount, 3)) for crossed, amount in found.items()]
    return sorted(streams, key=lambda stream: -stream.amount)


def _one_way(arcs: Sequence[Arc], left: Sequence[float]) -> list[int]:
    """Give the numbers of the arcs of a way that something flows by, [] where nothing does."""
    onward: dict[Node, int] = {}
    for number, arc in enumerate(arcs):
        if left[number] > _LEAST:
            onward.setdefault(arc.start, number)
    way = list[int]()
    here: Node = _SOURCE
    while here != _SINK:
        # Nothing flows in circles, so no place comes twice.
        found = onward.pop(here, None)
        if found is None:
            return []
        way.append(found)
        here = arcs[found].end
    return way


def _used(arcs: Sequence[Arc], flows: np.ndarray, limits: Mapping[Key, Limit]) -> dict[str, Limit]:
    """Give the limits that bear flow, with it, by name."""
    by_key: dict[Key, float] = {}
    for arc, flow in zip(arcs, flows.tolist(), strict=True):
        by_key[arc.key] = by_key.get(arc.key, 0.0) + flow
    used: dict[str, Limit] = {}
    for key, limit in limits.items():
        flow = by_key.get(key, 0.0)
        if limit.name and flow > _LEAST:
            most = max([flow, *([used[limit.name].flow or 0.0] if limit.name in used else [])])
            used[limit.name] = replace(limit, flow=round(most, 3))
    return used
