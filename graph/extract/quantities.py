"""Commodities, shares, and what states produce or have in the ground."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract.actor import Actor
from graph.extract.clauses import Clauses
from graph.extract.found import Found
from graph.extract.lexicon import forms, shares, words
from graph.extract.tokens import Token
from graph.model import Entity, Modality

_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")


@dataclass(frozen=True, slots=True)
class Good:
    """A commodity named at tokens `first:last`."""

    entity: Entity
    first: int
    last: int


def share_near(tokens: Sequence[Token], start: int, end: int) -> float | None:
    """Return the share (0..1) that stands in `tokens[start:end]`, or None."""
    lows = [t.low for t in tokens]
    for i in range(max(0, start), min(end, len(tokens))):
        if _NUMBER.match(lows[i]) and i + 1 < len(tokens):
            number = float(lows[i].replace(",", "."))
            if lows[i + 1] in {"%", "percent"} or lows[i + 1 : i + 3] == ["per", "cent"]:
                whole = i >= 2 and lows[i - 1] == "." and _NUMBER.match(lows[i - 2])
                number = float(f"{lows[i - 2]}.{lows[i]}") if whole else number
                return round(number / 100, 4) if number <= 100 else None
    for i in range(max(0, start), min(end, len(tokens))):
        for size in (3, 2, 1):
            value = shares().get(tuple(lows[i : i + size]))
            if value is not None and not (size == 1 and lows[i] == "all"):
                return value
    return None


def stated(tokens: Sequence[Token], clauses: Clauses, goods: Sequence[Good]) -> Iterator[Found]:
    """Yield `produces` and `has_reserves_of` for the goods of a sentence."""
    for good in goods:
        relation, trigger = _said_of(tokens, good)
        named = _named_behind(tokens, clauses, trigger, good) if relation == "produces" else None
        subject = named or (_subject(clauses, trigger, good) if relation else None)
        if relation is None or subject is None:
            continue
        denied = not {"no", "not", "never", "neither", "nor"}.isdisjoint(
            [t.low for t in tokens[subject.end : trigger]]
        )
        share = share_near(tokens, subject.end, good.last) if relation == "produces" else None
        target = Actor(good.entity, good.first, good.last, good.first, good.last)
        for source in clauses.list_left(subject):
            yield Found(
                relation=relation,
                source=source,
                target=target,
                trigger=(trigger, trigger + 1),
                modality=Modality.ACTUAL,
                negated=denied,
                confidence=round(0.9 * source.confidence, 2),
                method="quantity",
                share=share,
            )


def _said_of(tokens: Sequence[Token], good: Good) -> tuple[str | None, int]:
    """Return the relation that the words around a commodity state, and the word that does."""
    before = {t.low: i for i, t in enumerate(tokens[: good.first])}
    after = [t.low for t in tokens[good.last : good.last + 2]]
    behind = [t.low for t in tokens[max(0, good.first - 4) : good.first]]
    for name, relation in (("ground", "has_reserves_of"), ("maker", "produces")):
        kind = words(name)
        if kind & set(after) and good.first and tokens[good.first - 1].low == "of":
            continue  # "an alliance of lithium producers"
        if kind & set(after):
            return relation, good.last + next(i for i, low in enumerate(after) if low in kind)
        if "of" in behind and kind & set(behind):
            return relation, max(before[low] for low in kind & set(behind))
    if after and after[0] in words("output"):
        stands = [before[low] for low in words("account") if low in before]
        return ("produces", max(stands)) if stands else (None, 0)
    near = range(max(0, good.first - 9), good.first)
    made = [i for i in near if tokens[i].low in forms("making")]
    return ("produces", made[-1]) if made else (None, 0)


def _named_behind(
    tokens: Sequence[Token], clauses: Clauses, trigger: int, good: Good
) -> Actor | None:
    """Return Peru in "the second largest producer of tin, Peru, ..."."""
    if trigger > good.first or good.last >= len(tokens) or trigger < 1:
        return None
    named = [a for a in clauses.actors if a.begin == good.last + 1 and not a.owns]
    if tokens[good.last].text != "," or not named or not named[0].entity.id.isupper():
        return None
    begin = trigger
    while begin > max(0, trigger - 7) and tokens[begin].low not in {"the", "a", "an"}:
        begin -= 1
    before = tokens[begin - 1] if begin else None
    apposed = before is not None and (before.text == "," or before.low in words("auxiliary"))
    return None if apposed or tokens[begin].low not in {"the", "a", "an"} else named[0]


def _subject(clauses: Clauses, trigger: int, good: Good) -> Actor | None:
    left = [a for a in clauses.actors if a.end <= trigger and a.entity.id.isupper()]
    inside = [a for a in clauses.actors if a.owns and a.last <= good.first < a.end]
    if inside and inside[-1].entity.id.isupper():
        return inside[-1]
    free = [a for a in left if not clauses.in_preposition(a) and a.head.value == "state"]
    return free[-1] if free else None


def commodity_for(tokens: Sequence[Token], goods: Sequence[Good], found: Found) -> Entity | None:
    """Return what flows: the nearest commodity before the target or just behind the verb."""
    end = found.target.begin
    near = [g for g in goods if g.last <= end and found.trigger[0] - 14 <= g.first]
    if near:
        return near[-1].entity
    # an agreement names what it is on behind its trigger, a flow what flows close by
    after = tokens[found.target.last : found.target.last + 1]
    supplied = bool(after) and after[0].low == "with"  # "supplies Bulgaria with gas"
    reach = 10 if found.relation == "signed_agreement" or supplied else 2
    start = found.trigger[1] if found.relation == "signed_agreement" else found.target.last
    behind = [g for g in goods if start <= g.first <= max(start, found.target.end) + reach]
    return behind[0].entity if behind else None
