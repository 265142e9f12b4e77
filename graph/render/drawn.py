"""Country outlines for the map, and the ground whose control is disputed; packed as text."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from graph.facts import load
from graph.render import pack


class Outlines(NamedTuple):
    """What the map draws under the routes: a JSON-ready head and packed arcs."""

    head: dict[str, Any]
    columns: str


@cache
def outlines() -> Outlines:
    """Pack the outlines of `outlines/countries.json`; rings name arcs, `-1 - n` is backwards."""
    source = files("graph.render") / "outlines" / "countries.json"
    drawn = json.loads(source.read_text(encoding="utf-8"))
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
    return [
        {
            "name": row.name,
            "legal": row.legal_state,
            "actual": row.actual_state,
            "since": str(row.valid_from or ""),
            "ring": [[lon, lat] for lat, lon in row.polygon],
        }
        for row in load("control")
        if row.valid_to is None and row.actual_state != row.legal_state
    ]
