"""The world that the page searches: chains, their costs, places, names; packed as text."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from graph.gazetteer import Gazetteer
from graph.gazetteer.names import table as names_table
from graph.model import Avoid, AvoidKind, Mode
from graph.network import MODES, PASSAGES, ArcKind, Network, cache
from graph.network.control import under
from graph.network.geo import Floats, Ints
from graph.network.states import table
from graph.render import pack
from graph.render.places import Places, Stand, join_places, known_names
from graph.render.shapes import GRID, LOG_STEP, on_grid, shapes, walk_order
from graph.render.skeleton import Skeleton, skeleton
from graph.routing import masks
from graph.routing.snap import snapped
from graph.routing.tariff import passage_km, rates

Progress = Callable[[str], None]

# Raise with every change of what is chosen.
_FORMAT = 7
_TRANSFER_CELL_DEG = 0.6
_COST = 100  # fixed hours and dollars to 0.01
_CLASS_COLUMNS = (
    "mode", "state", "other", "passage", "kind", "seas", "shut", "hours_km", "usd_km", "co2_km",
    "hours", "usd",
)  # fmt: skip


class World(NamedTuple):
    """What the page is given: a JSON-ready head, and columns packed as text."""

    head: dict[str, Any]
    columns: str


class _Costs(NamedTuple):
    """For each arc: per km and fixed, hours and USD per tonne; kg CO2 per tonne and km."""

    hours_km: Floats
    usd_km: Floats
    hours: Floats
    usd: Floats
    co2_km: Floats


def make_world(
    network: Network,
    gazetteer: Gazetteer,
    stands: Mapping[str, Stand],
    day: date,
    tell: Progress | None = None,
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
        Called with a line of text before each step that takes seconds.

    Raises
    ------
    CorridorError
        If the cache folder cannot be written.
    """
    network = under(network, day=day)
    usable = ~masks.closed(network, day, masks.DEFAULT_MODES)
    seas = _seas(network)
    places = join_places(network, gazetteer, stands, usable)
    chains = _cached(network, seas, places, tell or (lambda _: None))
    nodes, ends = np.unique(np.r_[chains.a, chains.b], return_inverse=True)
    a, b = ends[: len(chains.a)], ends[len(chains.a) :]
    rank = walk_order(a, b, len(nodes))
    number = np.empty(len(nodes), dtype=np.int64)
    number[rank] = np.arange(len(nodes))
    a, b = number[a], number[b]
    high = np.maximum(a, b)
    order = np.lexsort((b - a, high))
    kept = nodes[rank]
    columns = _chain_columns(network, chains, order, ~usable, seas)
    columns["high"] = np.diff(high[order], prepend=0)
    columns["step"] = pack.zigzag((b - a)[order])
    columns |= _node_columns(network, kept)
    shape = shapes(network, chains, order)
    columns |= shape.columns
    km = np.add.reduceat(network.km[_arcs(chains)], chains.first[:-1])[order] + 1e-3
    columns["ratio"] = pack.zigzag(np.round(np.log(km / shape.drawn) / LOG_STEP).astype(np.int64))
    columns |= _place_columns(places, kept)
    ocean = snapped(network, ["sea"], usable).nodes
    columns["ocean"] = np.diff(np.flatnonzero(np.isin(kept, ocean)), prepend=0)
    return World(_head(network, gazetteer, day, places), pack.packed(columns))


def _seas(network: Network) -> Ints:
    """Give the seas that can be avoided as bits of each arc, in the order of their table."""
    bits = np.zeros(len(network.a), dtype=np.int64)
    for place, row in enumerate(table("seas")):
        avoid = Avoid(AvoidKind.SEA, row["id"], row["id"])
        bits |= masks.blocked(network, avoid).astype(np.int64) << place
    return bits


def _cached(network: Network, seas: Ints, places: Places, tell: Progress) -> Skeleton:
    """Read the chains from the cache beside the network, or choose and keep them."""
    # The ground changes hands and places join by day: what was chosen for another is of no use.
    parts = (network.state, network.kind, places.node, places.nearest)
    digest = hashlib.sha256(repr((_FORMAT, len(network.a))).encode())
    for part in parts:
        digest.update(np.ascontiguousarray(part).tobytes())
    own = digest.hexdigest()[:12]
    target = cache.folder() / f"network-{cache.key()}.page-{own}.npz"
    found = _read(target)
    if found is not None:
        return found
    tag = np.unique(
        np.column_stack(
            [network.mode, network.state, network.passage, seas, network.fact, network.opens]
        ),
        axis=0,
        return_inverse=True,
    )[1].ravel()
    found = skeleton(network, tag, _left_out(network), (places.node, places.nearest), tell)
    _write(target, found)
    return found


def _read(target: Path) -> Skeleton | None:
    try:
        with target.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return Skeleton(*(stored[name].astype(np.int64) for name in Skeleton._fields))
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None


def _write(target: Path, chains: Skeleton) -> None:
    draft = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            np.savez_compressed(
                stream, **{name: getattr(chains, name).astype(np.int32) for name in chains._fields}
            )
        draft.replace(target)
    except OSError:
        return  # the page can be written without; it will only take as long again
    finally:
        draft.unlink(missing_ok=True)


