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


_STATION_KM = 40.0


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
    padded = np.pad(free, 1, constant_values=True)
    inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    weight = np.where(inner, 1.0, _EDGE_WEIGHT)
    rows, columns, costs = [], [], []
    for along, across in _NEIGHBOURS:
        low, high = max(across, 0), min(across, 0)
        start = np.s_[: _ALONG + 1 - along, -high : _ACROSS - low]
        end = np.s_[along:, low : _ACROSS + high]
        both = free[start] & free[end]
        km = distance_km(lat[start], lon[start], lat[end], lon[end])
        rows.append(number[start][both])
        columns.append(number[end][both])
        costs.append((km * (weight[start] + weight[end]) / 2)[both])
    flat = (np.concatenate(costs), (np.concatenate(rows), np.concatenate(columns)))
    matrix = csr_matrix(flat, shape=(lat.size, lat.size))
    start, goal = int(number[0, middle]), int(number[-1, middle])
    lengths, before = dijkstra(matrix, directed=False, indices=start, return_predecessors=True)
    if not np.isfinite(lengths[goal]):
        return None
    path = [goal]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    i, j = np.unravel_index(path[::-1], lat.shape)
    drawn = distance_km(lat[i[:-1], j[:-1]], lon[i[:-1], j[:-1]], lat[i[1:], j[1:]], lon[i[1:], j[1:]])
    return (i[1:-1], j[1:-1]) if drawn.sum() <= longest else None


def _replaced(
    lines: Lines, edges: Ints, ways: list[tuple[Floats, Floats] | None]
) -> Lines:
    """Put the ways in place of the edges; each keeps the edge's length."""
    keep = np.ones(len(lines.a), dtype=bool)
    lat, lon, a, b, km = [lines.lat], [lines.lon], [], [], []
    size = len(lines.lat)
    for edge, way in zip(edges.tolist(), ways, strict=True):
        if way is None:
            continue
        keep[edge] = False
        count = len(way[0])
        nodes = np.r_[lines.a[edge], size + np.arange(count), lines.b[edge]]
        ends = lines.lat[[lines.a[edge], lines.b[edge]]], lines.lon[[lines.a[edge], lines.b[edge]]]
        y = np.r_[ends[0][0], way[0], ends[0][1]]
        x = np.r_[ends[1][0], way[1], ends[1][1]]
        drawn = np.maximum(distance_km(y[:-1], x[:-1], y[1:], x[1:]), 1e-6)
        lat.append(way[0])
        lon.append(way[1])
        a.append(nodes[:-1])
        b.append(nodes[1:])
        km.append(drawn * (lines.km[edge] / drawn.sum()))
        size += count
    return Lines(
        np.concatenate(lat),
        np.concatenate(lon),
        np.concatenate([lines.a[keep], *a]),
        np.concatenate([lines.b[keep], *b]),
        np.concatenate([lines.km[keep], *km]),
    )
