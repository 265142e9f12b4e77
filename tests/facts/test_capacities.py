"""Every published capacity belongs to a facility that the tables and the network know."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from graph.analysis.limits import Published
from graph.facts import Capacity, load
from graph.facts.cells import states as states_known
from graph.network import MODES, ArcKind
from graph.network import load as load_network

ROWS = load("capacities")
_TABLES = {
    "border": {row.id: row for row in load("border_stations")},
    "ferry": {row.id: row for row in load("ferries")},
    "pipeline": {row.id: row for row in load("pipelines")},
    "port": {row.id: row for row in load("ports")},
}
PAIRS = {"-".join(sorted((row.a_country, row.b_country))) for row in load("border_stations")}


def fault(row: Capacity) -> str:
    """Tell why no facility of the tables is meant, or ''."""
    if row.facility in _TABLES[row.kind]:
        wanted = {"border": {"rail"}}.get(row.kind, {""})
        return "" if row.mode in wanted else f"a {row.kind} station is for {wanted} only"
    states = row.facility.split("-")
    if row.kind != "border" or states != sorted(states) or len(states) != 2:
        return f"no {row.kind} has this id"
    if not set(states) <= states_known():
        return "a pair names two states"
    return "" if row.mode in {"rail", "road"} else "a pair needs a mode"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_capacity_names_a_facility(row: Capacity) -> None:
    assert not fault(row)


def test_no_facility_is_limited_twice_for_the_same_goods() -> None:
    keys = [(row.kind, row.facility, row.mode, row.commodity) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_a_pipeline_has_its_figure_in_one_table() -> None:
    own = {row.id for row in load("pipelines") if row.capacity_mt_y is not None}
    assert not own & {row.facility for row in ROWS if row.kind == "pipeline"}


def test_a_pair_of_states_and_one_of_its_stations_are_not_both_limited_for_the_same_goods() -> None:
    stations = _TABLES["border"]
    pairs = {(row.facility, row.commodity) for row in ROWS if row.facility in PAIRS}
    for row in ROWS:
        if row.kind == "border" and row.facility in stations:
            station = stations[row.facility]
            pair = "-".join(sorted((station.a_country, station.b_country)))
            assert (pair, row.commodity) not in pairs or row.mode not in {
                other.mode for other in ROWS if other.facility == pair
            }, row.id


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"facility": "atlantis"}, "no port has this id"),
        ({"kind": "border", "facility": "KZ-CN", "mode": "rail"}, "no border has this id"),
        ({"kind": "border", "facility": "CN-KZ", "mode": ""}, "a pair needs a mode"),
    ],
)
def test_a_row_that_means_nothing_is_found_out(changed: dict[str, str], told: str) -> None:
    row = next(row for row in ROWS if row.kind == "port")
    values = {name: getattr(row, name) for name in type(row).__dataclass_fields__}
    assert fault(Capacity(**{**values, **changed})) == told


@cache
def found(commodity: str) -> frozenset[tuple[str, float]]:
    """Give source and capacity of every limit that the analysis finds for a commodity."""
    network = load_network()
    cargo = {row.commodity: row for row in load("cargo")}
    published = Published(cargo[commodity or "general"])
    pipe = (network.mode == MODES.index("pipeline")) & (network.fact > 0)
    facility = np.isin(network.kind, (ArcKind.GATE, ArcKind.PORT, ArcKind.SERVICE)) | pipe
    seen = [
        (limit.source, limit.capacity)
        for arc in np.flatnonzero(facility).tolist()
        for limit in published.of_arc(network, arc)
        if limit and limit.capacity is not None
    ]
    return frozenset(seen)


@pytest.mark.network
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_analysis_finds_the_facility_of_every_capacity(row: Capacity) -> None:
    assert (row.source, row.mt_y) in found(row.commodity)
