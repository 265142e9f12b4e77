"""Railways and roads of the map data, made ready: drawn inside their states, cut at borders."""

from __future__ import annotations

import numpy as np

from graph.facts import load
from graph.model import Mode
from graph.network.bend import kept_inside
from graph.network.borders import Cut, Locate, cut_at_borders
from graph.network.pieces import in_pieces
from graph.network.sources import read_land

# The map data draws lines with fewer bends than they have. The factor of a mode is one over
# the median ratio of its lines to the published lengths of the half for tuning (those along
# map data alone); benchmarks/lengths.py reports the other half. Roads came out at one.
_LENGTH_FACTOR = {Mode.RAIL: 1.014, Mode.ROAD: 1.0}
_NAMES = {Mode.RAIL: "world_railways", Mode.ROAD: "world_highways"}


def land_lines(mode: Mode, locate: Locate) -> Cut:
    """Read the lines of a mode and cut them at borders; long railways come in short pieces."""
    lines = read_land(_NAMES[mode])
    lines = lines._replace(km=lines.km * _LENGTH_FACTOR[mode])
    if mode is Mode.ROAD:
        return cut_at_borders(kept_inside(lines, locate), locate)
    stations = np.array([(row.lat, row.lon) for row in load("border_stations")])
    return cut_at_borders(in_pieces(kept_inside(lines, locate, stations)), locate)
