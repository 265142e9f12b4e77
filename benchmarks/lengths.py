"""Published lengths against the network's: `uv run python benchmarks/lengths.py`.

Every row of the table of lengths is routed by its own mode alone, through its waypoints in
order and inside its states, whatever the date. Prints a report in Markdown: errors by mode,
the half for tuning apart from the half for reporting, and the worst ten of the latter. Lines that
a table gives with the same length fit by themselves; errors without them stand in a column.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from graph.facts import Ferry, Length, Pipeline, RailLine, Waterway, load
from graph.model import Mode
from graph.network import MODES, ArcKind, Network
from graph.network import load as load_network
from graph.network.geo import EARTH_KM, Floats, Ints, chord, distance_km, unit_vectors

NEAR_KM = 25.0
WAYPOINT_AT_SEA_KM = 300.0
CANDIDATES = 60
ACCESS_WEIGHT = 5.0
TARGETS = {"rail": (3, 10), "road": (5, 15), "sea": (3, 8), "pipeline": (5, 12)}
WATER = (Mode.SEA, Mode.RIVER)


class Grid(NamedTuple):
    """All points of one mode's arcs, joined by the lengths between them."""

    lat: Floats
    lon: Floats
    a: Ints
    b: Ints
    km: Floats
    state: Ints


class Result(NamedTuple):
    """A row of the table with the network's km; NaN where it has no way."""

    row: Length
    km: float

    @property
    def error(self) -> float:
        """Give the error in per cent, infinite where there is no way."""
        return abs(self.km / self.row.km - 1) * 100 if np.isfinite(self.km) else np.inf


def grid(network: Network, modes: tuple[Mode, ...], ferries: str = "") -> Grid:
    """Undo the arcs of some modes into points; `ferries` adds those that carry such loads."""
    numbers = [MODES.index(mode) for mode in modes]
    carried = {row.id for row in load("ferries") if _carries(row, ferries)}
    facts = np.array([name.removeprefix("ferries:") in carried for name in network.fact_ids])
    own = np.isin(network.mode, numbers) & (network.kind != ArcKind.SERVICE)
    # High-speed lines carry no freight on any day.
    limited = np.array([name.startswith("line_limits:") for name in network.fact_ids])
    own &= ~(limited[network.fact] & (network.opens > network.closes))
    if Mode.SEA in modes:
        own |= network.kind == ArcKind.PORT
    else:
        own &= ~np.isin(network.kind, [ArcKind.ACCESS, ArcKind.TRANSFER, ArcKind.PORT])
    boats = (network.kind == ArcKind.SERVICE) & facts[network.fact]
    if boats.any():
        berths = np.unique(np.r_[network.a[boats], network.b[boats]])
        joint = (network.kind == ArcKind.ACCESS) & np.isin(network.mode, numbers)
        boats |= joint & (np.isin(network.a, berths) | np.isin(network.b, berths))
    return _points(network, np.flatnonzero(own | boats))


def _carries(row: Ferry, load_word: str) -> bool:
    return bool(load_word) and load_word in row.carries


def _points(network: Network, arcs: Ints) -> Grid:
    counts = network.first[arcs + 1] - network.first[arcs]
    arc = np.repeat(arcs, counts)
    place = np.arange(len(arc)) - np.repeat(np.cumsum(counts) - counts, counts)
    node = network.chain[network.first[arc] + place]
    inner = np.flatnonzero(place > 0)
    a, b, of = node[inner - 1], node[inner], arc[inner]
    lat, lon = network.point_lat, network.point_lon
    # The length of an arc is shared out by the straight lengths between its points.
    straight = np.maximum(distance_km(lat[a], lon[a], lat[b], lon[b]), 1e-6)
    whole = np.bincount(of, weights=straight, minlength=len(network.a))
    km = straight * (np.maximum(network.km[of], 1e-6) / whole[of])
    used, ends = np.unique(np.r_[a, b], return_inverse=True)
    return Grid(lat[used], lon[used], ends[: len(a)], ends[len(a) :], km, network.state[of])


def measured(network: Network, rows: list[Length]) -> list[Result]:
    """Route rows of one mode."""
    mode = Mode(rows[0].mode)
    load_word = {Mode.RAIL: "rail", Mode.ROAD: "truck"}.get(mode, "")
    whole = grid(network, WATER if mode in WATER else (mode,), load_word)
    tree = cKDTree(unit_vectors(whole.lat, whole.lon))
    return [Result(row, _row_km(network, whole, tree, row)) for row in rows]


