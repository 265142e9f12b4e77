"""The shortest way between two sets of nodes: up to the core, over it by A*, and down again.

Exact for every set of avoids: bounds are distances on the same ground with nothing avoided,
and to avoid something or to make it dearer only lengthens ways (Hart, Nilsson and Raphael
1968; Goldberg and Harrelson 2005).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from graph.network.core import Core
from graph.routing.ground import Costs
from graph.routing.wide import Found, Wide

INF = float("inf")


class Ends(NamedTuple):
    """Nodes of the network to start from or end at, and what it takes to reach each."""

    nodes: Sequence[int]
    costs: Sequence[float]


class Step(NamedTuple):
    """An arc or shortcut of one row, passed from node `start` to node `end` of the network.

    `ref` is what it stands for when passed from `tail`, as in `Core.ref`; `arc` is its number
    in the core, -1 on the way up from or down to a node inside a cell.
    """

    row: int
    metres: int
    ref: int
    start: int
    end: int
    tail: int
    arc: int = -1


class Way(NamedTuple):
    """A way: what it takes with access and dear parts, and its steps in order."""

    cost: float
    steps: list[Step]


class _Side(NamedTuple):
    inner: dict[tuple[int, int], tuple[float, int]]
    outer: dict[int, float]
    via: dict[int, int]


class Bound(NamedTuple):
    """What it takes at least to the goals, and how to search where that misleads.

    `low` tells for each node of the core no more than what it takes from there to an end.
    After `patience` nodes a compiled search, made by `wide`, takes over.
    """

    low: Sequence[float]
    wide: Callable[[], Wide] | None = None
    patience: int = 1 << 40


def shortest(
    core: Core,
    costs: Costs,
    ends: tuple[Ends, Ends],
    factor: Sequence[float],
    bound: Bound,
    *,
    between: tuple[float, float] = (0.0, INF),
    dear: Mapping[int, float] | None = None,
) -> Way | None:
    """Find the way that takes least, or None where there is none below a limit.

    Parameters
    ----------
    core, costs
        The core, and what its arcs take.
    ends
        Where ways may start and end.
    factor
        By row: how many times its cost an arc takes, at least 1; infinite where shut.
    bound
        What it takes at least from each node of the core to an end.
    between
        What all ways are known to take at least, and the limit.
    dear
        Further factors, at least 1, by arc of the core.
    """
    least, limit = between
    source, goal = (_side(costs, end, factor) for end in ends)
    best, meet = _inside(source, goal, limit)
    found = _across(costs, (source.outer, goal.outer), factor, bound, (least, best), dear)
    if found:
        return Way(found.cost, _joined(core, costs, (source, goal), found))
    if meet is None:
        return None
    up, down = source.inner[meet][1], goal.inner[meet][1]
    return Way(best, [*_rise(core, costs, up, meet[1]), *_fall(core, costs, down, meet[1])])


def _across(
    costs: Costs,
    sides: tuple[dict[int, float], dict[int, float]],
    factor: Sequence[float],
    bound: Bound,
    between: tuple[float, float],
    dear: Mapping[int, float] | None,
) -> Found | None:
    """Search the core: in Python while that is quick, else compiled."""
    known, best = between
    least: float | None = 0.0
    # Where much is dearer, bounds mislead from the start.
    if not (dear and bound.wide):
        least, found = _nearby(costs, sides, factor, bound, best, dear or {})
        if least is None:
            return found
    if bound.wide is None:
        return None
    return bound.wide().search(*sides, factor, dear or {}, (max(known, least or 0.0), best))


def _side(costs: Costs, end: Ends, factor: Sequence[float]) -> _Side:
    """Climb from all nodes of an end; keep the cheapest at each place."""
    side = _Side({}, {}, {})
    for node, extra in zip(end.nodes, end.costs, strict=True):
        climb = costs.climber(node)
        times = factor[climb.row] if climb.row >= 0 else 1.0
        if times == INF:
            continue
        for place, cost in climb.outer.items():
            total = extra + cost * times
            if total < side.outer.get(place, INF):
                side.outer[place], side.via[place] = total, node
        for inner, cost in climb.inner.items():
            key, total = (climb.row, inner), extra + cost * times
            if key not in side.inner or total < side.inner[key][0]:
                side.inner[key] = total, node
    return side


def _inside(source: _Side, goal: _Side, limit: float) -> tuple[float, tuple[int, int] | None]:
    """Find the best meeting inside a cell."""
    best, meet = limit, None
    for key in source.inner.keys() & goal.inner.keys():
        total = source.inner[key][0] + goal.inner[key][0]
        if total < best:
            best, meet = total, key
    return best, meet


def _nearby(
    costs: Costs,
    sides: tuple[dict[int, float], dict[int, float]],
    factor: Sequence[float],
    bound: Bound,
    best: float,
    dear: Mapping[int, float],
) -> tuple[float | None, Found | None]:
    """Search the core; give what was found, or what ways take at least when patience ended."""
    (starts, goals), low, left = sides, bound.low, bound.patience
    gone, meet = dict(starts), -1
    came: dict[int, tuple[int, int]] = {}
    heap = [(cost + low[node], node) for node, cost in starts.items()]
    heapify(heap)
    while heap:
        least, node = heappop(heap)
        if least >= best:
            break
        left -= 1
        if left < 0:
            return least, None
        here = gone[node]
        if least > here + low[node]:
            continue
        if node in goals and here + goals[node] < best:
            best, meet = here + goals[node], node
        for beyond, weight, row, slot in costs[node]:
            total = here + weight * factor[row]
            if dear and slot >> 1 in dear:
                total = here + weight * factor[row] * dear[slot >> 1]
            if total < gone.get(beyond, INF) and total + low[beyond] < best:
                gone[beyond] = total
                came[beyond] = (node, slot)
                heappush(heap, (total + low[beyond], beyond))
    return None, _traced(best, meet, came) if meet >= 0 else None


def _traced(cost: float, end: int, came: dict[int, tuple[int, int]]) -> Found:
    steps, node = list[tuple[int, int]](), end
    while node in came:
        steps.append(came[node])
        node = came[node][0]
    return Found(cost, steps[::-1], end)


def _joined(core: Core, costs: Costs, sides: tuple[_Side, _Side], found: Found) -> list[Step]:
    steps = list[Step]()
    for before, slot in found.slots:
        arc, back = slot >> 1, slot & 1
        node = core.a[arc] if back else core.b[arc]
        start, end = int(core.nodes[before]), int(core.nodes[node])
        row, metres, ref = int(core.row[arc]), int(core.metres[arc]), int(core.ref[arc])
        steps.append(Step(row, metres, ref, start, end, end if back else start, arc))
    first = found.slots[0][0] if found.slots else found.end
    rise = _rise(core, costs, sides[0].via[first], int(core.nodes[first]))
    fall = _fall(core, costs, sides[1].via[found.end], int(core.nodes[found.end]))
    return [*rise, *steps, *fall]


def _rise(core: Core, costs: Costs, start: int, top: int) -> list[Step]:
    """Give the steps from a node of the network up to one reached from it."""
    climb, steps = costs.climber(start), list[Step]()
    while top != start:
        below, slot = climb.came[top]
        metres, ref = int(core.up_metres[slot]), int(core.up_ref[slot])
        steps.append(Step(climb.row, metres, ref, below, top, below))
        top = below
    return steps[::-1]


def _fall(core: Core, costs: Costs, end: int, top: int) -> list[Step]:
    rise = _rise(core, costs, end, top)
    return [step._replace(start=step.end, end=step.start) for step in rise[::-1]]
