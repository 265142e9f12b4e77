"""Hours, dollars, grams and kilometres of every arc, from the table of costs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from graph.facts import load
from graph.model import Mode
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.core import passage_km
from graph.network.geo import Floats
from graph.network.states import table

_ACCESS_H = 6.0
_ACCESS_USD = 2.5
# Regulation (EC) 561/2006, article 6: nine hours at the wheel a day.
_ROAD_DUTY = 9 / 24
# No change is free, or searches would walk in circles.
_LEAST = 1e-6


class Tariff(NamedTuple):
    """What each arc takes: hours, USD per tonne, kg CO2 per tonne."""

    hours: Floats
    usd: Floats
    co2: Floats


@cache
def _cost(mode: str, parameter: str, scope: str = "world") -> float | None:
    for row in load("costs"):
        # A crisis or a guess for one state must not pass for its usual figure.
        sure = scope == "world" or row.confidence != "low" or mode == "sea"
        if (row.mode, row.parameter, row.scope) == (mode, parameter, scope) and sure:
            return row.value
    return None


def world_cost(mode: str, parameter: str, default: float = 0.0) -> float:
    """Give the world's figure for a mode, in the unit of the table of costs."""
    found = _cost(mode, parameter)
    return default if found is None else found


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
    for number, mode in enumerate(MODES):
        speed, price = (
            _by_state(network, mode, "speed_kmh"),
            _by_state(network, mode, "usd_per_tkm"),
        )
        mine = network.mode == number
        state = network.state[mine]
        duty = _ROAD_DUTY if mode is Mode.ROAD else 1.0
        per_km.hours[mine] = 1 / (speed[state] * duty)
        per_km.usd[mine] = price[state]
        per_km.co2[mine] = world_cost(mode, "co2_g_per_tkm") / 1000
    _add_gates(network, once.hours, once.usd)
    _add_handling(network, per_km, once)
    for number, name in enumerate(PASSAGES):
        due = _cost("sea", "canal_usd_per_t", name) if name else None
        if due and lengths[number]:
            per_km.usd[network.passage == number] += due / lengths[number]
    changes = network.kind != ArcKind.LINE
    once.hours[changes] += _LEAST
    once.usd[changes] += _LEAST
    return Rates(per_km, once)


def _by_state(network: Network, mode: Mode, parameter: str) -> Floats:
    values = np.full(len(network.states), world_cost(mode, parameter, 1.0))
    for number, state in enumerate(network.states):
        own = _cost(mode.value, parameter, state) if state else None
        if own is not None:
            values[number] = own
    return values


def _add_gates(network: Network, hours: Floats, usd: Floats) -> None:
    """Add border stops, and changes of gauge on rails."""
    union, union_h, union_usd = _unions(network)
    gauge = _gauges(network)
    for mode in (Mode.RAIL, Mode.ROAD):
        mine = np.flatnonzero((network.kind == ArcKind.GATE) & (network.mode == MODES.index(mode)))
        a, b = network.state[mine], network.other[mine]
        one = (union[a] == union[b]) & (union[a] > 0)
        stop = _by_state(network, mode, "border_h")
        fee = _by_state(network, mode, "border_usd_per_t")
        hours[mine] += np.where(one, union_h[union[a]], np.maximum(stop[a], stop[b]))
        usd[mine] += np.where(one, union_usd[union[a]], np.maximum(fee[a], fee[b]))
        if mode is Mode.RAIL:
            breaks = gauge[a] != gauge[b]
            hours[mine] += breaks * world_cost(mode, "gauge_change_h")
            usd[mine] += breaks * world_cost(mode, "gauge_change_usd_per_t")


def _unions(network: Network) -> tuple[np.ndarray, Floats, Floats]:
    rows = table("unions")
    member = np.zeros(len(network.states), dtype=np.int64)
    for number, row in enumerate(rows, start=1):
        for state in row["states"].split():
            member[network.states.index(state)] = number
    hours = np.array([0.0, *(float(row["border_h"]) for row in rows)])
    return member, hours, np.array([0.0, *(float(row["border_usd_per_t"]) for row in rows)])


def _gauges(network: Network) -> Floats:
    gauge = np.full(len(network.states), 1435.0)
    for row in table("gauges"):
        for state in row["states"].split():
            gauge[network.states.index(state)] = float(row["gauge_mm"])
    return gauge


def _add_handling(network: Network, per_km: Tariff, once: Tariff) -> None:
    """Add the hours of services, ports, berths and changes of mode."""
    kind = network.kind
    ferry = MODES.index(Mode.FERRY)
    port, service = kind == ArcKind.PORT, kind == ArcKind.SERVICE
    known = service & (network.hours > 0)
    per_km.hours[known], once.hours[known] = 0, network.hours[known]
    hours, usd = once.hours, once.usd
    for mine, mode, times in (
        (port, Mode.SEA, 1),
        (service & (network.mode != ferry), Mode.SEA, 2),
        (service & (network.mode == ferry), Mode.FERRY, 2),
    ):
        hours[mine] += times * world_cost(mode, "port_h")
        usd[mine] += times * world_cost(mode, "port_usd_per_t")
    hours[kind == ArcKind.TRANSFER] += world_cost("rail", "transship_h")
    usd[kind == ArcKind.TRANSFER] += world_cost("rail", "transship_usd_per_t")
    hours[kind == ArcKind.ACCESS] += _ACCESS_H
    usd[kind == ArcKind.ACCESS] += _ACCESS_USD


def access_per_km(by: str) -> float:
    """Give what a km by lorry takes on the way to the network (world figures)."""
    return {
        "time": 1 / (world_cost("road", "speed_kmh", 1.0) * _ROAD_DUTY),
        "cost": world_cost("road", "usd_per_tkm", 1.0),
        "distance": 1.0,
        "co2": world_cost("road", "co2_g_per_tkm") / 1000,
    }[by]
