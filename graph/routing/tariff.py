"""Hours, dollars, grams and kilometres of every arc, all from the table of costs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from graph.facts import NOTHING, Own, OwnLeg, load
from graph.facts.own import LEGS
from graph.model import Mode
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.core import passage_km as passage_km  # noqa: PLC0414 - handed on
from graph.network.gates import gate_gauges
from graph.network.geo import Floats, Ints
from graph.network.states import table

# No change is free, or searches would walk in circles.
_LEAST = 1e-6
_WORLD = "world"
_AFLOAT = (Mode.SEA, Mode.FERRY, Mode.RIVER)


class Tariff(NamedTuple):
    """What each arc takes: hours, USD per tonne, kg CO2 per tonne."""

    hours: Floats
    usd: Floats
    co2: Floats


@cache
def _shipped(mode: str, parameter: str) -> dict[str, float]:
    return {
        row.scope: row.value
        for row in load("costs")
        # A crisis or a guess for one state must not pass for its usual figure.
        if (row.mode, row.parameter) == (mode, parameter)
        and (row.scope == _WORLD or row.confidence != "low" or parameter == "canal_usd_per_t")
    }


def _scopes(own: Own, mode: str, parameter: str) -> dict[str, float]:
    """Give the figures of a parameter by scope: the world, a state, a pair, a passage."""
    mine = {
        row.scope: row.value for row in own.costs if (row.mode, row.parameter) == (mode, parameter)
    }
    return {**_shipped(mode, parameter), **mine}


def world_cost(own: Own, mode: str, parameter: str, default: float = 0.0) -> float:
    """Give the world's figure for a mode, in the unit of the table of costs."""
    return _scopes(own, mode, parameter).get(_WORLD, default)


class Rates(NamedTuple):
    """What arcs take for each km, and once for each arc; the units are those of `Tariff`."""

    per_km: Tariff
    once: Tariff


def tariff(network: Network) -> Tariff:
    """Work out all arcs; the figures are those of the table of costs."""
    per_km, once = rates(network, passage_km(network))
    return Tariff(*(rate * network.km + fixed for rate, fixed in zip(per_km, once, strict=True)))


def rates(network: Network, lengths: Floats) -> Rates:
    """Work out what each arc takes for its length, and once whatever its length.

    A way along a line takes nothing once, so that its parts add up to it. `lengths` are those
    of the passages in km, over which canal dues are spread.
    """
    per_km, once = (Tariff(*np.zeros((3, len(network.a)))) for _ in range(2))
    own = network.own
    for number, mode in enumerate(MODES):
        speed = _by_state(network, mode, "speed_kmh", 1.0)
        price = _by_state(network, mode, "usd_per_tkm")
        mine = network.mode == number
        state = network.state[mine]
        per_km.hours[mine] = 1 / (speed[state] * _moving(own, mode))
        per_km.usd[mine] = price[state]
        per_km.co2[mine] = world_cost(own, mode, "co2_g_per_tkm") / 1000
    known = (network.kind == ArcKind.SERVICE) & (network.hours > 0)
    per_km.hours[known], once.hours[known] = 0, network.hours[known]
    _add_gates(network, once.hours, once.usd)
    _add_handling(network, once.hours, once.usd)
    for number, name in enumerate(PASSAGES):
        due = _scopes(own, Mode.SEA, "canal_usd_per_t").get(name, 0.0)
        if due and lengths[number]:
            per_km.usd[network.passage == number] += due / lengths[number]
    for leg in own.legs:
        _add_leg(network, leg, per_km, once)
    changes = network.kind != ArcKind.LINE
    once.hours[changes] += _LEAST
    once.usd[changes] += _LEAST
    return Rates(per_km, once)


def _moving(own: Own, mode: Mode) -> float:
    """Give the share of the day that a mode is on the move."""
    return world_cost(own, mode, "driving_h_per_day", 24.0) / 24


