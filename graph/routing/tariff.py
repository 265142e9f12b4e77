"""Hours, dollars, grams and kilometres of every arc, all from the table of costs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from graph.facts import load
from graph.model import Mode
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.geo import Floats, Ints
from graph.network.states import table

# Ties are broken by length; no arc is free, or searches would walk in circles.
_LEAST = 1e-6
_WORLD = "world"


class Tariff(NamedTuple):
    """What each arc takes: hours, USD per tonne, kg CO2 per tonne."""

    hours: Floats
    usd: Floats
    co2: Floats


@cache
def _scopes(mode: str, parameter: str) -> dict[str, float]:
    """Give the figures of a parameter by scope: the world, a state, a pair, a passage."""
    return {
        row.scope: row.value
        for row in load("costs")
        # A crisis or a guess for one state must not pass for its usual figure.
        if (row.mode, row.parameter) == (mode, parameter)
        and (row.scope == _WORLD or row.confidence != "low" or parameter == "canal_usd_per_t")
    }


def world_cost(mode: str, parameter: str, default: float = 0.0) -> float:
    """Give the world's figure for a mode, in the unit of the table of costs."""
    return _scopes(mode, parameter).get(_WORLD, default)


def tariff(network: Network) -> Tariff:
    """Work out all arcs; the figures are those of the table of costs."""
    hours, usd = np.zeros(len(network.a)), np.zeros(len(network.a))
    co2 = np.zeros(len(network.a))
    for number, mode in enumerate(MODES):
        speed = _by_state(network, mode, "speed_kmh", 1.0)
        price = _by_state(network, mode, "usd_per_tkm")
        mine = network.mode == number
        km, state = network.km[mine], network.state[mine]
        on_the_move = world_cost(mode, "driving_h_per_day", 24.0) / 24
        hours[mine] = km / (speed[state] * on_the_move)
        usd[mine] = km * price[state]
        co2[mine] = km * world_cost(mode, "co2_g_per_tkm") / 1000
    _add_gates(network, hours, usd)
    _add_handling(network, hours, usd)
    _add_canals(network, usd)
    return Tariff(hours + _LEAST, usd + _LEAST, co2)


def _by_state(network: Network, mode: Mode, parameter: str, default: float = 0.0) -> Floats:
    """Give a figure for each state of the network, the world's where it has none of its own."""
    scopes = _scopes(mode, parameter)
    world = scopes.get(_WORLD, default)
    return np.array([scopes.get(state, world) if state else world for state in network.states])


def _add_gates(network: Network, hours: Floats, usd: Floats) -> None:
    """Add border stops, and changes of gauge on rails."""
    gauge = _gauges(network)
    for mode in (Mode.RAIL, Mode.ROAD):
        mine = np.flatnonzero((network.kind == ArcKind.GATE) & (network.mode == MODES.index(mode)))
        a, b = network.state[mine], network.other[mine]
        breaks = (gauge[a] != gauge[b]) & (mode is Mode.RAIL)
        for sums, unit in ((hours, "h"), (usd, "usd_per_t")):
            sums[mine] += _at_border(network, mode, f"border_{unit}", a, b)
            change = _by_state(network, mode, f"gauge_change_{unit}")
            sums[mine] += breaks * np.maximum(change[a], change[b])


def _at_border(network: Network, mode: Mode, parameter: str, a: Ints, b: Ints) -> Floats:
    """Give what each gate takes: by its pair of states, its union, or the worse of two sides."""
    own = _by_state(network, mode, parameter)
    member, by_union = _unions(network, parameter)
    one = (member[a] == member[b]) & (member[a] > 0)
    found = np.where(one, by_union[member[a]], np.maximum(own[a], own[b]))
    for scope, value in _scopes(mode, parameter).items():
        pair = [network.states.index(code) for code in scope.split("-") if code in network.states]
        if len(pair) == 2:
            found[np.isin(a, pair) & np.isin(b, pair) & (a != b)] = value
    return np.asarray(found)


def _unions(network: Network, parameter: str) -> tuple[Ints, Floats]:
    """Give the union of each state, 0 for none, and the figure of each union."""
    rows = table("unions")
    member = np.zeros(len(network.states), dtype=np.int64)
    for number, row in enumerate(rows, start=1):
        for state in row["states"].split():
            member[network.states.index(state)] = number
    return member, np.array([0.0, *(float(row[parameter]) for row in rows)])


def _gauges(network: Network) -> Floats:
    gauge = np.full(len(network.states), 1435.0)
    for row in table("gauges"):
        for state in row["states"].split():
            gauge[network.states.index(state)] = float(row["gauge_mm"])
    return gauge


def _add_handling(network: Network, hours: Floats, usd: Floats) -> None:
    """Add ports and berths on both sides, tank farms, gates of quays and changes of mode."""
    kind, a, b = network.kind, network.state, network.other
    service = kind == ArcKind.SERVICE
    hours[service] = np.where(network.hours > 0, network.hours, hours)[service]
    farm = (kind == ArcKind.ACCESS) & (network.mode == MODES.index(Mode.PIPELINE))
    gate = (kind == ArcKind.ACCESS) & ~farm
    for sums, unit in ((hours, "h"), (usd, "usd_per_t")):
        for mode in (Mode.SEA, Mode.RIVER, Mode.FERRY):
            port = _by_state(network, mode, f"port_{unit}")
            mine = network.mode == MODES.index(mode)
            quay, berths = mine & (kind == ArcKind.PORT), mine & service
            sums[quay] += port[a[quay]]
            sums[berths] += port[a[berths]] + port[b[berths]]
        sums[farm] += world_cost(Mode.PIPELINE, f"port_{unit}")
        sums[gate] += world_cost(Mode.ROAD, f"access_{unit}")
        sums[kind == ArcKind.TRANSFER] += world_cost(Mode.RAIL, f"transship_{unit}")


def _add_canals(network: Network, usd: Floats) -> None:
    """Share the dues of a canal out over its length."""
    for number, name in enumerate(PASSAGES):
        due = _scopes(Mode.SEA, "canal_usd_per_t").get(name, 0.0)
        mine = network.passage == number
        if due and mine.any():
            usd[mine] += due * network.km[mine] / network.km[mine].sum()
