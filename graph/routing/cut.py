"""When nothing is left: the fewest avoids to give up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

import numpy as np

from graph.routing.ground import Ground


def smallest_cut(
    ground: Ground, starts: Iterable[int], goals: Iterable[int], gone: Sequence[np.ndarray]
) -> tuple[int, ...] | None:
    """Give the places in `gone` of a smallest set of avoids whose lifting joins the ends.

    Parameters
    ----------
    ground
        What is open on the day.
    starts, goals
        Nodes of the network.
    gone
        For each avoid in force, the rows that fall away with it.

    Returns
    -------
    tuple of int, or None
        None where the ends are not joined even with nothing avoided. Of several smallest sets
        the one whose avoids were named last comes back.

    Notes
    -----
    Searches the core by sets of avoids given up, fewest first; a node is left once for each
    set none of whose subsets came there before (Martins 1984). Sets grow with the number of
    avoids met at the same time, which is small; the answer is exact for any number.
    """
    needs, ends = _needs(ground, gone), set(goals)
    heap: list[tuple[int, int, int]] = []
    best: int | None = None
    for node in starts:
        for place, bit in _doors(ground, needs, node).items():
            heappush(heap, (*_rank(bit), place))
        best = _better(best, _inside(ground, needs, node, ends))
    best = _across(ground, needs, heap, _wanted(ground, needs, ends), best)
    if best is None:
        return None
    return tuple(number for number in range(len(gone)) if best >> number & 1)


def _needs(ground: Ground, gone: Sequence[np.ndarray]) -> list[int]:
    """Give for each row the avoids to lift before it may be used, as bits; -1 where shut."""
    bits = np.zeros(len(ground.shut), dtype=object)
    for number, mask in enumerate(gone):
        bits[mask] |= 1 << number
    return [-1 if shut else int(bit) for shut, bit in zip(ground.shut, bits, strict=True)]


def _wanted(ground: Ground, needs: list[int], goals: set[int]) -> dict[int, list[int]]:
    """Give the places of the core that lead to goals, and what must be lifted for that."""
    wanted: dict[int, list[int]] = {}
    for node in goals:
        for place, bit in _doors(ground, needs, node).items():
            wanted.setdefault(place, []).append(bit)
    return wanted


def _across(
    ground: Ground,
    needs: list[int],
    heap: list[tuple[int, int, int]],
    wanted: dict[int, list[int]],
    best: int | None,
) -> int | None:
    reached: dict[int, list[int]] = {}
    while heap:
        size, rank, node = heappop(heap)
        if best is not None and (size, rank) >= _rank(best):
            break
        lifted = -rank
        if any(before & ~lifted == 0 for before in reached.get(node, ())):
            continue
        reached.setdefault(node, []).append(lifted)
        for bit in wanted.get(node, ()):
            best = _better(best, lifted | bit)
        for beyond, row in _beside(ground, node):
            if needs[row] >= 0:
                heappush(heap, (*_rank(lifted | needs[row]), beyond))
    return best


def _rank(lifted: int) -> tuple[int, int]:
    """Rank sets by size, then those of later avoids first."""
    return lifted.bit_count(), -lifted


def _better(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other, key=_rank)


def _doors(ground: Ground, needs: list[int], node: int) -> dict[int, int]:
    """Give the places of the core that a node leads up to, and what must be lifted for it."""
    climb = ground.costs("distance").climber(node)
    need = needs[climb.row] if climb.row >= 0 else 0
    return dict.fromkeys(climb.outer, need) if need >= 0 else {}


def _inside(ground: Ground, needs: list[int], node: int, goals: set[int]) -> int | None:
    """Give what must be lifted to reach a goal inside the same cell, None if there is none."""
    climber = ground.costs("distance").climber
    climb = climber(node)
    for goal in goals:
        other = climber(goal)
        met = climb.row == other.row and climb.inner.keys() & other.inner.keys()
        if met and needs[climb.row] >= 0:
            return needs[climb.row]
    return None


def _beside(ground: Ground, node: int) -> list[tuple[int, int]]:
    return [(edge[0], edge[2]) for edge in ground.costs("distance")[node]]
