"""Where a place lies and of what it is the capital, where a sentence states it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extract.actor import Actor
from graph.extract.found import Found
from graph.extract.persons import is_name, joined
from graph.extract.tokens import Token
from graph.gazetteer import Gazetteer
from graph.model import Entity, Kind, Modality

_COPULAS = {"is", "was", "remains", "became"}
_LYING = {"lies", "lie", "located", "situated"}
_LONGEST = 4


def stated_places(
    tokens: Sequence[Token], actors: Sequence[Actor], gazetteer: Gazetteer
) -> Iterator[Found]:
    """Yield `capital_of` and `located_in` for "Astana, the capital of Kazakhstan"."""
    for i, token in enumerate(tokens):
        if token.low == "capital":
            yield from _capital(tokens, actors, gazetteer, i)
        elif token.low in _LYING and i + 1 < len(tokens) and tokens[i + 1].low in {"in", "on"}:
            yield from _lying(tokens, actors, gazetteer, i)


def _capital(
    tokens: Sequence[Token], actors: Sequence[Actor], gazetteer: Gazetteer, i: int
) -> Iterator[Found]:
    of = i + 1 < len(tokens) and tokens[i + 1].low == "of"
    state = _state_at(actors, i + 2) if of else None
    lead = i - 1 if i and tokens[i - 1].low == "the" else i
    if state is None or lead < 2:
        return
    copula = tokens[lead - 1].low in _COPULAS
    if copula or tokens[lead - 1].text == ",":
        city = _city(tokens, lead - 1, gazetteer, state.entity)
        if city:
            yield _found("capital_of", city, state, i)


def _lying(
    tokens: Sequence[Token], actors: Sequence[Actor], gazetteer: Gazetteer, i: int
) -> Iterator[Found]:
    state = _state_at(actors, i + 2)
    end = i - 1 if i and tokens[i - 1].low in _COPULAS else i
    city = _city(tokens, end, gazetteer, state.entity) if state else None
    if state and city:
        yield _found("located_in", city, state, i)


def _state_at(actors: Sequence[Actor], i: int) -> Actor | None:
    for actor in actors:
        if actor.begin <= i <= actor.first and actor.entity.kind is Kind.STATE and not actor.owns:
            return actor
    return None


def _city(tokens: Sequence[Token], end: int, gazetteer: Gazetteer, state: Entity) -> Actor | None:
    """Return the city named right before `end`, if the gazetteer has it in the state."""
    for size in range(_LONGEST, 0, -1):
        first = end - size
        if first < 0 or not all(map(is_name, tokens[first:end])):
            continue
        prefix = f"city:{state.id.lower()}-"
        for entity in gazetteer.find(joined(tokens[first:end])):
            if entity.id.startswith(prefix):
                return Actor(entity, first, end, first, end)
    return None


def _found(relation: str, city: Actor, state: Actor, i: int) -> Found:
    return Found(relation, city, state, (i, i + 1), Modality.ACTUAL, False, 0.9, "place")  # noqa: FBT003 - polarity
