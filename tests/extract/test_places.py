from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document


def facts(text):
    found = extract(Document(name="t", text=text))
    return {(one.source.id, one.relation, one.target.id) for one in found}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Astana, the capital of Kazakhstan, was cold.", ("city:kz-astana", "capital_of", "KZ")),
        ("Lima is the capital of Peru.", ("city:pe-lima", "capital_of", "PE")),
        ("Almaty lies in Kazakhstan.", ("city:kz-almaty", "located_in", "KZ")),
        ("Mombasa is located in Kenya.", ("city:ke-mombasa", "located_in", "KE")),
    ],
)
def test_where_a_place_lies(text, fact):
    assert fact in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The capital of Peru was cold.",
        "Mombasa lies in Peru.",
        "He lies in Kenya.",
        "Foreign capital of Kenya fled.",
    ],
)
def test_no_place_is_made_up(text):
    assert not {fact for fact in facts(text) if fact[1] in {"capital_of", "located_in"}}
