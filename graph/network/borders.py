"""Cut lines where they cross a border; each crossing becomes a gate between two nodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from graph.network.geo import Floats, Ints, between, unit_vectors
from graph.network.sources import Lines

Locate = Callable[[Floats, Floats], Ints]

_SAMPLE_KM = 2.0
_GRAZE_KM = 2.0
_HALVINGS = 14


class Cut(NamedTuple):
    """Lines cut at borders: every edge lies in one state, `gates` join the two sides."""

    lat: Floats
    lon: Floats
    node_state: Ints
    a: Ints
    b: Ints
    km: Floats
    origin: Ints
    gate_a: Ints
    gate_b: Ints


class _Crossings(NamedTuple):
    edge: Ints
    t: Floats
    before: Ints
    after: Ints


def cut_at_borders(lines: Lines, locate: Locate) -> Cut:
    """Attribute every edge along its whole line and cut it at each change of state.

    Points at sea (bridges, causeways) belong to the state of the last point on land. A
    stretch of under 2 km that returns to the same state is a graze and is dropped: a line
    along a border river is no crossing of it.
    """
    state = _filled(lines, locate(lines.lat, lines.lon))
    found = _drop_grazes(_crossings(lines, state, locate), lines.km)
    count, at = len(lines.lat), len(found.edge)
    lat, lon = between(lines.lat, lines.lon, lines.a[found.edge], lines.b[found.edge], found.t)
    left = count + np.arange(at)
    right = left + at
    per_edge = np.bincount(found.edge, minlength=len(lines.a))
    first = np.r_[0, np.cumsum(per_edge)[:-1]]
    pieces = per_edge + 1
    origin = np.repeat(np.arange(len(lines.a)), pieces)
    step = np.arange(len(origin)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    index = first[origin] + step
    start, end = lines.a[origin], lines.b[origin]
    t0, t1 = np.zeros(len(origin)), np.ones(len(origin))
    inner, outer = step > 0, step < per_edge[origin]
    start[inner], t0[inner] = right[index[inner] - 1], found.t[index[inner] - 1]
    end[outer], t1[outer] = left[index[outer]], found.t[index[outer]]
    km = np.maximum(lines.km[origin] * (t1 - t0), 0.001)
    cut = Cut(
        np.r_[lines.lat, lat, lat],
        np.r_[lines.lon, lon, lon],
        np.r_[state, found.before, found.after],
        start,
        end,
        km,
        origin,
        left,
        right,
    )
    return cut._replace(node_state=_without_slips(cut))


def _without_slips(cut: Cut) -> Ints:
    """Give the states of nodes, where runs that slip over a border and back do not count.

    As within one edge, a run of under 2 km without a junction, between two gates to one and
    the same state, belongs to that state; its gates then lead nowhere else.
    """
    state = cut.node_state.copy()
    beyond = dict(zip(cut.gate_a.tolist(), cut.gate_b.tolist(), strict=True))
    beyond |= dict(zip(cut.gate_b.tolist(), cut.gate_a.tolist(), strict=True))
    short = cut.km < _GRAZE_KM
    near: dict[int, list[tuple[int, float]]] = {}
    for a, b, km in zip(*(col[short].tolist() for col in (cut.a, cut.b, cut.km)), strict=True):
        near.setdefault(a, []).append((b, km))
        near.setdefault(b, []).append((a, km))
    degree = np.bincount(np.r_[cut.a, cut.b], minlength=len(state))
    for start in beyond:
        run = _run(start, near, beyond, degree)
        outside = {int(cut.node_state[beyond[end]]) for end in (run[0], run[-1])} if run else set()
        if len(outside) == 1 and int(cut.node_state[start]) not in outside:
            state[run] = outside.pop()
    return state


def _run(
    start: int, near: dict[int, list[tuple[int, float]]], beyond: dict[int, int], degree: Ints
) -> list[int]:
    """Give the nodes from one side of a gate to that of the next, [] where it is far or forks."""
    run, gone = [start], 0.0
    while degree[run[-1]] == (1 if run[-1] in beyond else 2):
        onward = [(node, km) for node, km in near.get(run[-1], []) if node not in run[-2:]]
        if len(onward) != 1 or (gone := gone + onward[0][1]) >= _GRAZE_KM:
            return []
        run.append(onward[0][0])
        if run[-1] in beyond:
            return run if degree[run[-1]] == 1 else []
    return []


def strays(lines: Lines, locate: Locate) -> tuple[Ints, Ints, Floats, Floats]:
    """Find where edges enter a state in which neither of their ends lies.

    Returns
    -------
    tuple
        Edge, the states of its two ends (a row of two), and the latitude and longitude of the
        crossing into the stray state, in degrees.
    """
    state = _filled(lines, locate(lines.lat, lines.lon))
    found = _drop_grazes(_crossings(lines, state, locate), lines.km)
    ends = np.column_stack([state[lines.a[found.edge]], state[lines.b[found.edge]]])
    stray = (found.after[:, None] != ends).all(axis=1)
    edge, t = found.edge[stray], found.t[stray]
    lat, lon = between(lines.lat, lines.lon, lines.a[edge], lines.b[edge], t)
    return edge, ends[stray], lat, lon


def _filled(lines: Lines, state: Ints) -> Ints:
    """Give nodes at sea the state of the nearest node on land."""
    dry, wet = np.flatnonzero(state), np.flatnonzero(state == 0)
    if len(wet) and len(dry):
        from scipy.spatial import cKDTree

        tree = cKDTree(unit_vectors(lines.lat[dry], lines.lon[dry]))
        _, near = tree.query(unit_vectors(lines.lat[wet], lines.lon[wet]))
        state = state.copy()
        state[wet] = state[dry[near]]
    return state


def _crossings(lines: Lines, state: Ints, locate: Locate) -> _Crossings:
    """Sample along the edges and find each change of state to about 1e-4 of the sample."""
    inner = np.ceil(lines.km / _SAMPLE_KM).astype(np.int64) - 1
    edge = np.repeat(np.arange(len(inner)), inner)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(inner) - inner, inner) + 1
    t = step / (inner[edge] + 1)
    seen = locate(*between(lines.lat, lines.lon, lines.a[edge], lines.b[edge], t))
    edge, t, seen = edge[seen > 0], t[seen > 0], seen[seen > 0]
    every = np.arange(len(inner))
    edge = np.r_[every, edge, every]
    t = np.r_[np.zeros(len(inner)), t, np.ones(len(inner))]
    seen = np.r_[state[lines.a], seen, state[lines.b]]
    order = np.lexsort((t, edge))
    edge, t, seen = edge[order], t[order], seen[order]
    change = np.flatnonzero((edge[1:] == edge[:-1]) & (seen[1:] != seen[:-1]))
    todo = (edge[change], t[change], seen[change], t[change + 1], seen[change + 1])
    return _bisected(lines, todo, locate)


def _bisected(
    lines: Lines, todo: tuple[Ints, Floats, Ints, Floats, Ints], locate: Locate
) -> _Crossings:
    """Halve the intervals; one that hides a third state yields two crossings or more."""
    edge, low, before, high, last = todo
    parts: list[_Crossings] = []
    for _ in range(4):
        if not len(edge):
            break
        lo, hi, after = low.copy(), high.copy(), last.copy()
        for _ in range(_HALVINGS):
            mid = (lo + hi) / 2
            seen = locate(*between(lines.lat, lines.lon, lines.a[edge], lines.b[edge], mid))
            stays = (seen == before) | (seen == 0)
            lo = np.where(stays, mid, lo)
            hi, after = np.where(stays, hi, mid), np.where(stays, after, seen)
        parts.append(_Crossings(edge, hi, before, after))
        more = after != last
        edge, low, before = edge[more], hi[more], after[more]
        high, last = high[more], last[more]
    if len(edge):
        parts.append(_Crossings(edge, high, before, last))
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return _Crossings(none, np.zeros(0), none, none)
    joined = _Crossings(
        np.concatenate([part.edge for part in parts]),
        np.concatenate([part.t for part in parts]),
        np.concatenate([part.before for part in parts]),
        np.concatenate([part.after for part in parts]),
    )
    order = np.lexsort((joined.t, joined.edge))
    return _taken(joined, order)


def _drop_grazes(found: _Crossings, km: Floats) -> _Crossings:
    keep = np.ones(len(found.edge), dtype=bool)
    for here in range(len(found.edge) - 1):
        there = here + 1
        same = found.edge[here] == found.edge[there] and found.before[here] == found.after[there]
        short = (found.t[there] - found.t[here]) * km[found.edge[here]] < _GRAZE_KM
        if keep[here] and same and short:
            keep[here] = keep[there] = False
    return _taken(found, np.flatnonzero(keep))


def _taken(found: _Crossings, which: Ints) -> _Crossings:
    return _Crossings(found.edge[which], found.t[which], found.before[which], found.after[which])
