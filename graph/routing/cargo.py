"""What a commodity may use: modes, pipelines made for it, ferries that take it, terminals."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from graph.errors import UnknownPlaceError, UsageError
from graph.facts import Cargo, OwnLeg, Pipeline, load
from graph.facts.own import LEGS
from graph.gazetteer import Gazetteer
from graph.gazetteer.names import fold
from graph.model import Entity, Kind, Mode
from graph.network import MODES, ArcKind, Network
from graph.network.geo import Floats, Ints, distance_km

Mask = np.ndarray
_TERMINAL_KM = 40.0
_ANY = "general"
_SAME = 1e-6


def cargo_named(name: str, gazetteer: Gazetteer) -> tuple[Entity, Cargo]:
    """Return the commodity meant by a name or alias, and how it may travel.

    A commodity without a row of its own travels as general freight.

    Raises
    ------
    UnknownPlaceError
        If no table knows the name.
    UsageError
        If it is no freight at all.
    """
    rows = {row.commodity: row for row in load("cargo")}
    slug = fold(name).removeprefix("commodity:").replace(" ", "-").removesuffix("s")
    own = next((row for key, row in rows.items() if key.removesuffix("s") == slug), None)
    if own:
        known = gazetteer.entity(f"commodity:{own.commodity}")
        entity = known or Entity(f"commodity:{own.commodity}", Kind.COMMODITY, own.commodity)
    else:
        try:
            entity = gazetteer.resolve(name, {Kind.COMMODITY})
        except UnknownPlaceError:
            from difflib import get_close_matches

            near = get_close_matches(slug, list(rows), n=3, cutoff=0.6)
            raise UnknownPlaceError(name, near or sorted(rows)[:5], noun="commodity") from None
        own = rows.get(entity.id.removeprefix("commodity:"), rows[_ANY])
    if not own.modes:
        raise UsageError(f"{entity.name} is no freight: it {own.note}", "Name goods that travel.")
    return entity, own


def carrying_modes(cargo: Cargo) -> tuple[Mode, ...]:
    """Return the modes that a commodity may use."""
    return tuple(Mode(mode) for mode in cargo.modes)


def unfit(network: Network, cargo: Cargo | None) -> Mask:
    """Tell which arcs a commodity may not use; None stands for goods in general."""
    kept = _kept_for_others(network, cargo)
    if cargo is None:
        return kept
    shut = kept | ~np.isin(network.mode, [MODES.index(mode) for mode in carrying_modes(cargo)])
    # A quay is an arc of its own kind; whether it serves depends on the ships, not on it.
    shut[network.kind == ArcKind.PORT] = not {"sea", "river", "ferry"} & set(cargo.modes)
    shut[network.kind == ArcKind.TRANSFER] = not {"rail", "road"} <= set(cargo.modes)
    piped = {f"pipelines:{row.id}": row.commodity for row in load("pipelines")}
    loads = {f"ferries:{row.id}": set(row.carries) for row in load("ferries")}
    bad = [
        number
        for number, fact in enumerate(network.fact_ids)
        if (fact in piped and piped[fact] not in cargo.pipelines)
        or (fact in loads and not loads[fact] & set(cargo.loads))
    ]
    shut |= np.isin(network.fact, bad)
    return shut | _without_terminal(network, cargo) if cargo.needs == "terminal" else shut


def _without_terminal(network: Network, cargo: Cargo) -> Mask:
    """Tell the quays that lie near no terminal for the commodity."""
    rows = [row for row in load("gateways") if (row.role, row.commodity) == ("terminal", cargo.id)]
    quays = np.flatnonzero(network.kind == ArcKind.PORT)
    lat, lon = network.node_lat[network.a[quays]], network.node_lon[network.a[quays]]
    near = np.zeros(len(quays), dtype=bool)
    for row in rows:
        near |= distance_km(lat, lon, row.lat, row.lon) <= _TERMINAL_KM
    shut = np.zeros(len(network.a), dtype=bool)
    shut[quays[~near]] = True
    return shut


def _kept_for_others(network: Network, cargo: Cargo | None) -> Mask:
    """Tell the arcs of own legs that are kept for other goods."""
    goods = {cargo.commodity, *cargo.pipelines} if cargo else set[str]()
    facts = {
        f"{LEGS}:{leg.id}"
        for leg in network.own.legs
        if leg.commodities
        and not goods & leg.commodities
        # who asks for pipelines without naming goods may look at all of them
        and (cargo or leg.mode is not Mode.PIPELINE)
    }
    numbers = [n for n, fact in enumerate(network.fact_ids) if fact in facts]
    return np.isin(network.fact, numbers)


@lru_cache(maxsize=4)
def flow_ways(network: Network) -> Ints:
    """Give 1 for arcs passed from `a` to `b` only, -1 for the other way only, else 0.

    A pipeline flows from the first end of its row to the last.
    """
    way = np.zeros(len(network.a), dtype=np.int64)
    rows: dict[str, Pipeline | OwnLeg] = {f"pipelines:{row.id}": row for row in load("pipelines")}
    own = (leg for leg in network.own.legs if leg.mode is Mode.PIPELINE)
    rows |= {f"{LEGS}:{leg.id}": leg for leg in own}
    for number, fact in enumerate(network.fact_ids):
        if fact in rows:
            arcs = np.flatnonzero(network.fact == number)
            way[arcs] = _directions(network, arcs, np.array(rows[fact].waypoints, dtype=float))
    return way


def _directions(network: Network, arcs: Ints, line: Floats) -> list[int]:
    """Give the way of flow of the arcs of one line; a gate flows as what leads up to it."""
    ends = list(zip(network.a[arcs].tolist(), network.b[arcs].tolist(), strict=True))
    at = {
        node: _along(line, float(network.node_lat[node]), float(network.node_lon[node]))
        for node in {node for pair in ends for node in pair}
    }
    beyond = {a: b for pair in ends for a, b in (pair, pair[::-1]) if abs(at[a] - at[b]) > _SAME}
    found = []
    for a, b in ends:
        gap = at[b] - at[a]
        if abs(gap) <= _SAME:
            # Both sides of a border lie at one place: their other neighbours tell.
            gap = at.get(beyond.get(b, b), at[b]) - at.get(beyond.get(a, a), at[a])
        found.append(int(np.sign(gap)))
    return found


def _along(line: Floats, lat: float, lon: float) -> float:
    """Give how far along a line of (latitude, longitude) its point nearest to a place lies."""
    best, at = np.inf, 0.0
    point = np.array([lat, lon])
    for number, (start, end) in enumerate(pairwise(line)):
        step = end - start
        share = float(np.clip((point - start) @ step / max(float(step @ step), 1e-12), 0.0, 1.0))
        gap = float(np.linalg.norm(start + share * step - point))
        if gap < best - 1e-9:
            best, at = gap, number + share
    return at
