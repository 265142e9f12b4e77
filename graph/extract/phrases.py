"""Noun phrases: where one begins and ends around a name, and what it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.actor import Actor, Head
from graph.extract.lexicon import any_of, forms, traded, triggers, words
from graph.extract.tokens import Token
from graph.model import Kind


def phrased(tokens: Sequence[Token], actor: Actor) -> Actor:
    """Extend a name to its noun phrase and say what the phrase speaks of."""
    j, owns = actor.last, actor.owns
    if j + 1 < len(tokens) and tokens[j].text in {"'", "’"} and tokens[j + 1].low == "s":
        j, owns = j + 2, True
    elif j < len(tokens) and tokens[j].text in {"'", "’"} and tokens[j - 1].low.endswith("s"):
        j, owns = j + 1, True
    begin = _phrase_begin(tokens, actor.first)
    if actor.entity.kind is Kind.BLOC and not owns and j < len(tokens):
        j += tokens[j].low in words("government") and tokens[j].text.islower()
    if not owns or actor.entity.kind is not Kind.STATE:
        return actor._replace(begin=begin, end=j, owns=owns)
    end = _phrase_end(tokens, j)
    inside = [t.low for t in tokens[j:end]]
    return actor._replace(begin=begin, end=end, owns=True, head=_head(inside))


def _phrase_begin(tokens: Sequence[Token], first: int) -> int:
    """Step left over "the", and over one adjective that has its determiner ("the former")."""
    begin = first
    if (
        begin >= 2
        and tokens[begin - 2].low in words("determiner")
        and tokens[begin - 1].text.islower()
    ):
        plain = any_of("preposition", "auxiliary") | any_of("conjunction", "adverb")
        if tokens[begin - 1].low not in plain and tokens[begin - 1].low not in triggers():
            begin -= 1
    while begin and (tokens[begin - 1].low in words("determiner") or tokens[begin - 1].text == "-"):
        begin -= 1
    return begin


def _head(inside: list[str]) -> Head:
    if not inside:
        return Head.STATE
    if any(low in words("private") for low in inside):
        return Head.PRIVATE
    if inside[-1] in words("goods"):
        return Head.GOODS
    government = any_of("government", "office", "title")
    if inside[-1] in traded() and inside[-1] not in government:
        return Head.GOODS
    return Head.STATE if inside[-1] in government or inside[0] in government else Head.OTHER


def _phrase_end(tokens: Sequence[Token], j: int) -> int:
    stops = (
        any_of("preposition", "auxiliary") | any_of("conjunction", "relative")
        | any_of("negative", "determiner") | {"to"}
    )  # fmt: skip
    begin = j
    while j < len(tokens):
        token = tokens[j]
        if token.text == "-" and j > begin:
            j += 1
            continue
        if not token.text[0].isalpha() or token.low in stops:
            break
        if j > begin and _verbal(tokens, j):
            break
        j += 1
    return j


def _verbal(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word inside a noun phrase is the verb that ends it."""
    low = tokens[j].low
    if tokens[j].text[0].isupper():
        return False
    if low in forms("reporting") or low in words("adverb") or low in words("planned"):
        return True
    if low in forms("refuse") or low in words("possible") or low in words("demanded"):
        return True
    kinds = {t.kind for lows, t in triggers().get(low, ()) if len(lows) == 1}
    return kinds == {"verb"} or (
        "verb" in kinds and j + 1 < len(tokens) and low not in words("goods")
        and (tokens[j + 1].text[0].isupper() or tokens[j + 1].low in words("determiner"))
    )  # fmt: skip
