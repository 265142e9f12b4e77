"""Whose ground a point is: time zone, then state, then overrides and the table of control."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

import numpy as np

from graph.network.control import View, Zone, disputed, holders
from graph.network.geo import Floats, Ints, wrap

NOWHERE = 0
"""The code of the open sea, which has no state."""


def table(name: str) -> list[dict[str, str]]:
    """Read one of this package's own small tables."""
    path = resources.files("graph.network").joinpath("tables", f"{name}.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def state_names() -> tuple[str, ...]:
    """Give all state codes; a state's number is its place here, 0 is the open sea."""
    known = {line.split("\t")[0] for line in _zone_lines()} | {"XK"}
    return ("", *sorted(known))


@cache
def numbers() -> dict[str, int]:
    """Give the number of each state code."""
    return {name: number for number, name in enumerate(state_names())}


def _zone_lines() -> list[str]:
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class Locator:
    """Tells the ground of many points at once: a state, or a zone of disputed ground.

    Time zones follow OpenStreetMap's borders; the overrides mend those that span a border,
    the table of control tells legal and actual control apart. Grounds below `len(states)`
    are numbers of states, 0 is the sea; ground `len(states) + i` is `zones[i]`.
    """

    def __init__(self) -> None:
        from timezonefinder import TimezoneFinder

        self._finder = TimezoneFinder(in_memory=True)
        by_zone = {line.split("\t")[2]: line.split("\t")[0] for line in _zone_lines()}
        by_zone |= _BACKWARD
        self._names = list(self._finder.timezone_names)
        self._state = np.array(
            [numbers()[by_zone.get(name, "")] for name in self._names], dtype=np.int64
        )
        self._overrides = _overrides()
        self._rows = disputed(state_names())
        self._outlines = [np.array(row.polygon, dtype=float) for row in self._rows]
        self.zones: list[Zone] = []

    def __call__(self, lat: Floats, lon: Floats) -> Ints:
        """Give the number of the ground of each point, 0 at sea."""
        lat, lon = np.clip(lat, -90, 90), wrap(lon)
        zone = np.asarray(self._finder.timezone_ids_at(lngs=lon, lats=lat), dtype=np.int64)
        found = np.where(zone >= 0, self._state[zone], NOWHERE)
        for drawn, state, outline in self._overrides:
            which = np.flatnonzero(found == drawn)
            found[which[_inside(lat[which], lon[which], outline)]] = state
        return self._with_zones(found, zone, lat, lon)

    def _with_zones(self, found: Ints, zone: Ints, lat: Floats, lon: Floats) -> Ints:
        """Give disputed ground its own numbers, beyond those of states."""
        bits = np.zeros(len(found), dtype=np.int64)
        for number, (row, outline) in enumerate(zip(self._rows, self._outlines, strict=True)):
            here = found == numbers()[row.drawn or row.legal_state]
            if row.zone:
                here &= zone == self._names.index(row.zone)
            which = np.flatnonzero(here)
            if row.polygon:
                which = which[_inside(lat[which], lon[which], outline)]
            bits[which] |= 1 << number
        for mask in np.unique(bits[bits > 0]).tolist():
            rows = [row for number, row in enumerate(self._rows) if mask >> number & 1]
            found[bits == mask] = self._ground((rows[0].legal_state, tuple(r.id for r in rows)))
        return found

    def _ground(self, zone: Zone) -> int:
        if zone not in self.zones:
            self.zones.append(zone)
        return len(state_names()) + self.zones.index(zone)

    def at_places(self, codes: Sequence[str], lat: Floats, lon: Floats) -> Ints:
        """Give the ground of places whose state is known.

        The ground at the place counts where the state has a part in it (a port of Crimea is
        listed under either state); elsewhere the state itself, as for a quay out at sea.
        """
        ground, own = self(lat, lon), np.array([numbers()[code] for code in codes], dtype=np.int64)
        actual = {row.id: row.actual_state for row in self._rows}
        for number, (legal, ids) in enumerate(self.zones, start=len(state_names())):
            parties = [numbers()[code] for code in (legal, *(actual[name] for name in ids))]
            own = np.where((ground == number) & np.isin(own, parties), number, own)
        return own

    def grounds(self, codes: Sequence[str]) -> Ints:
        """Give the numbers of all grounds met so far that states have a part in."""
        actual = {row.id: row.actual_state for row in self._rows}
        parts = [{legal, *(actual[name] for name in ids)} for legal, ids in self.zones]
        zones = [number for number, some in enumerate(parts) if some & set(codes)]
        own = [numbers()[code] for code in codes]
        return np.array([*own, *(len(state_names()) + zone for zone in zones)], dtype=np.int64)

    def states(self, lat: Floats, lon: Floats, view: View, day: date) -> Ints:
        """Give the number of the state that holds each point on a day, 0 at sea."""
        ground = self(lat, lon)
        held = np.r_[np.arange(len(state_names())), holders(self.zones, state_names(), view, day)]
        return np.asarray(held[ground], dtype=np.int64)


# Zones that timezonefinder still names but zone.tab no longer lists.
_BACKWARD = {"Europe/Kiev": "UA", "America/Godthab": "GL", "Asia/Rangoon": "MM"}


def _overrides() -> list[tuple[int, int, Floats]]:
    known = numbers()
    return [
        (known[row["zone_state"]], known[row["state"]], _polygon(row["polygon"]))
        for row in table("overrides")
    ]


def _polygon(text: str) -> Floats:
    return np.array([[float(part) for part in point.split()] for point in text.split(";")])


def _inside(lat: Floats, lon: Floats, outline: Floats) -> np.ndarray:
    """Tell which points lie inside an outline, after a look at its bounds."""
    (south, west), (north, east) = outline.min(axis=0), outline.max(axis=0)
    near = np.flatnonzero((lat >= south) & (lat <= north) & (lon >= west) & (lon <= east))
    inside = np.zeros(len(lat), dtype=bool)
    if len(near):
        inside[near] = _odd(lat[near], lon[near], outline)
    return inside


def _odd(lat: Floats, lon: Floats, outline: Floats) -> np.ndarray:
    """Count the crossings of a ray to the east; an odd count is inside."""
    odd = np.zeros(len(lat), dtype=bool)
    for (lat_a, lon_a), (lat_b, lon_b) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if lat_a != lat_b:
            spans = (lat_a > lat) != (lat_b > lat)
            odd ^= spans & (lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a))
    return odd
