"""What chains of one class share: ground, kind, what closes them, what they take."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from graph.facts import Cargo, load
from graph.facts.own import LEGS
from graph.model import Avoid, AvoidKind
from graph.network import Network
from graph.network.core import Core
from graph.network.geo import Ints
from graph.network.states import table
from graph.render import pack
from graph.render.skeleton import Skeleton
from graph.routing import masks
from graph.routing.cargo import carrying_modes, flow_ways, unfit
from graph.routing.ground import LEAST
from graph.routing.legs import told_own
from graph.routing.tariff import rates

_ARC_COLUMNS = ("mode", "state", "other", "passage", "kind")


class Classes(NamedTuple):
    """Columns of classes and of chains, and the tables that they point into."""

    columns: dict[str, Ints]
    tables: dict[str, Any]


def sea_bits(network: Network) -> Ints:
    """Give the seas that can be avoided as bits of each arc, in the order of their table."""
    bits = np.zeros(len(network.a), dtype=np.int64)
    for place, row in enumerate(table("seas")):
        avoid = Avoid(AvoidKind.SEA, row["id"], row["id"])
        bits |= masks.blocked(network, avoid).astype(np.int64) << place
    return bits


@lru_cache(maxsize=2)
def class_tags(network: Network) -> Ints:
    """Give a number to each arc; those that something may close or tax apart differ."""
    columns = [getattr(network, name) for name in ("mode", "state", "passage", "fact")]
    columns += [network.opens, network.closes, sea_bits(network)]
    _, code = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    return np.asarray(code.ravel())


def classes_of(network: Network, core: Core, chains: Skeleton, order: Ints, day: date) -> Classes:
    """Sort chains, in an order, into classes.

    `shut` has a bit for each way to travel: the first for freight in general, then one for
    each of the cargo patterns of `tables`.
    """
    shut, cargoes = _shut(network, day), cargo_patterns()[1]
    per_km, once = rates(network, core.passage_km)
    paces, pace = np.unique(np.column_stack(per_km), axis=0, return_inverse=True)
    stops, stop = np.unique(np.column_stack(once), axis=0, return_inverse=True)
    signed = chains.arcs[chains.first[:-1]][order]
    lead = np.where(signed < 0, -1 - signed, signed)
    flow = flow_ways(network)[lead] * np.where(signed < 0, -1, 1)
    parts = [getattr(network, name)[lead] for name in _ARC_COLUMNS]
    parts += [sea_bits(network)[lead], shut[lead], flow, pace.ravel()[lead], stop.ravel()[lead]]
    parts.append(_own_legs(network)[lead])
    names = [*_ARC_COLUMNS, "seas", "shut", "flow", "pace", "stop", "own"]
    rows, of = np.unique(np.column_stack(parts), axis=0, return_inverse=True)
    columns = {f"class_{name}": pack.zigzag(rows[:, at]) for at, name in enumerate(names)}
    columns["class"] = of.ravel()
    tables = {"pace": paces.tolist(), "stop": stops.tolist(), "least": LEAST, "cargoes": cargoes}
    tables["own"] = [told_own(leg) for leg in network.own.legs]
    return Classes(columns, tables)


def _own_legs(network: Network) -> Ints:
    """Give the number of the own leg that each arc is part of, from 1; 0 for all others."""
    numbers = np.zeros(len(network.fact_ids), dtype=np.int64)
    for number, leg in enumerate(network.own.legs, start=1):
        numbers[network.fact_ids.index(f"{LEGS}:{leg.id}")] = number
    return numbers[network.fact]


def cargo_patterns() -> tuple[list[Cargo], dict[str, int]]:
    """Give one cargo for each way that commodities may travel, and each commodity's number.

    Numbers count from 1; 0 is freight in general.
    """
    known, leading, numbers = dict[tuple[object, ...], int](), list[Cargo](), dict[str, int]()
    for cargo in load("cargo"):
        if not cargo.modes:
            continue
        # Terminals are those of one commodity.
        own = cargo.id if cargo.needs else ""
        key = tuple(cargo.modes), tuple(cargo.loads), tuple(cargo.pipelines), own
        if key not in known:
            leading.append(cargo)
            known[key] = len(leading)
        numbers[cargo.commodity] = known[key]
    return leading, numbers


def _shut(network: Network, day: date) -> Ints:
    """Tell by bits what is shut to freight in general and to each pattern of cargo."""
    laden = cargo_patterns()[0]
    shut = [masks.closed(network, day, masks.DEFAULT_MODES) | unfit(network, None)]
    shut += [masks.closed(network, day, carrying_modes(one)) | unfit(network, one) for one in laden]
    return np.asarray(
        np.bitwise_or.reduce([mask.astype(np.int64) << n for n, mask in enumerate(shut)])
    )
