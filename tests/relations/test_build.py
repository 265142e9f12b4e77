from __future__ import annotations

import io
import json

import networkx as nx
import pytest

from graph.model import Polarity
from graph.relations import add, build


def test_loading_twice_changes_nothing(story):
    relations = build(story)
    before = nx.node_link_data(relations, edges="edges")
    add(relations, story)
    assert nx.node_link_data(relations, edges="edges") == before
    assert relations.number_of_edges() == len(story)


def test_a_second_document_adds_evidence_not_an_edge(make):
    relations = build(
        [
            make("KZ", "borders", "RU", document=name, confidence=sure)
            for name, sure in (("a.txt", 0.6), ("b.txt", 0.9))
        ]
    )
    (edge,) = (edge for *_, edge in relations.edges(data=True))
    assert edge["evidence_count"] == 2
    assert edge["document"] == "b.txt", "the surest sentence is shown"
    assert {record["document"] for record in json.loads(edge["evidence"])} == {"a.txt", "b.txt"}


def test_contradictions_stand_side_by_side(make):
    relations = build(
        [make("KZ", "supports", "RU"), make("KZ", "supports", "RU", polarity=Polarity.NEGATED)]
    )
    assert sorted(edge["polarity"] for *_, edge in relations.edges(data=True)) == [
        "asserted",
        "negated",
    ]


def test_places_have_coordinates(story):
    node = build(story).nodes["KZ"]
    assert 40 < node["lat"] < 56
    assert 46 < node["lon"] < 88


@pytest.mark.parametrize("writer", [nx.write_graphml, nx.write_gexf, nx.write_gml])
def test_every_writer_accepts_it(story, writer):
    out = io.BytesIO()
    writer(build(story), out)
    assert b"Caspian" in out.getvalue() or b"caspian" in out.getvalue()


def test_graphml_comes_back_the_same(story):
    relations = build(story)
    out = io.BytesIO()
    nx.write_graphml(relations, out)
    out.seek(0)
    again = nx.read_graphml(out, force_multigraph=True)
    assert {key: dict(data) for *_, key, data in again.edges(keys=True, data=True)} == {
        key: dict(data) for *_, key, data in relations.edges(keys=True, data=True)
    }


@pytest.mark.parametrize(
    "algorithm",
    [nx.pagerank, nx.degree_centrality, nx.number_weakly_connected_components, nx.to_undirected],
)
def test_algorithms_accept_it(story, algorithm):
    assert algorithm(build(story))
