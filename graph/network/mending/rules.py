"""The rules that need no more than the lines themselves; none crosses a border."""

from __future__ import annotations

import numpy as np

from graph.network.geo import chord
from graph.network.mending.lines import Bridge, Net

SHORTCUT_KM, SHORTCUT_RATIO, SHORTCUT_ROUND_KM = 1.0, 30.0, 40.0
AHEAD_KM, AHEAD_RATIO, AHEAD_ROUND_KM = 10.0, 10.0, 8.0
_AHEAD = float(np.cos(np.radians(75)))
_INWARD_KM = 3.0
_MOST_CANDIDATES = 64
_BLOCK = 20_000


def shortcuts(net: Net) -> list[Bridge]:
    """Join nodes up to 1 km apart whose way round is over 30 times as long and over 40 km.

    The nearest are joined first; each later one is tried again with the joints made by then,
    so that parallels of a joint fall away. Joints are added to `net`.
    """
    found = sorted(_far_though_near(net))
    kept = []
    for gap, a, b in found:
        limit = max(SHORTCUT_RATIO * gap, SHORTCUT_ROUND_KM)
        if not net.within(a, [b], limit):
            net.join(a, b, max(gap, 0.001))
            kept.append(Bridge(a, b, gap, None, "shortcut"))
    return kept


def _far_though_near(net: Net) -> list[tuple[float, int, int]]:
    found = []
    for first in range(0, len(net.near), _BLOCK):
        block = net.points[first : first + _BLOCK]
        close = net.tree.query_ball_point(block, chord(SHORTCUT_KM))
        for node, others in enumerate(np.asarray(close, dtype=object).tolist(), start=first):
            goals = [o for o in others if o > node and net.state[o] == net.state[node]]
            if not goals:
                continue
            limit = max(SHORTCUT_ROUND_KM, SHORTCUT_RATIO * SHORTCUT_KM)
            reached = net.within(node, goals, limit)
            found += [(net.straight(node, o), node, o) for o in goals if o not in reached]
    return found


def dead_ends(net: Net) -> list[Bridge]:
    """Join a dead end to the nearest node ahead when the way round is ten times as long.

    Ahead is within 75 degrees of the line's direction, near within 10 km and the same state.
    """
    ends = np.flatnonzero(net.degrees() == 1)
    _, candidates = net.tree.query(
        net.points[ends], k=_MOST_CANDIDATES, distance_upper_bound=chord(AHEAD_KM)
    )
    kept = []
    for end, row in zip(ends.tolist(), np.asarray(candidates).tolist(), strict=True):
        if len(net.near[end]) == 1 and (ahead := _first_ahead(net, end, row)) is not None:
            gap = net.straight(end, ahead)
            net.join(end, ahead, gap)
            kept.append(Bridge(end, ahead, gap, None, "dead-end"))
    return kept


def _first_ahead(net: Net, end: int, candidates: list[int]) -> int | None:
    dx, dy = net.step(net.inward(end, _INWARD_KM), end)
    for other in candidates:
        if other >= len(net.near) or other == end or net.state[other] != net.state[end]:
            continue
        ex, ey = net.step(end, other)
        length = float(np.hypot(ex, ey))
        if length * float(np.hypot(dx, dy)) * _AHEAD > dx * ex + dy * ey:
            continue
        # The nearest node ahead decides; a near way round to it means that nothing is missing.
        limit = max(AHEAD_RATIO * length, AHEAD_ROUND_KM)
        return None if net.within(end, [other], limit) else other
    return None
