"""A quotation is found where it stands, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.read.quotation import Quotations


@pytest.mark.parametrize(
    ("text", "quote", "found", "exact"),
    [
        ("Oil flows.", "Oil flows.", "Oil flows.", True),
        ("Oil  \n flows.", "Oil flows.", "Oil  \n flows.", False),
        ("“Oil” flows", '"Oil" flows', "“Oil” flows", False),
        ("the East–West line…", "East-West line...", "East–West line…", False),
        ("Kazakh\u00adstan sells", "Kazakhstan sells", "Kazakh\u00adstan sells", False),
        ("👩‍👩‍👧 Oil\u00a0flows", " Oil flows ", "Oil\u00a0flows", False),
    ],
)
def test_it_is_found(text, quote, found, exact):
    aligned = Quotations(text).find(quote)
    assert text[slice(*aligned.span)] == found
    assert aligned.exact is exact


@pytest.mark.parametrize("quote", ["", "  ", "\u200b", "Oil flowed.", "oil flows."])
def test_what_is_not_there_is_not_found(quote):
    assert Quotations("Oil flows.").find(quote) is None


def test_of_several_places_the_nearest_else_the_first():
    text = "Oil flows. Gas too. Oil flows. Oil flows."
    quotations = Quotations(text)
    assert quotations.find("Oil flows.").span.start == 0
    near = quotations.find("Oil flows.", near=22)
    assert (near.span.start, near.times) == (20, 3)
    assert near.note == "stands 3 times"


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_every_piece_of_a_text_is_found_in_it(text, one, other):
    piece = text[min(one, other) : max(one, other)]
    aligned = Quotations(text).find(piece, near=min(one, other))
    if piece.strip():
        assert aligned.exact
        assert text[slice(*aligned.span)] == piece.strip()


@given(st.text(max_size=60), st.text(max_size=20))
def test_what_is_found_reads_the_same_but_for_blanks_and_marks(text, quote):
    aligned = Quotations(text).find(quote)
    if aligned:
        inside = text[slice(*aligned.span)]
        assert Quotations(inside).find(quote)
        assert 0 <= aligned.span.start < aligned.span.end <= len(text)
