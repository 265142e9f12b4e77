"""Turn a way over the core into legs by mode, with states in order and the whole geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from graph.facts import OwnLeg
from graph.model import Leg, Mode, Route
from graph.network import MODES, PASSAGES, ArcKind
from graph.network.gates import gate_names
from graph.network.geo import Ints
from graph.network.own.legs import leg_arcs
from graph.network.tidy import DEGREE
from graph.network.unpack import Stretch, drawn
from graph.routing.ground import Ground
from graph.routing.search import Step

_SHORT_KM = 60.0
_WATER = (MODES.index(Mode.SEA), MODES.index(Mode.RIVER))


def route_of(
    ground: Ground,
    steps: Sequence[Step],
    *,
    ends: tuple[str, str],
    access: tuple[float, float] = (0.0, 0.0),
) -> Route:
    """Make a route; an end without a name is called by its port or border crossing.

    `access` are the km by lorry to the network and from it; the first and the last leg bear
    them, so that the totals are what the search made least.
    """
    groups = _groups(ground, steps)
    start = ends[0] or _place(ground, steps[0].start)
    goal = ends[1] or _place(ground, steps[-1].end)
    names = [start, *(_place(ground, group[-1].end) for group in groups[:-1]), goal]
    legs = [
        _leg(ground, group, (names[number], names[number + 1]))
        for number, group in enumerate(groups)
    ]
    for number, km in ((0, access[0]), (-1, access[1])):
        legs[number] = _with_access(ground, legs[number], km)
    passages = dict.fromkeys(PASSAGES[int(ground.rows.passage[step.row])] for step in steps)
    return Route(
        rank=1,
        countries=countries_on(ground, steps),
        corridors=(),
        chokepoints=tuple(f"passage:{name}" for name in passages if name),
        legs=tuple(legs),
        stops=_stops(ground, steps),
    )


def _groups(ground: Ground, steps: Sequence[Step]) -> list[list[Step]]:
    """Group steps into legs; a short stretch of sea or river joins the other water round it."""
    rows = np.array([step.row for step in steps])
    service = np.where(ground.rows.kind[rows] == ArcKind.SERVICE, rows, -1)
    service = np.where(_own(ground, rows), -2 - ground.rows.fact[rows], service)
    # What must be equal along one leg; each service and each leg of one's own stands alone.
    keys = zip(ground.rows.mode[rows].tolist(), service.tolist(), strict=True)
    pairs = groupby(zip(keys, steps, strict=True), key=lambda pair: pair[0])
    groups = [[step for _, step in group] for _, group in pairs]
    merged: list[list[Step]] = []
    for group in groups:
        short = sum(step.metres for step in group) < _SHORT_KM * 1000
        if merged and _on_water(ground, group) and _on_water(ground, merged[-1]):
            mode = ground.rows.mode
            if short or mode[merged[-1][0].row] == mode[group[0].row]:
                merged[-1].extend(group)
                continue
        merged.append(group)
    return merged


def _on_water(ground: Ground, group: list[Step]) -> bool:
    row = group[0].row
    alone = ground.rows.kind[row] == ArcKind.SERVICE or bool(_own(ground, np.array([row]))[0])
    return int(ground.rows.mode[row]) in _WATER and not alone


def _own(ground: Ground, rows: Ints) -> np.ndarray:
    """Tell which rows are those of legs of one's own."""
    return leg_arcs(ground.rows.fact_ids, ground.rows.fact[rows])


def forward(step: Step) -> bool:
    """Tell whether a step passes its arc from `a` to `b`; only arcs with two states differ."""
    return step.ref < 0 or (step.ref & 1 == 0) == (step.start == step.tail)


def states_of(ground: Ground, step: Step) -> tuple[int, int]:
    """Give the numbers of the states at the start and the end of a step."""
    pair = int(ground.rows.state[step.row]), int(ground.rows.other[step.row])
    return pair if forward(step) else pair[::-1]


def _core_place(ground: Ground, node: int) -> int:
    """Give the place of a node in the core, -1 where it lies inside a cell."""
    if ground.core.node_row[node] >= 0:
        return -1
    return int(np.searchsorted(ground.core.nodes, node))


def label(ground: Ground, node: int) -> str:
    """Give the name of a port or berth at a node of the network, '' for others."""
    place = _core_place(ground, node)
    return ground.rows.label(place) if place >= 0 else ""


def _place(ground: Ground, node: int) -> str:
    if name := label(ground, node):
        return name
    place = _core_place(ground, node)
    if place >= 0 and (border := _border(ground, place)):
        return border
    lat, lon = (int(axis[node]) / DEGREE for axis in (ground.core.lat, ground.core.lon))
    number = ground.rows.node_state[place] if place >= 0 else _row_state(ground, node)
    return f"{lat:.2f},{lon:.2f} ({ground.rows.states[int(number)] or 'sea'})"


