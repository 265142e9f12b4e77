"""What it takes at least from any node of the core to an end: landmarks, or a whole tree.

Landmarks (Goldberg and Harrelson 2005) are worked out once and kept beside the network; they
hold where arcs take no less and no more are open than they were worked out for. Trees are
exact for one set of ends; they are made for ends that are asked for again.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.network import mapped
from graph.network.core import Core
from graph.network.geo import Floats, Ints
from graph.network.stored import StoredNetwork
from graph.routing import masks
from graph.routing.ground import CRITERIA, By, Costs, Ground, row_costs
from graph.routing.search import INF, Ends

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_LANDMARKS: dict[By, int] = {"time": 32, "cost": 24, "distance": 8, "co2": 8}
_USED = 8
_MOST_GOALS = 400
_MOST_TREES = 64
_UNITS = 65_000
_MONTHS = 24
_SHY = 1 - 1e-9
Bound = Sequence[float]


class Bounds:
    """Lower bounds on one core; `landmarks` are None where none are worked out."""

    def __init__(self, core: Core, landmarks: dict[str, np.ndarray] | None = None) -> None:
        self._core, self.landmarks = core, landmarks
        self._zero = np.zeros(len(core.nodes)).data
        self._trees: OrderedDict[tuple[object, ...], Bound] = OrderedDict()
        self._asked: set[tuple[object, ...]] = set()
        self._valid: dict[tuple[int, By], bool] = {}

    def to(
        self, ground: Ground, by: By, goals: Ends, sources: Ends, *, several: bool = False
    ) -> Bound:
        """Give a bound for each node of the core on what it takes from there to the goals.

        `several` says that more than one search will go by it, so that a tree pays at once.
        """
        key = (id(ground), by, tuple(goals.nodes), tuple(goals.costs))
        if key in self._trees:
            self._trees.move_to_end(key)
            return self._trees[key]
        known = self._fits(ground, by)
        if key in self._asked or several or not known:
            self._trees[key] = (tree(self._core, ground, by, goals) * _SHY).data
            while len(self._trees) > _MOST_TREES:
                self._trees.popitem(last=False)
            return self._trees[key]
        self._asked.add(key)
        if len(goals.nodes) > _MOST_GOALS:
            return self._zero
        return self._by_landmarks(ground.costs(by), by, goals, sources)

    def _fits(self, ground: Ground, by: By) -> bool:
        """Tell whether the landmarks hold on a ground."""
        key = (id(ground), by)
        if key not in self._valid:
            self._valid[key] = self.landmarks is not None and _holds(self.landmarks, ground, by)
        return self._valid[key]

    def _by_landmarks(self, costs: Costs, by: By, goals: Ends, sources: Ends) -> Bound:
        marks = self.landmarks or {}
        table, unit = marks[f"{by}.table"], float(marks[f"{by}.unit"][0])
        low, high = self._spans(costs, goals, table, unit)
        start = next(iter(costs.climber(sources.nodes[0]).outer), 0)
        at = table[:, start].astype(np.float32)
        best = np.argsort(np.maximum(at - high, low - at))[-_USED:]
        part = table[best].astype(np.float32)
        above, below = part - high[best, None], low[best, None] - part
        found = np.maximum(above, below).max(axis=0)
        # Distances were rounded down, each by less than a unit.
        least: Floats = np.maximum((found.astype(np.float64) - 2) * unit, 0)
        return least.data

    def _spans(
        self, costs: Costs, goals: Ends, table: np.ndarray, unit: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give by landmark between which distances from it all goals lie."""
        low = np.full(len(table), np.inf, dtype=np.float32)
        high = np.full(len(table), -np.inf, dtype=np.float32)
        for node, extra in zip(goals.nodes, goals.costs, strict=True):
            climb = costs.climber(node).outer
            places = np.fromiter(climb, dtype=np.int64, count=len(climb))
            gap = (np.fromiter(climb.values(), dtype=np.float64, count=len(climb)) + extra) / unit
            gap = gap.astype(np.float32)
            # A node v is at least |d(l, g) - d(l, v)| + gap from the goal below g.
            low = np.minimum(low, (table[:, places] + gap).min(axis=1))
            high = np.maximum(high, (table[:, places] - gap).max(axis=1))
        return low, high


def _holds(marks: dict[str, np.ndarray], ground: Ground, by: By) -> bool:
    per_km, once = row_costs(ground.held, ground.rates, by)
    open_now = ~ground.shut
    if len(marks["open"]) != len(open_now) or (open_now & ~marks["open"].astype(bool)).any():
        return False
    cheaper = (per_km < marks[f"{by}.per_km"] * _SHY) | (once < marks[f"{by}.once"] * _SHY)
    return not bool((cheaper & open_now).any())


