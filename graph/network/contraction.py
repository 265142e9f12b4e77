"""Remove the nodes inside cells, exactly: shortcuts stand for the ways through them.

Partial contraction (Geisberger et al. 2008, "Contraction hierarchies"), in rounds on arrays:
each round takes out nodes of low degree that do not touch each other. A node goes only where
all its arcs are of one group, and a shortcut is dropped only where a way of the same group is
shorter. A group is uniform in all that an avoid, a date or a criterion may ask, so cost along
it goes by length alone, and what holds for one set of avoids holds for every other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graph.network.geo import Ints

_CAPS = (3, 3, 4, 4, 5, 5, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14, 16, 16, 20, 20)
_MOST_ROUNDS = 6
_PORTION = 4_000_000
_AT_ONCE = 2000


class Arcs(NamedTuple):
    """Undirected arcs, `a` below `b`: lengths, groups, and what each stands for.

    `ref` is the number of an arc of the network, or `-1 - n` for a shortcut through node `n`.
    """

    a: Ints
    b: Ints
    metres: Ints
    group: Ints
    ref: Ints

    def where(self, kept: np.ndarray) -> Arcs:
        """Give some of the arcs."""
        return Arcs(*(column[kept] for column in self))


class Ups(NamedTuple):
    """The arcs of removed nodes at the time of removal, sorted by node."""

    node: Ints
    target: Ints
    metres: Ints
    ref: Ints


def contract(arcs: Arcs, removable: np.ndarray) -> tuple[Arcs, Ups]:
    """Remove nodes while that leaves no more arcs to search than before.

    Parameters
    ----------
    arcs
        Arcs without loops.
    removable
        For each node, whether it may go: all its arcs must be of one group.

    Returns
    -------
    Arcs, Ups
        The arcs that remain between the nodes that remain, and the arcs of those removed.
    """
    size = len(removable)
    shuffle = np.random.default_rng(1).permutation(size)
    arcs, free, parts = shortest_only(arcs, size), removable.copy(), []
    for cap in _CAPS:
        for _ in range(_MOST_ROUNDS):
            chosen = independent(arcs, free, cap, shuffle)
            if not chosen.any():
                break
            arcs, ups = without(arcs, chosen, cap)
            parts.append(ups)
            free &= ~chosen
        arcs = pruned(arcs, size)
    arcs = essential(arcs)
    joined = Ups(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    order = np.argsort(joined.node, kind="stable")
    return arcs, Ups(*(column[order] for column in joined))


def independent(arcs: Arcs, free: np.ndarray, cap: int, shuffle: Ints) -> np.ndarray:
    """Choose free nodes of low degree no two of which are neighbours."""
    size = len(free)
    degree = np.bincount(np.r_[arcs.a, arcs.b], minlength=size)
    chosen = free & (degree <= cap)
    rank = degree * (size + 1) + shuffle
    both = chosen[arcs.a] & chosen[arcs.b]
    a, b = arcs.a[both], arcs.b[both]
    chosen[np.where(rank[a] > rank[b], a, b)] = False
    return np.asarray(chosen)


def without(arcs: Arcs, chosen: np.ndarray, cap: int) -> tuple[Arcs, Ups]:
    """Take the chosen nodes out and join their neighbours, pair by pair."""
    touching = chosen[arcs.a] | chosen[arcs.b]
    mine = arcs.where(touching)
    node = np.where(chosen[mine.a], mine.a, mine.b)
    order = np.argsort(node, kind="stable")
    ups = Ups(node, mine.a + mine.b - node, mine.metres, mine.ref)
    ups, group = Ups(*(column[order] for column in ups)), mine.group[order]
    first = np.flatnonzero(np.r_[True, ups.node[1:] != ups.node[:-1]])[: len(ups.node)]
    degree = np.diff(np.r_[first, len(ups.node)])
    parts = [arcs.where(~touching)]
    for count in range(2, cap + 1):
        start = first[degree == count, None]
        one, other = np.triu_indices(count, 1)
        x, y = ups.target[start + one].ravel(), ups.target[start + other].ravel()
        metres = (ups.metres[start + one] + ups.metres[start + other]).ravel()
        through = np.repeat(start.ravel(), len(one))
        low, high = np.minimum(x, y), np.maximum(x, y)
        parts.append(Arcs(low, high, metres, group[through], -1 - ups.node[through]))
    merged = Arcs(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return shortest_only(merged, len(chosen)), ups


def shortest_only(arcs: Arcs, size: int) -> Arcs:
    """Keep the shortest of the arcs of one group between two nodes."""
    groups = int(arcs.group.max(initial=0)) + 1
    key = (arcs.a * size + arcs.b) * groups + arcs.group
    order = np.lexsort((arcs.metres, key))
    key = key[order]
    return arcs.where(order[np.r_[True, key[1:] != key[:-1]][: len(key)]])


def pruned(arcs: Arcs, size: int) -> Arcs:
    """Drop arcs that are longer than two others of their group in a row.

    Only longer ones go: what is dropped lies on no shortest way, so all may go at once.
    """
    groups = int(arcs.group.max(initial=0)) + 1
    ends = np.r_[arcs.a, arcs.b]
    order = np.argsort(ends, kind="stable")
    first = np.searchsorted(ends[order], np.arange(size + 1))
    beyond, length = np.r_[arcs.b, arcs.a][order], np.r_[arcs.metres, arcs.metres][order]
    sort = np.r_[arcs.group, arcs.group][order]
    key = (arcs.a * size + arcs.b) * groups + arcs.group
    degree = np.diff(first)
    start = np.where(degree[arcs.a] <= degree[arcs.b], arcs.a, arcs.b)
    goal, done = arcs.a + arcs.b - start, np.cumsum(degree[start])
    kept = np.ones(len(arcs.a), dtype=bool)
    for stop in range(0, int(done[-1]) if len(done) else 0, _PORTION):
        part = np.arange(*np.searchsorted(done, [stop, stop + _PORTION], side="right"))
        count = degree[start[part]]
        arc = np.repeat(part, count)
        slot = np.arange(len(arc)) - np.repeat(np.cumsum(count) - count - first[start[part]], count)
        fits = (length[slot] < arcs.metres[arc]) & (sort[slot] == arcs.group[arc])
        arc, slot = arc[fits], slot[fits]
        low, high = np.minimum(beyond[slot], goal[arc]), np.maximum(beyond[slot], goal[arc])
        wanted = (low * size + high) * groups + arcs.group[arc]
        at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        shorter = length[slot] + arcs.metres[at] < arcs.metres[arc]
        kept[arc[(key[at] == wanted) & shorter]] = False
    return arcs.where(kept)


def essential(arcs: Arcs) -> Arcs:
    """Drop arcs that are longer than some way of their group between their ends.

    All ways are compared, group by group, where `pruned` looks at those of two arcs only. No
    two arcs of a group may join the same nodes, as `shortest_only` leaves them.
    """
    order = np.argsort(arcs.group, kind="stable")
    pieces = np.split(order, np.flatnonzero(np.diff(arcs.group[order])) + 1)
    kept = np.ones(len(arcs.a), dtype=bool)
    for piece in pieces:
        if len(piece) > 2:
            kept[piece] = _least(arcs.where(piece)) == arcs.metres[piece]
    return arcs.where(kept)


def _least(arcs: Arcs) -> Ints:
    """Give the length of the shortest way between the ends of each arc of one group."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    nodes, ends = np.unique(np.r_[arcs.a, arcs.b], return_inverse=True)
    size, (a, b) = len(nodes), np.split(ends, 2)
    lengths = np.r_[arcs.metres, arcs.metres]
    local = csr_matrix((lengths, (np.r_[a, b], np.r_[b, a])), shape=(size, size))
    order, found = np.argsort(a, kind="stable"), np.zeros(len(a))
    for start in range(0, len(a), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        tails, row = np.unique(a[part], return_inverse=True)
        near = dijkstra(local, indices=tails, limit=float(lengths[part].max()))
        found[part] = near[row, b[part]]
    return np.rint(found).astype(np.int64)
