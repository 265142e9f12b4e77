"""An independent answer to compare with: plain Dijkstra over every arc of the cut network."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from graph.model import Avoid, AvoidKind
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.control import under
from graph.network.core import Core, core_of
from graph.routing import masks
from graph.routing.bounds import Bounds, bounds_of
from graph.routing.ground import CRITERIA, By, Ground, ground_of
from graph.routing.search import Ends, shortest
from graph.routing.tariff import tariff

DAYS = (date(2016, 6, 1), date(2021, 6, 1), date(2022, 4, 1), date(2025, 6, 1))
# Towns, states and passages all over the world to ask between and to avoid.
PLACES = [
    (43.25, 76.95),
    (52.52, 13.40),
    (-15.4, 28.3),
    (1.35, 103.8),
    (40.7, -74.0),
    (47.9, 106.9),
    (9.0, 38.75),
    (-23.5, -46.6),
    (35.7, 51.4),
    (55.75, 37.6),
]
STATES = ["RU", "CN", "KZ", "TR", "IR", "AZ", "EG", "DE", "PL", "ZA", "TZ", "US", "PA", "IN"]
AVOIDS = [Avoid(AvoidKind.COUNTRY, code, code, frozenset([code])) for code in STATES]
AVOIDS += [
    Avoid(AvoidKind.PASSAGE, f"passage:{name}", name)
    for name in ("suez", "panama", "bosporus", "malacca", "hormuz", "gibraltar")
]


class Case(NamedTuple):
    """A question: two nodes of the network, what to avoid, a criterion, a day."""

    start: int
    goal: int
    avoid: tuple[Avoid, ...]
    by: By
    day: date


class Oracle:
    """Every arc of the network with its cost; what is closed or avoided is left out."""

    def __init__(self, network: Network) -> None:
        self._network = network
        count = len(network.a)
        ends = np.r_[network.a, network.b]
        order = np.argsort(ends, kind="stable")
        self._first = np.searchsorted(ends[order], np.arange(len(network.node_lat) + 1))
        self._arc, self._beyond = order % count, np.r_[network.b, network.a][order]

    def usable(self, case: Case) -> np.ndarray:
        """Tell which arcs may be used."""
        network = under(self._network, day=case.day)
        shut = masks.closed(network, case.day, masks.DEFAULT_MODES)
        for one in case.avoid:
            shut = shut | masks.blocked(network, one)
        return ~shut

    def _weights(self, case: Case) -> np.ndarray:
        network = under(self._network, day=case.day)
        if case.by in {"time", "cost"}:
            sums = tariff(network)
            return sums.hours if case.by == "time" else sums.usd
        changes = np.where(network.kind == ArcKind.LINE, 0, 1e-6)
        return changes + (network.km if case.by == "distance" else tariff(network).co2)

    def matrix(self, case: Case) -> csr_matrix:
        """Give the cost of every arc in both directions, endless where it may not be used."""
        weights = np.where(self.usable(case), self._weights(case), np.inf)
        size = len(self._network.node_lat)
        slots = (weights[self._arc], self._beyond.astype(np.int32), self._first.astype(np.int32))
        return csr_matrix(slots, shape=(size, size))

    def cost(self, case: Case) -> float:
        """Give what the best way takes, endless where there is none."""
        return float(dijkstra(self.matrix(case), indices=[case.start])[0][case.goal])


def engine_cost(core: Core, bounds: Bounds, case: Case) -> float:
    """Give what the engine's best way takes, endless where there is none."""
    ground = ground_of(core, case.day, masks.DEFAULT_MODES)
    costs, ends = ground.costs(case.by), (Ends([case.start], [0.0]), Ends([case.goal], [0.0]))
    bound = bounds.to(ground, case.by, ends[1], ends[0])
    shut = np.logical_or.reduce([ground.shut, *(ground.gone(one) for one in case.avoid)])
    way = shortest(core, costs, ends, np.where(shut, np.inf, 1.0).data, bound)
    return way.cost if way else np.inf


def cases(network: Network, count: int, seed: int, day: date | None = None) -> Iterator[Case]:
    """Draw questions: half world-wide, a quarter near each other, a quarter in one cell.

    Most avoid something that the best way touches, so that it matters. Days are drawn too
    where none is given.
    """
    core, chance = core_of(network), random.Random(seed)  # noqa: S311
    bounds = bounds_of(network, core)
    for number in range(count):
        when = day or chance.choice(DAYS)
        ground = ground_of(core, when, masks.DEFAULT_MODES)
        by = chance.choice(CRITERIA)
        start = chance.randrange(len(core.lat))
        goal = _goal(core, chance, start, number % 4)
        found = _touched(ground, bounds, Case(start, goal, (), by, when))
        size = min(len(found), chance.choice((0, 1, 1, 2, 3)))
        yield Case(start, goal, tuple(chance.sample(found, size)), by, when)


def _goal(core: Core, chance: random.Random, start: int, kind: int) -> int:
    if kind < 2:
        return chance.randrange(len(core.lat))
    near = min(max(start + chance.randint(-2000, 2000), 0), len(core.lat) - 1)
    row = core.node_row[start]
    if kind == 2 or row < 0:
        return near
    return int(chance.choice(np.flatnonzero(core.node_row == row).tolist()))


def _touched(ground: Ground, bounds: Bounds, case: Case) -> list[Avoid]:
    """Give avoids that the best way touches: states, borders, passages, ports, seas, modes."""
    core, rows = ground.core, ground.rows
    ends = Ends([case.start], [0.0]), Ends([case.goal], [0.0])
    bound = bounds.to(ground, case.by, ends[1], ends[0])
    factor = np.where(ground.shut, np.inf, 1.0).data
    way = shortest(core, ground.costs(case.by), ends, factor, bound)
    found: dict[str, Avoid] = {}
    for step in way.steps if way else []:
        a, b = (rows.states[int(side[step.row])] for side in (rows.state, rows.other))
        for state in {a, b} - {""}:
            found[state] = Avoid(AvoidKind.COUNTRY, state, state, frozenset([state]))
        if a != b and a and b:
            found[f"{a}-{b}"] = Avoid(AvoidKind.BORDER, f"border:{a}-{b}", f"{a}-{b}")
        if passage := PASSAGES[int(rows.passage[step.row])]:
            found[passage] = Avoid(AvoidKind.PASSAGE, f"passage:{passage}", passage)
        for end in (rows.a[step.row], rows.b[step.row]):
            if name := rows.label(int(end)):
                found[name] = Avoid(AvoidKind.PORT, f"port:{name}", name)
        mode = MODES[int(rows.mode[step.row])].value
        found[mode] = Avoid(AvoidKind.MODE, f"mode:{mode}", mode)
    for sea in ("sea:black", "sea:caspian", "sea:red", "sea:baltic"):
        found[sea] = Avoid(AvoidKind.SEA, sea, sea)
    return list(found.values())
