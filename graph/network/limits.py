"""Limits on lines that the map data has: opened later, closed since, or without freight.

A row names a line by its waypoints. It is traced as the shortest way between each two of
them; a stretch that comes out much longer than the straight line is left alone. Lines without
freight are high-speed lines: they keep their ends, and stay open where the ban would send
freight on a long way round, for there the older line is missing from the map data.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from graph.facts import LineLimit, load
from graph.model import Mode
from graph.network.compiled import LAST_DAY, MODES, ArcKind
from graph.network.curated import NEVER
from graph.network.geo import Floats, Ints, distance_km
from graph.network.joints import ordinal
from graph.network.reunited import Lines, shared
from graph.network.sheet import Sheet

_MARGIN_DEG = 1.2
_SNAP_KM = 12.0
_MOST_NODES = 60
_KEEP_END_KM = 6.0
_LONGER, _LONGER_KM = 1.3, 10.0


class _Local(NamedTuple):
    """The edges of one mode in a box: numbers of the sheet, and ends counted from 0."""

    edge: Ints
    a: Ints
    b: Ints
    km: Floats
    lat: Floats
    lon: Floats


def add_limits(sheet: Sheet) -> dict[str, str]:
    """Mark edges along the lines of the table; count the stretches traced and left alone."""
    edges, nodes = sheet.edges(), sheet.nodes()
    before = {name: edges[name].copy() for name in ("opens", "closes", "fact")}
    traced = left = 0
    for row in load("line_limits"):
        fact = sheet.add_fact("line_limits", row.id)
        for start, goal in pairwise(row.waypoints):
            found = _stretch(edges, nodes, row, start, goal)
            traced, left = traced + (found is not None), left + (found is None)
            if found is not None:
                _mark(edges, found, row, fact)
    opened = _reopen(edges, before)
    sheet.replace_edges(edges)
    return {
        "limited_stretches": str(traced),
        "limited_stretches_not_found": str(left),
        "limited_edges_reopened": str(opened),
    }


def _reopen(edges: dict[str, np.ndarray], before: dict[str, np.ndarray]) -> int:
    """Undo what cuts other railways off; give the number of edges."""
    rail = edges["mode"] == MODES.index(Mode.RAIL)
    way = np.flatnonzero(rail & (before["closes"] >= before["opens"]))
    lines = Lines(edges["a"][way], edges["b"][way], edges["km"][way])
    again = way[shared(lines, edges["closes"][way] < edges["opens"][way])]
    for name, values in before.items():
        edges[name][again] = values[again]
    return len(again)


def _mark(edges: dict[str, np.ndarray], found: Ints, row: LineLimit, fact: int) -> None:
    days = (ordinal(row.open_from, 0), ordinal(row.open_to, LAST_DAY))
    opens, closes = days if row.freight == "yes" else NEVER
    edges["opens"][found] = np.maximum(edges["opens"][found], opens)
    edges["closes"][found] = np.minimum(edges["closes"][found], closes)
    free = found[edges["fact"][found] == 0]
    edges["fact"][free] = fact


def _stretch(
    edges: dict[str, np.ndarray],
    nodes: dict[str, np.ndarray],
    row: LineLimit,
    start: tuple[float, float],
    goal: tuple[float, float],
) -> Ints | None:
    """Give the edges between two waypoints, None where the line is not found."""
    local = _local(edges, nodes, MODES.index(Mode(row.mode)), start, goal)
    ends = [_near(local, point) for point in (start, goal)]
    if min(len(end[0]) for end in ends) == 0:
        return None
    km, path = _shortest(local, np.ones(len(local.edge), dtype=bool), ends)
    if not path or km > row.most_ratio * float(distance_km(*start, *goal)):
        return None
    steps = np.array(path)
    if row.freight == "yes":
        return np.asarray(local.edge[steps])
    banned = steps[_inner(local, steps, start, goal)]
    rest = np.ones(len(local.edge), dtype=bool)
    rest[banned] = False
    other, _ = _shortest(local, rest, ends)
    return np.asarray(local.edge[banned]) if other <= _LONGER * km + _LONGER_KM else None


def _local(
    edges: dict[str, np.ndarray],
    nodes: dict[str, np.ndarray],
    mode: int,
    start: tuple[float, float],
    goal: tuple[float, float],
) -> _Local:
    south, north = sorted((start[0], goal[0]))
    west, east = sorted((start[1], goal[1]))
    lat, lon = nodes["lat"], nodes["lon"]
    inside = (lat > south - _MARGIN_DEG) & (lat < north + _MARGIN_DEG)
    inside &= (lon > west - _MARGIN_DEG) & (lon < east + _MARGIN_DEG)
    way = (edges["mode"] == mode) & np.isin(edges["kind"], [ArcKind.LINE, ArcKind.GATE])
    way &= edges["closes"] >= edges["opens"]
    edge = np.flatnonzero(way & inside[edges["a"]] & inside[edges["b"]])
    used, ends = np.unique(np.r_[edges["a"][edge], edges["b"][edge]], return_inverse=True)
    km = np.maximum(edges["km"][edge], 1e-6)
    return _Local(edge, ends[: len(edge)], ends[len(edge) :], km, lat[used], lon[used])


def _near(local: _Local, point: tuple[float, float]) -> tuple[Ints, Floats]:
    gap = distance_km(local.lat, local.lon, point[0], point[1])
    near = np.argsort(gap)[:_MOST_NODES]
    near = near[gap[near] <= _SNAP_KM]
    return near, 5 * gap[near] + 1e-3


def _shortest(
    local: _Local, usable: np.ndarray, ends: list[tuple[Ints, Floats]]
) -> tuple[float, list[int]]:
    """Give the km and the edges of the shortest way, by their places in `local`."""
    (here, out), (there, back) = ends
    size, count = len(local.lat), int(usable.sum())
    rows = np.r_[local.a[usable], np.full(len(here), size), np.full(len(there), size + 1)]
    columns = np.r_[local.b[usable], here, there]
    # Parallel edges would be added up: keep the shortest of each pair.
    low, high = np.minimum(rows, columns), np.maximum(rows, columns)
    km = np.r_[local.km[usable], out, back]
    order = np.lexsort((km, high, low))
    first = order[np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)]]
    matrix = csr_matrix((km[first], (low[first], high[first])), shape=(size + 2, size + 2))
    lengths, before = dijkstra(matrix, directed=False, indices=[size], return_predecessors=True)
    lengths, before = lengths[0], before[0]
    if not np.isfinite(lengths[size + 1]):
        return np.inf, []
    places = np.flatnonzero(usable)
    number = {(int(low[at]), int(high[at])): int(places[at]) for at in first.tolist() if at < count}
    last = int(before[size + 1])
    node, path = last, []
    while (previous := int(before[node])) != size:
        path.append(number[min(node, previous), max(node, previous)])
        node = previous
    return float(lengths[last] - lengths[node]), path[::-1]


def _inner(
    local: _Local, steps: Ints, start: tuple[float, float], goal: tuple[float, float]
) -> np.ndarray:
    """Tell which steps lie over 6 km from both ends, where other trains share the tracks."""
    lat = (local.lat[local.a[steps]] + local.lat[local.b[steps]]) / 2
    lon = (local.lon[local.a[steps]] + local.lon[local.b[steps]]) / 2
    gaps = [distance_km(lat, lon, point[0], point[1]) for point in (start, goal)]
    return np.asarray(np.minimum(*gaps) > _KEEP_END_KM)
