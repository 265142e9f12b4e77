"""The world's gateways and legs as networkx graph: plain, complete, connected as the core."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.network import MODES, PASSAGES, Network
from graph.network.core import core_of
from graph.network.view import gateways_and_legs

pytestmark = pytest.mark.network
NODE = {"lat", "lon", "state", "name", "kind"}
EDGE = {"mode", "km", "state", "other", "passage", "kind", "fact"}


@pytest.fixture(scope="module")
def legs(world: Network) -> nx.MultiGraph[int]:
    return gateways_and_legs(world)


def port(legs: nx.MultiGraph[int], name: str) -> int:
    return next(node for node, called in legs.nodes(data="name") if called == name)


def test_every_attribute_is_a_plain_string_or_number(legs: nx.MultiGraph[int]) -> None:
    for data, names in [
        *((data, NODE) for _, data in legs.nodes(data=True)),
        *((data, EDGE) for *_, data in legs.edges(data=True)),
    ]:
        assert data.keys() == names
        assert {type(value) for value in data.values()} <= {str, float}


def test_values_lie_in_their_ranges(legs: nx.MultiGraph[int], world: Network) -> None:
    codes = {"", *world.states}
    for _, node in legs.nodes(data=True):
        assert -90 <= node["lat"] <= 90
        assert -180 <= node["lon"] <= 180
        assert node["state"] in codes
    modes = {mode.value for mode in MODES}
    for *_, edge in legs.edges(data=True):
        assert edge["km"] >= 0
        assert edge["mode"] in modes
        assert edge["passage"] in PASSAGES
        assert edge["state"] == edge["other"] or edge["kind"] in {"gate", "service"}


def test_it_is_connected_as_the_core_is(legs: nx.MultiGraph[int], world: Network) -> None:
    core = core_of(world)
    size = len(core.nodes)
    joined = coo_array((np.ones(len(core.a)), (core.a, core.b)), shape=(size, size))
    parts, label = connected_components(joined, directed=False)
    found = sorted(map(len, nx.connected_components(legs)))
    assert len(found) == parts
    assert found == sorted(np.bincount(label))
    assert legs.number_of_edges() == len(core.a)


def test_lengths_are_those_of_the_network(legs: nx.MultiGraph[int]) -> None:
    # 2,600 km apart as the crow flies, some 4,000 by sea round the Cape.
    lobito, durban = port(legs, "Lobito"), port(legs, "Durban")
    shortest = nx.dijkstra_path_length(legs, lobito, durban, weight="km")
    assert 2_600 < shortest < 6_000


def test_a_facility_keeps_its_row_and_its_passage(legs: nx.MultiGraph[int]) -> None:
    ferry = [edge for *_, edge in legs.edges(data=True) if edge["fact"] == "ferries:aktau-alat"]
    assert [(one["mode"], one["kind"]) for one in ferry] == [("ferry", "service")]
    canal = [edge for *_, edge in legs.edges(data=True) if edge["passage"] == "suez"]
    assert canal
    assert {edge["mode"] for edge in canal} <= {"sea", "rail", "road"}


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf])
def test_writers_take_it_and_give_it_back(legs, write, tmp_path) -> None:
    near = nx.ego_graph(legs, port(legs, "Aktau"), radius=3)
    assert 2 < len(near) < 5_000
    target = tmp_path / "legs.xml"
    write(near, target)
    if write is nx.write_gexf:
        back = nx.read_gexf(target, node_type=int)
    else:
        back = nx.read_graphml(target, node_type=int, force_multigraph=True)
    assert set(back) == set(near)
    assert back.number_of_edges() == near.number_of_edges()
    assert all(back.nodes[node]["state"] == near.nodes[node]["state"] for node in near)


def test_an_algorithm_takes_it(legs: nx.MultiGraph[int]) -> None:
    rail = nx.subgraph_view(legs, filter_edge=lambda *edge: legs.edges[edge]["mode"] == "rail")
    degree = dict(rail.degree())
    assert max(degree.values()) > 1
