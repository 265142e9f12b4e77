"""Everything that the texts state of one entity."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.explorer.shown import table_html
from graph.model import Entity, Record, ontology

if TYPE_CHECKING:
    import networkx as nx


_MOST_LINES = 12


@dataclass(frozen=True, slots=True, repr=False)
class Dossier:
    """An entity and its relationships, each with all its sentences, surest first.

    `facts` are records of the JSON lines, one for each sentence; `names` maps ids to names.

    Examples
    --------
    >>> import graph
    >>> explorer = graph.Explorer([])
    >>> _ = explorer.extract("Kenya borders Uganda. Kenya exports tea to Egypt.")
    >>> dossier = explorer.show("Kenya")
    >>> [statement(fact, dossier.names) for fact in dossier.facts]
    ['Kenya borders Uganda', 'Kenya exports to Egypt (tea)']
    >>> Dossier.of(dossier.entity, explorer.relations) == dossier
    True
    """

    entity: Entity
    facts: tuple[Record, ...]
    names: dict[str, str]

    @classmethod
    def of(cls, entity: Entity, relations: nx.MultiDiGraph[str]) -> Dossier:
        """Gather what `relations` holds on `entity`; corridors come in their order."""
        edges: list[Record] = []
        if entity.id in relations:
            around = [
                *relations.out_edges(entity.id, data=True),
                *relations.in_edges(entity.id, data=True),
            ]
            # a loop stands in both lists
            said = dict.fromkeys(str(edge["evidence"]) for *_, edge in around)
            edges = [record for text in said for record in json.loads(text)]
        edges = _side_by_side(sorted(edges, key=_reading_order))
        ids = {str(record[end]) for record in edges for end in ("source", "target")}
        return cls(entity, tuple(edges), {key: str(relations.nodes[key]["name"]) for key in ids})

    def __repr__(self) -> str:
        """Return the entity and what is stated of it, a line each, the first dozen."""
        told = list(dict.fromkeys(statement(fact, self.names) for fact in self.facts))
        lines = [f"<Dossier {self.entity.name} ({self.entity.kind}), {len(self.facts)} sentences>"]
        lines += told[:_MOST_LINES]
        more = len(told) - _MOST_LINES
        return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])

    def _repr_html_(self) -> str:
        rows = [
            [
                html.escape(statement(fact, self.names)),
                f"“{html.escape(str(fact['quote']))}”",
                html.escape(str(fact["document"])),
            ]
            for fact in self.facts
        ]
        caption = f"{self.entity.name} · {self.entity.kind}"
        return table_html(("what", "sentence", "source"), rows, caption)


def statement(fact: Record, names: Mapping[str, str]) -> str:
    """Return one fact in words: `Kazakhstan supports Russia (negated)`.

    Examples
    --------
    >>> import graph
    >>> from graph.model import to_record
    >>> (found,) = graph.Explorer([]).extract("Kenya does not border Zambia.")
    >>> statement(to_record(found), {"KE": "Kenya", "ZM": "Zambia"})
    'Kenya borders Zambia (negated)'
    """
    ends = names[str(fact["source"])], names[str(fact["target"])]
    verb = str(fact["relation"]).replace("_", " ")
    usual = {"polarity": "asserted", "modality": "actual"}
    marks = [str(fact[name]) for name, common in usual.items() if fact[name] != common]
    if fact.get("contradicted"):
        marks.append("another sentence says the opposite")
    if fact["share"] is not None:
        marks.append(f"share {float(str(fact['share'])):.0%}")
    if fact["commodity"]:
        marks.append(str(fact["commodity"]).removeprefix("commodity:").replace("-", " "))
    return f"{ends[0]} {verb} {ends[1]}" + (f" ({', '.join(marks)})" if marks else "")


def _side_by_side(facts: list[Record]) -> list[Record]:
    """Put what one sentence asserts and another denies next to each other, and mark it."""
    said: dict[tuple[str, ...], list[Record]] = {}
    for fact in facts:
        said.setdefault(_stated(fact), []).append(fact)
    opposed = {key for key, group in said.items() if len({f["polarity"] for f in group}) > 1}
    placed: list[Record] = []
    for fact in facts:
        key = _stated(fact)
        if key not in opposed:
            placed.append(fact)
        elif said[key]:
            placed += [one | {"contradicted": True} for one in said.pop(key)]
            said[key] = []
    return placed


def _stated(fact: Record) -> tuple[str, ...]:
    """Return what a fact is about, whichever end of a symmetric relation stands first."""
    ends = [str(fact["source"]), str(fact["target"])]
    relation = str(fact["relation"])
    return (relation, *(sorted(ends) if ontology()[relation].symmetric else ends))


def _reading_order(record: Record) -> tuple[str, int, int]:
    return str(record["document"]), int(str(record["start"])), int(str(record["order"] or 0))
