"""Railways and roads of the map data, made ready: drawn inside their states, cut at borders."""

from __future__ import annotations

import numpy as np

from graph.facts import load
from graph.model import Mode
from graph.network.bend import kept_inside
from graph.network.borders import Cut, Locate, cut_at_borders
from graph.network.geo import Floats, distance_km
from graph.network.pieces import in_pieces
from graph.network.sources import Lines, read_land

# The map data draws lines with fewer bends than they have, those of long edges above all. For
# each mode: factors of lengths, from a straight length in km on. They are fitted to the half
# for tuning of the published lengths, by median (railways) and by least absolute deviations
# (roads); benchmarks/lengths.py reports the other half.
_LENGTH_FACTORS = {Mode.RAIL: ((0.0, 1.014),), Mode.ROAD: ((0.0, 1.0), (100.0, 1.145))}
_NAMES = {Mode.RAIL: "world_railways", Mode.ROAD: "world_highways"}


def land_lines(mode: Mode, locate: Locate) -> Cut:
    """Read the lines of a mode and cut them at borders; long railways come in short pieces."""
    lines = read_land(_NAMES[mode])
    lines = lines._replace(km=lines.km * _factors(lines, mode))
    if mode is Mode.ROAD:
        return cut_at_borders(kept_inside(lines, locate), locate)
    stations = np.array([(row.lat, row.lon) for row in load("border_stations")])
    return cut_at_borders(in_pieces(kept_inside(lines, locate, stations)), locate)


def _factors(lines: Lines, mode: Mode) -> Floats:
    """Give the factor of each edge's length, by its class."""
    classes = np.array(_LENGTH_FACTORS[mode])
    ends = (lines.lat[lines.a], lines.lon[lines.a], lines.lat[lines.b], lines.lon[lines.b])
    which = np.searchsorted(classes[:, 0], distance_km(*ends), side="right") - 1
    return np.asarray(classes[which, 1], dtype=np.float64)
