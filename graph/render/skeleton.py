"""The part of the world network that any shortest route between its terminals can use.

A cell is what the plain lines of one state, mode, passage and sea join. Cost along them is
proportional to length, so that the shortest paths between all places where a route may enter
or leave a cell (borders, ports, berths, changes of mode, places) hold a best route for every
objective and every avoid.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graph.network import ArcKind, Network
from graph.network.geo import Floats, Ints
from graph.progress import Work
from graph.render.trees import Count, chains_used

Mask = np.ndarray


class Skeleton(NamedTuple):
    """Chains of arcs: `arcs[first[i]:first[i + 1]]` lead from node `a[i]` to node `b[i]`.

    An arc that is passed from its `b` to its `a` is written as `-1 - arc`.
    """

    a: Ints
    b: Ints
    first: Ints
    arcs: Ints


class _Lines(NamedTuple):
    """Plain lines between sites; a site is a node as the arcs of one tag see it."""

    a: Ints
    b: Ints
    km: Floats
    arc: Ints


def skeleton(network: Network, tag: Ints, places: Ints, tell: Work) -> Skeleton:
    """Choose the chains that the page needs.

    Parameters
    ----------
    network
        The compiled world.
    tag
        A number for each arc; no path may be replaced by one over other tags. Arcs that an
        avoid or a date can close alone, or that cost differently, must differ in it.
    places
        Nodes that must stay because places join the network there.
    tell
        Told before each step, and how many places have been looked at.
    """
    tell("the ways that routes can use")
    return _chosen(network, tag, places, None, tell)


class Known(NamedTuple):
    """What was chosen before: the lines kept, and the nodes between which they suffice."""

    arcs: Mask
    terminal: Mask


def known(network: Network, tag: Ints, places: Ints, chosen: Skeleton) -> Known:
    """Tell what a skeleton of a network holds; the other parameters are those of `skeleton`."""
    arcs = np.zeros(len(network.a), dtype=bool)
    arcs[np.where(chosen.arcs < 0, -1 - chosen.arcs, chosen.arcs)] = True
    fixed = np.flatnonzero(network.kind != ArcKind.LINE)
    _, node, stays = _sites(network, tag, fixed, places)
    terminal = np.zeros(len(network.node_lat), dtype=bool)
    terminal[node[stays]] = True
    return Known(arcs, terminal)


def longer(network: Network, tag: Ints, places: Ints, before: Known, tell: Work) -> Skeleton:
    """Choose the chains that more places, and more arcs after those known, need besides.

    Only ways from what is new are searched, which takes seconds where all take most of a minute.
    """
    tell("what this question needs besides")
    return _chosen(network, tag, places, before, tell)


def _chosen(
    network: Network, tag: Ints, places: Ints, before: Known | None, tell: Work
) -> Skeleton:
    fixed = np.flatnonzero(network.kind != ArcKind.LINE)
    lines, node, stays = _sites(network, tag, fixed, places)
    lines = _alive(lines, stays)
    first, links = _chains(lines, stays)
    used = _needed(lines, (first, links), (node, stays), before, tell.count)
    members = np.repeat(used, np.diff(first))
    kept = np.unique(np.where(links < 0, -1 - links, links)[members])
    lines = _Lines(*(column[kept] for column in lines))
    first, links = _chains(lines, stays)
    return _whole(network, lines, node, (first, links), fixed)


def _sites(network: Network, tag: Ints, fixed: Ints, places: Ints) -> tuple[_Lines, Ints, Mask]:
    """Give the lines between sites, the node of each site, and which sites stay."""
    size = len(network.node_lat)
    terminal = np.zeros(size, dtype=bool)
    terminal[network.a[fixed]] = terminal[network.b[fixed]] = terminal[places] = True
    arcs = np.flatnonzero(network.kind == ArcKind.LINE)
    names, cell = np.unique(tag[arcs], return_inverse=True)
    count = len(names) + 1
    keys, site = np.unique(
        np.r_[network.a[arcs], network.b[arcs]] * count + np.r_[cell, cell], return_inverse=True
    )
    node = keys // count
    terminal |= np.bincount(node, minlength=size) > 1
    a, b = site[: len(arcs)], site[len(arcs) :]
    return _Lines(a, b, network.km[arcs], arcs), node, terminal[node]


def _alive(lines: _Lines, stays: Mask) -> _Lines:
    """Drop loops, all but the shortest of parallel lines, and dead ends."""
    low, high = np.minimum(lines.a, lines.b), np.maximum(lines.a, lines.b)
    order = np.lexsort((lines.km, high, low))
    fresh = np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)]
    keep = order[fresh & (low[order] != high[order])]
    while True:
        ends = np.r_[lines.a[keep], lines.b[keep]]
        dead = (np.bincount(ends, minlength=len(stays)) == 1) & ~stays
        lost = dead[lines.a[keep]] | dead[lines.b[keep]]
        if not lost.any():
            return _Lines(*(column[keep] for column in lines))
        keep = keep[~lost]


def _chains(lines: _Lines, stays: Mask) -> tuple[Ints, Ints]:
    """Walk from every junction or terminal to the next; give offsets and signed lines."""
    size, count = len(stays), len(lines.a)
    ends = np.r_[lines.a, lines.b]
    order = np.argsort(ends, kind="stable")
    start = np.searchsorted(ends[order], np.arange(size + 1))
    halts: list[bool] = (stays | (np.diff(start) != 2)).tolist()
    around: list[int] = np.where(order < count, order, count - 1 - order).tolist()
    place: list[int] = start.tolist()
    goal: list[int] = np.r_[lines.b, lines.a].tolist()
    done = bytearray(count)
    first, links = [0], []
    for node in np.flatnonzero(np.array(halts) & (np.diff(start) > 0)).tolist():
        for slot in range(place[node], place[node + 1]):
            link = around[slot]
            if done[link if link >= 0 else -1 - link]:
                continue
            while True:
                edge = link if link >= 0 else -1 - link
                done[edge] = 1
                links.append(link)
                here = goal[link if link >= 0 else edge + count]
                if halts[here]:
                    break
                one, two = around[place[here]], around[place[here] + 1]
                link = two if (one if one >= 0 else -1 - one) == edge else one
            first.append(len(links))
    return np.array(first, dtype=np.int64), np.array(links, dtype=np.int64)


def _ends(lines: _Lines, first: Ints, links: Ints) -> tuple[Ints, Ints, Floats]:
    """Give both ends and the length of each chain."""
    edge = np.where(links < 0, -1 - links, links)
    start = np.where(links < 0, lines.b[edge], lines.a[edge])[first[:-1]]
    goal = np.where(links < 0, lines.a[edge], lines.b[edge])[first[1:] - 1]
    return start, goal, np.add.reduceat(lines.km[edge], first[:-1])


def _needed(
    lines: _Lines,
    chains: tuple[Ints, Ints],
    at: tuple[Ints, Mask],
    before: Known | None,
    count: Count,
) -> Mask:
    """Tell which chains lie on a shortest path between terminals of one cell."""
    (first, links), (node, stays) = chains, at
    a, b, km = _ends(lines, first, links)
    sites, ends = np.unique(np.r_[a, b], return_inverse=True)
    pair = ends[: len(a)], ends[len(a) :]
    if before is None:
        return chains_used(pair, km, stays[sites], count=count)
    size, arcs = len(before.terminal), len(before.arcs)
    fresh = np.ones(len(sites), dtype=bool)
    old = node[sites] < size
    fresh[old] = ~before.terminal[node[sites][old]]
    arc = lines.arc[np.where(links < 0, -1 - links, links)]
    kept = (arc < arcs) & before.arcs[np.minimum(arc, arcs - 1)]
    whole = np.minimum.reduceat(kept, first[:-1])
    return np.asarray(whole | chains_used(pair, km, stays[sites], fresh, count))


def _whole(
    network: Network, lines: _Lines, node: Ints, chains: tuple[Ints, Ints], fixed: Ints
) -> Skeleton:
    """Add the arcs that are no lines, each a chain of its own."""
    first, links = chains
    a, b, _ = _ends(lines, first, links)
    edge = np.where(links < 0, -1 - links, links)
    arcs = np.where(links < 0, -1 - lines.arc[edge], lines.arc[edge])
    steps = np.r_[np.diff(first), np.ones(len(fixed), dtype=np.int64)]
    return Skeleton(
        a=np.r_[node[a], network.a[fixed]],
        b=np.r_[node[b], network.b[fixed]],
        first=np.r_[0, np.cumsum(steps)],
        arcs=np.r_[arcs, fixed],
    )
