"""Straits, canals and tunnels that map data do not mark: ways that cross a given line."""

from __future__ import annotations

import numpy as np

from graph.model import Mode
from graph.network.compiled import MODES, PASSAGES
from graph.network.geo import Floats, wrap
from graph.network.sheet import Sheet, plain_lines
from graph.network.states import table


def tag_passages(sheet: Sheet) -> None:
    """Mark every way that crosses the line of a passage; what is marked already stays."""
    nodes, edges = sheet.nodes(), sheet.edges()
    for row in table("passages"):
        modes = [MODES.index(Mode(name)) for name in row["modes"].split()]
        which = np.flatnonzero(
            plain_lines(edges) & np.isin(edges["mode"], modes) & (edges["passage"] == 0)
        )
        line = tuple(float(row[name]) for name in ("lat_a", "lon_a", "lat_b", "lon_b"))
        ends = [
            nodes[axis][edges[end][which]]
            for end, axis in zip("aabb", ("lat", "lon") * 2, strict=True)
        ]
        crossed = which[_crosses(line, *ends)]
        edges["passage"][crossed] = PASSAGES.index(row["passage"])
    sheet.replace_edges(edges)


def _crosses(
    line: tuple[float, ...], lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats
) -> np.ndarray:
    """Tell which straight ways from a to b cross a line (latitudes and longitudes in degrees)."""
    lat_1, lon_1, lat_2, lon_2 = line
    # Longitudes are taken from the line's first end, so that the date line is no edge.
    x_2 = float(wrap(lon_2 - lon_1))
    x_a = wrap(lon_a - lon_1)
    x_b = x_a + wrap(lon_b - lon_a)

    def side(x: Floats, lat: Floats) -> Floats:
        return np.asarray(x_2 * (lat - lat_1) - x * (lat_2 - lat_1))

    parted = side(x_a, lat_a) * side(x_b, lat_b) < 0
    step_x, step_y = x_b - x_a, lat_b - lat_a
    first = step_x * (lat_1 - lat_a) - step_y * (0.0 - x_a)
    last = step_x * (lat_2 - lat_a) - step_y * (x_2 - x_a)
    return np.asarray(parted & (first * last < 0))
