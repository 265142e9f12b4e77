"""Lines known from tables alone: pipelines, and railways that the map data lacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.facts import Pipeline, RailLine, load
from graph.model import Mode
from graph.network.borders import Cut, Locate, cut_at_borders
from graph.network.compiled import LAST_DAY, MODES, ArcKind
from graph.network.geo import Floats, distance_km
from graph.network.joints import Nearest, join_places, ordinal
from graph.network.pieces import in_pieces
from graph.network.sheet import Sheet, add_cut
from graph.network.sources import Lines, PortRow
from graph.network.states import Locator

_RAIL, _PIPELINE = MODES.index(Mode.RAIL), MODES.index(Mode.PIPELINE)
_JOIN_KM = 12.0
# Terminals lie beside the towns that they are named after.
_PORT_KM = 20.0
_TANK_KM = 5.0
# Straight lines of tables have no nodes of their own for places to join at.
_LONG_KM = 20.0
NEVER = (LAST_DAY, 0)
"""First and last day of what is not open on any day."""


def add_pipelines(sheet: Sheet, locate: Locator) -> None:
    """Add pipelines along their waypoints, cut at borders and joined at their ends."""
    rows = load("pipelines")
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
    _join_tanks(sheet, place)
    states = sheet.nodes()["state"]
    sheet.add_edges(
        place,
        np.array(tails),
        np.full(len(tails), 0.001),
        kind=int(ArcKind.ACCESS),
        mode=_PIPELINE,
        state=states[np.array(tails)],
    )


def _join_tanks(sheet: Sheet, place: np.ndarray) -> None:
    """Join the ends of pipelines that share a tank farm, so that one feeds the next."""
    nodes = sheet.nodes()
    lat, lon, state = (nodes[name][place] for name in ("lat", "lon", "state"))
    one, other = np.triu_indices(len(place), 1)
    gap = distance_km(lat[one], lon[one], lat[other], lon[other])
    same = (gap <= _TANK_KM) & (state[one] == state[other])
    sheet.add_edges(
        place[one[same]],
        place[other[same]],
        np.maximum(gap[same], 0.001),
        mode=_PIPELINE,
        kind=int(ArcKind.ACCESS),
        state=state[one[same]],
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


def _add_pipeline(sheet: Sheet, row: Pipeline, points: Floats, locate: Locator) -> int:
    fact = sheet.add_fact("pipelines", row.id)
    # The waypoints are coarse; a state that they only graze is not one that the line crosses.
    own = only(row.countries, locate)
    return _add_line(sheet, cut_line(points, row.km, own), _PIPELINE, row, fact)


def cut_line(points: Floats, km: float, locate: Locate, piece_km: float = _LONG_KM) -> Cut:
    """Cut a line of (latitude, longitude) points at borders; its whole length is `km`.

    It comes in pieces of at most `piece_km`; the given points are the first nodes.
    """
    lat, lon = points[:, 0].copy(), points[:, 1].copy()
    a = np.arange(len(lat) - 1)
    straight = np.maximum(distance_km(lat[a], lon[a], lat[a + 1], lon[a + 1]), 0.001)
    lines = Lines(lat, lon, a, a + 1, straight * km / straight.sum())
    return cut_at_borders(in_pieces(lines, piece_km, piece_km), locate)


def _add_line(sheet: Sheet, cut: Cut, mode: int, row: Pipeline | RailLine, fact: int) -> int:
    opens, closes = _days(row)
    return add_cut(sheet, cut, mode, opens=opens, closes=closes, fact=fact)


def _days(row: Pipeline | RailLine) -> tuple[int, int]:
    """Give the first and last day; a line that does not run, and has no dates, never opens."""
    opens, closes = ordinal(row.open_from, 0), ordinal(row.open_to, LAST_DAY)
    coming = row.status in {"building", "planned"} and row.open_from is None
    gone = row.status in {"suspended", "closed", "destroyed"} and row.open_to is None
    dated = f"line:{row.id}" in {fact.a for fact in load("closures")}
    return NEVER if coming or (gone and not dated) else (opens, closes)


def add_rail_lines(sheet: Sheet, locate: Locator) -> int:
    """Add railways that the map data lacks as straight lines of their real length.

    Each end joins the nearest rail node of its own state within 12 km, or the end of another
    such line; one that finds neither stands alone. Gives the number of lines added.
    """
    rows = load("rail_lines")
    near = Nearest(sheet, _RAIL)
    nodes = sheet.nodes()
    known: list[tuple[float, float, int, int]] = []
    for row in rows:
        fact = sheet.add_fact("rail_lines", row.id)
        lat, lon = np.array([row.from_lat, row.to_lat]), np.array([row.from_lon, row.to_lon])
        own = locate.at_places([row.from_country, row.to_country], lat, lon)
        ends = near(lat, lon, own, _JOIN_KM)
        found = ends >= 0
        lat[found], lon[found] = nodes["lat"][ends[found]], nodes["lon"][ends[found]]
        within = only((row.from_country, row.to_country), locate)
        cut = cut_line(np.column_stack([lat, lon]), row.km, within)
        start = _add_line(sheet, cut, _RAIL, row, fact)
        for side in (0, 1):
            place = (float(lat[side]), float(lon[side]), int(own[side]))
            other = int(ends[side]) if found[side] else _other_end(known, *place)
            known.append((*place, start + side))
            if other >= 0:
                _join(sheet, other, start + side, int(own[side]))
    return len(rows)


def _other_end(known: list[tuple[float, float, int, int]], lat: float, lon: float, own: int) -> int:
    """Give the nearest end of another curated line in the same state, -1 where none is near."""
    gaps = [
        (float(distance_km(lat, lon, end[0], end[1])), end[3]) for end in known if end[2] == own
    ]
    gap, node = min(gaps, default=(np.inf, -1))
    return node if gap <= _JOIN_KM else -1


def _join(sheet: Sheet, a: int, b: int, state: int) -> None:
    sheet.add_edges(
        np.array([a]), np.array([b]), np.full(1, 0.001), mode=_RAIL, state=np.array([state])
    )


def only(codes: Sequence[str], locate: Locator) -> Locate:
    """Restrict a locator to the states a line is known to run in; the rest counts as sea."""

    def within(lat: Floats, lon: Floats) -> np.ndarray:
        found = locate(lat, lon)
        return np.where(np.isin(found, locate.grounds(codes)), found, 0)

    return within
