"""What the fact tables know that the page tells: corridors, border stations, exports."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.analysis.corridors import corridor_lines, corridor_names
from graph.facts import load


@cache
def known() -> dict[str, Any]:
    """Gather the rows, JSON-ready; figures are those of the tables.

    Returns
    -------
    dict
        `corridors`: [id, name, [lat, lon, lat, lon, ...]] of each line on the ground (degrees);
        `stations`: [state, state, lat, lon, name] where freight crosses a border by rail;
        `exports`: what a state sold abroad in million tonnes, with year, source, confidence.
    """
    names = corridor_names()
    return {
        "corridors": [
            [key, names.get(key, key), [degree for point in line for degree in point]]
            for key, line in corridor_lines()
        ],
        "stations": [
            [row.a_country, row.b_country, row.lat, row.lon, row.name]
            for row in load("border_stations")
        ],
        "exports": [
            {
                "state": row.country,
                "commodity": f"commodity:{row.commodity}",
                "name": row.commodity.replace("-", " "),
                "mt_y": row.mt_y,
                "year": row.year,
                "source": row.source,
                "confidence": row.confidence,
            }
            for row in load("exports")
        ],
    }
