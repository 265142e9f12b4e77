"""Where own legs meet the network and each other: the nearest lines, ports and other ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from graph.model import Mode
from graph.network.compiled import MODES, ArcKind
from graph.network.control import split_ground
from graph.network.core import Core
from graph.network.geo import distance_km
from graph.network.nearby import facts_of_nodes, nodes_around
from graph.network.own.legs import WATER, Ends
from graph.network.sheet import Sheet
from graph.network.tidy import DEGREE

_FAR_KM = 60.0
"""How far from the middle of a town its railway, road or port may lie."""
_SAME_KM = 15.0
_LEAST_KM = 0.001
_RAIL, _ROAD, _PIPE, _RIVER = (
    MODES.index(mode) for mode in (Mode.RAIL, Mode.ROAD, Mode.PIPELINE, Mode.RIVER)
)
_NAMED = -1
"""Stands for ports, berths and tank farms among the modes that an end may join."""


class Joint(NamedTuple):
    """An arc between a node of the sheet and one of the network, or two of the sheet."""

    own: int
    other: int
    km: float
    mode: int
    kind: ArcKind
    to_own: bool = False


def joints_of(core: Core, sheet: Sheet, ends: Sequence[Ends]) -> list[Joint]:
    """Join each end to the nearest of what it can meet, and to other own ends at its place."""
    every = [(one.leg.mode, node) for one in ends for node in (one.start, one.end)]
    found = [joint for mode, node in every for joint in _to_network(core, sheet, mode, node)]
    return found + list(_among_own(sheet, every))


def unjoined(ends: Sequence[Ends], joints: Sequence[Joint]) -> list[Ends]:
    """Give the legs that no joint leads to."""
    met = {joint.own for joint in joints} | {joint.other for joint in joints if joint.to_own}
    return [one for one in ends if not met & {one.start, one.end}]


def _meets(mode: Mode) -> dict[int, tuple[int, ArcKind]]:
    """Give what an end of a mode can meet, and the mode and kind of the arc to it."""
    if mode is Mode.RAIL:
        return {_RAIL: (_RAIL, ArcKind.LINE), _ROAD: (_ROAD, ArcKind.TRANSFER)}
    if mode is Mode.ROAD:
        return {_ROAD: (_ROAD, ArcKind.LINE), _RAIL: (_ROAD, ArcKind.TRANSFER)}
    if mode is Mode.PIPELINE:
        return dict.fromkeys((_PIPE, _RAIL, _ROAD, _NAMED), (_PIPE, ArcKind.ACCESS))
    quay = {
        _RAIL: (_RAIL, ArcKind.ACCESS),
        _ROAD: (_ROAD, ArcKind.ACCESS),
        _NAMED: (_ROAD, ArcKind.ACCESS),
    }
    return quay if mode in WATER else {**quay, _RIVER: (_RIVER, ArcKind.LINE)}


def _to_network(core: Core, sheet: Sheet, mode: Mode, node: int) -> Iterator[Joint]:
    nodes = sheet.nodes()
    lat, lon = float(nodes["lat"][node]), float(nodes["lon"][node])
    near = nodes_around(core, lat, lon, _FAR_KM)
    gaps = distance_km(core.lat[near] / DEGREE, core.lon[near] / DEGREE, lat, lon)
    kinds, state, named = facts_of_nodes(core, core.rows, near)
    kinds = np.where(named, _NAMED, kinds)
    # Disputed ground is a zone here and a state there; what is meant is who holds it.
    mine = (gaps <= _FAR_KM) & (state == _state(core, int(nodes["state"][node])))
    for met, (by, kind) in _meets(mode).items():
        which = np.flatnonzero(mine & (kinds == met))
        if len(which):
            best = int(which[np.argmin(gaps[which])])
            yield Joint(node, int(near[best]), float(gaps[best]), by, kind)


def _state(core: Core, ground: int) -> int:
    """Give the state that holds a ground at the end of all rows."""
    zones, states = core.rows.zones, core.rows.states
    if ground >= len(states) + len(zones):
        return -1
    return int(split_ground(np.array([ground]), zones, states)[0][0])


def _among_own(sheet: Sheet, every: Sequence[tuple[Mode, int]]) -> Iterator[Joint]:
    nodes = sheet.nodes()
    for (mode, node), (other_mode, other) in combinations(every, 2):
        places = [float(nodes[axis][end]) for end in (node, other) for axis in ("lat", "lon")]
        gap = float(distance_km(*places))
        if gap > _SAME_KM or nodes["state"][node] != nodes["state"][other]:
            continue
        by, kind = _between(mode, other_mode)
        yield Joint(node, other, gap, by, kind, to_own=True)


def _between(mode: Mode, other: Mode) -> tuple[int, ArcKind]:
    """Give the mode and kind of the arc between two own ends at one place."""
    if mode is other:
        return MODES.index(mode), ArcKind.LINE
    if Mode.PIPELINE in {mode, other}:
        return _PIPE, ArcKind.ACCESS
    on_land = {mode, other} == {Mode.RAIL, Mode.ROAD}
    return _ROAD, ArcKind.TRANSFER if on_land else ArcKind.ACCESS


def add_joints(sheet: Sheet, joints: Sequence[Joint], size: int) -> None:
    """Add joints to a sheet whose own nodes follow the `size` nodes of the network."""
    if not joints:
        return
    own = np.array([joint.own for joint in joints])
    sheet.add_edges(
        own + size,
        np.array([joint.other + size * joint.to_own for joint in joints]),
        np.maximum([joint.km for joint in joints], _LEAST_KM),
        mode=np.array([joint.mode for joint in joints]),
        kind=np.array([int(joint.kind) for joint in joints]),
        state=sheet.nodes()["state"][own],
    )
