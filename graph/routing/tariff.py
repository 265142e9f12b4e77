"""Hours, dollars, grams and kilometres of every arc, from the table of costs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from graph.facts import load
from graph.model import Mode
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.geo import Floats
from graph.network.states import table

_ACCESS_H = 6.0
_ACCESS_USD = 2.5
# Regulation (EC) 561/2006, article 6: nine hours at the wheel a day.
_ROAD_DUTY = 9 / 24
# Ties are broken by length; no arc is free, or searches would walk in circles.
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


def tariff(network: Network) -> Tariff:
    """Work out all arcs; the figures are those of the table of costs."""
    hours, usd = np.zeros(len(network.a)), np.zeros(len(network.a))
    co2 = np.zeros(len(network.a))
    for number, mode in enumerate(MODES):
        speed, price = (
            _by_state(network, mode, "speed_kmh"),
            _by_state(network, mode, "usd_per_tkm"),
        )
        mine = network.mode == number
        km, state = network.km[mine], network.state[mine]
        duty = _ROAD_DUTY if mode is Mode.ROAD else 1.0
        hours[mine] = km / (speed[state] * duty)
        usd[mine] = km * price[state]
        co2[mine] = km * world_cost(mode, "co2_g_per_tkm") / 1000
    _add_gates(network, hours, usd)
    _add_handling(network, hours, usd)
    return Tariff(hours + _LEAST, usd + _LEAST, co2)


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


def _add_handling(network: Network, hours: Floats, usd: Floats) -> None:
    """Add ports, berths, changes of mode and canal dues."""
    kind = network.kind
    ferry = MODES.index(Mode.FERRY)
    port, service = kind == ArcKind.PORT, kind == ArcKind.SERVICE
    hours[service] = np.where(network.hours > 0, network.hours, hours)[service]
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
    for number, name in enumerate(PASSAGES):
        due = _cost("sea", "canal_usd_per_t", name) if name else None
        mine = network.passage == number
        if due and mine.any():
            usd[mine] += due * network.km[mine] / network.km[mine].sum()
