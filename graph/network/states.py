"""Which state a point lies in: time zone, then state, then the table of overrides."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import numpy as np

from graph.facts import load
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
    """Tells the state of many points at once, by who controls the ground.

    Zones follow OpenStreetMap's recognised borders; the control table and the overrides
    change them where another state controls the ground or the zone spans a border.
    """

    def __init__(self) -> None:
        from timezonefinder import TimezoneFinder

        self._finder = TimezoneFinder(in_memory=True)
        by_zone = {line.split("\t")[2]: line.split("\t")[0] for line in _zone_lines()}
        by_zone |= _BACKWARD
        names = self._finder.timezone_names
        self._state = np.array([numbers()[by_zone.get(name, "")] for name in names], dtype=np.int64)
        self._outlines = _overrides()

    def __call__(self, lat: Floats, lon: Floats) -> Ints:
        """Give the state number of each point, 0 at sea."""
        lat, lon = np.clip(lat, -90, 90), wrap(lon)
        zone = np.asarray(self._finder.timezone_ids_at(lngs=lon, lats=lat), dtype=np.int64)
        found = np.where(zone >= 0, self._state[zone], NOWHERE)
        for legal, actual, outline in self._outlines:
            which = np.flatnonzero(found == legal)
            inside = _inside(lat[which], lon[which], outline)
            found[which[inside]] = actual
        return found


# Zones that timezonefinder still names but zone.tab no longer lists.
_BACKWARD = {"Europe/Kiev": "UA", "America/Godthab": "GL", "Asia/Rangoon": "MM"}


def _overrides() -> list[tuple[int, int, Floats]]:
    known = numbers()
    rows = [
        (known[row["zone_state"]], known[row["state"]], _polygon(row["polygon"]))
        for row in table("overrides")
    ]
    for fact in load("control"):
        current = fact.valid_to is None and fact.actual_state in known
        if current and fact.actual_state != fact.legal_state:
            outline = np.array([tuple(point) for point in fact.polygon], dtype=float)
            rows.append((known[fact.legal_state], known[fact.actual_state], outline))
    return rows


def _polygon(text: str) -> Floats:
    return np.array([[float(part) for part in point.split()] for point in text.split(";")])


def _inside(lat: Floats, lon: Floats, outline: Floats) -> np.ndarray:
    """Count the crossings of a ray to the east; an odd count is inside."""
    odd = np.zeros(len(lat), dtype=bool)
    for (lat_a, lon_a), (lat_b, lon_b) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if lat_a != lat_b:
            spans = (lat_a > lat) != (lat_b > lat)
            odd ^= spans & (lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a))
    return odd
