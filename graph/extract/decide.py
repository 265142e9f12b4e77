"""One relationship a key: of several sentences, which one decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.model import Evidence, Modality, Polarity, Relationship

# What happened decides over what was only planned, demanded or thought possible.
_RANK = {Modality.ACTUAL: 0, Modality.PLANNED: 1, Modality.DEMANDED: 2, Modality.POSSIBLE: 3}
_Key = tuple[str, str, str, str | None]
SYMMETRIC = {
    "borders", "meets", "allied_with", "signed_agreement", "negotiates", "cooperates",
}  # fmt: skip


def decide(found: Iterable[Relationship]) -> list[Relationship]:
    """Return one relationship for each key, with all its evidence, the deciding first.

    Symmetric relations are stored once, under the ends in the order first read.
    """
    kept: dict[_Key, Relationship] = {}
    for one in found:
        key = _key(one, kept)
        known = kept.get(key)
        if known is None:
            kept[key] = one
        elif one.evidence[0] not in known.evidence:
            evidence = sorted((*known.evidence, *one.evidence), key=_deciding_first)
            kept[key] = replace(
                known, evidence=tuple(evidence), commodity=known.commodity or one.commodity
            )
    return list(kept.values())


def _key(one: Relationship, kept: dict[_Key, Relationship]) -> _Key:
    key = (one.source.id, one.relation, one.target.id, one.group)
    if one.relation in SYMMETRIC:
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
