"""Read the map data of installed packages as text; their modules are never imported."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graph.errors import DataError
from graph.network.geo import Floats, Ints, distance_km, wrap

# Lines that sea traffic never leaves are drawn in pieces no longer than this.
_SEA_PIECE_KM = 25.0


_PACKAGES = ("scgraph-data", "searoute", "timezonefinder", "timezonefinder-data", "tzdata")


class Lines(NamedTuple):
    """Nodes (degrees) and undirected edges between them (km); `tag` names a passage or ''."""

    lat: Floats
    lon: Floats
    a: Ints
    b: Ints
    km: Floats
    tag: tuple[str, ...] = ()


class PortRow(NamedTuple):
    """A port as listed: name, state code, position in degrees, UN/LOCODE or ''."""

    name: str
    state: str
    lat: float
    lon: float
    locode: str


def versions() -> dict[str, str]:
    """Give the installed version of every package whose data is compiled.

    Raises
    ------
    DataError
        If any is missing; names all of them and the command that installs them.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            faults.append(f"{name}: is not installed")
    if faults:
        missing = " ".join(name for name in _PACKAGES if name not in found)
        count = f"{len(faults)} package{'s' if len(faults) > 1 else ''} with map data"
        raise DataError(f"missing: {count}", f"Run: uv pip install {missing}", faults)
    return found


def _file(package: str, name: str) -> Path:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / name).is_file():
            return Path(place) / name
    raise DataError(
        f"{package}: has no {name}",
        f"Run: uv pip install --reinstall {package.replace('_', '-')}",
    )


def read_land(name: str) -> Lines:
    """Read `world_railways` or `world_highways`: loops dropped, the shortest of parallels kept."""
    path = _file("scgraph_data", f"{name}.py")
    found: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            key, _, text = line.partition("=")
            if key in {"graph", "nodes"}:
                found[key] = text
    if len(found) < 2:
        raise DataError(
            f"{path}: not laid out as expected",
            "Run: uv pip install --reinstall 'scgraph-data>=2.0,<3'",
        )
    places = np.array(json.loads(found["nodes"]), dtype=float)
    a, b, km = _adjacency(found["graph"])
    keep = a < b
    a, b, km = a[keep], b[keep], km[keep]
    first = np.lexsort((km, b, a))
    a, b, km = a[first], b[first], km[first]
    new = np.r_[True, (a[1:] != a[:-1]) | (b[1:] != b[:-1])]
    a, b, km = a[new], b[new], km[new]
    straight = distance_km(places[a, 0], places[a, 1], places[b, 0], places[b, 1])
    # Some edges have no length; one metre at least keeps searches from going round in circles.
    km = np.where(km <= 0, np.maximum(straight, 0.001), km)
    return Lines(places[:, 0].copy(), wrap(places[:, 1]), a, b, km)


def _adjacency(text: str) -> tuple[Ints, Ints, Floats]:
    """Parse `[{1: 2.02, ...}, ...]` without making a dictionary for each node."""
    rows = text.strip().strip("[]").split("}")[:-1]
    counts = np.array([row.count(":") for row in rows], dtype=np.int64)
    flat = text.strip().translate(str.maketrans("[]{}:,", "      "))
    values = np.fromstring(flat, dtype=float, sep=" ")
    source = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
    return source, values[0::2].astype(np.int64), values[1::2]


def read_sea() -> Lines:
    """Read searoute's sea network, nodes joined across the date line."""
    text = _file("searoute", "data/marnet_searoute.geojson").read_text(encoding="utf-8")
    index: dict[tuple[float, float], int] = {}
    edges: list[tuple[int, int, str]] = []
    for feature in json.loads(text)["features"]:
        shape, tag = feature["geometry"], feature["properties"].get("passage") or ""
        single = shape["type"] == "LineString"
        for line in [shape["coordinates"]] if single else shape["coordinates"]:
            _add_line(line, tag, index, edges)
    places = np.array(list(index), dtype=float)
    a = np.array([edge[0] for edge in edges], dtype=np.int64)
    b = np.array([edge[1] for edge in edges], dtype=np.int64)
    lat, lon = places[:, 0], places[:, 1]
    km = np.maximum(distance_km(lat[a], lon[a], lat[b], lon[b]), 0.001)
    return Lines(lat, lon, a, b, km, tuple(edge[2] for edge in edges))


def _add_line(
    line: list[list[float]],
    tag: str,
    index: dict[tuple[float, float], int],
    edges: list[tuple[int, int, str]],
) -> None:
    """Add a line in short pieces, so that ports find a node near them."""
    last: int | None = None
    for (lon_a, lat_a), (lon_b, lat_b) in pairwise(line):
        km = float(distance_km(lat_a, lon_a, lat_b, lon_b))
        count = max(1, int(np.ceil(km / _SEA_PIECE_KM)))
        for step in range(count + 1):
            lat = lat_a + (lat_b - lat_a) * step / count
            lon = float(wrap(lon_a + (lon_b - lon_a) * step / count))
            node = index.setdefault((round(lat, 5), round(lon, 5)), len(index))
            if step and last is not None and node != last:
                edges.append((last, node, tag))
            last = node


def read_ports() -> list[PortRow]:
    """Read searoute's list of ports."""
    text = _file("searoute", "data/ports.geojson").read_text(encoding="utf-8")
    rows: list[PortRow] = []
    for feature in json.loads(text)["features"]:
        properties: dict[str, Any] = feature["properties"]
        code = str(properties.get("port") or "")
        lon, lat = feature["geometry"]["coordinates"][:2]
        if len(code) == 5 and properties.get("name"):
            rows.append(PortRow(str(properties["name"]), code[:2], lat, float(wrap(lon)), code))
    return rows
