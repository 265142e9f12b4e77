"""Join places to the network: points to the nearest nodes, states to their gateways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from graph.errors import UsageError
from graph.model import Mode
from graph.network import MODES, ArcKind
from graph.network.compiled import state_number
from graph.network.control import under
from graph.network.geo import Ints, distance_km
from graph.network.nearby import facts_of_nodes, nodes_around
from graph.network.tidy import DEGREE
from graph.routing import masks
from graph.routing.ground import Ground


class Spot(NamedTuple):
    """A named point: latitude, longitude in degrees, and its state where that is known."""

    lat: float
    lon: float
    name: str = ""
    state: str = ""


Place = tuple[float, float] | Spot | str
"""A point (latitude, longitude in degrees), the code of a state, `sea`, or a port after `port:`."""

_NEAR_KM = 25.0
_FAR_KM = 60.0
_RINGS_KM = (5.0, _NEAR_KM, _FAR_KM)
_LAND = (MODES.index(Mode.RAIL), MODES.index(Mode.ROAD))
_SEA = MODES.index(Mode.SEA)
_MOST_NODES = 3
_MOST_TRIED = 200
_SECLUDED = 30
"""A piece of fewer nodes of the core, such as the roads of an island, is no way out."""


class Joins(NamedTuple):
    """Nodes of the network to start from or end at, the km to each, and names for them.

    `name` is what all are called together; `names` is '' for nodes with a name of their own.
    """

    nodes: tuple[int, ...]
    km: tuple[float, ...]
    names: tuple[str, ...]
    name: str

    def at(self, node: int) -> tuple[float, str]:
        """Give the km to a node of these, and the name there."""
        number = self.nodes.index(node)
        return self.km[number], self.names[number]


def snapped(ground: Ground, places: Sequence[Place]) -> Joins:
    """Join places to nodes that have an arc which is open on the day.

    Raises
    ------
    UsageError
        If no place is near the network.
    """
    best: dict[int, tuple[float, str]] = {}
    for place in places:
        own = "" if isinstance(place, str) else _written(place)
        for gap, node in _one(ground, place):
            if node not in best or gap < best[node][0]:
                best[node] = gap, own
    if not best:
        raise UsageError("no place given lies near the network", "Name a city or port near a line.")
    km = tuple(gap for gap, _ in best.values())
    names = tuple(name for _, name in best.values())
    return Joins(tuple(best), km, names, _written(places[0]))


def _written(place: Place) -> str:
    if isinstance(place, str):
        return place
    named = place.name if isinstance(place, Spot) else ""
    return named or f"{place[0]:.2f},{place[1]:.2f}"


def _one(ground: Ground, place: Place) -> list[tuple[float, int]]:
    """Give the km to each node that a place joins the network at."""
    if isinstance(place, str):
        found = _named(ground, place)
        return [(0.0, node) for node in found if alive(ground, node)]
    nodes = nodes_around(ground.core, place[0], place[1], _FAR_KM)
    lat, lon = (axis[nodes] / DEGREE for axis in (ground.core.lat, ground.core.lon))
    gaps = distance_km(lat, lon, place[0], place[1])
    mode, state, named = facts_of_nodes(ground.core, ground.rows, nodes)
    kinds = [~named & (mode == number) for number in _LAND] + [named]
    own = _own(ground, place, nodes, np.where(np.logical_or.reduce(kinds), gaps, np.inf), state)
    kinds = [kind & own for kind in kinds]
    return [hit for kind in kinds for hit in _near(ground, nodes[kind], gaps[kind])]


def _own(
    ground: Ground, place: tuple[float, float] | Spot, nodes: Ints, gaps: np.ndarray, state: Ints
) -> np.ndarray:
    """Tell the nodes on the ground that a place lies on: no way to them crosses a border.

    That is the ground of the nearest node of its own state by law, though another state's may
    be nearer; of the nearest of all where it has none, or no state is known.
    """
    code = place.state if isinstance(place, Spot) else ""
    if (number := state_number(ground.rows, code)) > 0:
        law = under(ground.core.rows, view="legal", day=ground.day)
        legal = facts_of_nodes(ground.core, law, nodes)[1]
        mine = np.where((legal == number) | (state == number), gaps, np.inf)
        gaps = mine if (mine <= _FAR_KM).any() else gaps
    home = next((state[n] for n in _nearest_first(gaps) if alive(ground, int(nodes[n]))), -1)
    return np.asarray(state == home)


def _nearest_first(gaps: np.ndarray) -> Iterator[int]:
    """Yield places in an array of distances, nearest first; ring by ring, as few are wanted."""
    inner = -1.0
    for outer in _RINGS_KM:
        ring = np.flatnonzero((gaps > inner) & (gaps <= outer))
        yield from ring[np.argsort(gaps[ring], kind="stable")].tolist()
        inner = outer


def _named(ground: Ground, place: str) -> list[int]:
    """Give the nodes of the network that the sea, a port or a state means."""
    if place == "sea":
        return ocean_ports(ground)
    if place.startswith("port:"):
        # Goods at a port are on its quays: no lorry takes them elsewhere first.
        labels = np.isin(ground.rows.node_label, masks.port_labels(ground.rows, place))
        size = len(ground.core.nodes)
        return [int(node) for node in ground.core.nodes[labels[:size]]]
    return _gateways(ground, place)


def _near(ground: Ground, nodes: Ints, gaps: np.ndarray) -> list[tuple[float, int]]:
    """Give (km, node) of the nearest nodes; farther ones only where none is near.

    Where the nearest lie on a small piece of their own, one that lies on more comes beside.
    """
    hits: list[tuple[float, int]] = []
    for number in _nearest_first(gaps):
        gap, node = float(gaps[number]), int(nodes[number])
        if len(hits) == _MOST_NODES or (hits and gap > _NEAR_KM):
            break
        if alive(ground, node):
            hits.append((gap, node))
    seen = set[int]()
    if not all(_secluded(ground, node, seen) for _, node in hits):
        return hits
    order = list(_nearest_first(gaps))
    for number in order[:: len(order) // _MOST_TRIED + 1]:
        node = int(nodes[number])
        if alive(ground, node) and not _secluded(ground, node, seen):
            return [*hits, (float(gaps[number]), node)]
    return hits


def _secluded(ground: Ground, node: int, seen: set[int]) -> bool:
    """Tell whether little can be reached from a node; `seen` are nodes found so before."""
    core, climb = ground.core, ground.costs("distance").climber(node)
    if climb.row >= 0 and ground.shut[climb.row]:
        return True
    reached, waiting = set(climb.outer), list(climb.outer)
    while waiting and len(reached) < _SECLUDED:
        here = waiting.pop()
        if here in seen:
            continue
        slots = core.around[core.first[here] : core.first[here + 1]]
        slots = slots[~ground.shut[core.row[slots >> 1]]]
        beyond = set(np.where(slots & 1, core.a[slots >> 1], core.b[slots >> 1]).tolist())
        waiting += beyond - reached
        reached |= beyond
    if len(reached) >= _SECLUDED:
        return False
    seen |= reached
    return True


def alive(ground: Ground, node: int) -> bool:
    """Tell whether some arc at a node of the network is open."""
    core = ground.core
    if (row := int(core.node_row[node])) >= 0:
        return not ground.shut[row]
    place = int(np.searchsorted(core.nodes, node))
    slots = core.around[core.first[place] : core.first[place + 1]]
    return not ground.shut[core.row[slots >> 1]].all()


def _gateways(ground: Ground, state: str) -> list[int]:
    """Give the border crossings and ports of a state, on its own side."""
    rows, number = ground.rows, state_number(ground.rows, state)
    arcs = np.isin(rows.kind, [ArcKind.GATE, ArcKind.PORT, ArcKind.SERVICE])
    # Nothing is loaded where a pipeline crosses a border.
    arcs &= rows.mode != MODES.index(Mode.PIPELINE)
    ends = np.unique(np.r_[rows.a[arcs], rows.b[arcs]])
    mine = ends[rows.node_state[ends] == number]
    return [int(node) for node in ground.core.nodes[mine]]


def ocean_ports(ground: Ground) -> list[int]:
    """Give the ports of the largest sea; the Caspian is a piece of its own."""
    core, rows = ground.core, ground.rows
    # A river is not the ocean, and the Caspian hangs on one.
    afloat = ((rows.kind == ArcKind.LINE) & (rows.mode == _SEA))[core.row]
    piece = _pieces(core.a[afloat].tolist(), core.b[afloat].tolist())
    sizes = np.bincount(list(piece.values()))
    ocean = {node for node, number in piece.items() if number == int(np.argmax(sizes))}
    found = []
    for arc in np.flatnonzero((rows.kind == ArcKind.PORT)[core.row]).tolist():
        ends = int(core.a[arc]), int(core.b[arc])
        berths = [end for end in ends if rows.node_label[end] >= 0]
        if ocean & set(ends):
            found += [int(core.nodes[end]) for end in berths]
    return sorted(set(found))


def _pieces(a: list[int], b: list[int]) -> dict[int, int]:
    """Give the number of the connected piece that each node lies in."""
    beside: dict[int, list[int]] = {}
    for one, other in zip(a, b, strict=True):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    piece: dict[int, int] = {}
    count = 0
    for start in beside:
        if start in piece:
            continue
        open_ones, piece[start] = [start], count
        while open_ones:
            for node in beside[open_ones.pop()]:
                if node not in piece:
                    piece[node] = count
                    open_ones.append(node)
        count += 1
    return piece
