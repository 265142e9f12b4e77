"""Look for gaps in the installed map data: `uv run python -m graph.network.mending`.

Writes the table of bridges that every build applies. Rows that were reviewed by hand are kept
as they are; all others are found anew by the rules. Takes a few minutes.
"""

from __future__ import annotations

import csv
import io
import sys
from importlib import resources
from pathlib import Path

from graph.model import Mode
from graph.network import mend
from graph.network.borders import Cut
from graph.network.geo import unit_vectors
from graph.network.land import land_lines
from graph.network.mending import demand, rules
from graph.network.mending.lines import Bridge, Net
from graph.network.states import Locator

_FACTOR = {"shortcut": 1.0, "dead-end": 1.15, "demand": 1.15}


def main() -> None:
    """Find all bridges and write the table."""
    locate = Locator()
    rail, road = land_lines(Mode.RAIL, locate), land_lines(Mode.ROAD, locate)
    path = Path(str(resources.files("graph.network").joinpath("tables", "bridges.csv")))
    reviewed = _reviewed(path)
    lines = Net(rail)
    for row in reviewed:
        lines.join(*_ends(lines, row), float(row["km"]))
    found = rules.shortcuts(lines)
    _tell(f"rail: {len(found)} shortcuts")
    found += rules.dead_ends(lines)
    _tell(f"rail: {len(found)} with dead ends")
    roads = Net(road)
    short = rules.shortcuts(roads)
    _tell(f"road: {len(short)} shortcuts")
    found += demand.bridges(lines, roads, demand.towns(lines, roads))
    table = _rows(Mode.RAIL, found, rail) + _rows(Mode.ROAD, short, road)
    _tell(f"{len(table)} bridges in all")
    draft = path.with_suffix(".tmp")
    draft.write_text(_text(reviewed + table), encoding="utf-8", newline="")
    draft.replace(path)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _rows(mode: Mode, bridges: list[Bridge], cut: Cut) -> list[dict[str, str]]:
    return [
        {
            "mode": mode.value,
            "rule": bridge.rule,
            "a_lat": f"{cut.lat[bridge.a]:.5f}",
            "a_lon": f"{cut.lon[bridge.a]:.5f}",
            "b_lat": f"{cut.lat[bridge.b]:.5f}",
            "b_lon": f"{cut.lon[bridge.b]:.5f}",
            "km": f"{max(bridge.gap_km * _FACTOR[bridge.rule], 0.001):.3f}",
            "road_ratio": "" if bridge.road_ratio is None else f"{bridge.road_ratio:.2f}",
            "reviewed": "",
        }
        for bridge in bridges
    ]


def _reviewed(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["reviewed"]]


def _ends(lines: Net, row: dict[str, str]) -> tuple[int, int]:
    """Give the nodes that a row of the table joins."""
    a, b = (
        int(lines.tree.query(unit_vectors([float(row[y])], [float(row[x])])[0])[1])
        for y, x in (("a_lat", "a_lon"), ("b_lat", "b_lon"))
    )
    return a, b


def _text(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, mend.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


if __name__ == "__main__":
    main()
