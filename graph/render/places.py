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
from graph.render.kept import kept
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


# Raise with every change of where places join.
_FORMAT = 1
_COLUMNS = ("place", "pattern", "node", "parts")
_PARTS = 100  # of a km
_LARGE = 800_000
_FIRST_OF_STATE = 2


class Places(NamedTuple):
    """Cities, what stands for states (no ids), then what one question asks for.

    Names, states, uses and points (degrees) are by place. A search from place number `place[i]`
    may start at the network's node `node[i]`, `km[i]` from it. `pattern[i]` is 0, or the
    pattern of cargo (`cargo_patterns`) for which a place has joins that are not just those of
    freight in general that are open to it. The first `always` places are there whatever is
    asked.
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
    always: int

    @property
    def usual(self) -> Ints:
        """The nodes at which the places join that are there whatever is asked."""
        return np.asarray(self.node[self.place < self.always])


class _Point(NamedTuple):
    """A place before it is joined: its id ('' if it stands for a state), name, state and use."""

    id: str
    name: str
    state: str
    use: str
    at: tuple[float, float]


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
    usual = [*_cities(gazetteer), *_standing(stands)]
    more = [point for end in asked for point in _asked(end) if point not in usual]
    points = [*usual, *more]
    found = _kept_joins(grounds, usual)
    rows = [_joins(grounds, place, point) for place, point in enumerate(more, start=len(usual))]
    fresh = np.array([row for some in rows for row in some], dtype=np.int64).reshape(-1, 4)
    place, pattern, node, parts = np.concatenate([found, fresh]).T
    return Places(
        ids=[point.id for point in points],
        names=[point.name for point in points],
        states=[point.state for point in points],
        uses=[point.use for point in points],
        lat=np.array([point.at[0] for point in points]),
        lon=np.array([point.at[1] for point in points]),
        place=place,
        node=node,
        km=parts / _PARTS,
        pattern=pattern,
        always=len(usual),
    )


def _cities(gazetteer: Gazetteer) -> list[_Point]:
    rows = chosen_cities()
    ids = [f"city:{r['country'].lower()}-{fold(r['name']).replace(' ', '-')}" for r in rows]
    return [
        _Point(key, row["name"], row["country"], "", gazetteer.location(key) or (0.0, 0.0))
        for key, row in zip(ids, rows, strict=True)
    ]


def _standing(stands: Sequence[Stand]) -> list[_Point]:
    return [
        _Point("", name, stand.state, stand.use, at)
        for stand in stands
        for name, at in stand.points
    ]


def _asked(end: AskedEnd) -> list[_Point]:
    """Give an end as one place, or as several that stand for its id."""
    if len(end.points) == 1:
        return [_Point(end.id, end.name, end.state, "", end.points[0][1])]
    return _standing([Stand(end.id, "", end.points)])


def _kept_joins(grounds: Sequence[Ground], points: Sequence[_Point]) -> Ints:
    """Read the joins of places from the cache beside the network, or work them out."""

    def make() -> dict[str, np.ndarray]:
        rows = (_joins(grounds, place, point) for place, point in enumerate(points))
        table = np.array([row for some in rows for row in some], dtype=np.int64).T
        return dict(zip(_COLUMNS, table, strict=True))

    own = [(ground.held.own, ground.rows.node_state, ground.shut) for ground in grounds]
    parts = (_FORMAT, [(point.at, point.state) for point in points])
    found = kept("joins", [*parts, *(part for some in own for part in some)], make, _COLUMNS)
    return np.column_stack([found[name] for name in _COLUMNS])


def _joins(grounds: Sequence[Ground], place: int, point: _Point) -> list[tuple[int, int, int, int]]:
    """Give place, pattern, node and hundredths of a km of all joins of a place."""
    spot = Spot(*point.at, state=point.state)
    general = _joined(grounds[0], spot)
    found = [(place, 0, node, km) for node, km in general]
    for pattern, ground in enumerate(grounds[1:], start=1):
        own = _joined(ground, spot)
        if set(own) != {(node, km) for node, km in general if alive(ground, node)}:
            found += [(place, pattern, node, km) for node, km in own]
    return [(*row[:3], round(row[3] * _PARTS)) for row in found]


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
