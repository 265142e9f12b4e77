from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document


def facts(text):
    return {
        (one.source.id, one.relation, one.target.id, one.evidence[0].method)
        for one in extract(Document(name="t", text=text))
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("On Monday Hezbollah attacked Israel.", ("org:hezbollah", "attacks", "IL")),
        ("The army said Boko Haram attacked Chad.", ("org:boko-haram", "attacks", "TD")),
        ("Hungary signed a contract with Gazprom.", ("HU", "signed_agreement", "org:gazprom")),
        ("Amina Bello met Ghanaian President John Mahama.",
         ("person:amina-bello", "meets", "person:john-mahama")),
    ],
)  # fmt: skip
def test_an_unknown_name_is_kept_and_marked_as_a_guess(text, fact):
    assert (*fact, "rules:verb+guess") in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Somalia.",
        "Western Europe condemned Russia.",
        "Emma Hart visited France with her mother.",
        "Emma Hart met Paul Brown in Rome.",
        "Anna Told Peter That Spain Attacked Portugal",
    ],
)
def test_what_is_no_name_of_an_organisation_is_not_guessed(text):
    assert not {fact for fact in facts(text) if "guess" in fact[3]}


def test_a_firm_of_a_state_leaves_its_trade_to_the_state():
    found = facts("West Germany's Ruhrgas will import gas from Norway.")
    assert {fact[:3] for fact in found} == {("DE", "imports_from", "NO")}
