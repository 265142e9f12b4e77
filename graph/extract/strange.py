"""Subjects that no table names: "rebels", "the company", "a court"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph.extract.actor import Actor
from graph.extract.lexicon import any_of, forms, words
from graph.extract.tokens import Token
from graph.extract.walk import is_adverb


def stranger_before(
    tokens: Sequence[Token], actors: Sequence[Actor], end: int
) -> tuple[int, int] | None:
    """Return the noun phrase before a verb that names none of the actors, or None.

    "Kenya said rebels attacked": the subject is "rebels", whatever else is named nearby.
    Phrases behind a preposition and expressions of time are stepped over.
    """
    covered = {i for a in actors for i in range(a.begin, a.end)}
    i = end - 1
    while i >= 0:
        j = i
        while j >= 0 and j not in covered and _can_be_named(tokens[j]):
            j -= 1
        if j >= 0 and j in covered:
            return None
        last = j + 1
        while j >= 0 and tokens[j].low in words("determiner"):
            j -= 1
        if all(_passing(t) for t in tokens[last : i + 1]):
            return None
        if j >= 0 and tokens[j].low in words("preposition"):
            i = j - 1
            continue
        return (last, i + 1)
    return None


def _can_be_named(token: Token) -> bool:
    return token.text[0].isalnum() and token.low not in _function_words()


def _passing(token: Token) -> bool:
    """Tell words that say when or how, not who."""
    return token.low in words("time") or token.text.isdigit() or is_adverb(token)


@cache
def _function_words() -> frozenset[str]:
    return (
        any_of("preposition", "determiner") | any_of("conjunction", "auxiliary")
        | any_of("relative", "negative") | any_of("planned", "possible")
        | forms("reporting") | frozenset({"to", "it", "he", "she", "they", "we", "i", "you"})
    ) - words("time")  # fmt: skip
