"""Railways or roads as adjacency lists that grow by bridges, with bounded searches."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from graph.network.borders import Cut
from graph.network.geo import Floats, unit_vectors, wrap


class Bridge(NamedTuple):
    """A gap to close: two nodes, the straight km, and the rule.

    `road_ratio` is the way that asks for it over the way by road, None where no town asks.
    """

    a: int
    b: int
    gap_km: float
    road_ratio: float | None
    rule: str


class Net:
    """Lines cut at borders, as neighbours of each node; lengths in km."""

    def __init__(self, cut: Cut) -> None:
        self.lat, self.lon, self.state = cut.lat, cut.lon, cut.node_state
        self.near: list[list[tuple[int, float]]] = [[] for _ in range(len(cut.lat))]
        for a, b, km in zip(cut.a.tolist(), cut.b.tolist(), cut.km.tolist(), strict=True):
            self.join(a, b, km)
        for a, b in zip(cut.gate_a.tolist(), cut.gate_b.tolist(), strict=True):
            self.join(a, b, 0.0)
        self.points = unit_vectors(cut.lat, cut.lon)
        self.tree = cKDTree(self.points)

    def join(self, a: int, b: int, km: float) -> None:
        """Add an edge."""
        self.near[a].append((b, km))
        self.near[b].append((a, km))

    def within(self, start: int, goals: Iterable[int], limit: float) -> dict[int, float]:
        """Give the km to each of `goals` that lies within `limit` km along the lines."""
        left, found = set(goals), {}
        best = {start: 0.0}
        queue = [(0.0, start)]
        while queue and left:
            gone, node = heapq.heappop(queue)
            if gone > best[node]:
                continue
            if node in left:
                left.discard(node)
                found[node] = gone
            for other, km in self.near[node]:
                length = gone + km
                if length <= limit and length < best.get(other, np.inf):
                    best[other] = length
                    heapq.heappush(queue, (length, other))
        return found

    def step(self, a: int, b: int) -> tuple[float, float]:
        """Give the way from one node to another, in km to the east and to the north."""
        scale = 111.2 * float(np.cos(np.radians(self.lat[a])))
        east = float(wrap(self.lon[b] - self.lon[a])) * scale
        return east, float(self.lat[b] - self.lat[a]) * 111.2

    def inward(self, end: int, km: float) -> int:
        """Give the node about `km` up the line from a dead end."""
        last, here, gone = -1, end, 0.0
        while gone < km:
            onward = [(node, length) for node, length in self.near[here] if node != last]
            if len(onward) != 1:
                break
            last, here, gone = here, onward[0][0], gone + onward[0][1]
        return here

    def straight(self, a: int, b: int) -> float:
        """Give the straight km between two nodes that are close to each other."""
        return float(np.hypot(*self.step(a, b)))

    def degrees(self) -> Floats:
        """Give the number of edges at each node."""
        return np.array([len(others) for others in self.near], dtype=float)