def _row_state(ground: Ground, node: int) -> int:
    return int(ground.rows.state[ground.core.node_row[node]])


def _border(ground: Ground, place: int) -> str:
    """Give the name of the border crossing at a place of the core, from its own side, or ''."""
    core, rows = ground.core, ground.rows
    for slot in core.around[core.first[place] : core.first[place + 1]].tolist():
        row = int(core.row[slot >> 1])
        if rows.kind[row] == ArcKind.GATE:
            reverse = bool(int(core.ref[slot >> 1]) & 1) != bool(slot & 1)
            pair = int(rows.state[row]), int(rows.other[row])
            return _crossing(ground, row, pair[::-1] if reverse else pair)
    return ""


def _crossing(ground: Ground, row: int, pair: tuple[int, int]) -> str:
    """Give the name of a border crossing, with its station where one is known."""
    station = gate_names(ground.rows).get(row)
    name = f"Border {'-'.join(ground.rows.states[number] for number in pair)}"
    return f"{name} ({station})" if station else name


def countries_on(ground: Ground, steps: Sequence[Step]) -> tuple[str, ...]:
    """Give the states entered, in order; one that is entered twice comes twice."""
    order: list[str] = []
    for step in steps:
        for number in states_of(ground, step):
            state = ground.rows.states[number]
            if state and (not order or order[-1] != state):
                order.append(state)
    return tuple(order)


def _stops(ground: Ground, steps: Sequence[Step]) -> tuple[str, ...]:
    """Give the ports and border crossings on the way, in order."""
    core, rows, found = ground.core, ground.rows, list[str]()
    gates = (rows.kind[[step.row for step in steps]] == ArcKind.GATE).tolist()
    ends = np.array([step.end for step in steps])
    place = np.minimum(np.searchsorted(core.nodes, ends), len(core.nodes) - 1)
    named = ((core.node_row[ends] < 0) & (rows.node_label[place] >= 0)).tolist()
    for number in np.flatnonzero(np.logical_or(gates, named)).tolist():
        step = steps[number]
        if gates[number]:
            found.append(_crossing(ground, step.row, states_of(ground, step)))
        else:
            found.append(label(ground, step.end))
    return tuple(dict.fromkeys(found))


def totals(ground: Ground, steps: Sequence[Step]) -> tuple[float, float, float, float]:
    """Give km, hours, USD per tonne and kg CO2 per tonne."""
    rows = np.array([step.row for step in steps])
    km = np.array([step.metres for step in steps]) / 1000
    per_km, once = ground.rates
    sums = [float((per_km[n][rows] * km + once[n][rows]).sum()) for n in range(3)]
    return float(km.sum()), sums[0], sums[1], sums[2]


def _with_access(ground: Ground, leg: Leg, km: float) -> Leg:
    """Count the way by lorry between a place and the network in a leg of known figures."""
    if not km:
        return leg
    return replace(
        leg,
        access_km=leg.access_km + km,
        distance_km=(leg.distance_km or 0.0) + km,
        duration_h=(leg.duration_h or 0.0) + km * ground.access_per_km("time"),
        cost_usd_per_t=(leg.cost_usd_per_t or 0.0) + km * ground.access_per_km("cost"),
        co2_kg_per_t=(leg.co2_kg_per_t or 0.0) + km * ground.access_per_km("co2"),
    )


def _leg(ground: Ground, steps: list[Step], names: tuple[str, str]) -> Leg:
    stretches = [Stretch(step.ref, step.start, step.end, step.tail) for step in steps]
    km, hours, usd, co2 = totals(ground, steps)
    geometry, bridges = drawn(ground.core, stretches)
    gaps = f"{bridges} gap{'s' if bridges > 1 else ''} in the map data bridged by rule"
    facts = dict.fromkeys(int(ground.rows.fact[step.row]) for step in steps)
    named = tuple(ground.rows.fact_ids[number] for number in facts if number)
    notes = [gaps] if bridges else []
    notes += [told_own(leg) for fact in named if (leg := ground.rows.own.leg(fact))]
    return Leg(
        start=names[0],
        end=names[1],
        countries=countries_on(ground, steps),
        mode=Mode(MODES[int(ground.rows.mode[steps[0].row])]),
        distance_km=km,
        duration_h=hours,
        cost_usd_per_t=usd,
        co2_kg_per_t=co2,
        geometry=geometry,
        note="; ".join(notes) or None,
        facts=named,
    )


def told_own(leg: OwnLeg) -> str:
    """Say that a leg is the user's own, and which of its figures are the model's."""
    made = "" if leg.km is not None else ", its length worked out"
    return f"your own leg: {leg.name} ({leg.where}{made})"
