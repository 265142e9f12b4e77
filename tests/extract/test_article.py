"""What must be found in the first real article; it is read from beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.extract import extract
from graph.read import read
from graph.relations import build

PLACE = os.environ.get("CORRIDOR_ARTICLES", Path(__file__).parents[3] / "shared" / "articles")
ARTICLE = Path(PLACE) / "kazakhstan-2023-03-18.txt"
SEED = next((Path(__file__).parents[2] / "seeds").glob("kazakhstan*.md"))

ASSERTED = [
    ("GB", "signed_agreement", "KZ", "actual"),
    ("GB", "supports", "KZ", "planned"),
    ("KZ", "borders", "RU", "actual"),
    ("KZ", "transits_through", "RU", "actual"),
    ("KZ", "diverts", "corridor:middle", "actual"),
    ("KZ", "produces", "commodity:uranium", "actual"),
    ("KZ", "has_reserves_of", "commodity:rare-earths", "actual"),
    ("RU", "deploys_troops_to", "KZ", "actual"),
    ("RU", "invades", "UA", "actual"),
    ("GB", "visits", "KZ", "actual"),
    ("person:james-cleverly", "meets", "person:kassym-jomart-tokayev", "actual"),
    ("person:kassym-jomart-tokayev", "holds_office_in", "KZ", "actual"),
    ("person:james-cleverly", "holds_office_in", "GB", "actual"),
]
NEGATED = [("KZ", "supports", "RU"), ("KZ", "recognises", "RU")]


def documents():
    return [
        pytest.param(ARTICLE, id="article"),
        pytest.param(SEED, id="seed"),
    ]


@pytest.fixture(params=documents())
def document(request):
    if not request.param.exists():
        pytest.skip(f"{request.param.name} is not beside this checkout; set CORRIDOR_ARTICLES")
    return next(read(request.param))


@pytest.fixture
def found(document):
    return {(one.source.id, one.relation, one.target.id): one for one in extract(document)}


@pytest.mark.parametrize(("source", "relation", "target", "modality"), ASSERTED)
def test_it_is_found(found, source, relation, target, modality):
    one = found[source, relation, target]
    assert (one.polarity, one.modality) == ("asserted", modality)


@pytest.mark.parametrize("key", NEGATED)
def test_a_refusal_is_never_a_positive_edge(found, key):
    assert {said.polarity for said in found[key].evidence} == {"negated"}


def test_the_corridor_is_whole_and_in_order(found):
    crossed = sorted(
        (one.order, one.target.id, one.group) for one in found.values() if one.relation == "crosses"
    )
    group = "corridor:middle"
    members = ["sea:caspian", "AZ", "GE", "TR"]
    assert crossed == [(i, member, group) for i, member in enumerate(members, 1)]


def test_what_flows_and_how_much(found):
    transit = found["KZ", "transits_through", "RU"]
    assert transit.commodity == "commodity:oil"
    assert transit.evidence[0].share == 0.5
    assert found["KZ", "produces", "commodity:uranium"].evidence[0].share == 0.5
    assert found["KZ", "diverts", "corridor:middle"].commodity == "commodity:oil"
    assert found["GB", "signed_agreement", "KZ"].commodity == "commodity:critical-minerals"


def test_where_the_rare_earths_come_from(found):
    origins = {target for _, relation, target in found if relation == "imports_from"}
    assert origins == {"CN", "RU"}


def test_every_span_is_exact(document):
    for one in extract(document):
        for said in one.evidence:
            assert document.text[said.span.start : said.span.end] == said.quote
            for span in (said.source_span, said.trigger_span, said.target_span):
                assert said.span.start <= span.start < span.end <= said.span.end
            assert 0 < said.confidence <= 1


def test_the_graph_holds_no_positive_edge_of_support(document):
    relations = build(extract(document))
    edges = relations.get_edge_data("KZ", "RU").values()
    assert {e["polarity"] for e in edges if e["relation"] == "supports"} == {"negated"}
