"""The drawn shape of chains, and an order of nodes in which neighbours stand together."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, depth_first_order

from graph.model import Mode
from graph.network import MODES, Network
from graph.network.geo import Floats, Ints
from graph.render import pack
from graph.render.skeleton import Skeleton

GRID = 100
"""Parts of a degree in which points are kept: about a kilometre."""

_KM_OF_DEGREE = 111.195
_UNIT_KM = 0.05  # lengths are kept to 25 metres
_BYTE = 128  # one byte of a varint
_DETAIL_DEG = {Mode.ROAD: 0.025}
_DETAIL_ELSE_DEG = 0.018


class Shapes(NamedTuple):
    """Columns of bends, and the length in km of each chain as it is drawn."""

    columns: dict[str, Ints]
    drawn: Floats


def on_grid(degrees: Floats) -> Ints:
    """Round degrees to the grid."""
    return np.round(degrees * GRID).astype(np.int64)


def walk_order(a: Ints, b: Ints, size: int) -> Ints:
    """Order nodes by a depth-first walk, so that most chains join a node to the one before."""
    matrix = csr_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    matrix = matrix + matrix.T
    count, piece = connected_components(matrix, directed=False)
    members = np.argsort(piece, kind="stable")
    start = np.searchsorted(piece[members], np.arange(count + 1))
    parts = []
    for number in range(count):
        nodes = members[start[number] : start[number + 1]]
        inner = matrix if len(nodes) == size else matrix[nodes][:, nodes]
        order = depth_first_order(inner, 0, directed=False, return_predecessors=False)
        parts.append(nodes[order])
    return np.concatenate(parts)


def shapes(network: Network, chains: Skeleton, order: Ints) -> Shapes:
    """Give the points between the ends of each chain, each as a step from the one before it."""
    lines, modes = _geometry(network, chains, order)
    for mode in np.unique(modes):
        mine = modes == mode
        detail = _DETAIL_DEG.get(MODES[mode], _DETAIL_ELSE_DEG)
        lines[mine] = shapely.simplify(lines[mine], detail, preserve_topology=False)
    points, line = shapely.get_coordinates(lines, return_index=True)
    grid = on_grid(points)
    last = np.r_[line[1:] != line[:-1], True]
    first = np.r_[True, last[:-1]]
    step = np.diff(grid, axis=0, prepend=0)
    inner = ~first & ~last
    columns = {
        "bends": np.bincount(line[inner], minlength=len(order)),
        "bend_lat": pack.zigzag(step[inner, 1]),
        "bend_lon": pack.zigzag(step[inner, 0]),
    }
    step[first] = 0
    middle = np.radians((grid[:, 1] - step[:, 1] / 2) / GRID)
    km = np.hypot(step[:, 1], step[:, 0] * np.cos(middle)) * (_KM_OF_DEGREE / GRID)
    drawn = np.bincount(line, km, minlength=len(order))
    return Shapes(columns, np.asarray(drawn, dtype=np.float64))


def lengths(
    network: Network, chains: Skeleton, order: Ints, drawn: Floats
) -> tuple[dict[str, Ints], dict[str, Any]]:
    """Give the length of each chain as what it is more than the drawn one, stretched by mode.

    Returns columns of the difference in units, folded, in two bytes and more; and what the
    page needs to know: the unit in km and by mode how many times the drawn length is the true.
    """
    arc = np.where(chains.arcs < 0, -1 - chains.arcs, chains.arcs)
    km = np.add.reduceat(network.km[arc], chains.first[:-1])[order]
    mode = network.mode[arc[chains.first[:-1]]][order]
    sums = [np.bincount(mode, values, len(MODES)) for values in (km, drawn)]
    times = np.round(sums[0] / np.maximum(sums[1], _UNIT_KM), 4)
    rest = pack.zigzag(np.rint((km - drawn * times[mode]) / _UNIT_KM).astype(np.int64))
    columns = {"more_low": rest % _BYTE, "more_high": rest // _BYTE}
    return columns, {"unit": _UNIT_KM, "times": times.tolist()}


def _geometry(network: Network, chains: Skeleton, order: Ints) -> tuple[np.ndarray, Ints]:
    """Give the line of each chain (longitude, latitude; unwrapped at the date line)."""
    arc = np.where(chains.arcs < 0, -1 - chains.arcs, chains.arcs)
    size = network.first[arc + 1] - network.first[arc]
    owner = np.repeat(np.arange(len(chains.a)), np.diff(chains.first))
    at = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    back = np.repeat(chains.arcs < 0, size)
    begin, end = np.repeat(network.first[arc], size), np.repeat(network.first[arc + 1], size)
    point = network.chain[np.where(back, end - 1 - at, begin + at)]
    line = np.repeat(owner, size)
    lat, lon = network.point_lat[point], network.point_lon[point]
    fresh = np.r_[True, line[1:] != line[:-1]]
    jump = np.where(fresh, 0, -np.round(np.diff(lon, prepend=0) / 360))
    turn = np.cumsum(jump)
    turn -= turn[np.flatnonzero(fresh)][line]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    sort = np.argsort(place[line], kind="stable")
    coordinates = np.column_stack([lon + 360 * turn, lat])[sort]
    lines = shapely.linestrings(coordinates, indices=place[line][sort])
    return np.asarray(lines), network.mode[arc[chains.first[:-1]]][order]
