"""Own legs as nodes and arcs: cut at borders on land, along the sea lanes on water."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from graph.facts import OwnLeg
from graph.facts.own import LEGS, Spot
from graph.model import Mode
from graph.network.borders import Cut, cut_at_borders
from graph.network.compiled import LAST_DAY, MODES
from graph.network.geo import Floats, Ints, distance_km
from graph.network.joints import ordinal
from graph.network.sheet import Sheet, add_cut
from graph.network.sources import Lines
from graph.network.states import Locator

_LEAST_KM = 0.001
WATER = (Mode.SEA, Mode.FERRY)
"""The modes whose legs follow the sea lanes where there are any."""


class WaterPart(NamedTuple):
    """A stretch of a way by water that is of one kind; numbers are those of `Network`.

    `points` are (latitude, longitude) in degrees, `ground` and `waters` grounds as in `Sheet`.
    """

    points: Sequence[tuple[float, float]]
    km: float
    ground: int
    waters: int
    passage: int


class Ends(NamedTuple):
    """The nodes of a sheet where a leg starts and ends."""

    leg: OwnLeg
    start: int
    end: int


def add_legs(
    sheet: Sheet,
    legs: Sequence[OwnLeg],
    locate: Locator,
    by_water: Mapping[str, Sequence[WaterPart]],
) -> list[Ends]:
    """Add legs to a sheet; `by_water` gives the ways of those that follow the sea lanes."""
    return [_added(sheet, leg, locate, by_water.get(leg.id, ())) for leg in legs]


def _added(sheet: Sheet, leg: OwnLeg, locate: Locator, parts: Sequence[WaterPart]) -> Ends:
    ends = _afloat(sheet, leg, locate, parts) if parts else _overland(sheet, leg, locate)
    labels = sheet.nodes()["label"]
    for node, spot in zip(ends[1:], (leg.start, leg.end), strict=True):
        labels[node] = sheet.add_label(spot.name)
    return ends


def ground_of(spot: Spot, locate: Locator) -> int:
    """Give the ground of an end: of its state where that is known, else where it lies."""
    lat, lon = np.array([spot.lat]), np.array([spot.lon])
    return int((locate.at_places([spot.state], lat, lon) if spot.state else locate(lat, lon))[0])


def _overland(sheet: Sheet, leg: OwnLeg, locate: Locator) -> Ends:
    """Add a leg as straight lines between its points, cut where they cross a border."""
    lat, lon = np.array(leg.waypoints).T
    a = np.arange(len(lat) - 1)
    straight = np.maximum(distance_km(lat[a], lon[a], lat[a + 1], lon[a + 1]), _LEAST_KM)
    km = straight if leg.km is None else straight * leg.km / straight.sum()
    cut = cut_at_borders(Lines(lat, lon, a, a + 1, km), locate)
    start = add_cut(sheet, _homed(cut, leg, locate), MODES.index(leg.mode), **_shared(sheet, leg))
    return Ends(leg, start, start + len(lat) - 1)


def _homed(cut: Cut, leg: OwnLeg, locate: Locator) -> Cut:
    """Put the ends of a leg that lie at sea, as quays do, on their own ground."""
    state = cut.node_state.copy()
    for node, spot in ((0, leg.start), (len(leg.waypoints) - 1, leg.end)):
        state[node] = state[node] or ground_of(spot, locate)
    return cut._replace(node_state=state)


def _afloat(sheet: Sheet, leg: OwnLeg, locate: Locator, parts: Sequence[WaterPart]) -> Ends:
    """Add a leg along the sea lanes, between quays on the ground of its two ends."""
    mode = MODES.index(leg.mode)
    quays = [ground_of(spot, locate) for spot in (leg.start, leg.end)]
    points = [point for part in parts for point in part.points[1:]]
    lat, lon = np.array([leg.waypoints[0], parts[0].points[0], *points, leg.waypoints[-1]]).T
    grounds = [part.ground for part in parts for _ in part.points[1:]]
    ground = np.array([quays[0], *grounds, quays[1]])
    waters = np.array([0, *(part.waters for part in parts for _ in part.points[1:]), 0])
    passage = np.array([0, *(part.passage for part in parts for _ in part.points[1:]), 0])
    km = np.r_[_gap(lat, lon, 0), *(_spread(part) for part in parts), _gap(lat, lon, -2)]
    if leg.km is not None:
        km *= leg.km / km.sum()
    at = np.r_[quays[0], np.zeros(len(lat) - 2, dtype=np.int64), quays[1]]
    start = sheet.add_nodes(lat, lon, mode, at)
    number = start + np.arange(len(lat) - 1)
    sheet.add_edges(
        number,
        number + 1,
        np.maximum(km, _LEAST_KM),
        mode=mode,
        state=ground,
        waters=waters,
        passage=passage,
        **_shared(sheet, leg),
    )
    return Ends(leg, start, start + len(lat) - 1)


def _gap(lat: Floats, lon: Floats, first: int) -> Floats:
    pair = [first, first + 1]
    return distance_km(lat[pair[:1]], lon[pair[:1]], lat[pair[1:]], lon[pair[1:]])


def _spread(part: WaterPart) -> Floats:
    """Give the km of each step of a part, which add up to its length."""
    lat, lon = np.array(part.points).T
    steps = np.maximum(distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]), _LEAST_KM)
    return np.asarray(steps * part.km / steps.sum())


def _shared(sheet: Sheet, leg: OwnLeg) -> dict[str, int]:
    return {
        "opens": ordinal(leg.open_from, 0),
        "closes": ordinal(leg.open_to, LAST_DAY),
        "fact": sheet.add_fact(LEGS, leg.id),
    }


def leg_arcs(fact_ids: Sequence[str], fact: Ints) -> np.ndarray:
    """Tell which arcs are those of own legs, by the numbers of their facts."""
    own = np.array([name.startswith(f"{LEGS}:") for name in fact_ids])
    return np.asarray(own[fact])