def tree(core: Core, ground: Ground, by: By, goals: Ends) -> Floats:
    """Give what it takes from each node of the core to the goals with nothing avoided."""
    costs = ground.costs(by)
    seeds: dict[int, float] = {}
    for node, extra in zip(goals.nodes, goals.costs, strict=True):
        for place, cost in costs.climber(node).outer.items():
            seeds[place] = min(seeds.get(place, INF), extra + cost)
    if "scipy.sparse.csgraph" not in sys.modules:
        return _grown(core, costs.slots(ground.shut), seeds)
    from scipy.sparse.csgraph import dijkstra

    places, values = np.array(list(seeds), dtype=np.int64), np.array(list(seeds.values()))
    # One more node, one step from all goals; a step of nought would be no step in a matrix.
    found = dijkstra(_matrix(ground, costs, places, values + 1.0), indices=[len(core.nodes)])[0]
    return np.asarray(found[:-1] - 1.0)


def _grown(core: Core, slots: tuple[Ints, Floats], seeds: dict[int, float]) -> Floats:
    """Grow a tree without SciPy, which takes longer to load than this takes to run."""
    first, beyond, weights = core.first.tolist(), slots[0].tolist(), slots[1].tolist()
    found = [INF] * len(core.nodes)
    heap = [(cost, place) for place, cost in seeds.items()]
    heapify(heap)
    while heap:
        cost, place = heappop(heap)
        if cost >= found[place]:
            continue
        found[place] = cost
        for slot in range(first[place], first[place + 1]):
            total = cost + weights[slot]
            if total < found[beyond[slot]]:
                heappush(heap, (total, beyond[slot]))
    return np.array(found)


def _matrix(ground: Ground, costs: Costs, places: Ints, values: Floats) -> csr_matrix:
    from scipy.sparse import csr_matrix

    core, size = ground.core, len(ground.core.nodes)
    beyond, weights = costs.slots(ground.shut)
    return csr_matrix(
        (
            np.r_[weights, values],
            np.r_[beyond, places.astype(np.int32)],
            np.r_[core.first, core.first[-1] + len(places)].astype(np.int32),
        ),
        shape=(size + 1, size + 1),
    )


def landmarks(core: Core, day: date) -> dict[str, np.ndarray]:
    """Work out distances from far places, over all that was open before a day or opens later."""
    days = [date.max, *(day - timedelta(days=30 * number) for number in range(_MONTHS))]
    ground = Ground(core, day, masks.DEFAULT_MODES)
    shut = [masks.closed(core.rows, one, masks.DEFAULT_MODES) for one in days]
    ground.shut = np.logical_and.reduce(shut)
    found: dict[str, np.ndarray] = {"open": (~ground.shut).astype(np.int64)}
    for by in CRITERIA:
        per_km, once = row_costs(ground.held, ground.rates, by)
        table = _farthest(core, ground, by)
        unit = float(table[np.isfinite(table)].max(initial=1.0)) / _UNITS
        whole = np.floor(np.where(np.isfinite(table), table / unit, 65_535)).astype(np.uint16)
        found |= {f"{by}.table": whole, f"{by}.unit": np.array([unit])}
        found |= {f"{by}.per_km": per_km, f"{by}.once": once}
    return found


def _farthest(core: Core, ground: Ground, by: By) -> Floats:
    """Choose each landmark farthest from those before it, in the piece of the busiest node."""
    costs = ground.costs(by)
    near = _from(ground, costs, int(np.argmax(np.diff(core.first))))
    reached, rows = np.isfinite(near), list[Floats]()
    for _ in range(_LANDMARKS[by]):
        row = _from(ground, costs, int(np.argmax(np.where(reached, near, -1))))
        near = np.minimum(near, row) if rows else row
        rows.append(row)
    return np.array(rows)


def _from(ground: Ground, costs: Costs, start: int) -> Floats:
    from scipy.sparse.csgraph import dijkstra

    matrix = _matrix(ground, costs, np.array([start]), np.array([1.0]))
    return np.asarray(dijkstra(matrix, indices=[len(ground.core.nodes)])[0][:-1] - 1.0)


_held: dict[int, tuple[Core, Bounds]] = {}


def bounds_of(network: object, core: Core) -> Bounds:
    """Give the bounds of a core; landmarks are read, or made once for a stored network."""
    if id(core) not in _held:
        _held.clear()
        stored = isinstance(network, StoredNetwork)
        marks = _kept(network.source) if isinstance(network, StoredNetwork) else None
        if stored and marks is None:
            marks = prepare(network)
        _held[id(core)] = core, Bounds(core, marks)
    return _held[id(core)][1]


def prepare(network: object) -> dict[str, np.ndarray] | None:
    """Work out the landmarks of a stored network and keep them beside it."""
    if not isinstance(network, StoredNetwork):
        return None
    marks = landmarks(network.core, datetime.now(UTC).date())
    with suppress(OSError):
        mapped.write(marks, {"core": _stamp(network.source)}, _file(network.source))
    return marks


def _kept(source: Path) -> dict[str, np.ndarray] | None:
    try:
        marks, about = mapped.read(_file(source), check=False)
    except (OSError, ValueError, KeyError, TypeError, mapped.Damaged):
        return None
    return marks if about.get("core") == _stamp(source) else None


def _file(source: Path) -> Path:
    return source.with_suffix(".bounds")


def _stamp(source: Path) -> list[int]:
    return [source.stat().st_size, source.stat().st_mtime_ns]
