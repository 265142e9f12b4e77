"""The relations that there are: their ends, their symmetry and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from graph.gazetteer.names import several, table
from graph.model import Kind


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the ontology; `sources` and `targets` are the kinds that may stand there."""

    name: str
    sources: frozenset[Kind]
    targets: frozenset[Kind]
    symmetric: bool
    meaning: str


@cache
def ontology() -> Mapping[str, Relation]:
    """Return every relation by its name, in the order of the table.

    Examples
    --------
    >>> ontology()["borders"].symmetric
    True
    """
    rows = {row["relation"]: _relation(row) for row in table("ontology", "graph.extract")}
    return MappingProxyType(rows)


def _relation(row: dict[str, str]) -> Relation:
    sources, targets = (
        frozenset(Kind(kind) for kind in several(row[end])) for end in ("sources", "targets")
    )
    return Relation(
        row["relation"],
        sources,
        targets,
        symmetric=row["symmetric"] == "yes",
        meaning=row["meaning"],
    )
