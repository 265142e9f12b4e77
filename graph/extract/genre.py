"""Texts in which countries do not act as states: match reports."""

from __future__ import annotations

from graph.extract.lexicon import words
from graph.extract.tokens import tokenize

_SAMPLE = 20_000
_DISTINCT = 5


def is_sport(text: str) -> bool:
    """Tell a match report: several different words of sport, one of them only used there.

    "Spain met Belgium" is a summit in one text and a match in the other; no sentence tells.
    """
    found = {token.low for token in tokenize(text[:_SAMPLE])}
    return bool(found & words("match")) and len(found & words("sport")) >= _DISTINCT
