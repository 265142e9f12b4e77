"""Which named corridors a route on the ground follows, and how much of each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from graph.facts import CorridorFact, load
from graph.gazetteer import default_gazetteer
from graph.gazetteer.names import fold
from graph.model import Kind, Leg, Mode, Route
from graph.network.geo import EARTH_KM, Floats, distance_km, unit_vectors

_STEP_KM = 15.0
_LEAST_SHARE = 0.6
# The lines are coarse: a waypoint is met within a part of the gap to its neighbours.
_REACH, _LEAST_KM, _MOST_KM = 0.12, 45.0, 120.0
_DETOUR = 1.6
_NOT_YET = ("planned", "under construction", "building", "railway planned", "cut by war")


class _Line(NamedTuple):
    row: CorridorFact
    vectors: Floats
    reach: Floats
    gaps: Floats


def followed(route: Route) -> list[tuple[str, float]]:
    """Return the corridors that a route follows, with the share of each that it covers.

    A corridor is followed where at least three fifths of its line, in unbroken order and in either
    direction, lies along the route; those that are only planned are left out. Gas corridors
    are followed by pipelines, all others by everything else.

    Returns
    -------
    list of (id, share)
        Ids such as `corridor:middle`, shares from 0 to 1, the best covered first.
    """
    found: dict[str, float] = {}
    for gas in (False, True):
        legs = [leg for leg in route.legs if (leg.mode is Mode.PIPELINE) == gas]
        if not (track := _track(legs)).size:
            continue
        for line in _lines():
            if line.row.note.startswith("gas") != gas:
                continue
            share = _share(line, track)
            key = corridor_id(line.row)
            if share >= _LEAST_SHARE:
                found[key] = max(share, found.get(key, 0.0))
    return sorted(((key, round(share, 2)) for key, share in found.items()), key=lambda p: -p[1])


@cache
def corridor_names() -> dict[str, str]:
    """Give the names of the corridors of the table by id."""
    return {corridor_id(row): row.name for row in reversed(load("corridors"))}


@cache
def corridor_lines() -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """Give (id, waypoints as (lat, lon)) of each line that `followed` compares, gas left out."""
    rows = [line.row for line in _lines() if not line.row.note.startswith("gas")]
    return tuple((corridor_id(row), tuple(row.waypoints)) for row in rows)


@cache
def corridor_id(row: CorridorFact) -> str:
    """Give the id under which texts speak of a corridor of the table.

    The variants of one (`middle-corridor-black-sea`) share its id.
    """
    known = {
        _plain(name.text): name.entity.id
        for name in default_gazetteer().names()
        if name.entity.kind is Kind.CORRIDOR
    }
    words = _plain(row.name).split()
    for length in range(len(words), 0, -1):
        if found := known.get(" ".join(words[:length])):
            return found
    return f"corridor:{row.id}"


def _plain(name: str) -> str:
    text = fold(name.replace("-", " "))
    return " ".join(word for word in text.split() if word not in {"corridor", "route", "the"})


@cache
def _lines() -> tuple[_Line, ...]:
    found = []
    for row in load("corridors"):
        if row.note.startswith(_NOT_YET):
            continue
        lat, lon = np.array(row.waypoints, dtype=float).T
        gaps = distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
        wide = np.maximum(np.r_[gaps[:1], gaps], np.r_[gaps, gaps[-1:]])
        reach = np.clip(_REACH * wide, _LEAST_KM, _MOST_KM)
        found.append(_Line(row, unit_vectors(lat, lon), reach, gaps))
    return tuple(found)


def _track(legs: list[Leg]) -> Floats:
    """Give (x, y, z, km) at even steps along some legs; gaps between them count as way."""
    points = [point for leg in legs for point in leg.geometry]
    if len(points) < 2:
        return np.zeros((0, 4))
    lon, lat = np.array(points, dtype=float).T
    vectors = unit_vectors(lat, lon)
    steps = np.linalg.norm(np.diff(vectors, axis=0), axis=1) * EARTH_KM
    km = np.r_[0.0, np.cumsum(steps)]
    at = np.arange(0.0, km[-1] + _STEP_KM, _STEP_KM)
    even = np.column_stack([np.interp(at, km, vectors[:, axis]) for axis in range(3)])
    return np.column_stack([even, at])


def _share(line: _Line, track: Floats) -> float:
    """Give the share of a corridor's length that the track follows without a break."""
    gap = np.linalg.norm(line.vectors[:, None, :] - track[None, :, :3], axis=2) * EARTH_KM
    met = gap.min(axis=1) <= line.reach
    at = track[gap.argmin(axis=1), 3]
    best, run, last = 0.0, 0.0, -1
    for number in np.flatnonzero(met).tolist():
        if last >= 0:
            length = float(line.gaps[last:number].sum())
            way = float(at[number] - at[last])
            # One waypoint may be passed at a distance, but not by another road altogether.
            follows = number - last <= 2 and abs(way) <= _DETOUR * length + _MOST_KM
            turned = run * way < 0
            run = run + np.copysign(length, way) if follows and not turned else 0.0
        last = number
        best = max(best, abs(run))
    return best / max(float(line.gaps.sum()), 1e-9)
