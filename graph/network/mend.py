"""Bridge gaps in the railway data, never across a border; each bridge bears its rule.

Only the two rules that were measured to be safe enough to run unseen are here: dead ends
that face a line close by, and pieces whose ends nearly touch.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from graph.network.borders import Cut
from graph.network.geo import Floats, Ints, chord, distance_km, unit_vectors, wrap

RULES = ("", "dead-end", "piece")
"""Names of the rules; an edge's bridge number is the place of its rule here."""

_REACH_KM = {"dead-end": 10.0, "piece": 3.0}
_LENGTH_FACTOR = 1.15
_AHEAD = float(np.cos(np.radians(75)))
_MOST_CANDIDATES = 24


class Bridges(NamedTuple):
    """Edges to add: ends, length in km and the number of the rule."""

    a: Ints
    b: Ints
    km: Floats
    rule: Ints


def find_bridges(cut: Cut) -> Bridges:
    """Find bridges within one state by both rules, dead ends first."""
    found = _dead_ends(cut) + [(*pair, 2) for pair in _pieces(cut)]
    seen: set[tuple[int, int]] = set()
    rows: list[tuple[int, int, int]] = []
    for a, b, rule in found:
        key = (min(a, b), max(a, b))
        if key not in seen:
            seen.add(key)
            rows.append((*key, rule))
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    one, two = table[:, 0], table[:, 1]
    straight = distance_km(cut.lat[one], cut.lon[one], cut.lat[two], cut.lon[two])
    return Bridges(one, two, np.maximum(straight * _LENGTH_FACTOR, 0.001), table[:, 2])


def _neighbours(cut: Cut) -> list[list[tuple[int, float]]]:
    near: list[list[tuple[int, float]]] = [[] for _ in range(len(cut.lat))]
    for a, b, km in zip(cut.a.tolist(), cut.b.tolist(), cut.km.tolist(), strict=True):
        near[a].append((b, km))
        near[b].append((a, km))
    for a, b in zip(cut.gate_a.tolist(), cut.gate_b.tolist(), strict=True):
        near[a].append((b, 0.0))
        near[b].append((a, 0.0))
    return near


def _dead_ends(cut: Cut) -> list[tuple[int, int, int]]:
    """Join a dead end to the nearest node ahead when the way round is over ten times as long."""
    near = _neighbours(cut)
    ends = [node for node, others in enumerate(near) if len(others) == 1]
    points = unit_vectors(cut.lat, cut.lon)
    tree = cKDTree(points)
    reach = _REACH_KM["dead-end"]
    _, candidates = tree.query(points[ends], k=_MOST_CANDIDATES, distance_upper_bound=chord(reach))
    found = []
    for end, row in zip(ends, np.asarray(candidates).tolist(), strict=True):
        ahead = _first_ahead(cut, near, end, row)
        if ahead is not None:
            found.append((end, ahead, 1))
    return found


def _first_ahead(
    cut: Cut, near: list[list[tuple[int, float]]], end: int, candidates: list[int]
) -> int | None:
    back = _inward(near, end, 3.0)
    dx, dy = _step(cut, back, end)
    for other in candidates:
        if other >= len(near) or other == end or cut.node_state[other] != cut.node_state[end]:
            continue
        ex, ey = _step(cut, end, other)
        length = float(np.hypot(ex, ey))
        if length * float(np.hypot(dx, dy)) * _AHEAD > dx * ex + dy * ey:
            continue
        # The nearest node ahead decides; a near way round to it means that nothing is missing.
        return other if not _within(near, end, other, max(10 * length, 8.0)) else None
    return None


def _step(cut: Cut, a: int, b: int) -> tuple[float, float]:
    scale = 111.2 * float(np.cos(np.radians(cut.lat[a])))
    return float(wrap(cut.lon[b] - cut.lon[a])) * scale, float(cut.lat[b] - cut.lat[a]) * 111.2


def _inward(near: list[list[tuple[int, float]]], end: int, km: float) -> int:
    """Give the node about `km` up the line from a dead end."""
    last, here, gone = -1, end, 0.0
    while gone < km:
        onward = [(node, length) for node, length in near[here] if node != last]
        if len(onward) != 1:
            break
        last, here, gone = here, onward[0][0], gone + onward[0][1]
    return here


def _within(near: list[list[tuple[int, float]]], start: int, goal: int, limit: float) -> bool:
    """Tell whether `goal` is within `limit` km along the lines."""
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        gone, node = heapq.heappop(queue)
        if node == goal:
            return True
        if gone > best[node]:
            continue
        for other, km in near[node]:
            length = gone + km
            if length <= limit and length < best.get(other, np.inf):
                best[other] = length
                heapq.heappush(queue, (length, other))
    return False


def _pieces(cut: Cut) -> list[tuple[int, int]]:
    """Join pieces whose nearest nodes in one state lie close together."""
    size = len(cut.lat)
    a, b = np.r_[cut.a, cut.gate_a], np.r_[cut.b, cut.gate_b]
    matrix = coo_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    _, piece = connected_components(matrix, directed=False)
    small = np.flatnonzero(piece != np.bincount(piece).argmax())
    points = unit_vectors(cut.lat, cut.lon)
    tree = cKDTree(points)
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    close = np.asarray(
        tree.query_ball_point(points[small], chord(_REACH_KM["piece"])), dtype=object
    )
    for node, row in zip(small.tolist(), close.tolist(), strict=True):
        for other in row:
            if piece[other] != piece[node] and cut.node_state[other] == cut.node_state[node]:
                gap = float(((points[other] - points[node]) ** 2).sum())
                key = (min(piece[node], piece[other]), max(piece[node], piece[other]))
                best[key] = min(best.get(key, (np.inf, 0, 0)), (gap, node, other))
    return [(node, other) for _, node, other in best.values()]
