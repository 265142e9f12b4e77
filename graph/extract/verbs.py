"""Verb groups: which words make one, whether it is denied, planned, demanded or possible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from graph.extract.lexicon import Trigger, any_of, lemmas, of_kind, traded, words
from graph.extract.tokens import Token
from graph.extract.walk import Walk, is_adverb
from graph.model import Modality


class Verb(NamedTuple):
    """A trigger in a sentence: `first:last` are its own tokens, `begin` where its group starts."""

    triggers: tuple[Trigger, ...]
    first: int
    last: int
    begin: int
    modality: Modality
    negated: bool
    passive: bool
    joined: bool
    controlled: bool


def find_verbs(
    tokens: Sequence[Token], nominal: Collection[int], named: Collection[int] = ()
) -> list[Verb]:
    """Return the trigger verbs of a sentence.

    `nominal` are tokens inside noun phrases; at those in `named` a bare name has just ended,
    so that a verb is likely ("Chile exports tin").
    """
    known = of_kind("verb")
    found: list[Verb] = []
    reached = 0
    for i, token in enumerate(tokens):
        if i < reached or token.low not in known or i in nominal:
            continue
        pairs = matching(tokens, i, "verb")
        if not pairs or _names_a_thing(tokens, i) or (i not in named and _is_noun(tokens, i)):
            continue
        size = len(pairs[0][0])
        row = tuple(trigger for lows, trigger in pairs if len(lows) == size)
        found.append(_grouped(tokens, i, i + size, row, found))
        reached = i + size
    return found


def find_nouns(tokens: Sequence[Token], taken: Collection[int]) -> list[tuple[int, int, Trigger]]:
    """Return (first, last, trigger) of the trigger nouns that no verb has taken."""
    known = of_kind("noun")
    found = []
    for i, token in enumerate(tokens):
        if token.low in known and i not in taken:
            pairs = matching(tokens, i, "noun")
            size = len(pairs[0][0]) if pairs else 0
            found += [(i, i + size, trigger) for lows, trigger in pairs if len(lows) == size]
    return found


def matching(tokens: Sequence[Token], i: int, kind: str) -> list[tuple[tuple[str, ...], Trigger]]:
    """Return the triggers of a kind that stand at token `i`, the longest first."""
    pairs = of_kind(kind).get(tokens[i].low)
    if not pairs:
        return []
    return [
        pair
        for pair in pairs
        if len(pair[0]) == 1 or tuple(t.low for t in tokens[i : i + len(pair[0])]) == pair[0]
    ]


def _names_a_thing(tokens: Sequence[Token], i: int) -> bool:
    """Tell "the Kuznica crossing", "a board meeting" from "is crossing", "after meeting"."""
    if tokens[i].low not in words("ing noun"):
        return False
    if not i:
        return False
    before = tokens[i - 1]
    return before.text[0].isupper() or before.low in any_of("determiner", "goods")


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Tell a noun that looks like a verb: "the attack", "a visit", "oil exports"."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.low in words("determiner") and before.low not in {"that", "this", "most", "all"}:
        return True
    # A noun of several words ("a go to Moscow") needs its determiner.
    single = any(len(lows) == 1 for lows, _ in matching(tokens, i, "noun"))
    ambiguous = single or tokens[i].low in words("goods")
    if not ambiguous:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before.low in words("preposition") and before.low != "to":
        return True
    opens = after is not None and (
        after.text[0].isupper()
        or after.low in words("determiner")
        or after.low in traded()
        or is_adverb(after)
    )
    verbal = {
        "to",
        "will",
        "would",
        "not",
        "and",
        "but",
        "or",
        "could",
        "may",
        "which",
        "who",
        "that",
    }
    return not opens and before.low not in verbal and not is_adverb(before)


def _grouped(
    tokens: Sequence[Token], first: int, last: int, row: tuple[Trigger, ...], earlier: list[Verb]
) -> Verb:
    state = Walk(tokens, first)
    state.run()
    modality, negated = state.modality, state.negations % 2 == 1
    previous = earlier[-1] if earlier else None
    # "did not support or recognise", "has not visited or recognised"
    if state.joined and not state.marked and _shares(tokens, first, state.begin):
        if previous and not _breaks(tokens, previous.last, state.begin):
            modality, negated = previous.modality, previous.negated
        elif governor := _governor(tokens, state.begin - 2):
            modality, negated = governor.modality, governor.negations % 2 == 1
    # "the railway, built by China": a participle that nothing helps
    by = last < len(tokens) and tokens[last].low == "by" and not state.marked
    low = tokens[first].low
    passive = state.passive or (by and low not in lemmas() and not low.endswith("ing"))
    return Verb(
        row, first, last, state.begin, modality, negated, passive, state.joined,
        state.controlled,
    )  # fmt: skip


def _shares(tokens: Sequence[Token], first: int, begin: int) -> bool:
    return _is_bare(tokens[first].low) or tokens[begin - 1].low in {"or", "nor"}


def _governor(tokens: Sequence[Token], end: int) -> Walk | None:
    """Return the group of the verb that a coordinated one hangs on, where it is marked."""
    for k in range(end, max(end - 7, -1), -1):
        low = tokens[k].low
        if low in any_of("auxiliary", "negative", "modal") | {"to"}:
            walk = Walk(tokens, k + 1)
            walk.run()
            return walk
        if low in words("relative") | {",", ";", ":", "but", "and", "while"}:
            return None
    return None


def _is_bare(low: str) -> bool:
    """Tell a form that needs an auxiliary or "to" before it."""
    return low in lemmas()


def _breaks(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(t.low in {";", "but", "while", "that", "which", "who"} for t in tokens[start:end])
