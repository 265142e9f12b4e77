"""States, modes and passages of the sea network: canals, straits and rivers have a state."""

from __future__ import annotations

import numpy as np

from graph.model import Mode
from graph.network.borders import Locate
from graph.network.compiled import MODES, PASSAGES
from graph.network.geo import Floats, Ints, between, wrap
from graph.network.sources import Lines
from graph.network.states import numbers, table

# searoute's words on the left.
_NAMES = {
    "babalmandab": "bab-el-mandeb",
    "chili": "cape-horn",
    "ormuz": "hormuz",
    "south_africa": "cape-of-good-hope",
}
_OWNED = {"suez": "EG", "panama": "PA", "bosporus": "TR", "dardanelles": "TR"}
_SHORE_KM = 12.0


def sea_states(lines: Lines, locate: Locate) -> tuple[Ints, Ints, Ints]:
    """Give state, mode and passage number of each sea edge.

    A river or lake is a way inside one of the rectangles of the table of inland waters whose
    surroundings are land on all sides. Canals and the Turkish Straits are their state's; the
    rest is sea without a state.
    """
    names = [_NAMES.get(tag, tag) for tag in lines.tag]
    passage = np.array([PASSAGES.index(name) for name in names], dtype=np.int64)
    half = np.full(len(lines.a), 0.5)
    lat, lon = between(lines.lat, lines.lon, lines.a, lines.b, half)
    state = np.zeros(len(lat), dtype=np.int64)
    mode = np.full(len(lat), MODES.index(Mode.SEA))
    for row in table("inland_waters"):
        south, west, north, east = (float(row[side]) for side in ("south", "west", "north", "east"))
        within = (lat > south) & (lat < north) & (lon > west) & (lon < east)
        which = np.flatnonzero(within & (state == 0))
        inland = which[_landlocked(lat[which], lon[which], locate)]
        state[inland] = locate(lat[inland], lon[inland])
        mode[inland] = MODES.index(Mode(row["mode"]))
    for name, owner in _OWNED.items():
        state[passage == PASSAGES.index(name)] = numbers()[owner]
    return state, mode, passage


def _landlocked(lat: Floats, lon: Floats, locate: Locate) -> np.ndarray:
    """Tell which points have a state's ground or waters on all eight sides."""
    closed = locate(lat, lon) > 0
    for bearing in np.radians(np.arange(0, 360, 45)):
        step = _SHORE_KM / 111.2
        north = lat + step * np.cos(bearing)
        east = wrap(lon + step * np.sin(bearing) / np.cos(np.radians(lat)))
        closed &= locate(north, east) > 0
    return closed
