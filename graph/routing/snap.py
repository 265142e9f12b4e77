"""Join places to the network: points to the nearest nodes, states to their gateways."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from graph.errors import UsageError
from graph.model import Mode
from graph.network import MODES, ArcKind, Network
from graph.network.connected import connected
from graph.network.geo import EARTH_KM, Floats, Ints, chord, unit_vectors
from graph.routing.joins import Spot

Place = tuple[float, float] | Spot | str
"""A point (latitude, longitude in degrees), the code of a state, or `sea`."""

_NEAR_KM = 25.0
_FAR_KM = 60.0
_LAND = (MODES.index(Mode.RAIL), MODES.index(Mode.ROAD))
_MOST_NODES = 3


class Ends(NamedTuple):
    """Nodes to start from or end at, with the km to each, and a name for all of them."""

    nodes: Ints
    extra: Floats
    name: str


def snapped(network: Network, places: Sequence[Place], usable: np.ndarray) -> Ends:
    """Join places to nodes that have a usable arc.

    Raises
    ------
    UsageError
        If no place is near the network.
    """
    alive = np.zeros(len(network.node_lat), dtype=bool)
    alive[network.a[usable]] = alive[network.b[usable]] = True
    parts = [_one(network, place, alive) for place in places]
    nodes = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    if not len(nodes):
        raise UsageError("no place given lies near the network", "Name a city or port near a line.")
    return Ends(nodes, np.concatenate([part[1] for part in parts]), _name(places))


def _name(places: Sequence[Place]) -> str:
    first = places[0]
    return first if isinstance(first, str) else f"{first[0]:.2f},{first[1]:.2f}"


def _one(network: Network, place: Place, alive: np.ndarray) -> tuple[Ints, Floats]:
    if place == "sea":
        nodes = _ocean_ports(network)
    elif isinstance(place, str):
        nodes = _gateways(network, place)
    else:
        return _point(network, place, alive)
    nodes = nodes[alive[nodes]]
    return nodes, np.zeros(len(nodes))


def _gateways(network: Network, state: str) -> Ints:
    """Give the border crossings and ports of a state, on its own side."""
    number = network.states.index(state) if state in network.states else -1
    arcs = np.isin(network.kind, [ArcKind.GATE, ArcKind.PORT, ArcKind.SERVICE])
    # Nothing is loaded where a pipeline crosses a border.
    arcs &= network.mode != MODES.index(Mode.PIPELINE)
    ends = np.unique(np.r_[network.a[arcs], network.b[arcs]])
    return np.asarray(ends[network.node_state[ends] == number])


@lru_cache(maxsize=1)
def _ocean_ports(network: Network) -> Ints:
    """Give the ports of the largest sea; the Caspian is a piece of its own."""
    afloat = (network.kind == ArcKind.LINE) & (network.mode == MODES.index(Mode.SEA))
    # A river is not the ocean, and the Caspian hangs on one.
    size = len(network.node_lat)
    a, b = network.a[afloat], network.b[afloat]
    piece = connected(a, b, size)
    ocean = np.bincount(piece[a]).argmax()
    quay = network.kind == ArcKind.PORT
    here = network.node_label[network.a] >= 0
    place, water = np.where(here, (network.a, network.b), (network.b, network.a))
    return np.asarray(np.unique(place[quay][piece[water[quay]] == ocean]))


def _point(
    network: Network, place: tuple[float, float] | Spot, alive: np.ndarray
) -> tuple[Ints, Floats]:
    """Give the nearest nodes of rail, road and ports, all in the state of the very nearest."""
    here = unit_vectors([place[0]], [place[1]])[0]
    named = network.node_label >= 0
    groups = [alive & ~named & (network.node_mode == mode) for mode in _LAND]
    found = [hit for group in [*groups, alive & named] for hit in _near(network, group, here)]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    home = network.node_state[min(found)[1]]
    kept = [(gap, node) for gap, node in found if network.node_state[node] == home]
    return np.array([node for _, node in kept]), np.array([gap for gap, _ in kept])


def _near(network: Network, group: np.ndarray, here: Floats) -> list[tuple[float, int]]:
    """Give (km, node) of the nearest of a group; farther ones only where none is near."""
    nodes = np.flatnonzero(group)
    gaps = np.linalg.norm(
        unit_vectors(network.node_lat[nodes], network.node_lon[nodes]) - here, axis=1
    )
    first = np.argsort(gaps, kind="stable")[:_MOST_NODES]
    for reach in (_NEAR_KM, _FAR_KM):
        hits = [number for number in first if gaps[number] <= chord(reach)]
        if hits:
            return [(float(gaps[number]) * EARTH_KM, int(nodes[number])) for number in hits]
    return []
