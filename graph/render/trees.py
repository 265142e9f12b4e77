"""Which chains of a graph lie on shortest paths between its terminals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from graph.network.connected import connected
from graph.network.geo import Floats, Ints

Count = Callable[[int, int], None]
_Mask = np.ndarray
# So many labels of a search are held at once: some 50 MB.
_MOST_LABELS = 4_000_000


def chains_used(
    ends: tuple[Ints, Ints],
    km: Floats,
    terminal: _Mask,
    start: _Mask | None = None,
    count: Count | None = None,
) -> _Mask:
    """Tell which chains a shortest path between two terminals runs along.

    Parameters
    ----------
    ends, km
        Both nodes and the length of each chain.
    terminal
        Tells of each node whether paths start and end there.
    start
        Those terminals whose paths to all others are wanted; every one where None.
    count
        Told how many of them have been looked at, of how many.

    Notes
    -----
    One Dijkstra tree for each terminal within its connected piece; of each tree the part that
    leads to terminals counts.
    """
    size = len(terminal)
    sources = terminal if start is None else terminal & start
    a, b = ends
    piece = connected(a, b, size)
    pieces = int(piece.max(initial=-1)) + 1
    order = np.argsort(piece, kind="stable")
    first = np.searchsorted(piece[order], np.arange(pieces + 1))
    chain_order = np.argsort(piece[a], kind="stable")
    chain_start = np.searchsorted(piece[a][chain_order], np.arange(pieces + 1))
    place = np.empty(size, dtype=np.int64)
    place[order] = np.arange(size) - first[piece[order]]
    used = np.zeros(len(a), dtype=bool)
    done, total = 0, int(sources.sum())

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if count:
            count(done, total)

    for number in range(pieces):
        nodes = order[first[number] : first[number + 1]]
        chains = chain_order[chain_start[number] : chain_start[number + 1]]
        if len(chains) and sources[nodes].any():
            local = (place[a[chains]], place[b[chains]])
            kept = _of_piece(local, km[chains], terminal[nodes], sources[nodes], tell)
            used[chains[kept]] = True
    return used


def _of_piece(
    ends: tuple[Ints, Ints], km: Floats, terminal: _Mask, start: _Mask, tell: Callable[[int], None]
) -> _Mask:
    size = len(terminal)
    low, high = np.minimum(*ends), np.maximum(*ends)
    # Of parallel chains the shortest counts; a sparse matrix would add them up.
    order = np.lexsort((km, high, low))
    fresh = order[np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)]]
    fresh = fresh[low[fresh] != high[fresh]]
    used = np.zeros(len(km), dtype=bool)
    if not len(fresh):
        return used
    matrix = csr_matrix((km[fresh], (low[fresh], high[fresh])), shape=(size, size))
    keys = low[fresh] * size + high[fresh]
    targets, sources = np.flatnonzero(terminal), np.flatnonzero(start)
    found: list[Ints] = []
    step = max(1, _MOST_LABELS // size)
    for at in range(0, len(sources), step):
        _, before = dijkstra(
            matrix, directed=False, indices=sources[at : at + step], return_predecessors=True
        )
        found.append(_branches(before, targets))
        tell(len(before))
    pairs = np.unique(np.concatenate(found))
    used[fresh[np.searchsorted(keys, pairs)]] = True
    return used


def _branches(before: np.ndarray, targets: Ints) -> Ints:
    """Give the links of all trees that lead to targets, as low * size + high."""
    count, size = before.shape
    flat = before.ravel()
    seen = np.zeros(count * size, dtype=bool)
    links: list[Ints] = [np.zeros(0, dtype=np.int64)]
    front = (np.arange(count)[:, None] * size + targets[None, :]).ravel()
    while len(front):
        front = front[~seen[front]]
        seen[front] = True
        back = flat[front].astype(np.int64)
        real = back >= 0
        node, back, base = front[real] % size, back[real], front[real] - front[real] % size
        links.append(np.unique(np.minimum(node, back) * size + np.maximum(node, back)))
        front = np.unique(base + back)
    return np.unique(np.concatenate(links))
