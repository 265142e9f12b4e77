"""Where the page's places join the network, and what things are called there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph.errors import UsageError
from graph.facts import load
from graph.gazetteer import Gazetteer
from graph.gazetteer.names import fold, table
from graph.network import Network
from graph.network.geo import Floats, Ints
from graph.routing.ground import Ground
from graph.routing.joins import Spot, alive, snapped


class Stand(NamedTuple):
    """Named points (latitude, longitude in degrees) that stand for a state.

    `use` is '' for freight in general, `from:<commodity>` for where a commodity is made, and
    `to:<commodity>` for where its pipelines end.
    """

    state: str
    use: str
    points: Sequence[tuple[str, tuple[float, float]]]


class AskedEnd(NamedTuple):
    """An end of the question that a page opens with: its id, its name, its state and points.

    Points are (latitude, longitude) in degrees; several where it is no single place.
    """

    id: str
    name: str
    state: str
    points: Sequence[tuple[str, tuple[float, float]]]


_LARGE = 800_000
_FIRST_OF_STATE = 2


class Places(NamedTuple):
    """Cities, then what stands for states (no ids): names, states, uses, points in degrees.

    A search from place number `place[i]` may start at the network's node `node[i]`, `km[i]`
    from it. `pattern[i]` is 0, or the pattern of cargo (`cargo_patterns`) for which a place has
    joins that are not just those of freight in general that are open to it.
    """

    ids: list[str]
    names: list[str]
    states: list[str]
    uses: list[str]
    lat: Floats
    lon: Floats
    place: Ints
    node: Ints
    km: Floats
    pattern: Ints


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
    gazetteer: Gazetteer,
    stands: Sequence[Stand],
    grounds: Sequence[Ground],
    asked: Sequence[AskedEnd] = (),
) -> Places:
    """Join cities and what stands for states to the network as every search does.

    `grounds` are that of freight in general and those of the patterns of cargo; `asked` are
    ends that the page must know besides.
    """
    rows = chosen_cities()
    ids = [f"city:{r['country'].lower()}-{fold(r['name']).replace(' ', '-')}" for r in rows]
    names, states = [row["name"] for row in rows], [row["country"] for row in rows]
    points = [gazetteer.location(key) or (0.0, 0.0) for key in ids]
    for end in asked:
        if len(end.points) == 1 and end.id not in ids:
            ids.append(end.id)
            names.append(end.name)
            states.append(end.state)
            points.append(end.points[0][1])
    uses = [""] * len(ids)
    many = [Stand(end.id, "", end.points) for end in asked if len(end.points) > 1]
    for stand in [*stands, *many]:
        for name, point in stand.points:
            ids.append("")
            names.append(name)
            states.append(stand.state)
            uses.append(stand.use)
            points.append(point)
    spots = [Spot(*at, state=home) for at, home in zip(points, states, strict=True)]
    rows_of = [row for place, spot in enumerate(spots) for row in _joins(grounds, place, spot)]
    place, pattern, node, km = zip(*rows_of, strict=True)
    return Places(
        ids=ids,
        names=names,
        states=states,
        uses=uses,
        lat=np.array([lat for lat, _ in points]),
        lon=np.array([lon for _, lon in points]),
        place=np.array(place),
        node=np.array(node),
        km=np.array(km),
        pattern=np.array(pattern),
    )


def _joins(grounds: Sequence[Ground], place: int, spot: Spot) -> list[tuple[int, int, int, float]]:
    """Give place, pattern, node and km of all joins of a place."""
    general = _joined(grounds[0], spot)
    found = [(place, 0, node, km) for node, km in general]
    for pattern, ground in enumerate(grounds[1:], start=1):
        own = _joined(ground, spot)
        if set(own) != {(node, km) for node, km in general if alive(ground, node)}:
            found += [(place, pattern, node, km) for node, km in own]
    return found


def _joined(ground: Ground, point: Spot) -> list[tuple[int, float]]:
    try:
        joins = snapped(ground, [point])
    except UsageError:  # an island without any line near it
        return []
    return list(zip(joins.nodes, joins.km, strict=True))


def known_names(network: Network, gazetteer: Gazetteer) -> dict[str, str]:
    """Give the names of all states, blocs, seas, passages and goods that a question can name."""
    ids = [state for state in network.states if state]
    ids += [row["id"] for row in table("blocs")] + [row["id"] for row in table("waters")]
    ids += [f"commodity:{row.commodity}" for row in load("cargo")]
    found = {key: gazetteer.entity(key) for key in ids}
    return {key: entity.name for key, entity in found.items() if entity}
