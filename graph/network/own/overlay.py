"""The network with a person's own rows: the same arcs, those of own legs after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from graph.errors import DataError
from graph.facts import Own
from graph.network.compiled import ArcKind, Network
from graph.network.contract import arc_grounds
from graph.network.control import split_ground
from graph.network.core import Core, arc_columns, core_of
from graph.network.own.extended import Piece, extended
from graph.network.own.joins import add_joints, joints_of, unjoined
from graph.network.own.legs import WaterPart, add_legs
from graph.network.sheet import Sheet
from graph.network.states import Locator
from graph.network.stored import StoredNetwork
from graph.network.tidy import tidied

_TEXTS = ("labels", "locodes", "fact_ids", "zones")


class OwnNetwork(Network):
    """A network and the arcs of own legs; columns of all arcs are joined when first asked for."""

    __slots__ = ("_base", "_piece", "core")
    core: Core
    _base: Network
    _piece: Piece

    @property
    def base(self) -> Network:
        """The network without own rows."""
        return self._base

    @classmethod
    def laid_over(cls, base: Network, core: Core, piece: Piece) -> OwnNetwork:
        """Make the network of its base, its core with the own arcs, and those arcs."""
        network = object.__new__(cls)
        same = {name: getattr(core.rows, name) for name in ("states", "facts", "own", *_TEXTS)}
        for name, value in {**same, "core": core, "_base": base, "_piece": piece}.items():
            object.__setattr__(network, name, value)
        return network

    def __getattr__(self, name: str) -> Any:
        """Join a column; called only for what is not there yet."""
        if name not in _COLUMNS:
            raise AttributeError(name)
        value = self._joined(name)
        object.__setattr__(self, name, value)
        return value

    def _joined(self, name: str) -> np.ndarray:
        base, piece = getattr(self._base, name), self._piece
        if name in {"point_lat", "point_lon"}:
            return np.concatenate([base, piece.nodes[f"node_{name.removeprefix('point_')}"]])
        if name == "first":
            more = 2 * np.arange(1, len(piece.arcs["a"]) + 1)
            return np.concatenate([base, base[-1] + more])
        if name == "chain":
            # Points of own nodes come after all points of the base.
            ends = np.column_stack([piece.arcs["a"], piece.arcs["b"]]).ravel()
            size, points = len(self._base.node_lat), len(self._base.point_lat)
            return np.concatenate([base, np.where(ends >= size, ends - size + points, ends)])
        own = piece.nodes if name.startswith("node_") else piece.arcs
        return np.concatenate([base, own[name]])


_COLUMNS = frozenset(field.name for field in fields(Network))


def with_own(
    network: Network, own: Own, by_water: Mapping[str, Sequence[WaterPart]] | None = None
) -> Network:
    """Lay own legs, closures and costs over a network; the network itself stays as it is.

    Parameters
    ----------
    network
        The compiled world, without rows of one's own.
    own
        What counts beside it.
    by_water
        By the id of a leg by sea or ferry, the way that it takes along the sea lanes; a leg
        without one is drawn straight.

    Raises
    ------
    DataError
        If a leg meets neither the network nor another own leg.

    Notes
    -----
    Takes a fifth of a second. Nodes inside cells where a leg joins become nodes of the core,
    with all that lies above them, so that searches stay exact.
    """
    base = network if isinstance(network, StoredNetwork) else tidied(network)
    core = core_of(base)
    piece = _piece(core, own, by_water or {})
    return OwnNetwork.laid_over(base, extended(core, piece, own), piece)


def without_own(network: Network) -> Network:
    """Give the network that own rows were laid over; the network itself where none were."""
    return network.base if isinstance(network, OwnNetwork) else network


def _piece(core: Core, own: Own, by_water: Mapping[str, Sequence[WaterPart]]) -> Piece:
    rows, size = core.rows, len(core.lat)
    sheet, zones, joints = Sheet(), rows.zones, []
    if own.legs:
        locate = Locator()
        locate.zones = [*rows.zones]
        ends = add_legs(sheet, own.legs, locate, by_water)
        zones = tuple(locate.zones)
        joints = joints_of(core, sheet, ends)
        _all_joined([one.leg.where or one.leg.id for one in unjoined(ends, joints)])
        edges = sheet.edges()
        edges["a"] += size
        edges["b"] += size
        add_joints(sheet, joints, size)
    nodes, edges = (sheet.nodes(), sheet.edges()) if own.legs else ({}, {})
    return _numbered(rows, sheet, nodes, edges, zones)


def _all_joined(alone: Sequence[str]) -> None:
    if alone:
        raise DataError(
            "legs that meet nothing: no line, port or other leg of yours is near either end",
            "Name places on the network, or add legs that lead on.",
            list(alone),
        )


def _numbered(
    rows: Network,
    sheet: Sheet,
    nodes: dict[str, np.ndarray],
    edges: dict[str, np.ndarray],
    zones: tuple[tuple[str, tuple[str, ...]], ...],
) -> Piece:
    """Give the columns of own nodes and arcs, with numbers that follow those of the network."""
    texts = {
        "labels": (*rows.labels, *sheet.labels),
        "locodes": (*rows.locodes, *sheet.locodes),
        "fact_ids": (*rows.fact_ids, *sheet.facts[1:]),
        "zones": zones,
    }
    if not edges:
        names = [*arc_columns(rows), "a", "b", "bridges"]
        none = {name: np.zeros(0, dtype=np.int64) for name in names}
        bare = {f.name: np.zeros(0, dtype=np.int64) for f in fields(Network) if "node_" in f.name}
        return Piece(bare, {**none, "km": np.zeros(0)}, texts)
    state, zone = split_ground(nodes["state"], zones, rows.states)
    label = nodes["label"]
    columns = {
        "node_lat": nodes["lat"],
        "node_lon": nodes["lon"],
        "node_mode": nodes["mode"],
        "node_state": state,
        "node_zone": zone,
        "node_label": np.where(label >= 0, label + len(rows.labels), -1),
    }
    arcs = arc_grounds(edges, zones, rows.states)
    arcs["fact"] = np.where(arcs["fact"] > 0, arcs["fact"] + len(rows.fact_ids) - 1, 0)
    kept = {name: edges[name] for name in ("a", "b", "bridges")}
    # A gate that is none in some view is a way, and ways without length are none to a search.
    way = (arcs["kind"] == ArcKind.LINE) | (arcs["zone"] != arcs["zone_other"])
    km = np.maximum(np.rint(edges["km"] * 1000), way) / 1000
    return Piece(columns, {**arcs, **kept, "km": km}, texts)
