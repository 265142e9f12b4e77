"""States, modes and passages of the sea network: canals, straits and rivers have a state."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graph.model import Mode
from graph.network.borders import Locate, cut_at_borders
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
_HIGH_SEA = 1_000_000


class Seaways(NamedTuple):
    """Sea edges cut at the limits of territorial sea, with what each of them is."""

    lines: Lines
    ground: Ints
    waters: Ints
    mode: Ints
    passage: Ints


def seaways(lines: Lines, locate: Locate) -> Seaways:
    """Cut sea lines where the waters change, and tell state, mode and passage of each edge.

    Zones of map data reach to the limit of the territorial sea, mostly twelve nautical miles
    out; so `waters` is the ground that `locate` gives, 0 for the high sea. A river or lake is
    a way inside one of the rectangles of the table of inland waters whose surroundings are
    land on all sides. Canals and the Turkish Straits are their state's; the rest is sea
    without a state.
    """
    lines = _cut_at_waters(lines, locate)
    names = [_NAMES.get(tag, tag) for tag in lines.tag]
    passage = np.array([PASSAGES.index(name) for name in names], dtype=np.int64)
    half = np.full(len(lines.a), 0.5)
    lat, lon = between(lines.lat, lines.lon, lines.a, lines.b, half)
    ground, waters = np.zeros(len(lat), dtype=np.int64), locate(lat, lon)
    mode = np.full(len(lat), MODES.index(Mode.SEA))
    for row in table("inland_waters"):
        south, west, north, east = (float(row[side]) for side in ("south", "west", "north", "east"))
        within = (lat > south) & (lat < north) & (lon > west) & (lon < east)
        which = np.flatnonzero(within & (ground == 0) & (waters > 0))
        inland = which[_landlocked(lat[which], lon[which], locate)]
        ground[inland] = waters[inland]
        mode[inland] = MODES.index(Mode(row["mode"]))
    for name, owner in _OWNED.items():
        ground[passage == PASSAGES.index(name)] = numbers()[owner]
    return Seaways(lines, ground, waters, mode, passage)


def _cut_at_waters(lines: Lines, locate: Locate) -> Lines:
    """Cut edges where they enter or leave the waters of a state; the two sides stay joined."""

    def waters(lat: Floats, lon: Floats) -> Ints:
        # To the cutter 0 is unknown ground; the high sea is a ground of its own here.
        return np.where((found := locate(lat, lon)) > 0, found, _HIGH_SEA)

    cut = cut_at_borders(lines, waters)
    gates = len(cut.gate_a)
    keep = len(cut.lat) - gates
    return Lines(
        cut.lat[:keep],
        cut.lon[:keep],
        np.where(cut.a >= keep, cut.a - gates, cut.a),
        np.where(cut.b >= keep, cut.b - gates, cut.b),
        cut.km,
        tuple(lines.tag[edge] for edge in cut.origin.tolist()),
    )


def _landlocked(lat: Floats, lon: Floats, locate: Locate) -> np.ndarray:
    """Tell which points have a state's ground or waters on all eight sides."""
    closed = locate(lat, lon) > 0
    for bearing in np.radians(np.arange(0, 360, 45)):
        step = _SHORE_KM / 111.2
        north = lat + step * np.cos(bearing)
        east = wrap(lon + step * np.sin(bearing) / np.cos(np.radians(lat)))
        closed &= locate(north, east) > 0
    return closed
