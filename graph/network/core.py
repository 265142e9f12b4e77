"""The core of the network: what a search needs to see of it, and no more.

Every node inside a cell is contracted (`contraction`); what stays are border crossings,
ports, berths, places where goods change mode, and some junctions. A cell is a connected piece
of one group: equal in state, mode, passage, sea, dates and every other column of its arcs.
All arcs of one group share a row of `rows`, itself a small network with one arc for each
group, so that whatever tells something about the arcs of a network (what is avoided, closed,
dear) tells it about groups at once. Arcs at ports, gates, services and pipelines, which may be
meant one by one, have rows of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from graph.model import Mode
from graph.network.compiled import MODES, PASSAGES, ArcKind, Network
from graph.network.contraction import Arcs, Ups, contract
from graph.network.geo import Floats, Ints
from graph.network.states import table
from graph.network.tidy import BAND_DEG, DEGREE, band, inner_points, tidied

_OWN = ("a", "b", "km", "bridges")
_AFLOAT = tuple(MODES.index(mode) for mode in (Mode.SEA, Mode.FERRY))


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """Nodes and arcs to search, with the ways down to the arcs of the network.

    Nodes of the network are numbered from south to north (`tidy`): `lat` and `lon` are whole
    numbers of 0.00001 degrees, `bands` the first node of each band of latitude. `node_row` is
    the row of a removed node's arcs, -1 for a node of the core; `nodes` are those of the core,
    ascending, and what is numbered by place in `nodes` are `a`, `b` and the first nodes of
    `rows`. Lengths are in metres. `ref` is twice the number of an arc of the network, plus one
    where it is passed from its `b` to its `a`; or `-1 - n` for a shortcut through node `n`,
    whose two parts are among the arcs up from `n`: `up_target[up_first[n]:up_first[n + 1]]`.
    `around[first[n]:first[n + 1]]` are the arcs at a node of the core, twice their number, plus
    one where the node is their `b`. `passage_km` is the length of each passage, all lanes.
    `shaped` are the arcs with points between their ends, in `shape_lat` and `shape_lon` from
    `shape_first`; `bridged` those with inferred gaps, `bridges` their number.
    """

    rows: Network
    lat: Ints
    lon: Ints
    bands: Ints
    node_row: Ints
    nodes: Ints
    a: Ints
    b: Ints
    row: Ints
    metres: Ints
    ref: Ints
    first: Ints
    around: Ints
    passage_km: Floats
    up_first: Ints
    up_target: Ints
    up_metres: Ints
    up_ref: Ints
    shaped: Ints
    shape_first: Ints
    shape_lat: Ints
    shape_lon: Ints
    bridged: Ints
    bridges: Ints


def core_of(network: Network) -> Core:
    """Give the core of a network: the stored one where it has one, else built anew."""
    stored = getattr(network, "core", None)
    return stored if isinstance(stored, Core) else _built(network)


@lru_cache(maxsize=2)
def _built(network: Network) -> Core:
    return build_core(tidied(network))


def build_core(network: Network) -> Core:
    """Contract a tidied network; some ten seconds for the world."""
    row, first_arc = _rows(network)
    line = _plain(network) & (network.kind == ArcKind.LINE) & (network.a != network.b)
    metres = np.rint(network.km * 1000).astype(np.int64)
    number = np.flatnonzero(line)
    a, b = network.a[line], network.b[line]
    inner = Arcs(np.minimum(a, b), np.maximum(a, b), metres[line], row[line], number)
    arcs, ups = contract(inner, _removable(network, row, line))
    size = len(network.node_lat)
    gone = np.zeros(size, dtype=bool)
    gone[ups.node] = True
    nodes = np.flatnonzero(~gone)
    place = np.cumsum(~gone) - 1
    rest = np.flatnonzero(~line & (network.a != network.b))
    whole = np.r_[arcs.a, network.a[rest]], np.r_[arcs.b, network.b[rest]]
    node_row = np.full(size, -1)
    for end in (network.a, network.b):
        mine = line & gone[end]
        node_row[end[mine]] = row[mine]
    return Core(
        rows=_sample(network, first_arc, nodes),
        lat=_units(network.node_lat),
        lon=_units(network.node_lon),
        bands=np.searchsorted(band(network.node_lat), np.arange(round(180 / BAND_DEG) + 2)),
        node_row=node_row,
        nodes=nodes,
        a=place[whole[0]],
        b=place[whole[1]],
        **neighbours(place[whole[0]], place[whole[1]], len(nodes)),
        passage_km=passage_km(network),
        row=np.r_[arcs.group, row[rest]],
        metres=np.r_[arcs.metres, metres[rest]],
        ref=_refs(network, whole[0], np.r_[arcs.ref, rest]),
        **_upward(network, ups),
        **_shapes(network),
        bridged=np.flatnonzero(network.bridges),
        bridges=network.bridges[network.bridges > 0],
    )


def passage_km(network: Network) -> Floats:
    """Give the length of the arcs in each passage, in km."""
    return np.bincount(network.passage, network.km, len(PASSAGES)).astype(np.float64)


def neighbours(a: Ints, b: Ints, size: int) -> dict[str, Any]:
    """Give the arcs at each of `size` nodes, as the columns `first` and `around` of a core."""
    ends = np.r_[a, b]
    order = np.argsort(ends, kind="stable")
    first = np.searchsorted(ends[order], np.arange(size + 1))
    return {"first": first, "around": order % len(a) * 2 + (order >= len(a))}


def _units(degrees: np.ndarray) -> Ints:
    return np.asarray(np.rint(degrees * DEGREE).astype(np.int64))


def arc_columns(network: Network) -> list[str]:
    """Give the names of the columns that tell what an arc is, without its place and length."""
    count = len(network.a)
    names = [field.name for field in fields(Network) if field.name not in _OWN]
    return [
        name
        for name in names
        if isinstance(column := getattr(network, name), np.ndarray)
        and len(column) == count
        and not name.startswith(("node_", "point_"))
        and name != "first"
    ]


def _rows(network: Network) -> tuple[Ints, Ints]:
    """Give the row of each arc, and the first arc of each row."""
    code = _seas(network)
    for name in arc_columns(network):
        value = getattr(network, name)
        if len(value) and (value != value[0]).any():
            _, part = np.unique(value, return_inverse=True)
            _, code = np.unique(code * (int(part.max()) + 1) + part, return_inverse=True)
    grouped = _plain(network) & np.isin(network.kind, (ArcKind.LINE, ArcKind.TRANSFER))
    single = np.flatnonzero(~grouped)
    code[single] = int(code.max(initial=0)) + 1 + np.arange(len(single))
    _, first_arc, row = np.unique(code, return_index=True, return_inverse=True)
    return row, first_arc


def _plain(network: Network) -> np.ndarray:
    """Tell the arcs that nobody means one by one: no pipelines, nor lines of disputed zones."""
    plain = network.mode != MODES.index(Mode.PIPELINE)
    return np.asarray(plain & (network.zone == network.zone_other))


def _seas(network: Network) -> Ints:
    """Give the seas that the ends of each arc lie in, as bits."""
    afloat, bits = np.isin(network.mode, _AFLOAT), np.zeros(len(network.a), dtype=np.int64)
    lat, lon = network.node_lat, network.node_lon
    for number, line in enumerate(table("seas")):
        south, west, north, east = (float(line[s]) for s in ("south", "west", "north", "east"))
        inside = (lat > south) & (lat < north) & (lon > west) & (lon < east)
        bits |= (afloat & (inside[network.a] | inside[network.b])).astype(np.int64) << number
    return np.asarray(np.unique(bits, return_inverse=True)[1])


def _removable(network: Network, row: Ints, line: np.ndarray) -> np.ndarray:
    """Tell the nodes whose arcs are all ways of one group."""
    size = len(network.node_lat)
    low, high = np.full(size, len(row)), np.full(size, -1)
    for end in (network.a, network.b):
        np.minimum.at(low, end, row)
        np.maximum.at(high, end, row)
    free = (low == high) & (network.node_label < 0)
    loop = network.a == network.b
    free[network.a[~line & ~loop]] = free[network.b[~line & ~loop]] = False
    return np.asarray(free)


def _refs(network: Network, start: Ints, ref: Ints) -> Ints:
    """Say in the reference to an arc of the network which way it is passed."""
    real = ref >= 0
    flip = network.a[np.where(real, ref, 0)] != start
    return np.where(real, ref * 2 + flip, ref)


def _upward(network: Network, ups: Ups) -> dict[str, Any]:
    first = np.searchsorted(ups.node, np.arange(len(network.node_lat) + 1))
    ref = _refs(network, ups.node, ups.ref)
    return {
        "up_first": first,
        "up_target": ups.target,
        "up_metres": ups.metres,
        "up_ref": ref,
    }


def _shapes(network: Network) -> dict[str, Any]:
    count = np.maximum(np.diff(network.first) - 2, 0)
    shaped, inner = np.flatnonzero(count), network.chain[inner_points(network)]
    return {
        "shaped": shaped,
        "shape_first": np.r_[0, np.cumsum(count[shaped])],
        "shape_lat": _units(network.point_lat[inner]),
        "shape_lon": _units(network.point_lon[inner]),
    }


def _sample(network: Network, arcs: Ints, nodes: Ints) -> Network:
    """Make the small network of one arc for each row; its first nodes are those of the core."""
    ends = np.unique(np.r_[network.a[arcs], network.b[arcs]])
    chosen = np.r_[nodes, np.setdiff1d(ends, nodes)]
    place = np.zeros(len(network.node_lat), dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    columns = {
        field.name: getattr(network, field.name)[chosen]
        for field in fields(Network)
        if field.name.startswith("node_")
    }
    columns |= {name: getattr(network, name)[arcs] for name in arc_columns(network)}
    a, b = place[network.a[arcs]], place[network.b[arcs]]
    return replace(
        network,
        **columns,
        a=a,
        b=b,
        km=network.km[arcs],
        bridges=network.bridges[arcs],
        first=np.arange(len(arcs) + 1) * 2,
        chain=np.column_stack([a, b]).ravel(),
        point_lat=columns["node_lat"],
        point_lon=columns["node_lon"],
    )
