"""Who holds the ground, by law and in fact: one compiled network seen on a day in a view.

A ground is a stretch of land of one legal state under one set of rows of the table of
control. Its number is that of its state where no row is about it; zones come after the
states. The network is cut wherever the ground changes, so that any day and any view can be
had without another build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

import numpy as np

from graph.facts import Control, load
from graph.network.compiled import ArcKind, Network
from graph.network.geo import Ints

View = Literal["actual", "legal"]
"""By who controls the ground, or by the borders that the United Nations hold to."""

Zone = tuple[str, tuple[str, ...]]
"""The legal state of a zone, and the ids of the rows of control about it, first one first."""


@cache
def disputed(states: tuple[str, ...]) -> tuple[Control, ...]:
    """Give the rows of the table of control that move ground from one state to another."""
    return tuple(
        row
        for row in load("control")
        if row.actual_state in states
        and (row.actual_state != row.legal_state or row.drawn not in {"", row.legal_state})
    )


def holders(zones: Sequence[Zone], states: tuple[str, ...], view: View, day: date) -> Ints:
    """Give the number of the state that each zone counts as."""
    rows = {row.id: row for row in disputed(states)}
    found = []
    for legal, ids in zones:
        valid = (rows[name].actual_state for name in ids if rows[name].holds_on(day))
        found.append(states.index(legal if view == "legal" else next(valid, legal)))
    return np.array(found, dtype=np.int64)


def split_ground(ground: Ints, zones: Sequence[Zone], states: tuple[str, ...]) -> tuple[Ints, Ints]:
    """Give the state (in fact, at the end of all rows) and the zone of grounds; 0: no zone."""
    held = np.r_[np.arange(len(states)), holders(zones, states, "actual", date.max)]
    return held[ground], np.maximum(ground - len(states) + 1, 0)


def under(
    network: Network, *, view: View = "actual", day: date, strict_waters: bool = False
) -> Network:
    """Give the network with its states as they are on a day.

    Parameters
    ----------
    network
        The compiled network.
    view
        `actual`: by who controls the ground; `legal`: by the borders that the United Nations
        hold to.
    day
        The day whose control counts.
    strict_waters
        Whether territorial sea counts as its state's ground.

    Returns
    -------
    Network
        The same arcs; `state`, `other`, `node_state` and the kinds of gates are its own.
    """
    held = holders(network.zones, network.states, view, day)
    return _seen(network, tuple(held.tolist()), strict_waters)


@lru_cache(maxsize=4)
def _seen(network: Network, held: tuple[int, ...], strict_waters: bool) -> Network:  # noqa: FBT001
    as_built = holders(network.zones, network.states, "actual", date.max)
    if not strict_waters and held == tuple(as_built.tolist()):
        return network
    by_zone = np.array((0, *held), dtype=np.int64)

    def of(state: Ints, zone: Ints) -> Ints:
        return np.where(zone > 0, by_zone[zone], state)

    state, other = of(network.state, network.zone), of(network.other, network.zone_other)
    if strict_waters:
        waters = of(network.waters, network.waters_zone)
        state, other = (np.where(side == 0, waters, side) for side in (state, other))
    return replace(
        network,
        state=state,
        other=other,
        kind=with_gates(network.kind, state, other),
        node_state=of(network.node_state, network.node_zone),
    )


def with_gates(kind: Ints, state: Ints, other: Ints) -> Ints:
    """Make a way between two states a gate, and one within a state none."""
    passable = (kind == ArcKind.LINE) | (kind == ArcKind.GATE)
    return np.where(passable, np.where(state == other, ArcKind.LINE, ArcKind.GATE), kind)
