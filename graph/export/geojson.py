"""The relation graph as GeoJSON: entities as points, what is stated as lines between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.model import Record

if TYPE_CHECKING:
    import networkx as nx

CREDIT = "Places after GeoNames, CC BY 4.0; seas at their approximate centres"
_Point = tuple[float, float]


def relations_geojson(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield a FeatureCollection, a feature a line.

    A line joins the points that stand for two entities (a state's is its capital): it says
    that a sentence joins them, and shows no way. Where a point is not known the geometry is
    null. Lines over the 180th meridian are cut there (RFC 7946, section 3.1.9).
    """
    yield f'{{"type": "FeatureCollection", "attribution": {json.dumps(CREDIT)}, "features": [\n'
    comma = ""
    for feature in _features(relations):
        yield f"{comma}{json.dumps(feature, ensure_ascii=False)}"
        comma = ",\n"
    yield "\n]}\n"


def _features(relations: nx.MultiDiGraph[str]) -> Iterator[Record]:
    points = {
        key: (float(node["lon"]), float(node["lat"]))
        for key, node in relations.nodes(data=True)
        if "lat" in node
    }
    for key, node in relations.nodes(data=True):
        shown = {name: node[name] for name in ("kind", "name")}
        geometry: Record | None = None
        if key in points:
            geometry = {"type": "Point", "coordinates": points[key]}
        yield _feature(key, geometry, shown)
    for source, target, key, edge in relations.edges(keys=True, data=True):
        ends = {"source": source, "target": target}
        line = _line(points.get(source), points.get(target))
        yield _feature(key, line, ends | edge)


def _feature(key: str, geometry: Record | None, properties: Record) -> Record:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _line(start: _Point | None, end: _Point | None) -> Record | None:
    if start is None or end is None or start == end:
        return None
    east = end[0] - start[0]
    if abs(east) <= 180:
        return {"type": "LineString", "coordinates": [start, end]}
    edge = 180.0 if east < 0 else -180.0  # it goes the short way round
    share = (edge - start[0]) / (east + 2 * edge)
    lat = round(start[1] + share * (end[1] - start[1]), 5)
    halves = [[start, (edge, lat)], [(-edge, lat), end]]
    return {"type": "MultiLineString", "coordinates": halves}
