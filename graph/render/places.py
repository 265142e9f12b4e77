"""Where the page's places join the network, and what things are called there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from graph.gazetteer import Gazetteer
from graph.gazetteer.names import fold, table
from graph.model import Mode
from graph.network import MODES, Network
from graph.network.geo import Floats, Ints, chord, unit_vectors

_Mask = np.ndarray
Stand = Sequence[tuple[str, tuple[float, float]]]
"""Named points (latitude, longitude in degrees) that stand for a state."""

_LARGE = 800_000
_FIRST_OF_STATE = 2
_NEAR_KM, _FAR_KM = 25.0, 60.0
_MOST_NODES = 3


class Places(NamedTuple):
    """Cities, then what stands for states (no ids): names, states, points in degrees.

    `node[i]` is a node of place number `city[i]`; `nearest` are the first nodes of all.
    """

    ids: list[str]
    names: list[str]
    states: list[str]
    lat: Floats
    lon: Floats
    city: Ints
    node: Ints
    nearest: Ints


def chosen_cities() -> list[dict[str, str]]:
    """Give the rows of capitals, large cities, and the largest few of every state."""
    capitals = {
        (row["id"], fold(name)) for row in table("states") for name in row["capitals"].split(";")
    }
    kept, count, seen = [], Counter[str](), set()
    for row in sorted(table("cities"), key=lambda row: -float(row["population"] or 0)):
        key = row["country"], fold(row["name"])
        count[row["country"]] += 1
        large = float(row["population"] or 0) >= _LARGE
        if key in seen or not (large or key in capitals or count[key[0]] <= _FIRST_OF_STATE):
            continue
        seen.add(key)
        kept.append(row)
    return kept


def join_places(
    network: Network, gazetteer: Gazetteer, stands: Mapping[str, Stand], usable: _Mask
) -> Places:
    """Join cities and what stands for states to the nodes that a search from them starts at.

    The rule is that of `graph.routing.snap`: the nearest three of railway, road and ports
    within 25 km (60 where none is near), all in the state of the very nearest.
    """
    rows = chosen_cities()
    ids = [f"city:{r['country'].lower()}-{fold(r['name']).replace(' ', '-')}" for r in rows]
    names, states = [row["name"] for row in rows], [row["country"] for row in rows]
    points = [gazetteer.location(key) or (0.0, 0.0) for key in ids]
    for state, stand in stands.items():
        for name, point in stand:
            ids.append("")
            names.append(name)
            states.append(state)
            points.append(point)
    lat, lon = np.array(points).T
    alive = np.zeros(len(network.node_lat), dtype=bool)
    alive[network.a[usable]] = alive[network.b[usable]] = True
    named = network.node_label >= 0
    land = (MODES.index(Mode.RAIL), MODES.index(Mode.ROAD))
    groups = [alive & ~named & (network.node_mode == mode) for mode in land] + [alive & named]
    hits = [_nearest(network, np.flatnonzero(group), lat, lon) for group in groups]
    gap = np.concatenate([hit[0] for hit in hits], axis=1)
    node = np.concatenate([hit[1] for hit in hits], axis=1)
    # Of equally near nodes the lower number leads, as it does for a single point.
    order = np.lexsort((node, gap), axis=1)[:, 0]
    first = node[np.arange(len(ids)), order]
    home = network.node_state[first]
    real = np.isfinite(gap) & (network.node_state[node] == home[:, None])
    city, _ = np.nonzero(real)
    lead = np.concatenate([hit[1][:, :1] for hit in hits], axis=1)
    near = np.concatenate([np.isfinite(hit[0][:, :1]) for hit in hits], axis=1)
    return Places(
        ids=ids,
        names=names,
        states=states,
        lat=lat,
        lon=lon,
        city=city,
        node=node[real],
        nearest=np.unique(lead[near]),
    )


def _nearest(network: Network, nodes: Ints, lat: Floats, lon: Floats) -> tuple[Floats, Ints]:
    """Give gaps and nodes of the nearest of a group; a gap that is too wide is infinite."""
    tree = cKDTree(unit_vectors(network.node_lat[nodes], network.node_lon[nodes]))
    gap, at = map(np.asarray, tree.query(unit_vectors(lat, lon), k=_MOST_NODES))
    reach = np.where(gap[:, :1] <= chord(_NEAR_KM), chord(_NEAR_KM), chord(_FAR_KM))
    return np.where(gap <= reach, gap, np.inf), nodes[np.minimum(at, len(nodes) - 1)]


def known_names(network: Network, gazetteer: Gazetteer) -> dict[str, str]:
    """Give the names of all states, blocs, seas and passages that a question can name."""
    ids = [state for state in network.states if state]
    ids += [row["id"] for row in table("blocs")] + [row["id"] for row in table("waters")]
    found = {key: gazetteer.entity(key) for key in ids}
    return {key: entity.name for key, entity in found.items() if entity}
