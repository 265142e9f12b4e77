"""Tracks that a ban cuts off from all others: the stretches that they share are opened again.

Passenger lines run over the tracks of older lines near stations. To ban freight from all of a
traced line would leave pieces of those older lines without a way to the rest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from graph.network.connected import connected
from graph.network.geo import Floats, Ints

_SHARED_KM = 5.0
"""Shared tracks are this long at most, but for the one stretch that joins a piece at all."""
_FREE = 1e-6


class Lines(NamedTuple):
    """Edges of one mode that were open before the ban: their ends and km."""

    a: Ints
    b: Ints
    km: Floats


def shared(lines: Lines, banned: np.ndarray) -> np.ndarray:
    """Tell the banned edges that join what the ban would cut off.

    Parameters
    ----------
    lines
        All edges, of length n.
    banned
        Mask of length n.

    Returns
    -------
    numpy.ndarray
        Mask of length n, within `banned`.
    """
    nodes, ends = np.unique(np.r_[lines.a, lines.b], return_inverse=True)
    a, b = np.split(ends, 2)
    track = _Track(a, b, lines.km, banned, connected(a[~banned], b[~banned], len(nodes)))
    main = _main(track)
    near, first = _loose_ends(track, main)
    found = np.zeros(len(a), dtype=bool)
    # Each end of a piece on its own; then pieces that reach the rest by other pieces only.
    for ends_of, weight in ((near, np.inf), (first, _FREE)):
        _open(track, main, ends_of, weight, found)
    return found


class _Track(NamedTuple):
    a: Ints
    b: Ints
    km: Floats
    banned: np.ndarray
    piece: Ints


def _open(track: _Track, main: np.ndarray, ends: list[int], free: float, found: np.ndarray) -> None:
    """Mark the banned edges from each end to the main pieces; `free` weighs those not banned."""
    _, before = _from_main(track, main, free)
    edge_of = _shortest_edges(track)
    for end in ends:
        here = end
        while not main[here] and (previous := int(before[here])) >= 0:
            edge = edge_of[min(here, previous), max(here, previous)]
            found[edge] |= bool(track.banned[edge])
            here = previous


def _main(track: _Track) -> np.ndarray:
    """Tell the nodes of the longest piece that is left of each piece there was."""
    a, b, km, banned, new = track
    old = connected(a, b, len(new))
    length = np.zeros(len(new))
    np.add.at(length, new[a[~banned]], km[~banned])
    order = np.lexsort((new, length[new], old))
    last = order[np.r_[old[order][1:] != old[order][:-1], True]]
    return np.isin(new, new[last])


def _from_main(track: _Track, main: np.ndarray, free: float) -> tuple[Floats, Ints]:
    """Give the km of banned track from the main pieces to each node, and the node before it."""
    a, b, km, banned, _ = track
    low, high, km = (
        np.minimum(a, b),
        np.maximum(a, b),
        np.where(banned, km, free * np.maximum(km, _FREE)),
    )
    usable = np.flatnonzero(np.isfinite(km))
    order = usable[np.lexsort((km[usable], high[usable], low[usable]))]
    kept = order[np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)]]
    matrix = coo_matrix((km[kept], (low[kept], high[kept])), shape=(len(main), len(main)))
    lengths, before, _ = dijkstra(
        matrix.tocsr(),
        directed=False,
        indices=np.flatnonzero(main),
        return_predecessors=True,
        min_only=True,
    )
    return np.asarray(lengths), np.asarray(before)


def _shortest_edges(track: _Track) -> dict[tuple[int, int], int]:
    """Give the edge between two nodes: an open one before a banned one, then the shorter."""
    order = np.lexsort((track.km, track.banned))[::-1]
    low, high = np.minimum(track.a, track.b)[order], np.maximum(track.a, track.b)[order]
    pairs = zip(low.tolist(), high.tolist(), strict=True)
    return dict(zip(pairs, order.tolist(), strict=True))


def _loose_ends(track: _Track, main: np.ndarray) -> tuple[list[int], list[int]]:
    """Give the nodes where the ban cut a piece off near the rest, and one of each other piece."""
    a, b, _, banned, piece = track
    opened, cut = np.zeros((2, len(main)), dtype=bool)
    opened[a[~banned]] = opened[b[~banned]] = True
    cut[a[banned]] = cut[b[banned]] = True
    loose = opened & cut & ~main
    near = loose & (_from_main(track, main, np.inf)[0] <= _SHARED_KM)
    lengths = _from_main(track, main, _FREE)[0]
    far = np.flatnonzero(loose & np.isfinite(lengths) & ~np.isin(piece, piece[near]))
    order = far[np.lexsort((lengths[far], piece[far]))]
    first = order[np.r_[True, piece[order][1:] != piece[order][:-1]][: len(order)]]
    return np.flatnonzero(near).tolist(), first.tolist()
