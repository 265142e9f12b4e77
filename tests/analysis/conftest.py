"""Small routes and networks made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from graph.model import Leg, Mode, Route
from graph.network import MODES, ArcKind, Network
from graph.network.compiled import LAST_DAY

Draw = Callable[..., Route]


@pytest.fixture
def draw() -> Draw:
    """Make a route of legs given as (mode, points, facts)."""

    def route(
        *legs: tuple[str, Sequence[tuple[float, float]]],
        countries: Sequence[str] = ("KZ", "DE"),
        hours: float = 100.0,
        usd: float = 100.0,
        co2: float = 10.0,
        passages: Sequence[str] = (),
        rank: int = 1,
    ) -> Route:
        made = [
            Leg(
                start="a",
                end="b",
                countries=tuple(countries),
                mode=Mode(mode),
                geometry=tuple(points),
                distance_km=1.0,
                duration_h=hours / len(legs),
                cost_usd_per_t=usd / len(legs),
                co2_kg_per_t=co2 / len(legs),
            )
            for mode, points in legs
        ]
        return Route(
            rank=rank,
            countries=tuple(countries),
            corridors=(),
            chokepoints=tuple(passages),
            legs=tuple(made),
        )

    return route


@pytest.fixture(scope="module")
def net_of(net_maker: Callable[..., Network]) -> Callable[..., Network]:
    """Make networks inside of a property, where fixtures of one test may not be used."""
    return net_maker


@pytest.fixture
def net(net_maker: Callable[..., Network]) -> Callable[..., Network]:
    """Make networks."""
    return net_maker


@pytest.fixture(scope="session")
def net_maker() -> Callable[..., Network]:
    """Make a network of arcs (a, b, kind, mode, fact) between nodes with a state each."""

    def network(
        states: Sequence[str], arcs: Sequence[tuple[int, int, ArcKind, str, str]]
    ) -> Network:
        names = ("", *sorted(set(states)))
        facts = ("", *sorted({fact for *_, fact in arcs if fact}))
        size, count = len(states), len(arcs)
        state = np.array([names.index(code) for code in states])
        a, b = (np.array([arc[side] for arc in arcs]) for side in (0, 1))
        empty = np.zeros(count, dtype=np.int64)
        values = {
            "states": names,
            "node_lat": np.linspace(0, 1, size) * 40 - 60,
            "node_lon": np.full(size, -120.0),
            "node_mode": np.zeros(size, dtype=np.int64),
            "node_state": state,
            "node_label": np.full(size, -1),
            "labels": (),
            "locodes": (),
            "a": a,
            "b": b,
            "km": np.ones(count),
            "hours": np.zeros(count),
            "mode": np.array([MODES.index(Mode(arc[3])) for arc in arcs]),
            "state": state[a],
            "other": state[b],
            "passage": empty,
            "kind": np.array([int(arc[2]) for arc in arcs]),
            "bridges": empty,
            "opens": empty,
            "closes": np.full(count, LAST_DAY),
            "fact": np.array([facts.index(arc[4]) for arc in arcs]),
            "fact_ids": facts,
            "first": np.zeros(count + 1, dtype=np.int64),
            "chain": np.zeros(0, dtype=np.int64),
            "point_lat": np.zeros(0),
            "point_lon": np.zeros(0),
            "facts": {},
        }
        from dataclasses import fields

        known = {field.name for field in fields(Network)}
        values |= {name: empty for name in known - set(values) if name != "zones"}
        if "zones" in known:
            values["zones"] = ()
        return Network(**{name: values[name] for name in known})

    return network
