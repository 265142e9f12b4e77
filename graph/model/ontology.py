"""The ontology: every relation with its meaning, the kinds of its ends and its codes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model.entity import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKind:
    """One relation of the table.

    `plover` is the event type of PLOVER (the POLECAT ontology) and `cameo` the event code of
    the CAMEO codebook (version 1.1b3) that comes nearest; both are None where none fits.
    `core` relations are the published ones, the others additions of this project.

    Examples
    --------
    >>> from graph.model import Kind
    >>> ontology()["borders"].joins(Kind.STATE, Kind.STATE)
    True
    """

    id: str
    meaning: str
    sources: frozenset[Kind]
    targets: frozenset[Kind]
    symmetric: bool
    plover: str | None
    cameo: str | None
    core: bool
    example: str

    def joins(self, source: Kind, target: Kind) -> bool:
        """Tell whether the relation can stand between two such ends."""
        return source in self.sources and target in self.targets


@cache
def ontology() -> dict[str, RelationKind]:
    """Return the relations by name, in the order of the table.

    >>> ontology()["meets"].symmetric
    True
    """
    text = (files("graph.model") / "tables" / "relations.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["id"]: _relation(row) for row in rows}


def _relation(row: dict[str, str]) -> RelationKind:
    return RelationKind(
        id=row["id"],
        meaning=row["meaning"],
        sources=frozenset(map(Kind, row["sources"].split(";"))),
        targets=frozenset(map(Kind, row["targets"].split(";"))),
        symmetric=row["symmetric"] == "yes",
        plover=row["plover"] or None,
        cameo=row["cameo"] or None,
        core=row["core"] == "yes",
        example=row["example"],
    )
