"""Commodities, shares, and what states produce or have in the ground."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract.actors import Actor
from graph.extract.clauses import Clauses
from graph.extract.frames import Found
from graph.extract.lexicon import inflected, shares
from graph.extract.tokens import Token
from graph.extract.verbs import Verb
from graph.model import Entity, Modality

_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")
_MAKING = frozenset(
    form for verb in ("produce", "mine", "extract", "pump", "grow") for form in inflected(verb)
)
_OUTPUT = {"production", "output", "supply", "supplies", "producer", "producers", "exporter"}
_GROUND = {"deposits", "deposit", "reserves", "reserve", "resources"}
_ACCOUNT = {"responsible", "liable", "accounts", "account", "accounted", "answerable", "supplies"}


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


def stated(
    tokens: Sequence[Token], clauses: Clauses, goods: Sequence[Good]
) -> Iterator[Found]:
    """Yield `produces` and `has_reserves_of` for the goods of a sentence."""
    for good in goods:
        before = {t.low: i for i, t in enumerate(tokens[: good.first])}
        relation, trigger = _said_of(tokens, good, before)
        if relation is None:
            continue
        subject = _subject(clauses, trigger, good)
        if subject is None:
            continue
        denied = any(t.low in {"no", "not", "never"} for t in tokens[subject.end : trigger])
        target = Actor(good.entity, good.first, good.last, good.first, good.last)
        share = share_near(tokens, subject.end, good.last) if relation == "produces" else None
        yield from _made(relation, subject, target, trigger, denied=denied, share=share)


def _made(
    relation: str, subject: Actor, target: Actor, trigger: int, *, denied: bool, share: float | None
) -> Iterator[Found]:
    from dataclasses import replace

    where = (trigger, trigger + 1)
    found = Found(
        relation, subject, target, where, Modality.ACTUAL, denied,
        round(0.9 * subject.confidence, 2), "quantity", share=share,
    )  # fmt: skip
    yield replace(found)


def _said_of(tokens: Sequence[Token], good: Good, before: dict[str, int]) -> tuple[str | None, int]:
    near = [t.low for t in tokens[good.last : good.last + 3]]
    behind = [t.low for t in tokens[max(0, good.first - 4) : good.first]]
    ground = [low for low in (*near[:2],) if low in _GROUND]
    if ground:
        return "has_reserves_of", good.last + near.index(ground[0])
    if behind[-1:] == ["of"] and set(behind) & _GROUND:
        return "has_reserves_of", before[next(iter(set(behind) & _GROUND))]
    if "of" in behind and set(behind) & _GROUND:
        return "has_reserves_of", before[next(iter(set(behind) & _GROUND))]
    if near[:1] and near[0] in _OUTPUT:
        if near[0] in {"producer", "producers"}:
            return "produces", good.last
        account = [before[low] for low in _ACCOUNT if low in before]
        return ("produces", max(account)) if account else (None, 0)
    if behind[-1:] == ["of"] and {"producer", "producers"} & set(behind):
        return "produces", max(before[w] for w in {"producer", "producers"} & set(behind))
    made = [i for i in range(max(0, good.first - 9), good.first) if tokens[i].low in _MAKING]
    return ("produces", made[-1]) if made else (None, 0)


def _subject(clauses: Clauses, trigger: int, good: Good) -> Actor | None:
    left = [a for a in clauses.actors if a.end <= trigger and a.entity.id.isupper()]
    inside = [a for a in clauses.actors if a.owns and a.last <= good.first < a.end]
    if inside and inside[-1].entity.id.isupper():
        return inside[-1]
    free = [a for a in left if not clauses.in_preposition(a) and a.head.value == "state"]
    return free[-1] if free else None


def commodity_for(goods: Sequence[Good], found: Found) -> Entity | None:
    """Return what flows: the nearest commodity before the target or just behind the verb."""
    end = found.target.begin
    near = [g for g in goods if g.last <= end and found.trigger[0] - 14 <= g.first]
    if near:
        return near[-1].entity
    behind = [g for g in goods if found.target.last <= g.first <= found.target.end + 2]
    return behind[0].entity if behind else None
