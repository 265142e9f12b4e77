"""Which ways a person would call one: by states, passages, gateways and shared length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph.network import ArcKind
from graph.network.geo import distance_km
from graph.network.tidy import DEGREE
from graph.routing.ground import GATEWAYS, Ground
from graph.routing.legs import states_of
from graph.routing.search import Step

MOST_SHARED = 0.6
"""Ways through the same states, passages and gateways differ if they share at most this much
of the shorter one's length."""
APART_KM = 100.0
"""A gateway is another one if it lies this far from all of the other way."""
_BERTHS = (ArcKind.PORT, ArcKind.SERVICE)
_TWIN = 0.05


class Character(NamedTuple):
    """What tells a way from others."""

    states: frozenset[int]
    passages: frozenset[int]
    modes: frozenset[int]
    gateways: tuple[tuple[float, float], ...]
    berths: tuple[tuple[float, float], ...]
    metres: dict[tuple[int, int], int]
    arcs: dict[int, float]
    """The km of each arc of the network; empty until the way is undone into them."""


def character_of(ground: Ground, steps: Sequence[Step]) -> Character:
    """Give the character of a way, without its arcs of the network."""
    rows = [step.row for step in steps]
    kind = ground.rows.kind[rows]
    doors = [step for step, one in zip(steps, kind.tolist(), strict=True) if one in GATEWAYS]
    afloat = {row for row, one in zip(rows, kind.tolist(), strict=True) if one in _BERTHS}
    metres: Counter[tuple[int, int]] = Counter()
    for step in steps:
        metres[min(step.start, step.end), max(step.start, step.end)] += step.metres
    states = {number for step in steps for number in states_of(ground, step)}
    return Character(
        frozenset(states - {0}),
        frozenset(ground.rows.passage[rows].tolist()) - {0},
        _main_modes(ground, steps),
        tuple(position(ground, step.start) for step in doors),
        tuple(position(ground, step.start) for step in doors if step.row in afloat),
        dict(metres),
        {},
    )


def _main_modes(ground: Ground, steps: Sequence[Step]) -> frozenset[int]:
    """Give the modes of more than a sliver of the way; a quay's road does not make a road."""
    length: Counter[int] = Counter()
    for step in steps:
        length[int(ground.rows.mode[step.row])] += step.metres
    whole = sum(length.values())
    return frozenset(mode for mode, metres in length.items() if metres > _TWIN * whole)


def position(ground: Ground, node: int) -> tuple[float, float]:
    """Give the latitude and longitude of a node of the network, in degrees."""
    return int(ground.core.lat[node]) / DEGREE, int(ground.core.lon[node]) / DEGREE


def same(one: Character, other: Character) -> bool:
    """Tell whether two ways are one to a person: sidings, or twin crossings, apart."""
    if one.states != other.states or one.passages != other.passages:
        return False
    if _elsewhere(one.gateways, other.gateways) or _elsewhere(other.gateways, one.gateways):
        return False
    return _twins(one, other) or _shares_much(one, other)


def _twins(one: Character, other: Character) -> bool:
    """Tell two ways by the same modes and of nearly one length, as those of one road are.

    Arcs of the core may stand for the same road under other ends, and then share no length.
    """
    lengths = sum(one.metres.values()), sum(other.metres.values())
    return one.modes == other.modes and max(lengths) < (1 + _TWIN) * min(lengths)


def much_alike(one: Character, other: Character) -> bool:
    """Tell whether two ways share much of their length and all of their ports."""
    apart = _elsewhere(one.berths, other.berths) or _elsewhere(other.berths, one.berths)
    return (_shares_much(one, other) and not apart) or same(one, other)


def _shares_much(one: Character, other: Character) -> bool:
    parts = (one.metres, other.metres), (one.arcs, other.arcs)
    # Arcs of the core may stand for one road under other ends; those of the network cannot.
    return any(
        sum(length for key, length in mine.items() if key in yours)
        > MOST_SHARED * min(sum(mine.values()), sum(yours.values()))
        for mine, yours in parts
    )


def _elsewhere(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    """Tell whether some gateway lies far from all others."""
    if not one or not other:
        return bool(one) != bool(other)
    (lat, lon), (lat_b, lon_b) = np.array(one).T, np.array(other).T
    gaps = distance_km(lat[:, None], lon[:, None], lat_b[None], lon_b[None])
    return bool((gaps.min(axis=1) > APART_KM).any())
