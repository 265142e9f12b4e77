"""A long article is asked for in parts that lose nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.extract.tokens import sentences
from graph.llm.parts import LEAST_TOKENS, parts, tokens

STORY = "".join(f"Kazakhstan sold oil to state {n}. It was “sweet”. \n\n" for n in range(400))


def test_parts_hold_whole_sentences_under_the_limit():
    found = list(parts(STORY, 1000))
    assert len(found) > 5
    starts = {span.start for span in sentences(STORY)}
    for part in found:
        assert tokens(STORY[slice(*part)]) <= 1000 + 1
        assert part.start in starts
        assert STORY[slice(*part)].endswith(".")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=300) | st.just("Oil flows. "), max_size=60).map("".join))
def test_every_word_is_in_one_part(text):
    text *= 4
    found = list(parts(text, LEAST_TOKENS))
    assert all(one.end <= other.start for one, other in pairwise(found))
    outside = list(text)
    for part in found:
        outside[slice(*part)] = " " * (part.end - part.start)
    assert not "".join(outside).strip()


def test_an_empty_text_has_none_and_a_tiny_limit_is_refused():
    assert list(parts(" \n", 1000)) == []
    with pytest.raises(UsageError, match="at least"):
        list(parts("Oil flows.", 10))
