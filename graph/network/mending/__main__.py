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
from graph.network import mend, sources
from graph.network.borders import Cut, cut_at_borders
from graph.network.mending import rules
from graph.network.mending.lines import Bridge, Net
from graph.network.pieces import in_pieces
from graph.network.states import Locator

_FACTOR = {"shortcut": 1.0, "dead-end": 1.15, "demand": 1.15}


def main() -> None:
    """Find all bridges and write the table."""
    locate = Locator()
    rail = cut_at_borders(in_pieces(sources.read_land("world_railways")), locate)
    road = cut_at_borders(sources.read_land("world_highways"), locate)
    lines = Net(rail)
    found = rules.shortcuts(lines)
    _tell(f"rail: {len(found)} shortcuts")
    found += rules.dead_ends(lines)
    _tell(f"rail: {len(found)} with dead ends")
    roads = Net(road)
    table = _rows(Mode.RAIL, found, rail) + _rows(Mode.ROAD, rules.shortcuts(roads), road)
    _tell(f"{len(table)} bridges in all")
    path = Path(str(resources.files("graph.network").joinpath("tables", "bridges.csv")))
    draft = path.with_suffix(".tmp")
    draft.write_text(_text(_reviewed(path) + table), encoding="utf-8", newline="")
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
            "road_ratio": "",
            "reviewed": "",
        }
        for bridge in bridges
    ]


def _reviewed(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["reviewed"]]


def _text(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, mend.COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


if __name__ == "__main__":
    main()
