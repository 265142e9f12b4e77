"""From shortcuts back to the arcs of the network and the points along them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from graph.network.core import Core
from graph.network.geo import Ints
from graph.network.tidy import DEGREE


class Stretch(NamedTuple):
    """What an arc or shortcut (`Core.ref`, passed from node `tail`) does from `start` to `end`."""

    ref: int
    start: int
    end: int
    tail: int


def arcs_of(core: Core, stretches: Iterable[Stretch]) -> tuple[list[int], list[bool], list[int]]:
    """Undo shortcuts: the arcs passed, whether each from its `a` to its `b`, and their ends."""
    arcs, forward, ends = list[int](), list[bool](), list[int]()
    open_ones: list[tuple[int, int, int, int]] = []
    open_ones += list(stretches)[::-1]
    first, target, refs = core.up_first.data, core.up_target.data, core.up_ref.data
    while open_ones:
        ref, start, end, tail = open_ones.pop()
        if ref >= 0:
            arcs.append(ref >> 1)
            forward.append((ref & 1 == 0) == (start == tail))
            ends.append(end)
            continue
        middle = -1 - ref
        slot = first[middle]
        while (one := target[slot]) != start and one != end:
            slot += 1
        other = slot + 1
        while target[other] != (end if one == start else start):
            other += 1
        down, up = (slot, other) if one == end else (other, slot)
        open_ones.append((refs[down], middle, end, middle))
        open_ones.append((refs[up], start, middle, middle))
    return arcs, forward, ends


def drawn(core: Core, stretches: list[Stretch]) -> tuple[tuple[tuple[float, float], ...], int]:
    """Give the (longitude, latitude) pairs along stretches in a row, and the gaps inferred."""
    arcs, forward, ends = arcs_of(core, stretches)
    return _points(core, stretches[0].start, (arcs, forward, ends)), _bridges(core, arcs)


def _points(
    core: Core, start: int, way: tuple[list[int], list[bool], list[int]]
) -> tuple[tuple[float, float], ...]:
    arcs, forward, ends = way
    places = np.searchsorted(core.shaped, arcs)
    places = np.minimum(places, max(len(core.shaped) - 1, 0))
    shaped = core.shaped[places] == arcs if len(core.shaped) else np.zeros(len(arcs), dtype=bool)
    lat, lon = [core.lat[[start]]], [core.lon[[start]]]
    done = 0
    for number in np.flatnonzero(shaped).tolist():
        before = ends[done:number]
        place = int(places[number])
        inner: Ints = np.arange(core.shape_first[place], core.shape_first[place + 1])
        inner = inner if forward[number] else inner[::-1]
        lat += [core.lat[before], core.shape_lat[inner]]
        lon += [core.lon[before], core.shape_lon[inner]]
        done = number
    lat.append(core.lat[ends[done:]])
    lon.append(core.lon[ends[done:]])
    y, x = np.concatenate(lat), np.concatenate(lon)
    moved = np.r_[True, (y[1:] != y[:-1]) | (x[1:] != x[:-1])]
    pairs = zip((x[moved] / DEGREE).tolist(), (y[moved] / DEGREE).tolist(), strict=True)
    return tuple(pairs)


def _bridges(core: Core, arcs: list[int]) -> int:
    if not len(core.bridged):
        return 0
    place = np.minimum(np.searchsorted(core.bridged, arcs), len(core.bridged) - 1)
    return int(core.bridges[place][core.bridged[place] == arcs].sum())
