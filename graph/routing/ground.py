"""The core on a day, for some modes: what is shut, what each arc takes, who neighbours whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

import numpy as np

from graph.facts import Cargo
from graph.model import Avoid, Mode
from graph.network import ArcKind, Network
from graph.network.control import View, under
from graph.network.core import Core
from graph.network.geo import EARTH_KM, Floats, Ints, unit_vectors
from graph.routing import masks, tariff
from graph.routing.cargo import flow_ways, unfit
from graph.routing.climb import Climber

By = Literal["time", "cost", "distance", "co2"]
CRITERIA: tuple[By, ...] = ("time", "cost", "distance", "co2")
GATEWAYS = (ArcKind.GATE, ArcKind.PORT, ArcKind.SERVICE)
LEAST = 1e-6
"""What a change takes at least, so that no search walks in circles."""

Edge = tuple[int, float, int, int]
"""The node beyond, what the arc takes, its row, and its slot (twice its number, plus one
where it is passed from its `b`)."""


class Slots(NamedTuple):
    """Arcs of the core as the rows of a sparse matrix, each from both of its ends.

    Those at a node stand at `first[node]:first[node + 1]`; `beyond` are the nodes they lead to,
    `rows` and `numbers` their rows and slots, `place` where each slot stands (-1 if nowhere).
    """

    first: Ints
    tails: Ints
    beyond: Ints
    weights: Floats
    rows: Ints
    numbers: Ints
    place: Ints


def _slots(core: Core, weights: Floats, shut: np.ndarray) -> Slots:
    arcs = core.around >> 1
    kept = np.flatnonzero(~shut[core.row[arcs]])
    numbers, arcs = core.around[kept].astype(np.int64), arcs[kept]
    tails = np.repeat(np.arange(len(core.nodes)), np.diff(core.first))[kept]
    beyond = np.where(numbers & 1, core.a[arcs], core.b[arcs]).astype(np.int64)
    first = np.searchsorted(kept, core.first)
    place = np.full(2 * len(core.a), -1)
    place[numbers] = np.arange(len(numbers))
    rows = core.row[arcs].astype(np.int64)
    return Slots(first, tails, beyond, weights[arcs], rows, numbers, place)


class Costs(dict[int, list[Edge]]):
    """What arcs take by one criterion; the edges at a node, made when first asked for.

    `per_metre` and `once` are by row, `weights` by arc of the core, all in hours, USD per
    tonne, km, or kg CO2 per tonne.
    """

    def __init__(self, core: Core, per_km: Floats, once: Floats, access: float, flow: Ints) -> None:
        super().__init__()
        self.per_metre, self.once = per_km / 1000, once
        self.access_per_km = access
        self.weights = core.metres * self.per_metre[core.row] + once[core.row]
        self.climber = Climber(core, self.per_metre)
        self._core, self._flow = core, flow
        self._slots: tuple[np.ndarray, Slots] | None = None

    def slots(self, shut: np.ndarray) -> Slots:
        """Give the arcs of the core that are open, from both of their ends."""
        if self._slots is None or self._slots[0] is not shut:
            self._slots = shut, _slots(self._core, self.weights, shut)
        return self._slots[1]

    def against(self, slots: Slots) -> np.ndarray | None:
        """Tell the slots that go against the flow of a pipeline, None where nothing flows."""
        if not self._flow.any():
            return None
        return np.asarray(self._flow[slots.rows] * np.where(slots.numbers & 1, -1, 1) < 0)

    def __missing__(self, node: int) -> list[Edge]:
        """Make the edges at a node of the core."""
        core = self._core
        slots = core.around[core.first[node] : core.first[node + 1]]
        arcs = slots >> 1
        beyond = np.where(slots & 1, core.a[arcs], core.b[arcs])
        # A pipeline flows one way; its arcs keep the direction that they have in the network.
        flows = self._flow[core.row[arcs]] * np.where(slots & 1, -1, 1) >= 0
        columns = (beyond[flows], self.weights[arcs][flows], core.row[arcs][flows], slots[flows])
        edges = list(zip(*(column.tolist() for column in columns), strict=True))
        self[node] = edges
        return edges


class Ground:
    """The core on a day for some modes; holds what searches on it share.

    `rows` tell states as they were asked for, `held` those that hold the ground in fact.
    """

    def __init__(
        self,
        core: Core,
        day: date,
        modes: Sequence[Mode],
        rows: Network | None = None,
        cargo: Cargo | None = None,
    ) -> None:
        # Borders are shut and lorries wait where the ground changes hands in fact.
        self.core, self.day, self.modes = core, day, tuple(modes)
        self.held = under(core.rows, day=day)
        self.rows = self.held if rows is None else rows
        self.shut = masks.closed(self.held, day, modes)
        self.shut = self.shut | unfit(self.held, cargo)
        self._gone: dict[Avoid, np.ndarray] = {}
        self._costs: dict[By, Costs] = {}

    @cached_property
    def rates(self) -> tariff.Rates:
        """What arcs take for each km and once, by row."""
        return tariff.rates(self.held, self.core.passage_km)

    @cached_property
    def gateways(self) -> tuple[Ints, Floats]:
        """The rows of gates, ports and services, and unit vectors of where they start."""
        rows = self.rows
        numbers = np.flatnonzero(np.isin(rows.kind, GATEWAYS))
        at = rows.a[numbers]
        return numbers, unit_vectors(rows.node_lat[at], rows.node_lon[at])

    def gateways_near(self, points: Sequence[tuple[float, float]], km: float) -> Ints:
        """Give the rows of gates, ports and services within so many km of some point."""
        numbers, places = self.gateways
        if not points:
            return numbers[:0]
        lat, lon = np.array(points).T
        close = places @ unit_vectors(lat, lon).T >= np.cos(km / EARTH_KM)
        return np.asarray(numbers[close.any(axis=1)])

    @cached_property
    def flow(self) -> Ints:
        """The way that each row may be passed: 1 and -1 for pipelines, which others are not."""
        if Mode.PIPELINE in self.modes:
            return flow_ways(self.core.rows)
        return np.zeros(len(self.shut), dtype=np.int64)

    def access_per_km(self, by: str) -> float:
        """Give what a km by lorry takes between a place and the network."""
        return tariff.access_per_km(by, self.held.own)

    def gone(self, avoid: Avoid) -> np.ndarray:
        """Tell the rows that fall away with one avoid."""
        if avoid not in self._gone:
            self._gone[avoid] = masks.blocked(self.rows, avoid)
        return self._gone[avoid]

    def costs(self, by: By) -> Costs:
        """Give what arcs take by a criterion."""
        if by not in self._costs:
            per_km, once = row_costs(self.held, self.rates, by)
            self._costs[by] = Costs(self.core, per_km, once, self.access_per_km(by), self.flow)
        return self._costs[by]


def row_costs(rows: Network, rates: tariff.Rates, by: By) -> tuple[Floats, Floats]:
    """Give what rows take by a criterion, for each km and once."""
    changes = np.where(rows.kind == ArcKind.LINE, 0, LEAST)
    if by == "distance":
        return np.ones(len(rows.a)), changes
    column = {"time": 0, "cost": 1, "co2": 2}[by]
    once = rates.once[column]
    return rates.per_km[column], np.maximum(once, changes)


@lru_cache(maxsize=8)
def ground_of(
    core: Core,
    day: date,
    modes: tuple[Mode, ...],
    control: View = "actual",
    strict_waters: bool = False,  # noqa: FBT001, FBT002 - part of the key
    cargo: Cargo | None = None,
) -> Ground:
    """Give the ground of a day, with states by control or by law; the last few are kept."""
    rows = under(core.rows, view=control, day=day, strict_waters=strict_waters)
    return Ground(core, day, modes, rows, cargo)
