"""Wrapped lines make one paragraph; headlines and list items stand alone."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract import extract
from graph.extract.lines import paragraphs
from graph.gazetteer import default_gazetteer
from graph.model import Document

NEWS = (
    "Zambia and Angola signed an agreement on the railway to the coast in Luanda on Tuesday. "
    "Zambia will not close its border with Zimbabwe, the minister of transport told reporters, "
    "and the government of South Africa criticised Tanzania for the delay at the port."
)


def _told(text):
    return [text[slice(*span)] for span in paragraphs(text)]


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_wrapped_news_states_the_same(width):
    def keys(text):
        found = extract(Document(name="text", text=text), default_gazetteer())
        return {(r.source.id, r.relation, r.target.id, r.polarity) for r in found}

    assert keys(textwrap.fill(NEWS, width)) == keys(NEWS) != set()


def test_a_headline_stands_alone():
    text = f"Zambia signs deal\n{textwrap.fill(NEWS, 80)}"
    assert _told(text)[0] == "Zambia signs deal"
    assert len(_told(text)) == 2


def test_items_of_a_list_stand_alone():
    text = (
        "The parties are these states of the region:\n- Zambia, which has copper to sell\n- Angola"
    )
    assert len(_told(text)) == 3


def test_long_lines_are_paragraphs():
    text = f"{NEWS}\n{NEWS}"
    assert _told(text) == [NEWS, NEWS]


@given(st.text(alphabet=st.sampled_from("ab C.\n-é🙂"), max_size=300))
def test_nothing_but_blanks_is_lost(text):
    spans = list(paragraphs(text))
    assert all(a.end < b.start or a.end + 1 == b.start for a, b in pairwise(spans))
    assert "".join("".join(_told(text)).split()) == "".join(text.split())
