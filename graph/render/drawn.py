"""Country outlines for the map, and the ground whose control is disputed; packed as text."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from timezonefinder import TimezoneFinder

from graph.facts import Control, load
from graph.render import pack

_DETAIL_DEG = 0.05


class Outlines(NamedTuple):
    """What the map draws under the routes: a JSON-ready head and packed arcs."""

    head: dict[str, Any]
    columns: str


@cache
def land_rings() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Give the rings of all states as (longitude, latitude) pairs in degrees."""
    drawn = _source()
    arcs = [(np.cumsum(arc, axis=0) / drawn["grid"]).tolist() for arc in drawn["arcs"]]
    rings = [ring for state in drawn["states"] for ring in state["rings"]]
    return tuple(
        tuple(
            (lon, lat)
            for number in ring
            for lon, lat in (arcs[number] if number >= 0 else arcs[~number][::-1])
        )
        for ring in rings
    )


def _source() -> dict[str, Any]:
    source = files("graph.render") / "outlines" / "countries.json"
    drawn: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return drawn


@cache
def outlines() -> Outlines:
    """Pack the outlines of `outlines/countries.json`; rings name arcs, `-1 - n` is backwards."""
    drawn = _source()
    steps = np.array([step for arc in drawn["arcs"] for step in arc], dtype=np.int64)
    columns = {
        "size": np.array([len(arc) for arc in drawn["arcs"]], dtype=np.int64),
        "lon": pack.zigzag(steps[:, 0]),
        "lat": pack.zigzag(steps[:, 1]),
    }
    head = {
        "grid": drawn["grid"],
        "source": drawn["source"],
        "states": drawn["states"],
        "disputed": disputed(),
    }
    return Outlines(head, pack.packed(columns))


def disputed() -> list[dict[str, Any]]:
    """Give the ground that one state controls and others recognise as another's."""
    rows = [
        row
        for row in load("control")
        if row.valid_to is None and row.actual_state != row.legal_state
    ]
    finder = TimezoneFinder(in_memory=False)
    return [
        {
            "name": row.name,
            "legal": row.legal_state,
            "actual": row.actual_state,
            "rings": _rings(row, finder),
        }
        for row in rows
    ]


def _rings(row: Control, finder: TimezoneFinder) -> list[list[list[float]]]:
    """Give the outer rings of a row's ground (longitude, latitude): its zone within its outline."""
    shape: BaseGeometry | None
    shape = shapely.Polygon([(lon, lat) for lat, lon in row.polygon]) if row.polygon else None
    if row.zone:
        parts = finder.get_geometry(tz_name=row.zone, coords_as_pairs=True)
        zone = shapely.unary_union([shapely.Polygon(part[0]).buffer(0) for part in parts])
        shape = zone if shape is None else zone.intersection(shape.buffer(0))
    if shape is None:
        return []
    simple = shapely.simplify(shape, _DETAIL_DEG)
    rings = [part.exterior for part in shapely.get_parts(simple) if not part.is_empty]
    return [[[round(x, 2), round(y, 2)] for x, y in ring.coords] for ring in rings]