def access_per_km(by: str, own: Own = NOTHING) -> float:
    """Give what a km by lorry takes on the way to the network (world figures)."""
    return {
        "time": 1 / (world_cost(own, "road", "speed_kmh", 1.0) * _moving(own, Mode.ROAD)),
        "cost": world_cost(own, "road", "usd_per_tkm", 1.0),
        "distance": 1.0,
        "co2": world_cost(own, "road", "co2_g_per_tkm") / 1000,
    }[by]


def _add_leg(network: Network, leg: OwnLeg, per_km: Tariff, once: Tariff) -> None:
    """Put the figures of an own leg on its arcs by length, and handling on the two outer ones."""
    fact = network.fact_ids.index(f"{LEGS}:{leg.id}")
    arcs = np.flatnonzero((network.fact == fact) & (network.kind != ArcKind.GATE))
    for given, rate, fixed in (
        (leg.hours, per_km.hours, once.hours),
        (leg.usd_per_t, per_km.usd, once.usd),
    ):
        if given is not None:
            rate[arcs] = 0
            fixed[arcs] += given * network.km[arcs] / network.km[arcs].sum()
    if leg.mode not in _AFLOAT:
        return
    for sums, unit in ((once.hours, "h"), (once.usd, "usd_per_t")):
        port = _by_state(network, leg.mode, f"port_{unit}")
        for end in (0, -1):
            sums[arcs[end]] += port[network.state[arcs[end]]]
    if leg.mode is Mode.FERRY:
        wait = _by_state(network, Mode.FERRY, "wait_h")
        once.hours[arcs[0]] += wait[network.state[arcs[[0, -1]]]].max()


def _by_state(network: Network, mode: Mode, parameter: str, default: float = 0.0) -> Floats:
    """Give a figure for each state of the network, the world's where it has none of its own."""
    scopes = _scopes(network.own, mode, parameter)
    world = scopes.get(_WORLD, default)
    return np.array([scopes.get(state, world) if state else world for state in network.states])


# Finland's 1,524 mm and Russia's 1,520 mm are run without a change.
_SAME_MM = 5.0


def _add_gates(network: Network, hours: Floats, usd: Floats) -> None:
    """Add border stops, and changes of gauge on rails."""
    gauge = _gauges(network)
    here, there = gate_gauges(network)
    for mode in (Mode.RAIL, Mode.ROAD):
        mine = np.flatnonzero((network.kind == ArcKind.GATE) & (network.mode == MODES.index(mode)))
        a, b = network.state[mine], network.other[mine]
        # The gauge at the station counts where it is known, that of the state elsewhere.
        at_station = ~np.isnan(here[mine] + there[mine])
        sides = (
            np.where(at_station, here[mine], gauge[a]),
            np.where(at_station, there[mine], gauge[b]),
        )
        breaks = (np.abs(sides[0] - sides[1]) > _SAME_MM) & (mode is Mode.RAIL)
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
    for scope, value in _scopes(network.own, mode, parameter).items():
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
    farm = (kind == ArcKind.ACCESS) & (network.mode == MODES.index(Mode.PIPELINE))
    gate = (kind == ArcKind.ACCESS) & ~farm
    for sums, unit in ((hours, "h"), (usd, "usd_per_t")):
        for mode in (Mode.SEA, Mode.RIVER, Mode.FERRY):
            port = _by_state(network, mode, f"port_{unit}")
            mine = network.mode == MODES.index(mode)
            quay, berths = mine & (kind == ArcKind.PORT), mine & (kind == ArcKind.SERVICE)
            sums[quay] += port[a[quay]]
            sums[berths] += port[a[berths]] + port[b[berths]]
        if unit == "h":
            # Ships wait for nobody, and goods for the next ship, by the rarer side's timetable.
            wait = _by_state(network, Mode.FERRY, "wait_h")
            sums[berths] += np.maximum(wait[a[berths]], wait[b[berths]])
        sums[farm] += world_cost(network.own, Mode.PIPELINE, f"port_{unit}")
        sums[gate] += world_cost(network.own, Mode.ROAD, f"access_{unit}")
        sums[kind == ArcKind.TRANSFER] += world_cost(network.own, Mode.RAIL, f"transship_{unit}")
