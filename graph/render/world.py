"""The world that the page searches: chains, their costs, places, names; packed as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from graph.gazetteer import Gazetteer
from graph.gazetteer.names import table as names_table
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.control import under
from graph.network.core import Core, core_of
from graph.network.geo import Ints
from graph.network.own import without_own
from graph.network.states import table
from graph.progress import Work
from graph.progress.told import silent
from graph.render import pack
from graph.render.chosen import Asked, chosen_chains
from graph.render.classes import cargo_patterns, classes_of
from graph.render.places import AskedEnd, Places, Stand, join_places, known_names
from graph.render.shapes import GRID, lengths, on_grid, shapes, walk_order
from graph.render.skeleton import Skeleton
from graph.routing import masks
from graph.routing.cargo import carrying_modes
from graph.routing.ground import CRITERIA, Ground, ground_of
from graph.routing.joins import ocean_ports
from graph.routing.tariff import access_per_km

_ACCESS = 100  # parts of a kilometre on the way to the network


class World(NamedTuple):
    """What the page is given: a JSON-ready head, and columns packed as text."""

    head: dict[str, Any]
    columns: str


def make_world(
    network: Network,
    gazetteer: Gazetteer,
    stands: Sequence[Stand],
    day: date,
    tell: Work | None = None,
    asked: Sequence[AskedEnd] = (),
) -> World:
    """Pack the part of the world that routes between known places can use.

    Parameters
    ----------
    network
        The compiled world.
    gazetteer
        Names of what can be asked for.
    stands
        The named points that stand for each state.
    day
        Its closures and services count in the page.
    tell
        Told of each step that takes seconds.
    asked
        Ends that the page must know besides those it always knows.

    Raises
    ------
    CorridorError
        If the cache folder cannot be written.
    """
    core, shipped = core_of(network), without_own(network)
    grounds = _grounds(core, day)
    places = join_places(gazetteer, stands, grounds, asked)
    usual = places.usual
    if shipped is not network:
        usual = join_places(gazetteer, stands, _grounds(core_of(shipped), day)).node
    plain = Asked(under(shipped, day=day), usual)
    network = plain.network if shipped is network else under(network, day=day)
    chains = chosen_chains(Asked(network, places.node), plain, tell or silent())
    nodes, ends = np.unique(np.r_[chains.a, chains.b], return_inverse=True)
    a, b = ends[: len(chains.a)], ends[len(chains.a) :]
    rank = walk_order(a, b, len(nodes))
    number = np.empty(len(nodes), dtype=np.int64)
    number[rank] = np.arange(len(nodes))
    a, b = number[a], number[b]
    order = np.lexsort((b - a, np.maximum(a, b)))
    kept = nodes[rank]
    classes = classes_of(network, core, chains, order, day)
    shape = shapes(network, chains, order)
    km, stretch = lengths(network, chains, order, shape.drawn)
    columns = {
        **classes.columns,
        "high": np.diff(np.maximum(a, b)[order], prepend=0),
        "step": pack.zigzag((b - a)[order]),
        **_bridge_columns(network, chains, order),
        **_node_columns(network, kept),
        **shape.columns,
        **km,
        **_place_columns(places, kept),
        **_gateway_columns(network, grounds[0], kept),
    }
    head = {**_head(network, gazetteer, day, places), **classes.tables, "stretch": stretch}
    return World(head, pack.packed(columns))


def _grounds(core: Core, day: date) -> list[Ground]:
    """Give the ground of freight in general, and those of the patterns of cargo."""
    laden = [Ground(core, day, carrying_modes(one), cargo=one) for one in cargo_patterns()[0]]
    return [ground_of(core, day, masks.DEFAULT_MODES), *laden]


def _bridge_columns(network: Network, chains: Skeleton, order: Ints) -> dict[str, Ints]:
    arc = np.where(chains.arcs < 0, -1 - chains.arcs, chains.arcs)
    bridges = np.add.reduceat(network.bridges[arc], chains.first[:-1])[order]
    bridged = np.flatnonzero(bridges)
    return {"bridged": np.diff(bridged, prepend=0), "bridges": bridges[bridged]}


def _node_columns(network: Network, nodes: Ints) -> dict[str, Ints]:
    named = np.flatnonzero(network.node_label[nodes] >= 0)
    return {
        "lat": pack.deltas(on_grid(network.node_lat[nodes])),
        "lon": pack.deltas(on_grid(network.node_lon[nodes])),
        "named": np.diff(named, prepend=0),
        "label": network.node_label[nodes][named],
    }


def _place_columns(places: Places, nodes: Ints) -> dict[str, Ints]:
    sort = np.argsort(nodes)
    at = np.minimum(np.searchsorted(nodes[sort], places.node), len(nodes) - 1)
    there = nodes[sort[at]] == places.node
    return {
        "place": np.diff(places.place[there], prepend=0),
        "place_node": sort[at][there],
        "place_pattern": places.pattern[there],
        "place_km": np.rint(places.km[there] * _ACCESS).astype(np.int64),
        "place_lat": pack.deltas(on_grid(places.lat)),
        "place_lon": pack.deltas(on_grid(places.lon)),
    }


def _gateway_columns(network: Network, ground: Ground, nodes: Ints) -> dict[str, Ints]:
    """Give the ports on the ocean, and where ships lie in waters that are a state's own."""
    quay = network.kind == ArcKind.PORT
    water = network.a[quay]
    inland = water[network.node_state[water] > 0]
    return {
        "ocean": np.diff(np.flatnonzero(np.isin(nodes, ocean_ports(ground))), prepend=0),
        "inland": np.diff(np.flatnonzero(np.isin(nodes, inland)), prepend=0),
    }


def _head(network: Network, gazetteer: Gazetteer, day: date, places: Places) -> dict[str, Any]:
    seas = [row["id"] for row in table("seas")]
    waters = [*seas, *(f"passage:{name}" for name in PASSAGES if name)]
    points = {state: gazetteer.location(state) for state in network.states if state}
    return {
        "day": day.isoformat(),
        "grid": GRID,
        "access": {"parts": _ACCESS, **{by: access_per_km(by, network.own) for by in CRITERIA}},
        "states": list(network.states),
        "modes": [mode.value for mode in MODES],
        "off": [mode.value for mode in MODES if mode not in masks.DEFAULT_MODES],
        "passages": list(PASSAGES),
        "seas": seas,
        "labels": list(network.labels),
        "locodes": list(network.locodes),
        "cities": list(
            map(list, zip(places.ids, places.names, places.states, places.uses, strict=True))
        ),
        "names": known_names(network, gazetteer),
        "blocs": {row["id"]: sorted(gazetteer.members(row["id"])) for row in names_table("blocs")},
        "waters": {key: gazetteer.location(key) for key in waters},
        "points": {state: point for state, point in points.items() if point},
    }
