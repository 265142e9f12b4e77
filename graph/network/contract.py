"""Merge runs of edges between nodes of degree 2 into one arc; lengths stay exact."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.network.compiled import ArcKind, Network
from graph.network.control import Zone, split_ground, with_gates
from graph.network.geo import Ints
from graph.network.sheet import Sheet, plain_lines

# One node of each mode in each cell of this many degrees stays, for places to join at.
_CELL_DEG = 0.2


def contracted(
    sheet: Sheet, states: tuple[str, ...], facts: dict[str, str], zones: Sequence[Zone] = ()
) -> Network:
    """Make the network of a sheet: ends, junctions and one node a cell stay."""
    nodes, edges = sheet.nodes(), sheet.edges()
    keep = _kept(nodes, edges)
    chain, flat, counts = _chains(keep, edges)
    number = np.cumsum(keep) - 1
    starts = np.r_[0, np.cumsum(counts)[:-1]]
    first = np.r_[0, np.cumsum(counts + 1)]
    lead = flat[starts]
    values: dict[str, Any] = {
        **arc_grounds({name: edges[name][lead] for name in edges}, zones, states)
    }
    # A gate that is none (in a view) is a way, and ways without length are none to a search.
    seam = (values["kind"] == ArcKind.LINE) | (values["zone"] != values["zone_other"])
    seam &= edges["kind"][lead] == ArcKind.GATE
    node_state, node_zone = split_ground(nodes["state"][keep], zones, states)
    return Network(
        states=states,
        zones=tuple(zones),
        node_lat=nodes["lat"][keep],
        node_lon=nodes["lon"][keep],
        node_mode=nodes["mode"][keep],
        node_state=node_state,
        node_zone=node_zone,
        node_label=nodes["label"][keep],
        labels=tuple(sheet.labels),
        locodes=tuple(sheet.locodes),
        fact_ids=tuple(sheet.facts),
        a=number[chain[first[:-1]]],
        b=number[chain[first[1:] - 1]],
        km=np.maximum(np.add.reduceat(edges["km"][flat], starts), seam * 0.001),
        bridges=np.add.reduceat((edges["bridges"][flat] > 0).astype(np.int64), starts),
        first=first,
        chain=chain,
        point_lat=nodes["lat"],
        point_lon=nodes["lon"],
        facts=facts,
        **values,
    )


def arc_grounds(
    columns: dict[str, np.ndarray], zones: Sequence[Zone], states: tuple[str, ...]
) -> dict[str, np.ndarray]:
    """Tell the grounds of arcs as states and zones, and which are gates between states."""
    values = {
        name: value for name, value in columns.items() if name not in {"a", "b", "km", "bridges"}
    }
    for name, zone in (("state", "zone"), ("other", "zone_other"), ("waters", "waters_zone")):
        values[name], values[zone] = split_ground(values[name], zones, states)
    values["kind"] = with_gates(values["kind"], values["state"], values["other"])
    return values


def _kept(nodes: dict[str, np.ndarray], edges: dict[str, np.ndarray]) -> np.ndarray:
    """Tell which nodes stay: all but those inside a run of like edges."""
    size = len(nodes["lat"])
    a, b = edges["a"], edges["b"]
    degree = np.bincount(a, minlength=size) + np.bincount(b, minlength=size)
    keep = (degree != 2) & (degree > 0)
    special = ~plain_lines(edges)
    keep[a[special]] = keep[b[special]] = True
    sort = (edges["mode"] * 1000 + edges["state"]) * 1000 + edges["waters"]
    sort = (sort * 100 + edges["passage"]) * 10_000 + edges["fact"]
    low, high = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    for end in (a, b):
        np.minimum.at(low, end, sort)
        np.maximum.at(high, end, sort)
    keep |= (low != high) & (degree > 0)
    cell = np.floor((nodes["lat"] + 90) / _CELL_DEG) * 4000 + np.floor(
        (nodes["lon"] + 180) / _CELL_DEG
    )
    used = np.flatnonzero(degree > 0)
    # The node of the highest degree in each cell stays; most are junctions already.
    order = used[np.lexsort((-degree[used], nodes["mode"][used], cell[used]))]
    key = cell[order] * 10 + nodes["mode"][order]
    keep[order[np.r_[True, key[1:] != key[:-1]]]] = True
    return np.asarray(keep)


def _chains(keep: np.ndarray, edges: dict[str, np.ndarray]) -> tuple[Ints, Ints, Ints]:
    """Walk from every kept node along its edges to the next kept node.

    Gives the nodes of all chains one after another, their edges likewise, and the number of
    edges of each; a chain has one node more than edges.
    """
    size = len(keep)
    ends = np.r_[edges["a"], edges["b"]].astype(np.int32)
    order = np.argsort(ends, kind="stable")
    count = len(edges["a"])
    # Packed arrays: lists of numbers would take ten times the room.
    place = array("i", np.searchsorted(ends[order], np.arange(size + 1)).astype(np.int32).tobytes())
    around = array("i", (order % count).astype(np.int32).tobytes())
    total = array("i", (edges["a"] + edges["b"]).astype(np.int32).tobytes())
    stays, done = bytes(keep.astype(np.uint8)), bytearray(count)
    nodes, members, counts = array("i"), array("i"), array("i")
    for start in np.flatnonzero(keep).tolist():
        for slot in range(place[start], place[start + 1]):
            edge = around[slot]
            if done[edge]:
                continue
            before = len(members)
            done[edge] = 1
            node = total[edge] - start
            members.append(edge)
            nodes.append(start)
            nodes.append(node)
            while not stays[node]:
                here = place[node]
                edge = around[here] if around[here] != edge else around[here + 1]
                done[edge] = 1
                node = total[edge] - node
                members.append(edge)
                nodes.append(node)
            counts.append(len(members) - before)
    return _numbers(nodes), _numbers(members), _numbers(counts)


def _numbers(packed: array[int]) -> Ints:
    return np.frombuffer(packed, dtype=np.int32).astype(np.int64)
