"""Close gaps in the map data by the table of bridges that the maintainers' command keeps.

The table holds each bridge by its rule and its two ends; here they are only looked up. The
rules themselves are in `graph.network.mending`.
"""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np

from graph.errors import DataError
from graph.model import Mode
from graph.network.borders import Cut
from graph.network.compiled import MODES
from graph.network.geo import Floats, Ints, chord, unit_vectors
from graph.network.sheet import Sheet

RULES = ("", "shortcut", "dead-end", "demand", "by-hand", "station")
"""Names of the rules; an edge's bridge number is the place of its rule here."""

COLUMNS = ("mode", "rule", "a_lat", "a_lon", "b_lat", "b_lon", "km", "road_ratio", "reviewed")
_FILE = "bridges.csv"
_SAME_KM = 0.03
_LIMITS = {"a_lat": 90, "a_lon": 180, "b_lat": 90, "b_lon": 180, "km": 500, "road_ratio": 1000}


class Bridges(NamedTuple):
    """Bridges of one mode: ends in degrees, km, the number of the rule."""

    a_lat: Floats
    a_lon: Floats
    b_lat: Floats
    b_lon: Floats
    km: Floats
    rule: Ints


def read_bridges(mode: Mode, path: Path | None = None) -> Bridges:
    """Read the table of bridges; `path` names one of your own.

    Raises
    ------
    DataError
        If rows are malformed; tells file, row and field of each.
    """
    own = resources.files("graph.network").joinpath("tables", _FILE)
    text = (path or own).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    name = path.name if path else _FILE
    faults = [
        f"{name} row {number}: {fault}"
        for number, row in enumerate(rows, start=2)
        for fault in _faults(row)
    ]
    if faults:
        raise DataError(f"{name}: {len(faults)} faults", "Mend these rows.", faults)
    mine = [row for row in rows if row["mode"] == mode.value]

    def column(name: str) -> Floats:
        return np.array([float(row[name]) for row in mine])

    return Bridges(
        column("a_lat"),
        column("a_lon"),
        column("b_lat"),
        column("b_lon"),
        column("km"),
        np.array([RULES.index(row["rule"]) for row in mine], dtype=np.int64),
    )


def _faults(row: dict[str, str]) -> list[str]:
    found = [f"{name}: column is missing" for name in COLUMNS if row.get(name) is None]
    if found or None in row:
        return found or ["has more cells than the header"]
    if row["mode"] not in {"rail", "road"}:
        found.append(f"mode: {row['mode']!r} is none of rail, road")
    if row["rule"] not in RULES[1:]:
        found.append(f"rule: {row['rule']!r} is none of {', '.join(RULES[1:])}")
    if row["reviewed"] not in {"", "yes"}:
        found.append(f"reviewed: {row['reviewed']!r} is neither yes nor empty")
    for name, most in _LIMITS.items():
        try:
            # A comparison with NaN is false, so this refuses it too.
            good = (name == "road_ratio" and not row[name]) or abs(float(row[name])) <= most
        except ValueError:
            good = False
        if not good:
            found.append(f"{name}: {row[name]!r} is not a number up to {most}")
    return found


def add_bridges(sheet: Sheet, cut: Cut, start: int, mode: Mode) -> dict[str, str]:
    """Add the bridges whose ends the installed data has; count them by rule, and the misses."""
    found = read_bridges(mode)
    from scipy.spatial import cKDTree

    tree = cKDTree(unit_vectors(cut.lat, cut.lon))
    a, b = (
        np.asarray(tree.query(unit_vectors(lat, lon), distance_upper_bound=chord(_SAME_KM))[1])
        for lat, lon in ((found.a_lat, found.a_lon), (found.b_lat, found.b_lon))
    )
    there = (a < len(cut.lat)) & (b < len(cut.lat))
    # Both sides of a border crossing lie in one place: take those of one state.
    safe_a, safe_b = np.where(there, a, 0), np.where(there, b, 0)
    there &= cut.node_state[safe_a] == cut.node_state[safe_b]
    a, b = a[there], b[there]
    sheet.add_edges(
        a + start,
        b + start,
        np.maximum(found.km[there], 0.001),
        mode=MODES.index(mode),
        state=cut.node_state[a],
        bridges=found.rule[there],
    )
    counts = {
        f"bridges_{mode.value}_{rule}": str(int((found.rule[there] == number).sum()))
        for number, rule in enumerate(RULES)
        if rule and (found.rule == number).any()
    }
    return counts | {f"bridges_{mode.value}_not_found": str(int((~there).sum()))}
