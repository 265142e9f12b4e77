"""Verb groups: which words make one, whether it is denied, planned, demanded or possible."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.extract.lexicon import Trigger, triggers, words
from graph.extract.tokens import Token
from graph.extract.walk import Walk, is_adverb
from graph.model import Modality


@dataclass(frozen=True, slots=True)
class Verb:
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
    known = triggers()
    found: list[Verb] = []
    reached = 0
    for i, token in enumerate(tokens):
        if i < reached or token.low not in known or i in nominal:
            continue
        pairs = matching(tokens, i, "verb")
        if not pairs or (i not in named and _is_noun(tokens, i)):
            continue
        size = len(pairs[0][0])
        row = tuple(trigger for lows, trigger in pairs if len(lows) == size)
        found.append(_grouped(tokens, i, i + size, row, found))
        reached = i + size
    return found


def find_nouns(tokens: Sequence[Token], taken: Collection[int]) -> list[tuple[int, int, Trigger]]:
    """Return (first, last, trigger) of the trigger nouns that no verb has taken."""
    known = triggers()
    found = []
    for i, token in enumerate(tokens):
        if token.low in known and i not in taken:
            for lows, trigger in matching(tokens, i, "noun")[:1]:
                found.append((i, i + len(lows), trigger))
    return found


def matching(tokens: Sequence[Token], i: int, kind: str) -> list[tuple[tuple[str, ...], Trigger]]:
    """Return the triggers of a kind that stand at token `i`, the longest first."""
    return [
        (lows, trigger)
        for lows, trigger in triggers().get(tokens[i].low, ())
        if trigger.kind == kind
        and (len(lows) == 1 or tuple(t.low for t in tokens[i : i + len(lows)]) == lows)
    ]


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Tell a noun that looks like a verb: "the attack", "a visit", "oil exports"."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.low in words("determiner") and before.low not in {"that", "this", "most", "all"}:
        return True
    ambiguous = bool(matching(tokens, i, "noun")) or tokens[i].low in words("goods")
    if not ambiguous:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before.low in words("preposition") and before.low != "to":
        return True
    opens = after is not None and (
        after.text[0].isupper() or after.low in words("determiner") or after.low in words("goods")
    )
    verbal = {"to", "will", "would", "not", "and", "could", "may", "which", "who", "that"}
    return not opens and before.low not in verbal and not is_adverb(before)


def _grouped(
    tokens: Sequence[Token], first: int, last: int, row: tuple[Trigger, ...], earlier: list[Verb]
) -> Verb:
    state = Walk(tokens, first)
    state.run()
    modality, negated = state.modality, state.negations % 2 == 1
    previous = earlier[-1] if earlier else None
    if state.joined and previous and not state.marked:
        near = not _breaks(tokens, previous.last, state.begin)
        # "did not support or recognise", "has not visited or recognised"
        shared = _is_bare(tokens[first].low) or tokens[state.begin - 1].low in {"or", "nor"}
        if near and shared:
            modality, negated = previous.modality, previous.negated
    return Verb(
        row, first, last, state.begin, modality, negated, state.passive, state.joined,
        state.controlled,
    )  # fmt: skip


def _is_bare(low: str) -> bool:
    """Tell a form that needs an auxiliary or "to" before it (no -s, -ed, -ing)."""
    return not re.search(r"(?:s|ed|ing)$", low)


def _breaks(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(t.low in {";", "but", "while", "that", "which", "who"} for t in tokens[start:end])
