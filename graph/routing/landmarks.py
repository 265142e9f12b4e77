"""Bounds from landmarks: distances from a few far places, worked out once for a network.

Kept beside the network (Goldberg and Harrelson 2005). They hold where arcs take no less, and
no more are open, than they were worked out for.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from graph.network import mapped
from graph.network.core import Core
from graph.network.geo import Floats
from graph.network.stored import StoredNetwork
from graph.routing import masks
from graph.routing.ground import CRITERIA, By, Costs, Ground, row_costs
from graph.routing.search import Ends
from graph.routing.wide import matrix_of

_LANDMARKS: dict[By, int] = {"time": 32, "cost": 24, "distance": 8, "co2": 8}
_USED = 8
_UNITS = 65_000
_MONTHS = 24
SHY = 1 - 1e-9
"""Bounds are taken a hair lower, against rounding."""

Marks = dict[str, np.ndarray]
"""By criterion: `table` of whole units by landmark and node, `unit`, and the costs of rows."""


def holds(marks: Marks, ground: Ground, by: By) -> bool:
    """Tell whether landmarks are bounds on a ground."""
    per_km, once = row_costs(ground.held, ground.rates, by)
    open_now = ~ground.shut
    if len(marks["open"]) != len(open_now) or (open_now & ~marks["open"].astype(bool)).any():
        return False
    cheaper = (per_km < marks[f"{by}.per_km"] * SHY) | (once < marks[f"{by}.once"] * SHY)
    return not bool((cheaper & open_now).any())


def bound(marks: Marks, costs: Costs, by: By, goals: Ends, sources: Ends) -> Floats:
    """Give for each node of the core what it takes at least from there to the goals."""
    table, unit = marks[f"{by}.table"], float(marks[f"{by}.unit"][0])
    low, high = _spans(costs, goals, table, unit)
    start = next(iter(costs.climber(sources.nodes[0]).outer), 0)
    at = table[:, start].astype(np.float32)
    best = np.argsort(np.maximum(at - high, low - at))[-_USED:]
    part = table[best].astype(np.float32)
    above, below = part - high[best, None], low[best, None] - part
    found = np.maximum(above, below).max(axis=0)
    # Distances were rounded down, each by less than a unit.
    return np.asarray(np.maximum((found.astype(np.float64) - 2) * unit, 0))


def _spans(
    costs: Costs, goals: Ends, table: np.ndarray, unit: float
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


def worked_out(core: Core, day: date) -> Marks:
    """Work out distances from far places, over all that was open before a day or opens later."""
    days = [date.max, *(day - timedelta(days=30 * number) for number in range(_MONTHS))]
    ground = Ground(core, day, masks.DEFAULT_MODES)
    shut = [masks.closed(core.rows, one, masks.DEFAULT_MODES) for one in days]
    ground.shut = np.logical_and.reduce(shut)
    found: Marks = {"open": (~ground.shut).astype(np.int64)}
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

    slots = costs.slots(ground.shut)
    matrix = matrix_of(slots, slots.weights, ([], np.zeros(0)))
    return np.asarray(dijkstra(matrix, indices=[start])[0][:-1])


def prepare(network: object) -> Marks | None:
    """Work out the landmarks of a stored network and keep them beside it."""
    if not isinstance(network, StoredNetwork):
        return None
    marks = worked_out(network.core, datetime.now(UTC).date())
    with suppress(OSError):
        mapped.write(marks, {"core": _stamp(network.source)}, _file(network.source))
    return marks


def kept(source: Path) -> Marks | None:
    """Read the landmarks beside a network, None where there are none of its."""
    try:
        marks, about = mapped.read(_file(source), check=False)
    except (OSError, ValueError, KeyError, TypeError, mapped.Damaged):
        return None
    return marks if about.get("core") == _stamp(source) else None


def _file(source: Path) -> Path:
    return source.with_suffix(".bounds")


def _stamp(source: Path) -> list[int]:
    return [source.stat().st_size, source.stat().st_mtime_ns]
