"""The compiled world network: arrays of nodes, arcs and the chains that arcs stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from graph.facts import NOTHING, Own
from graph.model import Mode
from graph.network.geo import Floats, Ints

MODES: tuple[Mode, ...] = tuple(Mode)
"""An arc's mode number is the place of its mode here."""

PASSAGES = (
    "",
    "bab-el-mandeb",
    "bering",
    "bosporus",
    "cape-horn",
    "cape-of-good-hope",
    "channel-tunnel",
    "dardanelles",
    "english-channel",
    "gibraltar",
    "great-belt",
    "hormuz",
    "kerch",
    "kiel",
    "korea-strait",
    "la-perouse",
    "lombok",
    "malacca",
    "messina",
    "northwest",
    "oresund",
    "panama",
    "suez",
    "sunda",
    "taiwan-strait",
    "tatar",
    "torres",
    "tsugaru",
    "volga-don",
)
"""An arc's passage number is the place of its passage here."""

LAST_DAY = 3_652_059
"""The ordinal of the last day there is, for arcs that have no end."""


class ArcKind(IntEnum):
    """What an arc is: way along a line, or a change that costs time at one place."""

    LINE = 0
    GATE = 1
    PORT = 2
    ACCESS = 3
    TRANSFER = 4
    SERVICE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Nodes and undirected arcs of the world; states and passages live on arcs.

    Latitudes and longitudes are in degrees, `km` in kilometres, `hours` of services in
    hours (0 where unknown), `opens` and `closes` are ordinals of the first and last day.
    `state` and `other` are numbers of `states` (0: open sea); they differ at gates only.
    They tell who controls the ground now; `zone`, `zone_other` and `node_zone` are numbers of
    the zones of disputed ground (0: none; zone 1 is `zones[0]`), from which the state by law
    or on another day follows (`graph.network.control.under`). `waters` is the state whose
    territorial sea an arc at sea lies in, 0 for none; `waters_zone` its zone.
    `chain[first[i]:first[i + 1]]` are the points of arc `i` from `a` to `b`, as numbers into
    `point_lat` and `point_lon`. `bridges` counts inferred gaps on the arc. `fact` is a
    number of `fact_ids`: the row of a fact table (`ferries:aktau-alat`) that the arc comes
    from; 0 where it comes from map data. `own` is what a person adds: the arcs of its legs
    are the last ones (`graph.network.own`), and its closures and costs count in searches.
    """

    states: tuple[str, ...]
    zones: tuple[tuple[str, tuple[str, ...]], ...]
    node_lat: Floats
    node_lon: Floats
    node_mode: Ints
    node_state: Ints
    node_zone: Ints
    node_label: Ints
    labels: tuple[str, ...]
    locodes: tuple[str, ...]
    a: Ints
    b: Ints
    km: Floats
    hours: Floats
    mode: Ints
    state: Ints
    other: Ints
    zone: Ints
    zone_other: Ints
    waters: Ints
    waters_zone: Ints
    passage: Ints
    kind: Ints
    bridges: Ints
    opens: Ints
    closes: Ints
    fact: Ints
    fact_ids: tuple[str, ...]
    first: Ints
    chain: Ints
    point_lat: Floats
    point_lon: Floats
    facts: dict[str, str]
    own: Own = NOTHING

    def __repr__(self) -> str:
        """Return what it is, in a line; columns are not read for that."""
        own = f", {len(self.own.legs)} own legs" if self.own.legs else ""
        return f"<{type(self).__name__} of {len(self.states) - 1} states{own}>"

    def points(self, arc: int, *, forward: bool = True) -> list[tuple[float, float]]:
        """Give the (longitude, latitude) pairs of an arc in degrees, in its direction."""
        numbers = self.chain[self.first[arc] : self.first[arc + 1]]
        numbers = numbers if forward else numbers[::-1]
        pairs = zip(self.point_lon[numbers], self.point_lat[numbers], strict=True)
        return [(round(float(lon), 5), round(float(lat), 5)) for lon, lat in pairs]

    def label(self, node: int) -> str:
        """Give the name of a port or berth, '' for other nodes."""
        number = int(self.node_label[node])
        return self.labels[number] if number >= 0 else ""


def state_number(network: Network, code: str) -> int:
    """Give the number of a state code, -1 where the network does not know it."""
    return network.states.index(code) if code in network.states else -1


def arcs_by_kind(network: Network, kind: ArcKind) -> Ints:
    """Give the numbers of all arcs of one kind."""
    return np.flatnonzero(network.kind == kind)
