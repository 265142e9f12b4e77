from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document, Kind, ontology

# The published interface; other names are additions.
PUBLISHED = {
    "borders",
    "crosses",
    "signed_agreement",
    "negotiates",
    "meets",
    "visits",
    "cooperates",
    "supports",
    "provides",
    "exports_to",
    "imports_from",
    "transits_through",
    "produces",
    "has_reserves_of",
    "invests_in",
    "builds",
    "operates",
    "owns",
    "member_of",
    "allied_with",
    "depends_on",
    "opposes",
    "criticises",
    "demands",
    "rejects",
    "threatens",
    "sanctions",
    "protests",
    "detains",
    "attacks",
    "deploys_troops_to",
    "invades",
    "occupies",
    "recognises",
    "closes",
    "opens",
    "diverts",
    "disrupts",
    "located_in",
    "capital_of",
    "holds_office_in",
}
PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


def test_published_names_are_all_there_and_marked():
    assert sorted(name for name, kind in ontology().items() if kind.core) == sorted(PUBLISHED)


def test_symmetric_relations_are_those_of_the_interface():
    symmetric = {name for name, kind in ontology().items() if kind.symmetric and kind.core}
    assert symmetric == {
        "borders", "meets", "allied_with", "signed_agreement", "negotiates", "cooperates",
    }  # fmt: skip


def test_symmetric_relations_take_the_same_kinds_at_both_ends():
    assert all(kind.sources == kind.targets for kind in ontology().values() if kind.symmetric)


def test_codes_are_of_their_schemes():
    for kind in ontology().values():
        assert kind.plover is None or kind.plover in PLOVER, kind.id
        assert kind.cameo is None or (kind.cameo.isdigit() and 3 <= len(kind.cameo) <= 4), kind.id


def test_ends_are_checked_by_kind():
    assert ontology()["crosses"].joins(Kind.CORRIDOR, Kind.STATE)
    assert not ontology()["crosses"].joins(Kind.STATE, Kind.STATE)


@pytest.mark.parametrize("name", ontology())
def test_the_example_of_each_relation_is_read(name):
    found = extract(Document(name="t", text=ontology()[name].example))
    assert name in {one.relation for one in found}
    for one in found:
        assert ontology()[one.relation].joins(one.source.kind, one.target.kind)
