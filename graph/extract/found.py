"""One relationship as found in a sentence, and the check of its ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.extract.actor import Actor, Head
from graph.model import Entity, Kind, Modality, ontology

FLOWS = {"exports_to", "imports_from", "transits_through", "diverts"}
ROUTES = {Kind.CORRIDOR, Kind.PIPELINE}
PLACES = {Kind.STATE, Kind.SEA, Kind.PASSAGE}
_PRIVATE_TARGETS = {"attacks", "detains", "disrupts", "criticises", "sanctions", "expels"}


class Found(NamedTuple):
    """One relationship in token positions."""

    relation: str
    source: Actor
    target: Actor
    trigger: tuple[int, int]
    modality: Modality
    negated: bool
    confidence: float
    method: str
    order: int | None = None
    person_source: bool = False
    person_target: bool = False
    commodity: Entity | None = None
    share: float | None = None


def paired(
    relation: str, source: Actor, target: Actor, where: tuple[int, int],
    mood: tuple[Modality, bool], sure: float, method: str, order: int | None = None,
) -> Iterator[Found]:  # fmt: skip
    """Yield the relationship of two actors, and of the persons where the relation takes them.

    Ends that the ontology does not allow are dropped here, and only here.
    """
    if target.head is Head.PRIVATE and relation not in _PRIVATE_TARGETS:
        return
    confidence = round(0.95 * sure * source.confidence * target.confidence, 2)
    found = Found(relation, source, target, where, *mood, confidence, method, order)
    fits = ontology()[relation].joins(source.entity.kind, target.entity.kind)
    personal = Kind.PERSON in {source.entity.kind, target.entity.kind}
    if fits and not personal and source.entity.id != target.entity.id:
        yield found
    if relation in {"meets", "visits"} and (source.person or target.person):
        yield from _persons(found)


def _persons(found: Found) -> Iterator[Found]:
    source, target = found.source, found.target
    if source.guessed and target.guessed:  # nothing says that either is of public life
        return
    if source.person and target.person and found.relation == "meets":
        if source.person != target.person:
            yield found._replace(person_source=True, person_target=True)
    elif source.person and target.entity.kind is Kind.STATE:
        yield found._replace(person_source=True)
