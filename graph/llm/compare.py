"""The model beside the rules: where they agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Record, Relationship, ontology

STATUSES = ("both", "conflict", "only rules", "only model")
_Key = tuple[str, str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """One statement of one document as the rules and as the model read it."""

    rules: Relationship | None
    model: Relationship | None

    @property
    def shown(self) -> Relationship:
        """What to show of it: the rules' side where there is one."""
        one = self.rules or self.model
        if one is None:
            raise ValueError("a pairing has at least one side")
        return one

    @property
    def status(self) -> str:
        """Whether both found it alike, with another polarity or modality, or only one did."""
        if self.rules is None:
            return "only model"
        if self.model is None:
            return "only rules"
        same = (self.rules.polarity, self.rules.modality) == (
            self.model.polarity,
            self.model.modality,
        )
        return "both" if same else "conflict"

    def record(self) -> Record:
        """Return one flat row."""
        one = self.shown
        said = one.evidence[0]
        row: Record = {
            "status": self.status,
            "source": one.source.id,
            "relation": one.relation,
            "target": one.target.id,
        }
        for name, side in (("rules", self.rules), ("model", self.model)):
            row[f"{name}_polarity"] = side.polarity.value if side else None
            row[f"{name}_modality"] = side.modality.value if side else None
        return row | {"document": said.document, "quote": said.quote}


def compare(rules: Iterable[Relationship], model: Iterable[Relationship]) -> list[Pairing]:
    """Return every statement of either side once, agreement first.

    Symmetric relations count as the same from both ends.
    """
    left, right = ({_key(one): one for one in side} for side in (rules, model))
    pairs = [Pairing(left.get(key), right.get(key)) for key in dict.fromkeys([*left, *right])]
    return sorted(pairs, key=lambda pair: STATUSES.index(pair.status))


def _key(one: Relationship) -> _Key:
    ends = (one.source.id, one.target.id)
    if ontology()[one.relation].symmetric:
        ends = (min(ends), max(ends))
    return one.evidence[0].document, one.relation, ends
