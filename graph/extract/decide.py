"""One relationship a key: of several sentences, which one decides."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from graph.model import Evidence, Modality, Polarity, Relationship, ontology

# What happened decides over what was only planned, demanded or thought possible.
_RANK = {Modality.ACTUAL: 0, Modality.PLANNED: 1, Modality.DEMANDED: 2, Modality.POSSIBLE: 3}
_Key = tuple[str, str, str, str | None]


def decide(found: Iterable[Relationship]) -> list[Relationship]:
    """Return one relationship for each key, with all its evidence, the deciding first.

    Symmetric relations are stored once, under the ends in the order first read.
    """
    kept: dict[_Key, list[Relationship]] = {}
    for one in found:
        kept.setdefault(_key(one, kept), []).append(one)
    return [_merged(said) for said in kept.values()]


def _merged(said: list[Relationship]) -> Relationship:
    evidence = dict.fromkeys(one.evidence[0] for one in said)
    return replace(
        said[0],
        evidence=tuple(sorted(evidence, key=_deciding_first)),
        commodity=next((one.commodity for one in said if one.commodity), None),
    )


def _key(one: Relationship, kept: Container[_Key]) -> _Key:
    key = (one.source.id, one.relation, one.target.id, one.group)
    if ontology()[one.relation].symmetric:
        turned = (one.target.id, one.relation, one.source.id, one.group)
        return turned if turned in kept else key
    return key


def _deciding_first(said: Evidence) -> tuple[int, bool, float, int]:
    return (
        _RANK[said.modality],
        said.polarity is Polarity.NEGATED and said.modality is not Modality.ACTUAL,
        -said.confidence,
        said.span.start,
    )
