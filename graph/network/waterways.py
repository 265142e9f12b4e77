"""Inland waterways of the table, cut at borders and joined to the sea and to each other."""

from __future__ import annotations

import numpy as np

from graph.facts import Waterway, load
from graph.model import Mode
from graph.network.compiled import LAST_DAY, MODES
from graph.network.curated import cut_line, only
from graph.network.geo import distance_km
from graph.network.joints import ordinal
from graph.network.sheet import Sheet, add_cut
from graph.network.states import Locator

_RIVER, _SEA = MODES.index(Mode.RIVER), MODES.index(Mode.SEA)
_PIECE_KM = 10.0
# Waypoints are coarse: those of two rows in one place are this near, and mouths so far out.
_SAME_KM = 5.0
_MOUTH_KM = 40.0


def add_waterways(sheet: Sheet, locate: Locator) -> int:
    """Add every waterway; ports within reach join them as they join the sea. Gives their number.

    Each waypoint joins water that passes within 5 km, each end water within 40 km.
    """
    rows = load("waterways")
    for row in rows:
        _add_waterway(sheet, row, locate)
    return len(rows)


def _add_waterway(sheet: Sheet, row: Waterway, locate: Locator) -> None:
    nodes = sheet.nodes()
    water = np.flatnonzero(nodes["mode"] == _SEA)
    points = np.array([tuple(point) for point in row.waypoints], dtype=float)
    own = only(row.countries, locate)
    cut = cut_line(points, row.km, own, _PIECE_KM)
    start = add_cut(
        sheet,
        cut,
        _RIVER,
        node_mode=_SEA,
        opens=ordinal(row.open_from, 0),
        closes=ordinal(row.open_to, LAST_DAY),
        fact=sheet.add_fact("waterways", row.id),
    )
    last = len(points) - 1
    for number, (lat, lon) in enumerate(points):
        gap = distance_km(nodes["lat"][water], nodes["lon"][water], lat, lon)
        near = int(np.argmin(gap))
        if gap[near] <= (_MOUTH_KM if number in {0, last} else _SAME_KM):
            sheet.add_edges(
                np.array([water[near]]),
                np.array([start + number]),
                np.maximum(gap[near : near + 1], 0.001),
                mode=_RIVER,
                state=cut.node_state[number : number + 1],
            )
