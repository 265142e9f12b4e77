"""The thinned world as a networkx graph: gateways and the legs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.network.compiled import MODES, PASSAGES, ArcKind, Network
from graph.network.core import Core, core_of
from graph.network.geo import Ints
from graph.network.tidy import DEGREE

if TYPE_CHECKING:
    import networkx as nx

_NODE_KINDS = ("junction", "transfer", "border", "port")


def gateways_and_legs(network: Network) -> nx.MultiGraph[int]:
    """Return the nodes and arcs of the network's core as a MultiGraph of plain attributes.

    Nodes have `lat` and `lon` (degrees), `state` (code, '' at sea), `name` (of ports and
    berths, else '') and `kind`: `port`, `border`, `transfer` (goods change mode there) or
    `junction`. Edges have `mode`, `km`, `state` and `other` (codes; they differ where a border
    is crossed; '' on the open sea), `passage` (the strait, canal or tunnel, or ''), `kind` (`line`,
    `gate`, `port`, `access`, `transfer`, `service`) and `fact` (`ferries:aktau-alat`: the row
    of a fact table, '' where an edge comes from map data). Nodes are numbered anew by every
    build of the network. Nothing is left out for being closed on some day.
    """
    import networkx as nx

    core = core_of(network)
    graph: nx.MultiGraph[int] = nx.MultiGraph(name="gateways and legs")
    graph.add_nodes_from(_nodes(core))
    graph.add_edges_from(_edges(core))
    return graph


def _nodes(core: Core) -> list[tuple[int, dict[str, object]]]:
    rows, count = core.rows, len(core.nodes)
    lat, lon = core.lat[core.nodes] / DEGREE, core.lon[core.nodes] / DEGREE
    columns = (lat, lon, rows.node_state[:count], rows.node_label[:count], _node_kinds(core))
    return [
        (
            number,
            {
                "lat": north,
                "lon": east,
                "state": rows.states[state] if state > 0 else "",
                "name": rows.labels[label] if label >= 0 else "",
                "kind": _NODE_KINDS[kind],
            },
        )
        for number, (north, east, state, label, kind) in enumerate(
            zip(*(column.tolist() for column in columns), strict=True)
        )
    ]


def _node_kinds(core: Core) -> Ints:
    """Tell what each node is by the arcs at it; a name tells a port."""
    kinds = np.zeros(len(core.nodes), dtype=np.int64)
    arc = core.rows.kind[core.row]
    for number, meant in enumerate((ArcKind.TRANSFER, ArcKind.GATE, ArcKind.PORT), start=1):
        kinds[np.r_[core.a[arc == meant], core.b[arc == meant]]] = number
    kinds[core.rows.node_label[: len(kinds)] >= 0] = _NODE_KINDS.index("port")
    return kinds


def _edges(core: Core) -> list[tuple[int, int, dict[str, object]]]:
    rows = core.rows
    modes = [mode.value for mode in MODES]
    kinds = [kind.name.lower() for kind in ArcKind]
    states = ["", *rows.states[1:]]
    told = [
        {
            "mode": modes[mode],
            "state": states[state],
            "other": states[other],
            "passage": PASSAGES[passage],
            "kind": kinds[kind],
            "fact": rows.fact_ids[fact] if fact else "",
        }
        for mode, state, other, passage, kind, fact in zip(
            *(
                column.tolist()
                for column in (
                    rows.mode, rows.state, rows.other, rows.passage, rows.kind, rows.fact,
                )
            ),
            strict=True,
        )
    ]  # fmt: skip
    arcs = zip(
        core.a.tolist(), core.b.tolist(), core.row.tolist(), core.metres.tolist(), strict=True
    )
    return [(a, b, {**told[row], "km": metres / 1000}) for a, b, row, metres in arcs]
