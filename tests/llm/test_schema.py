"""What a model may write for JSON, and what of it is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.llm.schema import AnswerError, facts

from .conftest import fact

GOOD = fact("Kazakhstan", "exports_to", "Germany", "Kazakhstan exports oil to Germany.")
WHOLE = json.dumps({"relationships": [GOOD]})


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here you are:\n```\n{WHOLE}\n```\nAnything else?",
        f"Sure! {WHOLE} Done.",
        json.dumps([GOOD]),
        f" \n{json.dumps(json.loads(WHOLE), indent=4)}\n",
    ],
)
def test_json_is_found_where_models_put_it(content):
    (one,), bad = facts(content)
    assert (one.source, one.relation, bad) == ("Kazakhstan", "exports_to", 0)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("I cannot help with that.", "no JSON"),
        ('{"relationships": [', "no JSON"),
        ("{'relationships': []}", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("12", "no JSON"),
        ("{}", "wrong schema"),
        ('{"relationships": {"a": 1}}', "wrong schema"),
        ('{"facts": []}', "wrong schema"),
    ],
)
def test_what_is_no_list_of_relationships(content, why):
    with pytest.raises(AnswerError, match=why):
        facts(content)


@pytest.mark.parametrize(
    "changed",
    [
        {"polarity": "sort of"}, {"modality": None}, {"share": 40}, {"share": "half"},
        {"quote": ""}, {"quote": 7}, {"source": None}, {"order": 0}, {"relation": ["a"]},
        {"source": "x" * 6000},
    ],
)  # fmt: skip
def test_one_bad_entry_does_not_spoil_the_others(changed):
    kept, bad = facts(json.dumps({"relationships": [GOOD | changed, GOOD, "?", None]}))
    assert (len(kept), bad) == (1, 3)


def test_words_for_nothing_and_odd_dates():
    said = {"share": "null", "commodity": "None", "asserted_by": "", "valid_from": "last May"}
    (one,), _ = facts(json.dumps([GOOD | said | {"polarity": " Negated "}]))
    assert (one.share, one.commodity, one.asserted_by, one.valid_from) == (None,) * 4
    assert one.polarity == "negated"


@settings(deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("relationships"), inner),
))  # fmt: skip
def test_no_json_however_odd_ends_otherwise(value):
    try:
        kept, bad = facts(json.dumps(value))
    except AnswerError:
        return
    assert kept == []
    assert bad >= 0
