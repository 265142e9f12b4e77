"""Single facilities by name: pipelines, ferries, ports, border stations, whole corridors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import pairwise

import numpy as np

from graph.errors import UnknownPlaceError
from graph.facts import BorderStation, CorridorFact, load
from graph.facts.own import LEGS
from graph.gazetteer import default_gazetteer
from graph.gazetteer.names import fold
from graph.model import Avoid, AvoidKind, Mode
from graph.network import MODES, ArcKind, Network
from graph.network.compiled import state_number
from graph.network.geo import Floats, distance_km

Mask = np.ndarray
_STATION_KM = 30.0
_CORRIDOR_KM = 60.0
_STEP_KM = 20.0
_GENERIC = (" pipeline", " corridor", " route", " ferry", " railway", " port")


def plain(name: str) -> str:
    """Return a name for comparison: folded, without dashes and the word for its kind.

    >>> plain("Baku-Tbilisi-Ceyhan pipeline")
    'baku tbilisi ceyhan'
    """
    text = fold(name.replace("-", " ").replace("_", " "))
    for word in _GENERIC:
        text = text.removesuffix(word)
    return text


def facility_mask(network: Network, avoid: Avoid) -> Mask:
    """Tell which arcs fall away with a pipeline, ferry, corridor, border station or own leg.

    Raises
    ------
    UnknownPlaceError
        If no fact table knows the name; with the nearest ones.
    """
    if avoid.kind is AvoidKind.LEG:
        return _of_facts(network, LEGS, [avoid.id.removeprefix("leg:")])
    ids = facility_rows(avoid)
    match avoid.kind:
        case AvoidKind.PIPELINE:
            return _of_facts(network, "pipelines", ids)
        case AvoidKind.FERRY:
            return _of_facts(network, "ferries", ids)
        case AvoidKind.CORRIDOR:
            rows = [row for row in load("corridors") if row.id in ids]
            return np.asarray(np.logical_or.reduce([_crossings(network, row) for row in rows]))
        case _:
            found = [row for row in load("border_stations") if row.id in ids]
            return np.asarray(np.logical_or.reduce([_station(network, row) for row in found]))


def _pipelines() -> dict[str, list[str]]:
    return {row.id: [row.name, row.id] for row in load("pipelines")}


def _ferries() -> dict[str, list[str]]:
    return {row.id: [row.name, row.id, f"{row.b_name}-{row.a_name}"] for row in load("ferries")}


def _corridors() -> dict[str, list[str]]:
    return {row.id: [row.name, row.id] for row in load("corridors")}


def _stations() -> dict[str, list[str]]:
    return {row.id: [row.name, row.id, *row.name.split("-")] for row in load("border_stations")}


def facility_rows(avoid: Avoid) -> list[str]:
    """Return the ids of the rows that an avoided facility means, without a network.

    Raises
    ------
    UnknownPlaceError
        If no fact table knows the name; with the nearest ones.
    """
    known = {
        AvoidKind.PIPELINE: _pipelines,
        AvoidKind.FERRY: _ferries,
        AvoidKind.CORRIDOR: _corridors,
    }.get(avoid.kind, _stations)
    return _named(avoid, known())


def _named(avoid: Avoid, known: dict[str, list[str]]) -> list[str]:
    """Return the ids whose names equal what is avoided, or else begin with it."""
    asked = {plain(avoid.id.partition(":")[2] or avoid.id), plain(avoid.text.partition(":")[2])}
    asked |= {
        plain(name.text) for name in default_gazetteer().names() if name.entity.id == avoid.id
    }
    asked -= {""}
    names = {key: {plain(name) for name in written} for key, written in known.items()}
    same = [key for key, written in names.items() if written & asked]
    begins = [
        key
        for key, written in names.items()
        if any(name.startswith(f"{one} ") for name in written for one in asked)
    ]
    if found := list(dict.fromkeys([*same, *begins])):
        return found
    spoken = {plain(written[0]): written[0] for written in known.values()}
    near = [spoken[one] for word in asked for one in get_close_matches(word, spoken, n=3)]
    raise UnknownPlaceError(avoid.text, list(dict.fromkeys(near))[:3], noun=avoid.kind.value)


def _of_facts(network: Network, table: str, ids: Iterable[str]) -> Mask:
    wanted = {f"{table}:{one}" for one in ids}
    numbers = [n for n, fact in enumerate(network.fact_ids) if fact in wanted]
    return np.isin(network.fact, numbers)


def _station(network: Network, row: BorderStation) -> Mask:
    """Tell the gates between the two states of a border station that lie near it."""
    pair = [state_number(network, code) for code in (row.a_country, row.b_country)]
    gates = (network.kind == ArcKind.GATE) & _between(network, pair, pair)
    return np.asarray(gates & _near(network, [(row.lat, row.lon)], _STATION_KM))


def _crossings(network: Network, row: CorridorFact) -> Mask:
    """Tell where a corridor goes from one state or shore to the next: its gates and ferries."""
    members = [state_number(network, code) for code in row.members if ":" not in code]
    crossing = np.isin(network.kind, [ArcKind.GATE, ArcKind.SERVICE])
    if row.note.startswith("gas"):
        crossing &= network.mode == MODES.index(Mode.PIPELINE)
    inside = crossing & _between(network, members, members)
    return np.asarray(inside & _near(network, _dense(row.waypoints), _CORRIDOR_KM))


def _between(network: Network, one: Sequence[int], other: Sequence[int]) -> Mask:
    return np.asarray(np.isin(network.state, one) & np.isin(network.other, other))


def _near(network: Network, points: Sequence[tuple[float, float]], km: float) -> Mask:
    """Tell the arcs with both ends within so many km of some point."""
    close = np.zeros(len(network.node_lat), dtype=bool)
    for lat, lon in points:
        box = np.flatnonzero(np.abs(network.node_lat - lat) < km / 100)
        gap = distance_km(network.node_lat[box], network.node_lon[box], lat, lon)
        close[box[gap <= km]] = True
    return np.asarray(close[network.a] & close[network.b])


def _dense(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points some 20 km apart along a line of (latitude, longitude)."""
    found: list[tuple[float, float]] = []
    for (lat1, lon1), (lat2, lon2) in pairwise(line):
        parts = max(1, int(float(distance_km(lat1, lon1, lat2, lon2)) // _STEP_KM))
        shares: Floats = np.arange(parts) / parts
        found += [
            (float(lat1 + s * (lat2 - lat1)), float(lon1 + s * (lon2 - lon1))) for s in shares
        ]
    return [*found, line[-1]]