def _row_km(network: Network, whole: Grid, tree: cKDTree, row: Length) -> float:
    states = [0, *(network.states.index(code) for code in row.states)]
    inside = np.isin(whole.state, states)
    alive = np.zeros(len(whole.lat), dtype=bool)
    alive[whole.a[inside]] = alive[whole.b[inside]] = True
    reach = WAYPOINT_AT_SEA_KM if Mode(row.mode) in WATER else NEAR_KM
    near = [
        _near(tree, alive, (row.from_lat, row.from_lon), NEAR_KM),
        *(_near(tree, alive, point, reach) for point in row.waypoints),
        _near(tree, alive, (row.to_lat, row.to_lon), NEAR_KM),
    ]
    line = (whole.a[inside], whole.b[inside], whole.km[inside], len(whole.lat))
    return sum(_stretch(line, start, goal) for start, goal in pairwise(near))


def _near(
    tree: cKDTree, alive: np.ndarray, point: tuple[float, float], km: float
) -> tuple[Ints, Floats]:
    """Give the points near a place, and five times the way to each in km."""
    here = unit_vectors([point[0]], [point[1]])[0]
    near = np.array(tree.query_ball_point(here, chord(km)), dtype=np.int64)
    near = near[alive[near]]
    gaps = np.linalg.norm(tree.data[near] - here, axis=1) * EARTH_KM
    order = np.argsort(gaps)[:CANDIDATES]
    return near[order], ACCESS_WEIGHT * gaps[order] + 1e-3


def _stretch(
    line: tuple[Ints, Ints, Floats, int],
    start: tuple[Ints, Floats],
    goal: tuple[Ints, Floats],
) -> float:
    """Give the km between two stops, without the ways to reach the line."""
    a, b, km, size = line
    rows = np.r_[a, np.full(len(start[0]), size), np.full(len(goal[0]), size + 1)]
    columns = np.r_[b, start[0], goal[0]]
    shape = (size + 2, size + 2)
    matrix = csr_matrix((np.r_[km, start[1], goal[1]], (rows, columns)), shape=shape)
    lengths, before = dijkstra(matrix, directed=False, indices=size, return_predecessors=True)
    last = int(before[size + 1])
    if last < 0:
        return float("nan")
    first = last
    while (node := int(before[first])) != size:
        first = node
    return float(lengths[last] - lengths[first])


def errors(results: list[Result]) -> tuple[float, float]:
    """Give the median and the 90th percentile of the errors in per cent."""
    values = np.sort([result.error for result in results])
    median, ninth = (values[int(np.ceil(part * len(values))) - 1] for part in (0.5, 0.9))
    return float(median), float(ninth)


def _from_tables(row: Length) -> bool:
    """Tell whether the line is one of a table that gives this very length, so that it must fit."""
    lines: dict[str, tuple[RailLine | Pipeline | Waterway, ...]] = {
        "rail": load("rail_lines"),
        "pipeline": load("pipelines"),
        "river": load("waterways"),
        "sea": load("waterways"),
    }
    return any(abs(line.km - row.km) < 0.5 for line in lines.get(row.mode, ()))


def report(results: list[Result]) -> str:
    """Write the report in Markdown."""
    lines = [
        "| mode | part | rows | without a way | median % | 90th % | of map data alone | target |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for mode in dict.fromkeys(result.row.mode for result in results):
        for part in ("tune", "report"):
            some = [r for r in results if (r.row.mode, r.row.part) == (mode, part)]
            if not some:
                continue
            median, ninth = errors(some)
            lost = sum(not np.isfinite(result.km) for result in some)
            mapped = [result for result in some if not _from_tables(result.row)]
            alone = "{:.1f} / {:.1f}".format(*errors(mapped)) if mapped else "none"
            alone = f"{len(mapped)} rows: {alone}"
            aim = " / ".join(map(str, TARGETS.get(mode, ()))) or "none"
            lines.append(
                f"| {mode} | {part} | {len(some)} | {lost} | {median:.1f} | {ninth:.1f} | {alone} "
                f"| {aim} |"
            )
    reported = [result for result in results if result.row.part == "report"]
    return "\n".join(
        [*lines, "", "The worst ten of the half for reporting:", "", *_worst(reported)]
    )


def _worst(results: list[Result]) -> list[str]:
    lines = ["| line | published km | network km | error % |", "|---|---|---|---|"]
    for result in sorted(results, key=lambda result: -result.error)[:10]:
        km = f"{result.km:.0f}" if np.isfinite(result.km) else "no way"
        name = f"{result.row.line} ({result.row.mode})"
        lines.append(f"| {name} | {result.row.km:g} | {km} | {result.error:.1f} |")
    return lines


def main() -> None:
    """Measure all rows and print the report."""
    network, rows = load_network(), load("lengths")
    modes = dict.fromkeys(row.mode for row in rows)
    results = [
        result
        for mode in modes
        for result in measured(network, [row for row in rows if row.mode == mode])
    ]
    print(report(results))


if __name__ == "__main__":
    main()
