"""The core on a day, for some modes: what is shut, what each arc takes, who neighbours whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

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
_LEAST = 1e-6

Edge = tuple[int, float, int, int]
"""The node beyond, what the arc takes, its row, and its slot (twice its number, plus one
where it is passed from its `b`)."""


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
        self._slots: tuple[np.ndarray, np.ndarray, Floats] | None = None

    def slots(self, shut: np.ndarray) -> tuple[np.ndarray, Floats]:
        """Give for each slot of `Core.around` the node beyond and the cost, endless if shut."""
        core = self._core
        if self._slots is None or self._slots[0] is not shut:
            arcs = core.around >> 1
            beyond = np.where(core.around & 1, core.a[arcs], core.b[arcs]).astype(np.int32)
            weights = np.where(shut[core.row], np.inf, self.weights)[arcs]
            self._slots = shut, beyond, weights
        return self._slots[1], self._slots[2]

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
        self.core, self.held, self.modes = core, under(core.rows, day=day), tuple(modes)
        self.rows = self.held if rows is None else rows
        self.shut = masks.closed(self.held, day, modes)
        if cargo:
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

    def gone(self, avoid: Avoid) -> np.ndarray:
        """Tell the rows that fall away with one avoid."""
        if avoid not in self._gone:
            self._gone[avoid] = masks.blocked(self.rows, avoid)
        return self._gone[avoid]

    def costs(self, by: By) -> Costs:
        """Give what arcs take by a criterion."""
        if by not in self._costs:
            per_km, once = row_costs(self.held, self.rates, by)
            self._costs[by] = Costs(self.core, per_km, once, tariff.access_per_km(by), self.flow)
        return self._costs[by]


def row_costs(rows: Network, rates: tariff.Rates, by: By) -> tuple[Floats, Floats]:
    """Give what rows take by a criterion, for each km and once."""
    changes = np.where(rows.kind == ArcKind.LINE, 0, _LEAST)
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
