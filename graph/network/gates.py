"""Border stations: which rail crossings carry freight, when, by what name and on what gauge.

Geography is not permission. Every rail gate near a station of the table takes the station's
fact and dates; where a station is known and the map data ends short of the border, the two
ends are joined there.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import numpy as np

from graph.facts import BorderStation, load
from graph.model import Mode
from graph.network.compiled import LAST_DAY, MODES, ArcKind, Network
from graph.network.control import split_ground
from graph.network.curated import NEVER
from graph.network.geo import Floats, Ints, between, distance_km
from graph.network.joints import ordinal
from graph.network.mend import RULES
from graph.network.sheet import Sheet
from graph.network.states import Locator, numbers, state_names

_RAIL = MODES.index(Mode.RAIL)
_MATCH_KM = 30.0
_LINK_KM = 25.0
_WINDING = 1.15
_STEPS = 101
UNLISTED = "unlisted"
"""The table name of facts for rail gates that no listed station of the pair is near to."""


def add_stations(sheet: Sheet, locate: Locator) -> dict[str, str]:
    """Join rails at stations that the map data misses, then date and name every rail gate.

    Gives counts: links added, gates matched, closed, and unlisted.
    """
    rows = load("border_stations")
    facts = {row.id: sheet.add_fact("border_stations", row.id) for row in rows}
    lost = _without_gate(sheet, rows, locate)
    links = sum(_linked(sheet, row, locate) for row in lost)
    edges, nodes = sheet.edges(), sheet.nodes()
    state, other = (_held(edges[side], locate) for side in ("state", "other"))
    gates = np.flatnonzero((edges["kind"] == ArcKind.GATE) & (edges["mode"] == _RAIL))
    by_pair = _by_pair(rows)
    counts = {"matched": 0, "closed": 0, "unlisted": 0}
    for gate in gates.tolist():
        pair = frozenset((int(state[gate]), int(other[gate])))
        listed = by_pair.get(pair, [])
        if not listed:
            continue
        at = int(edges["a"][gate])
        row, gap = _nearest(listed, float(nodes["lat"][at]), float(nodes["lon"][at]))
        days = _days(row) if gap <= _MATCH_KM else _days_of_pair(listed)
        edges["fact"][gate] = facts[row.id] if gap <= _MATCH_KM else _unlisted(sheet, row)
        counts["matched" if gap <= _MATCH_KM else "unlisted"] += 1
        opens = max(int(edges["opens"][gate]), days[0])
        closes = min(int(edges["closes"][gate]), days[1])
        edges["opens"][gate], edges["closes"][gate] = opens, closes
        counts["closed"] += closes < LAST_DAY
    sheet.replace_edges(edges)
    return {"rail_links_at_stations": str(links)} | {
        f"rail_gates_{name}": str(count) for name, count in counts.items()
    }


def _held(ground: Ints, locate: Locator) -> Ints:
    """Give the states that hold grounds now."""
    return split_ground(ground, locate.zones, state_names())[0]


def _unlisted(sheet: Sheet, row: BorderStation) -> int:
    return sheet.add_fact(UNLISTED, f"{row.a_country}-{row.b_country}".lower())


def _by_pair(rows: tuple[BorderStation, ...]) -> dict[frozenset[int], list[BorderStation]]:
    found: dict[frozenset[int], list[BorderStation]] = defaultdict(list)
    for row in rows:
        found[frozenset((numbers()[row.a_country], numbers()[row.b_country]))].append(row)
    return found


def _nearest(rows: list[BorderStation], lat: float, lon: float) -> tuple[BorderStation, float]:
    gaps = [float(distance_km(lat, lon, row.lat, row.lon)) for row in rows]
    best = int(np.argmin(gaps))
    return rows[best], gaps[best]


def _days(row: BorderStation) -> tuple[int, int]:
    """Give the first and last day of freight; without a date, none passes or all do."""
    if row.freight != "yes" and row.open_to is None:
        return NEVER
    return ordinal(row.open_from, 0), ordinal(row.open_to, LAST_DAY)


def _days_of_pair(rows: list[BorderStation]) -> tuple[int, int]:
    """Give the days on which any station of the pair is open; those of the last to close."""
    if any(row.freight == "yes" for row in rows):
        return 0, LAST_DAY
    return max((_days(row) for row in rows), key=lambda days: days[1])


def _without_gate(
    sheet: Sheet, rows: tuple[BorderStation, ...], locate: Locator
) -> list[BorderStation]:
    """Give the stations that see or saw freight and have no gate of their pair nearby."""
    edges, nodes = sheet.edges(), sheet.nodes()
    gates = (edges["kind"] == ArcKind.GATE) & (edges["mode"] == _RAIL)
    at = edges["a"][gates]
    sides = np.sort([_held(edges[side][gates], locate) for side in ("state", "other")], axis=0)
    lost = []
    for row in rows:
        pair = sorted((numbers()[row.a_country], numbers()[row.b_country]))
        mine = at[(sides[0] == pair[0]) & (sides[1] == pair[1])]
        gaps = distance_km(nodes["lat"][mine], nodes["lon"][mine], row.lat, row.lon)
        used = row.freight == "yes" or (row.freight == "suspended" and row.open_to is not None)
        if used and not (gaps <= _MATCH_KM).any():
            lost.append(row)
    return lost


def _linked(sheet: Sheet, row: BorderStation, locate: Locator) -> bool:
    """Join the rails of both states where they come nearest to each other and the station."""
    nodes = sheet.nodes()
    rail = np.flatnonzero((nodes["mode"] == _RAIL) & (nodes["label"] < 0))
    gap = distance_km(nodes["lat"][rail], nodes["lon"][rail], row.lat, row.lon)
    rail, gap = rail[gap <= _LINK_KM], gap[gap <= _LINK_KM]
    state = _held(nodes["state"][rail], locate)
    mine = [state == numbers()[side] for side in (row.a_country, row.b_country)]
    sides, own = [rail[side] for side in mine], [gap[side] for side in mine]
    if not len(sides[0]) or not len(sides[1]):
        return False
    across = _all_gaps(nodes["lat"], nodes["lon"], sides[0], sides[1])
    best = np.argmin(across + (own[0][:, None] + own[1][None, :]) / 4)
    i, j = np.unravel_index(int(best), across.shape)
    ends = np.array([sides[0][i], sides[1][j]])
    _add_link(sheet, ends, float(across[i, j]) * _WINDING, locate)
    return True


def _all_gaps(lat: Floats, lon: Floats, a: Ints, b: Ints) -> Floats:
    return distance_km(lat[a][:, None], lon[a][:, None], lat[b][None, :], lon[b][None, :])


def _add_link(sheet: Sheet, ends: Ints, km: float, locate: Locator) -> None:
    """Add a line from one end to the border, a gate there, and a line on to the other."""
    nodes = sheet.nodes()
    state = nodes["state"][ends]
    steps = np.linspace(0, 1, _STEPS)
    every = np.zeros(_STEPS, dtype=np.int64)
    lat, lon = between(nodes["lat"][ends], nodes["lon"][ends], every, every + 1, steps)
    over = np.flatnonzero(locate(lat, lon) == state[1])
    at = int(over[0]) if len(over) else _STEPS // 2
    gate = sheet.add_nodes(np.full(2, lat[at]), np.full(2, lon[at]), _RAIL, state)
    sheet.add_edges(
        ends,
        np.array([gate, gate + 1]),
        np.maximum([km * steps[at], km * (1 - steps[at])], 0.001),
        mode=_RAIL,
        state=state,
        bridges=RULES.index("station"),
    )
    sheet.add_edges(
        np.array([gate]),
        np.array([gate + 1]),
        np.zeros(1),
        mode=_RAIL,
        kind=int(ArcKind.GATE),
        state=state[:1],
        other=state[1:],
    )


def gate_gauges(network: Network) -> tuple[Floats, Floats]:
    """Give the gauges in mm on the `state` and the `other` side of every arc, NaN if unknown."""
    rows = {f"border_stations:{row.id}": row for row in load("border_stations")}
    # By number of the fact: the state on the first side, and both gauges.
    first = np.full(len(network.fact_ids), -1)
    gauges = np.full((2, len(network.fact_ids)), np.nan)
    for number, name in enumerate(network.fact_ids):
        if row := rows.get(name):
            first[number] = network.states.index(row.a_country)
            gauges[:, number] = (row.gauge_a_mm or np.nan, row.gauge_b_mm or np.nan)
    here, there = np.full(len(network.a), np.nan), np.full(len(network.a), np.nan)
    gates = np.flatnonzero((network.kind == ArcKind.GATE) & (network.fact > 0))
    fact = network.fact[gates]
    along = network.state[gates] == first[fact]
    here[gates] = np.where(along, gauges[0][fact], gauges[1][fact])
    there[gates] = np.where(along, gauges[1][fact], gauges[0][fact])
    return here, there


@lru_cache(maxsize=4)
def gate_names(network: Network) -> dict[int, str]:
    """Give the name of the border station for each gate arc that has one."""
    rows = {f"border_stations:{row.id}": row.name for row in load("border_stations")}
    named = {number: rows[fact] for number, fact in enumerate(network.fact_ids) if fact in rows}
    gates = np.flatnonzero((network.kind == ArcKind.GATE) & (network.fact > 0))
    return {
        int(gate): named[int(network.fact[gate])]
        for gate in gates
        if int(network.fact[gate]) in named
    }
