"""Redraw long straight edges that cut a corner of a state in which neither end lies.

The map data draws a road of hundreds of kilometres as one straight edge of its real length.
Where such an edge enters a state that is not that of its ends, the road itself nearly always
keeps out of it, and winds. It is drawn anew inside the states of its ends where a way exists
that is not much longer than the edge says. Railways that do leave and come back pass border
stations; those near a station of the table are left as they are.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from graph.network.borders import Locate, strays
from graph.network.geo import Floats, Ints, distance_km, wrap
from graph.network.sources import Lines

_ALONG, _ACROSS = 48, 33
_WIDEST = 0.5
_LONGEST = 1.25
_EDGE_WEIGHT = 3.0
_STATION_KM = 40.0
_NEIGHBOURS = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))


def kept_inside(lines: Lines, locate: Locate, stations: Floats | None = None) -> Lines:
    """Give the lines with such edges bent; `stations` are (latitude, longitude) rows.

    Lengths stay as they are.
    """
    edges, states, lat, lon = strays(lines, locate)
    if stations is not None:
        gaps = distance_km(lat[:, None], lon[:, None], stations[None, :, 0], stations[None, :, 1])
        keep = gaps.min(axis=1) > _STATION_KM
        edges, states = edges[keep], states[keep]
    edges, first = np.unique(edges, return_index=True)
    return _replaced(lines, edges, _ways(lines, edges, states[first], locate))


def _ways(
    lines: Lines, edges: Ints, states: Ints, locate: Locate
) -> list[tuple[Floats, Floats] | None]:
    """Give the inner points of a way inside the states of each edge, None where there is none."""
    grids = [_grid(lines, int(edge)) for edge in edges]
    if not grids:
        return []
    lat, lon = (np.concatenate([grid[side].ravel() for grid in grids]) for side in (0, 1))
    seen = locate(lat, lon).reshape(len(grids), _ALONG + 1, _ACROSS)
    ways = []
    for edge, state, grid, here in zip(edges, states, grids, seen, strict=True):
        path = _path(grid, np.isin(here, [0, *state]), float(lines.km[edge]) * _LONGEST)
        ways.append(None if path is None else (grid[0][path], grid[1][path]))
    return ways


def _grid(lines: Lines, edge: int) -> tuple[Floats, Floats]:
    """Lay points along the edge and up to half its length to both sides."""
    a, b = lines.a[edge], lines.b[edge]
    north = lines.lat[b] - lines.lat[a]
    scale = np.cos(np.radians((lines.lat[a] + lines.lat[b]) / 2))
    east = wrap(lines.lon[b] - lines.lon[a]) * scale
    along = np.linspace(0, 1, _ALONG + 1)[:, None]
    across = np.linspace(-_WIDEST, _WIDEST, _ACROSS)[None, :]
    lat = lines.lat[a] + along * north + across * east
    return lat, wrap(lines.lon[a] + (along * east - across * north) / scale)


def _path(
    grid: tuple[Floats, Floats], free: np.ndarray, longest: float
) -> tuple[Ints, Ints] | None:
    """Find the shortest way over free points; points beside others count three times."""
    lat, lon = grid
    number = np.arange(lat.size).reshape(lat.shape)
    middle = _ACROSS // 2
    free[0, middle] = free[-1, middle] = True
    matrix = _joined(lat, lon, free, number)
    start, goal = int(number[0, middle]), int(number[-1, middle])
    lengths, before = dijkstra(matrix, directed=False, indices=[start], return_predecessors=True)
    if not np.isfinite(lengths[0][goal]):
        return None
    path = [goal]
    while path[-1] != start:
        path.append(int(before[0][path[-1]]))
    at = np.unravel_index(path[::-1], lat.shape)
    y, x = lat[at], lon[at]
    drawn = distance_km(y[:-1], x[:-1], y[1:], x[1:]).sum()
    return (at[0][1:-1], at[1][1:-1]) if drawn <= longest else None


def _joined(lat: Floats, lon: Floats, free: np.ndarray, number: Ints) -> csr_matrix:
    """Join free points to their neighbours, near and a knight's move off."""
    padded = np.pad(free, 1, constant_values=True)
    inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    weight = np.where(inner, 1.0, _EDGE_WEIGHT)
    rows, columns, costs = [], [], []
    for along, across in _NEIGHBOURS:
        low, high = max(across, 0), min(across, 0)
        here = np.s_[: _ALONG + 1 - along, -high : _ACROSS - low]
        there = np.s_[along:, low : _ACROSS + high]
        both = free[here] & free[there]
        km = distance_km(lat[here], lon[here], lat[there], lon[there])
        rows.append(number[here][both])
        columns.append(number[there][both])
        costs.append((km * (weight[here] + weight[there]) / 2)[both])
    flat = (np.concatenate(costs), (np.concatenate(rows), np.concatenate(columns)))
    return csr_matrix(flat, shape=(lat.size, lat.size))


def _replaced(lines: Lines, edges: Ints, ways: list[tuple[Floats, Floats] | None]) -> Lines:
    """Put the ways in place of the edges; each keeps the edge's length."""
    keep = np.ones(len(lines.a), dtype=bool)
    new, size = [], len(lines.lat)
    for edge, way in zip(edges.tolist(), ways, strict=True):
        if way is not None:
            keep[edge] = False
            new.append(_line(lines, edge, way, size))
            size += len(way[0])
    return Lines(
        np.concatenate([lines.lat, *(line.lat for line in new)]),
        np.concatenate([lines.lon, *(line.lon for line in new)]),
        np.concatenate([lines.a[keep], *(line.a for line in new)]),
        np.concatenate([lines.b[keep], *(line.b for line in new)]),
        np.concatenate([lines.km[keep], *(line.km for line in new)]),
    )


def _line(lines: Lines, edge: int, way: tuple[Floats, Floats], size: int) -> Lines:
    """Give one edge along new points, which are numbered from `size`."""
    a, b = lines.a[edge], lines.b[edge]
    nodes = np.r_[a, size + np.arange(len(way[0])), b]
    lat = np.r_[lines.lat[a], way[0], lines.lat[b]]
    lon = np.r_[lines.lon[a], way[1], lines.lon[b]]
    drawn = np.maximum(distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]), 1e-6)
    return Lines(*way, nodes[:-1], nodes[1:], drawn * (lines.km[edge] / drawn.sum()))
