"""Turn a path of arcs into legs by mode, with states in order and the whole geometry."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from graph.model import Leg, Mode, Route
from graph.network import MODES, PASSAGES, ArcKind, Network
from graph.network.gates import gate_names
from graph.routing.tariff import Tariff

_SHORT_KM = 60.0


class Step(NamedTuple):
    """An arc and whether it is passed from its `a` to its `b`."""

    arc: int
    forward: bool


def route_of(
    network: Network, steps: Sequence[Step], tariff: Tariff, *, rank: int, ends: tuple[str, str]
) -> Route:
    """Make a route; an end without a name is called by its port or border crossing."""
    groups = _groups(network, steps)
    first, last = steps[0], steps[-1]
    start = ends[0] or _place(network, Step(first.arc, not first.forward))
    goal = ends[1] or _place(network, last)
    names = [start, *(_place(network, group[-1]) for group in groups[:-1]), goal]
    legs = tuple(
        _leg(network, group, tariff, (names[number], names[number + 1]))
        for number, group in enumerate(groups)
    )
    passages = dict.fromkeys(PASSAGES[int(network.passage[step.arc])] for step in steps)
    return Route(
        rank=rank,
        countries=_countries(network, steps),
        corridors=(),
        chokepoints=tuple(f"passage:{name}" for name in passages if name),
        legs=legs,
        stops=_stops(network, steps),
    )


def _groups(network: Network, steps: Sequence[Step]) -> list[list[Step]]:
    """Group steps into legs; a short stretch of sea or river joins the other water round it."""
    groups = [list(group) for _, group in groupby(steps, key=lambda step: _stretch(network, step))]
    merged: list[list[Step]] = []
    for group in groups:
        arcs = [step.arc for step in group]
        short = float(network.km[arcs].sum()) < _SHORT_KM
        if merged and _on_water(network, group) and _on_water(network, merged[-1]):
            before = [step.arc for step in merged[-1]]
            same = network.mode[before[0]] == network.mode[arcs[0]]
            if short or same:
                merged[-1].extend(group)
                continue
        merged.append(group)
    return merged


def _on_water(network: Network, group: list[Step]) -> bool:
    arc = group[0].arc
    water = (MODES.index(Mode.SEA), MODES.index(Mode.RIVER))
    return int(network.mode[arc]) in water and network.kind[arc] != ArcKind.SERVICE


def _stretch(network: Network, step: Step) -> tuple[int, int]:
    """Give what must be equal along one leg; each service is a leg of its own."""
    service = network.kind[step.arc] == ArcKind.SERVICE
    return int(network.mode[step.arc]), step.arc if service else -1


def _sides(network: Network, step: Step) -> tuple[int, int]:
    a, b = int(network.a[step.arc]), int(network.b[step.arc])
    return (a, b) if step.forward else (b, a)


def _place(network: Network, step: Step) -> str:
    node = _sides(network, step)[1]
    if name := network.label(node):
        return name
    if border := _border(network, node):
        return border
    state = network.states[int(network.node_state[node])] or "sea"
    return f"{network.node_lat[node]:.2f},{network.node_lon[node]:.2f} ({state})"


def _border(network: Network, node: int) -> str:
    """Give the name of the border crossing at a node, seen from its own side, or ''."""
    touching = (network.a == node) | (network.b == node)
    for arc in (touching & (network.kind == ArcKind.GATE)).nonzero()[0].tolist():
        return _crossing(network, Step(arc, bool(network.a[arc] == node)))
    return ""


def _crossing(network: Network, step: Step) -> str:
    """Give the name of a border crossing, with its station where one is known."""
    pair = [network.states[int(s[step.arc])] for s in (network.state, network.other)]
    station = gate_names(network).get(step.arc)
    name = f"Border {'-'.join(pair if step.forward else pair[::-1])}"
    return f"{name} ({station})" if station else name


def _countries(network: Network, steps: Sequence[Step]) -> tuple[str, ...]:
    """Give the states entered, in order; one that is entered twice comes twice."""
    order: list[str] = []
    for step in steps:
        pair = (int(network.state[step.arc]), int(network.other[step.arc]))
        for number in pair if step.forward else pair[::-1]:
            state = network.states[number]
            if state and (not order or order[-1] != state):
                order.append(state)
    return tuple(order)


def _stops(network: Network, steps: Sequence[Step]) -> tuple[str, ...]:
    """Give the ports and border crossings on the way, in order."""
    found: list[str] = []
    for step in steps:
        if network.kind[step.arc] == ArcKind.GATE:
            found.append(_crossing(network, step))
        elif name := network.label(_sides(network, step)[1]):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _leg(network: Network, steps: list[Step], tariff: Tariff, names: tuple[str, str]) -> Leg:
    arcs = [step.arc for step in steps]
    geometry: list[tuple[float, float]] = []
    for step in steps:
        for point in network.points(step.arc, forward=step.forward):
            if not geometry or geometry[-1] != point:
                geometry.append(point)
    bridges = int(network.bridges[arcs].sum())
    note = f"{bridges} gap{'s' if bridges > 1 else ''} in the map data bridged by rule"
    return Leg(
        start=names[0],
        end=names[1],
        countries=_countries(network, steps),
        mode=Mode(MODES[int(network.mode[arcs[0]])]),
        distance_km=round(float(network.km[arcs].sum()), 1),
        duration_h=round(float(tariff.hours[arcs].sum()), 1),
        cost_usd_per_t=round(float(tariff.usd[arcs].sum()), 2),
        co2_kg_per_t=round(float(tariff.co2[arcs].sum()), 2),
        geometry=tuple(geometry),
        facts=tuple(dict.fromkeys(network.fact_ids[one] for one in network.fact[arcs] if one)),
        note=note if bridges else None,
    )
