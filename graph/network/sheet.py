"""A growing sheet of nodes and edges, from which the network is contracted."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.network.borders import Cut
from graph.network.compiled import LAST_DAY, ArcKind
from graph.network.geo import Floats, Ints

_EDGE = {
    "a": np.int64,
    "b": np.int64,
    "km": np.float64,
    "hours": np.float64,
    "mode": np.int64,
    "state": np.int64,
    "other": np.int64,
    "waters": np.int64,
    "passage": np.int64,
    "kind": np.int64,
    "bridges": np.int64,
    "opens": np.int64,
    "closes": np.int64,
    "fact": np.int64,
}
_NODE = {
    "lat": np.float64,
    "lon": np.float64,
    "mode": np.int64,
    "state": np.int64,
    "label": np.int64,
}


class Sheet:
    """Nodes and edges as lists of array blocks; `nodes` and `edges` join them.

    `state`, `other` and `waters` are grounds here (`graph.network.control`): the number of a
    state, or beyond those that of a zone of disputed ground.
    """

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.locodes: list[str] = []
        self.facts: list[str] = [""]
        self._fact_number = {"": 0}
        self._size = 0
        self._nodes: list[dict[str, Any]] = []
        self._edges: list[dict[str, Any]] = []

    def add_nodes(
        self, lat: Floats, lon: Floats, mode: int, state: Ints, label: Ints | None = None
    ) -> int:
        """Add nodes and give the number of the first."""
        start, count = self._size, len(lat)
        labels = np.full(count, -1) if label is None else label
        block = {"lat": lat, "lon": lon, "mode": np.full(count, mode), "state": state}
        self._nodes.append(_cast({**block, "label": labels}, _NODE))
        self._size += count
        return start

    def add_edges(self, a: Ints, b: Ints, km: Floats, **columns: Any) -> None:
        """Add edges; columns not given are 0, and open for all time."""
        count = len(a)
        block: dict[str, Any] = {name: np.zeros(count) for name in _EDGE}
        block["closes"] = np.full(count, LAST_DAY)
        block |= {
            name: np.broadcast_to(np.asarray(value), count) for name, value in columns.items()
        }
        if "other" not in columns:
            block["other"] = block["state"]
        self._edges.append(_cast({**block, "a": a, "b": b, "km": km}, _EDGE))

    def replace_edges(self, edges: dict[str, np.ndarray]) -> None:
        """Take these edges, all columns of them, in place of those there are."""
        self._edges = [edges]

    def add_label(self, name: str, locode: str = "") -> int:
        """Add the name of a place and give its number."""
        self.labels.append(name)
        self.locodes.append(locode)
        return len(self.labels) - 1

    def add_fact(self, table: str, row_id: str) -> int:
        """Add a row of a fact table that edges may come from, and give its number."""
        name = f"{table}:{row_id}"
        if name not in self._fact_number:
            self._fact_number[name] = len(self.facts)
            self.facts.append(name)
        return self._fact_number[name]

    def nodes(self) -> dict[str, np.ndarray]:
        """Give all nodes, column by column; they are the sheet's own, not copies."""
        if len(self._nodes) != 1:
            self._nodes = [_joined(self._nodes, _NODE)]
        return self._nodes[0]

    def edges(self) -> dict[str, np.ndarray]:
        """Give all edges, column by column; they are the sheet's own, not copies."""
        if len(self._edges) != 1:
            self._edges = [_joined(self._edges, _EDGE)]
        return self._edges[0]


def _cast(block: dict[str, Any], columns: dict[str, Any]) -> dict[str, np.ndarray]:
    return {name: np.array(block[name], dtype=kind) for name, kind in columns.items()}


def _joined(blocks: list[dict[str, Any]], columns: dict[str, Any]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([block[name] for block in blocks]) for name in columns}


def plain_lines(edges: dict[str, np.ndarray]) -> np.ndarray:
    """Tell which edges are plain ways along a line, that may be merged into chains."""
    return np.asarray(edges["kind"] == ArcKind.LINE)


def add_cut(
    sheet: Sheet,
    cut: Cut,
    mode: int,
    *,
    node_mode: int | None = None,
    opens: int = 0,
    closes: int = LAST_DAY,
    fact: int = 0,
) -> int:
    """Add lines that are cut at borders, with a gate at each cut; return their first node."""
    kind, state = mode if node_mode is None else node_mode, cut.node_state
    start = sheet.add_nodes(cut.lat, cut.lon, kind, state)
    shared = {"opens": opens, "closes": closes, "fact": fact}
    sheet.add_edges(cut.a + start, cut.b + start, cut.km, mode=mode, state=state[cut.a], **shared)
    sheet.add_edges(
        cut.gate_a + start,
        cut.gate_b + start,
        np.zeros(len(cut.gate_a)),
        mode=mode,
        kind=int(ArcKind.GATE),
        state=state[cut.gate_a],
        other=state[cut.gate_b],
        **shared,
    )
    return start
