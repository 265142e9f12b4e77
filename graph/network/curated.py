"""Lines known from tables alone: pipelines, and railways that the map data lacks."""

from __future__ import annotations

import numpy as np

from graph.facts import Pipeline, RailLine, load
from graph.model import Mode
from graph.network.borders import Cut, Locate, cut_at_borders
from graph.network.compiled import LAST_DAY, MODES, ArcKind
from graph.network.geo import Floats, Ints, distance_km
from graph.network.joints import Nearest, join_places, ordinal
from graph.network.sheet import Sheet, add_cut
from graph.network.sources import Lines, PortRow
from graph.network.states import Locator, state_names

_RAIL, _PIPELINE = MODES.index(Mode.RAIL), MODES.index(Mode.PIPELINE)
_JOIN_KM = 12.0
# Terminals lie beside the towns that they are named after.
_PORT_KM = 20.0


def add_pipelines(sheet: Sheet, locate: Locator) -> None:
    """Add open pipelines along their waypoints, cut at borders and joined at their ends."""
    rows = [row for row in load("pipelines") if row.status == "open"]
    ends: list[PortRow] = []
    tails: list[int] = []
    for row in rows:
        points = np.array([tuple(point) for point in row.waypoints], dtype=float)
        start = _add_pipeline(sheet, row, points, locate)
        for name, state, at in (
            (row.from_name, row.countries[0], 0),
            (row.to_name, row.countries[-1], len(points) - 1),
        ):
            ends.append(PortRow(name, state, float(points[at, 0]), float(points[at, 1]), ""))
            tails.append(start + at)
    # A tank farm is no place for goods to change from rail to road.
    before = len(sheet.nodes()["lat"])
    place = join_places(sheet, ends, locate, access=_PIPELINE)
    _join_ports(sheet, place, before)
    states = sheet.nodes()["state"]
    sheet.add_edges(
        place,
        np.array(tails),
        np.full(len(tails), 0.001),
        kind=int(ArcKind.ACCESS),
        mode=_PIPELINE,
        state=states[np.array(tails)],
    )


def _join_ports(sheet: Sheet, place: np.ndarray, before: int) -> None:
    """Join the ends of pipelines to the ports and berths beside them, where tankers load."""
    nodes = sheet.nodes()
    ports = np.flatnonzero(nodes["label"][:before] >= 0)
    for end in place.tolist():
        lat, lon, state = (nodes[name][end] for name in ("lat", "lon", "state"))
        gap = distance_km(nodes["lat"][ports], nodes["lon"][ports], lat, lon)
        near = ports[(gap <= _PORT_KM) & (nodes["state"][ports] == state)]
        sheet.add_edges(
            np.full(len(near), end),
            near,
            np.maximum(distance_km(nodes["lat"][near], nodes["lon"][near], lat, lon), 0.001),
            mode=_PIPELINE,
            kind=int(ArcKind.ACCESS),
            state=np.full(len(near), state),
        )


def _add_pipeline(sheet: Sheet, row: Pipeline, points: Floats, locate: Locate) -> int:
    fact = sheet.add_fact("pipelines", row.id)
    return _add_line(sheet, _cut_line(points, row.km, locate), _PIPELINE, row, fact)


def _cut_line(points: Floats, km: float, locate: Locate) -> Cut:
    """Cut a line of (latitude, longitude) points at borders; its whole length is `km`."""
    lat, lon = points[:, 0].copy(), points[:, 1].copy()
    a = np.arange(len(lat) - 1)
    straight = np.maximum(distance_km(lat[a], lon[a], lat[a + 1], lon[a + 1]), 0.001)
    return cut_at_borders(Lines(lat, lon, a, a + 1, straight * km / straight.sum()), locate)


def _add_line(sheet: Sheet, cut: Cut, mode: int, row: Pipeline | RailLine, fact: int) -> int:
    opens, closes = ordinal(row.open_from, 0), ordinal(row.open_to, LAST_DAY)
    return add_cut(sheet, cut, mode, opens=opens, closes=closes, fact=fact)


def add_rail_lines(sheet: Sheet, locate: Locator) -> int:
    """Add open railways that the map data lacks as straight lines of their real length.

    Each end joins the nearest rail node of its own state within 12 km; a line that does not
    find one at both ends is left out. Gives the number of lines added.
    """
    rows = [row for row in load("rail_lines") if row.status == "open"]
    near = Nearest(sheet, _RAIL)
    nodes, added = sheet.nodes(), 0
    for row in rows:
        lat, lon = np.array([row.from_lat, row.to_lat]), np.array([row.from_lon, row.to_lon])
        own = locate.at_places([row.from_country, row.to_country], lat, lon)
        ends = near(lat, lon, own, _JOIN_KM)
        if (ends < 0).any():
            continue
        points = np.column_stack([nodes["lat"][ends], nodes["lon"][ends]])
        cut = _cut_line(points, row.km, _only(own, locate))
        fact = sheet.add_fact("rail_lines", row.id)
        start = _add_line(sheet, cut, _RAIL, row, fact)
        sheet.add_edges(ends, start + np.arange(2), np.full(2, 0.001), mode=_RAIL, state=own)
        added += 1
    return added


def _only(states: Ints, locate: Locate) -> Locate:
    """Restrict a locator to the states a line is known to run in; the rest counts as sea."""

    def within(lat: Floats, lon: Floats) -> np.ndarray:
        found = locate(lat, lon)
        return np.where(np.isin(found, states) | (found >= len(state_names())), found, 0)

    return within
