"""A core with more arcs: exact, for what they join inside cells is brought up to the core."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from graph.facts import Own
from graph.network.compiled import Network
from graph.network.core import Core, arc_columns, neighbours
from graph.network.geo import Ints
from graph.network.tidy import DEGREE


class Piece(NamedTuple):
    """Columns of own nodes and arcs, named as in `Network`, and the texts of both networks.

    Own nodes are numbered after those of the network, to which `a` and `b` may lead too.
    """

    nodes: dict[str, np.ndarray]
    arcs: dict[str, np.ndarray]
    texts: dict[str, Any]


class _Raised(NamedTuple):
    """Arcs from nodes that are brought up to the core, each with its row in `rows`."""

    nodes: Ints
    start: Ints
    end: Ints
    row: Ints
    metres: Ints
    ref: Ints


def extended(core: Core, piece: Piece, own: Own) -> Core:
    """Give the core with own nodes and arcs; arcs and nodes of the core keep their order."""
    raised = _raised(core, piece)
    size, more = len(core.lat), len(piece.nodes["node_lat"])
    nodes = np.r_[np.union1d(core.nodes, raised.nodes), size + np.arange(more)]
    place = np.searchsorted(nodes, core.nodes)
    ends = [
        np.r_[place[side], np.searchsorted(nodes, up), np.searchsorted(nodes, piece.arcs[name])]
        for side, up, name in ((core.a, raised.start, "a"), (core.b, raised.end, "b"))
    ]
    node_row = np.r_[core.node_row, np.full(more, -1)]
    node_row[raised.nodes] = -1
    return replace(
        core,
        rows=_rows(core, raised, piece, nodes, own),
        lat=np.r_[core.lat, _units(piece.nodes["node_lat"])],
        lon=np.r_[core.lon, _units(piece.nodes["node_lon"])],
        node_row=node_row,
        nodes=nodes,
        a=ends[0],
        b=ends[1],
        row=np.r_[core.row, raised.row, len(core.rows.a) + np.arange(len(piece.arcs["a"]))],
        metres=np.r_[core.metres, raised.metres, _metres(piece)],
        ref=np.r_[core.ref, raised.ref, _refs(core, len(piece.arcs["a"]))],
        up_first=np.r_[core.up_first, np.full(more, core.up_first[-1])],
        **neighbours(ends[0], ends[1], len(nodes)),
    )


def _raised(core: Core, piece: Piece) -> _Raised:
    """Bring up the nodes inside cells that own arcs lead to, and all that lies above them."""
    ends = np.r_[piece.arcs["a"], piece.arcs["b"]]
    waiting = [node for node in ends[ends < len(core.lat)].tolist() if core.node_row[node] >= 0]
    seen, slots = set(waiting), list[tuple[int, int]]()
    while waiting:
        node = waiting.pop()
        for slot in range(*core.up_first[node : node + 2].tolist()):
            slots.append((node, slot))
            above = int(core.up_target[slot])
            if above not in seen and core.node_row[above] >= 0:
                seen.add(above)
                waiting.append(above)
    start, up = np.array(slots, dtype=np.int64).reshape(-1, 2).T
    return _Raised(
        np.array(sorted(seen), dtype=np.int64),
        start,
        core.up_target[up].astype(np.int64),
        core.node_row[start].astype(np.int64),
        core.up_metres[up].astype(np.int64),
        core.up_ref[up].astype(np.int64),
    )


def _refs(core: Core, count: int) -> Ints:
    """Give references to own arcs: numbers beyond all arcs that the core knows, passed from `a`."""
    last = max(int(core.ref.max(initial=0)), int(core.up_ref.max(initial=0))) >> 1
    return np.asarray(2 * (last + 1 + np.arange(count)))


def _metres(piece: Piece) -> Ints:
    return np.asarray(np.rint(piece.arcs["km"] * 1000).astype(np.int64))


def _units(degrees: np.ndarray) -> Ints:
    return np.asarray(np.rint(np.asarray(degrees) * DEGREE).astype(np.int64))


def _rows(core: Core, raised: _Raised, piece: Piece, nodes: Ints, own: Own) -> Network:
    """Give the small network of rows with a row for each own arc; its first nodes are the core's.

    A node brought up lies on the line of its cell, whose mode and ground it takes.
    """
    rows, count = core.rows, len(core.nodes)
    lifted = core.node_row[raised.nodes].astype(np.int64)
    lifted_columns = {
        "node_lat": core.lat[raised.nodes] / DEGREE,
        "node_lon": core.lon[raised.nodes] / DEGREE,
        "node_mode": rows.mode[lifted],
        "node_state": rows.state[lifted],
        "node_zone": rows.zone[lifted],
        "node_label": np.full(len(lifted), -1),
    }
    # Core nodes in their order, own ones, then those that only rows name.
    order = np.argsort(np.r_[core.nodes, raised.nodes], kind="stable")
    columns: dict[str, Any] = {}
    for name, values in lifted_columns.items():
        column = getattr(rows, name)
        inner = np.r_[column[:count], values][order]
        columns[name] = np.r_[inner, piece.nodes[name], column[count:]]
    shift = len(nodes) - count
    place = np.r_[np.searchsorted(nodes, core.nodes), np.arange(count, len(rows.node_lat)) + shift]
    ends = {
        name: np.r_[place[getattr(rows, name)], np.searchsorted(nodes, piece.arcs[name])]
        for name in ("a", "b")
    }
    arcs = {
        name: np.r_[getattr(rows, name), piece.arcs[name]]
        for name in (*arc_columns(rows), "km", "bridges")
    }
    return replace(
        rows,
        **columns,
        **arcs,
        **ends,
        **piece.texts,
        first=np.arange(len(ends["a"]) + 1) * 2,
        chain=np.column_stack([ends["a"], ends["b"]]).ravel(),
        point_lat=columns["node_lat"],
        point_lon=columns["node_lon"],
        own=own,
    )
