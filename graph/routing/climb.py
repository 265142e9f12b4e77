"""From a node inside a cell up to the core: the first and last stretch of a way."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from graph.network.core import Core
from graph.network.geo import Floats

_MOST_KEPT = 20_000


class Climb(NamedTuple):
    """All that can be reached upwards of a node, all along arcs of one row.

    `row` is -1 where the node itself is one of the core. `inner` are costs to nodes inside
    the cell, `outer` to those of the core, by place in it; `came` tells for each node of the
    network from which one it is reached, and by which arc up.
    """

    row: int
    inner: dict[int, float]
    outer: dict[int, float]
    came: dict[int, tuple[int, int]]


class Climber:
    """Climbs from nodes of the network by one criterion, and keeps what it found."""

    def __init__(self, core: Core, per_metre: Floats) -> None:
        self._core, self._rates = core, per_metre
        self._kept: dict[int, Climb] = {}

    def __call__(self, node: int) -> Climb:
        """Climb from a node of the network to the core."""
        found = self._kept.get(node)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[node] = self._climb(node)
        return found

    def _climb(self, start: int) -> Climb:
        core, row = self._core, int(self._core.node_row[start])
        if row < 0:
            return Climb(-1, {}, {int(np.searchsorted(core.nodes, start)): 0.0}, {})
        best, came = {start: 0}, dict[int, tuple[int, int]]()
        heap, settled = [(0, start)], dict[int, int]()
        while heap:
            metres, node = heappop(heap)
            if node in settled:
                continue
            settled[node] = metres
            first, last = core.up_first[node : node + 2].tolist()
            targets = core.up_target[first:last].tolist()
            lengths = core.up_metres[first:last].tolist()
            for slot, target, length in zip(range(first, last), targets, lengths, strict=True):
                if metres + length < best.get(target, 1 << 60):
                    best[target] = metres + length
                    came[target] = (node, slot)
                    heappush(heap, (metres + length, target))
        return self._sorted(row, settled, came)

    def _sorted(self, row: int, settled: dict[int, int], came: dict[int, tuple[int, int]]) -> Climb:
        core, rate = self._core, float(self._rates[row])
        nodes = np.fromiter(settled, dtype=np.int64, count=len(settled))
        place = np.minimum(np.searchsorted(core.nodes, nodes), len(core.nodes) - 1)
        outside = (core.nodes[place] == nodes).tolist()
        inner, outer = dict[int, float](), dict[int, float]()
        for node, number, out in zip(settled, place.tolist(), outside, strict=True):
            (outer if out else inner)[number if out else node] = settled[node] * rate
        return Climb(row, inner, outer, came)