def _left_out(network: Network) -> np.ndarray:
    """Tell which arcs the page does without.

    Those are pipelines, which serve only where a commodity is named, and transfers but the
    best joined one of each piece of railway in each cell.
    """
    arcs = np.flatnonzero(network.kind == ArcKind.TRANSFER)
    degree = np.bincount(np.r_[network.a, network.b], minlength=len(network.node_lat))
    row = np.floor(network.node_lat[network.a[arcs]] / _TRANSFER_CELL_DEG).astype(np.int64)
    column = np.floor(network.node_lon[network.a[arcs]] / _TRANSFER_CELL_DEG).astype(np.int64)
    # Without pieces a branch that no train leaves could lose its only way to the roads.
    piece = _rail_pieces(network)
    piece = np.maximum(piece[network.a[arcs]], piece[network.b[arcs]])
    key = ((row * 2000 + column) * 1000 + network.state[arcs]) * 10_000 + piece
    joined = degree[network.a[arcs]] + degree[network.b[arcs]]
    order = np.lexsort((-joined, key))
    gone = network.mode == MODES.index(Mode.PIPELINE)
    gone[arcs[order[np.r_[False, np.diff(key[order]) == 0]]]] = True
    return np.asarray(gone)


def _rail_pieces(network: Network) -> Ints:
    """Give the number of the piece of railway of each node, 0 for nodes off it."""
    size = len(network.node_lat)
    rail = (network.mode == MODES.index(Mode.RAIL)) & (network.kind == ArcKind.LINE)
    a, b = network.a[rail], network.b[rail]
    matrix = csr_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    _, piece = connected_components(matrix, directed=False)
    on = np.zeros(size, dtype=bool)
    on[a] = on[b] = True
    return np.where(on, np.unique(np.where(on, piece, -1), return_inverse=True)[1], 0)


def _costs(network: Network) -> _Costs:
    """Give what each arc takes for each km, and once."""
    per_km, once = rates(network, passage_km(network))
    return _Costs(per_km.hours, per_km.usd, once.hours, once.usd, per_km.co2)


def _chain_columns(
    network: Network, chains: Skeleton, order: Ints, shut: np.ndarray, seas: Ints
) -> dict[str, Ints]:
    """Give lengths and classes of chains; a class holds all that many chains share."""
    arc = _arcs(chains)
    costs, start = _costs(network), chains.first[:-1]
    lead = arc[start][order]
    hours = np.add.reduceat(costs.hours[arc], start)[order]
    usd = np.add.reduceat(costs.usd[arc], start)[order]
    bridges = np.add.reduceat(network.bridges[arc], start)[order]
    rows = np.column_stack(
        [
            *(getattr(network, name)[lead] for name in ("mode", "state", "other", "passage")),
            network.kind[lead],
            seas[lead],
            shut[lead],
            np.round(costs.hours_km[lead] * 1e7),
            np.round(costs.usd_km[lead] * 1e7),
            np.round(costs.co2_km[lead] * 1e7),
            np.round(hours * _COST),
            np.round(usd * _COST),
        ]
    ).astype(np.int64)
    classes, of = np.unique(rows, axis=0, return_inverse=True)
    found = {f"class_{name}": pack.zigzag(classes[:, at]) for at, name in enumerate(_CLASS_COLUMNS)}
    bridged = np.flatnonzero(bridges)
    return found | {
        "class": of.ravel(),
        "bridged": np.diff(bridged, prepend=0),
        "bridges": bridges[bridged],
    }


def _node_columns(network: Network, nodes: Ints) -> dict[str, Ints]:
    named = np.flatnonzero(network.node_label[nodes] >= 0)
    return {
        "lat": pack.deltas(on_grid(network.node_lat[nodes])),
        "lon": pack.deltas(on_grid(network.node_lon[nodes])),
        "named": np.diff(named, prepend=0),
        "label": network.node_label[nodes][named],
    }


def _arcs(chains: Skeleton) -> Ints:
    return np.where(chains.arcs < 0, -1 - chains.arcs, chains.arcs)


def _place_columns(places: Places, nodes: Ints) -> dict[str, Ints]:
    at = np.minimum(np.searchsorted(np.sort(nodes), places.node), len(nodes) - 1)
    sort = np.argsort(nodes)
    there = nodes[sort[at]] == places.node
    return {
        "city": np.diff(places.city[there], prepend=0),
        "city_node": sort[at][there],
        "city_lat": pack.deltas(on_grid(places.lat)),
        "city_lon": pack.deltas(on_grid(places.lon)),
    }


def _head(network: Network, gazetteer: Gazetteer, day: date, places: Places) -> dict[str, Any]:
    seas = [row["id"] for row in table("seas")]
    waters = [*seas, *(f"passage:{name}" for name in PASSAGES if name)]
    points = {state: gazetteer.location(state) for state in network.states if state}
    return {
        "day": day.isoformat(),
        "grid": GRID,
        "log_step": LOG_STEP,
        "states": list(network.states),
        "modes": [mode.value for mode in MODES],
        "off": [mode.value for mode in MODES if mode not in masks.DEFAULT_MODES],
        "passages": list(PASSAGES),
        "seas": seas,
        "labels": list(network.labels),
        "cities": [
            {"id": key, "name": name, "state": state}
            for key, name, state in zip(places.ids, places.names, places.states, strict=True)
        ],
        "names": known_names(network, gazetteer),
        "blocs": {row["id"]: sorted(gazetteer.members(row["id"])) for row in names_table("blocs")},
        "waters": {key: gazetteer.location(key) for key in waters},
        "points": {state: point for state, point in points.items() if point},
    }
