"""Gaps that towns ask for: where rails go far round and the road does not.

Towns near rails are paired with their neighbours. A pair asks when its way by rail is much
longer than that by road; the gaps on its cheapest way with gaps are then closed, if at least
two pairs ask for them. Nothing crosses a border, as pairs and gaps keep to one state.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import ConvexHull, cKDTree

from graph.network.geo import EARTH_KM, Floats, Ints, chord, unit_vectors
from graph.network.mending.lines import Bridge, Net
from graph.network.states import numbers

_SMALLEST, _LARGE = 15_000, 500_000
_NEAR_KM, _APART_KM, _FAR_KM = 10.0, 15.0, 700.0
_LARGE_NEIGHBOURS = 6
_BAD_RATIO, _BAD_KM = 1.5, 20.0
_GAP_KM, _GAP_WEIGHT, _GAP_COST = 10.0, 4.0, 3.0
_GOOD_RATIO, _GOOD_KM = 1.45, 10.0
_MOST_GAPS = 0.4
_WINDING = 1.15
_LEAST_PAIRS = 2
_CANDIDATES = 24


class Towns(NamedTuple):
    """Towns by size, largest first: position in degrees, state, people, rail and road node."""

    lat: Floats
    lon: Floats
    state: Ints
    people: Ints
    rail: Ints
    road: Ints


def towns(rail: Net, road: Net) -> Towns:
    """Take the towns of the gazetteer that lie by a railway and a road of their own state."""
    text = resources.files("graph.gazetteer").joinpath("tables", "cities.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["country"] in numbers()]
    rows = [row for row in rows if int(row["population"] or 0) >= _SMALLEST]
    rows.sort(key=lambda row: -int(row["population"]))
    lat, lon = (np.array([float(row[axis]) for row in rows]) for axis in ("lat", "lon"))
    state = np.array([numbers()[row["country"]] for row in rows])
    people = np.array([int(row["population"]) for row in rows])
    ends = [_nearest(net, lat, lon, state) for net in (rail, road)]
    found = Towns(lat, lon, state, people, ends[0], ends[1])
    keep = _apart(found, np.flatnonzero((ends[0] >= 0) & (ends[1] >= 0)))
    return Towns(lat[keep], lon[keep], state[keep], people[keep], ends[0][keep], ends[1][keep])


def _nearest(net: Net, lat: Floats, lon: Floats, state: Ints) -> Ints:
    _, near = net.tree.query(
        unit_vectors(lat, lon), k=_CANDIDATES, distance_upper_bound=chord(_NEAR_KM)
    )
    found = np.full(len(lat), -1)
    for column in np.asarray(near).T[::-1]:
        real = column < len(net.near)
        safe = np.where(real, column, 0)
        found = np.where(real & (net.state[safe] == state), safe, found)
    return found


def _apart(some: Towns, which: Ints) -> Ints:
    """Keep the larger of towns that lie close together."""
    points = unit_vectors(some.lat, some.lon)
    tree = cKDTree(points[which])
    gone: set[int] = set()
    kept = []
    for place, town in enumerate(which.tolist()):
        if place not in gone:
            kept.append(town)
            gone.update(tree.query_ball_point(points[town], chord(_APART_KM)))
    return np.array(kept, dtype=np.int64)


def pairs_of(some: Towns) -> list[tuple[int, int]]:
    """Pair each town with its Gabriel neighbours and the nearest large cities of its state."""
    points = unit_vectors(some.lat, some.lon)
    sides = {frozenset(pair) for face in _faces(points) for pair in pairwise([*face, face[0]])}
    tree, found = cKDTree(points), set()
    for side in sides:
        a, b = sorted(side)
        middle = (points[a] + points[b]) / 2
        middle /= np.linalg.norm(middle)
        half = float(np.linalg.norm(points[a] - middle))
        # A neighbour is one with no third town inside the circle over the two.
        if tree.query(middle)[0] >= half * (1 - 1e-9):
            found.add((a, b))
    large = np.flatnonzero(some.people >= _LARGE)
    if len(large):
        count = min(_LARGE_NEIGHBOURS + 1, len(large))
        _, near = cKDTree(points[large]).query(points, k=count)
        for a, row in enumerate(np.asarray(near).reshape(len(points), -1)):
            found |= {(min(a, int(b)), max(a, int(b))) for b in large[row] if b != a}
    within = chord(_FAR_KM)
    return sorted(
        (a, b)
        for a, b in found
        if some.state[a] == some.state[b] and np.linalg.norm(points[a] - points[b]) <= within
    )


def _faces(points: Floats) -> list[list[int]]:
    if len(points) < 5:
        every = range(len(points))
        return [[a, b] for a in every for b in every if a < b]
    return ConvexHull(points).simplices.tolist()


def bridges(rail: Net, road: Net, some: Towns) -> list[Bridge]:
    """Find the gaps that at least two pairs of towns ask for; they are added to `rail`."""
    wanted = _asking(rail, road, some)
    gaps = _gaps(rail)
    matrix = _matrix(rail, gaps)
    votes: Counter[tuple[int, int]] = Counter()
    ratio: dict[tuple[int, int], float] = {}
    for a, goals in wanted.items():
        for path, by_road in _ways(matrix, int(some.rail[a]), goals, some):
            used = [step for step in path if step in gaps]
            drawn = _length(rail, path, gaps)
            missing = _WINDING * sum(gaps[step] for step in used)
            if drawn <= _GOOD_RATIO * by_road + _GOOD_KM and missing <= _MOST_GAPS * drawn:
                votes.update(used)
                ratio |= {step: round(drawn / by_road, 2) for step in used}
    kept = []
    for (a, b), count in votes.items():
        if count >= _LEAST_PAIRS:
            rail.join(a, b, gaps[a, b] * _WINDING)
            kept.append(Bridge(a, b, gaps[a, b], ratio[a, b], "demand"))
    return kept


def _asking(rail: Net, road: Net, some: Towns) -> dict[int, dict[int, float]]:
    """Give the pairs whose way by rail is bad, with the km by road."""
    by_town: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs_of(some):
        by_town[a].append(b)
    rails, roads = _matrix(rail, {}), _matrix(road, {})
    found: dict[int, dict[int, float]] = {}
    for a, others in by_town.items():
        along = _km(roads, int(some.road[a]), 2 * _FAR_KM)[some.road[others]]
        reach = _BAD_RATIO * float(np.max(along, where=np.isfinite(along), initial=0)) + _BAD_KM
        round_km = _km(rails, int(some.rail[a]), reach)[some.rail[others]]
        bad = (round_km > _BAD_RATIO * along) & (round_km > along + _BAD_KM) & (along > 0)
        bad &= np.isfinite(along)
        if bad.any():
            found[a] = {others[i]: float(along[i]) for i in np.flatnonzero(bad)}
    return found


def _km(matrix: csr_matrix, start: int, limit: float) -> Floats:
    return np.asarray(dijkstra(matrix, indices=[start], limit=limit)[0], dtype=np.float64)


def _gaps(rail: Net) -> dict[tuple[int, int], float]:
    """Give the ways from each dead end to nodes of its state within 10 km, in km."""
    ends = np.flatnonzero(rail.degrees() == 1)
    _, near = rail.tree.query(rail.points[ends], k=_CANDIDATES, distance_upper_bound=chord(_GAP_KM))
    found = {}
    for end, row in zip(ends.tolist(), np.asarray(near).tolist(), strict=True):
        beside = {other for other, _ in rail.near[end]} | {end}
        for other in row:
            if other >= len(rail.near) or other in beside or rail.state[other] != rail.state[end]:
                continue
            straight = float(np.linalg.norm(rail.points[end] - rail.points[other])) * EARTH_KM
            found[min(end, other), max(end, other)] = max(straight, 0.001)
    return found


def _matrix(net: Net, gaps: dict[tuple[int, int], float]) -> csr_matrix:
    """Make a matrix of the shortest edges, and of gaps at their cost."""
    best = {pair: _GAP_WEIGHT * gap + _GAP_COST for pair, gap in gaps.items()}
    for a, others in enumerate(net.near):
        for b, length in others:
            if a < b:
                best[a, b] = max(min(length, best.get((a, b), np.inf)), 1e-6)
    rows, columns = np.array(list(best), dtype=np.int64).reshape(-1, 2).T
    km = np.fromiter(best.values(), dtype=float)
    size = len(net.near)
    return csr_matrix(
        (np.r_[km, km], (np.r_[rows, columns], np.r_[columns, rows])), shape=(size, size)
    )


def _ways(
    matrix: csr_matrix, start: int, goals: dict[int, float], some: Towns
) -> list[tuple[list[tuple[int, int]], float]]:
    """Give the cheapest way with gaps to each goal, as steps, and the km by road."""
    limit = _GAP_WEIGHT * (_GOOD_RATIO * max(goals.values()) + _GOOD_KM)
    lengths, before = dijkstra(matrix, indices=[start], return_predecessors=True, limit=limit)
    found = []
    for goal, by_road in goals.items():
        node = int(some.rail[goal])
        if not np.isfinite(lengths[0][node]):
            continue
        path = []
        while node != start:
            last = int(before[0][node])
            path.append((min(last, node), max(last, node)))
            node = last
        found.append((path, by_road))
    return found


def _length(net: Net, path: list[tuple[int, int]], gaps: dict[tuple[int, int], float]) -> float:
    """Give the km of a way, gaps at their winding length."""
    return sum(
        _WINDING * gaps[a, b]
        if (a, b) in gaps
        else min(km for other, km in net.near[a] if other == b)
        for a, b in path
    )
