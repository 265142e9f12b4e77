"""Relationships in, networkx out: one edge for each thing stated, with all its sentences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import networkx as nx

from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import Entity, Evidence, Record, Relationship, to_record

# networkx writers (GraphML, GEXF, GML) take plain scalars only, so nothing here is None or
# a list: absent attributes are left out, and the sentences travel as JSON text.
_OPTIONAL = (
    "commodity", "group", "order", "share", "asserted_by", "valid_from", "valid_to", "reviewed",
)  # fmt: skip
_SHOWN = ("relation", "polarity", "modality", "confidence", "quote", "document")


def build(
    relationships: Iterable[Relationship], gazetteer: Gazetteer | None = None
) -> nx.MultiDiGraph[str]:
    """Return a new evidence graph of `relationships`; see `add` for its attributes."""
    relations: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    add(relations, relationships, gazetteer)
    return relations


def add(
    relations: nx.MultiDiGraph[str],
    relationships: Iterable[Relationship],
    gazetteer: Gazetteer | None = None,
) -> None:
    """Add relationships with all their evidence; adding the same again changes nothing.

    Nodes are entity ids with `kind`, `name` and, where known, `lat` and `lon` in degrees.
    Edges carry `relation`, `polarity`, `modality`, `confidence`, `quote` and `document` of
    the surest sentence, `evidence` (JSON list of records) and `evidence_count`. What one
    text asserts and another denies are two parallel edges: nothing is overwritten.
    """
    places = gazetteer or default_gazetteer()
    for relationship in relationships:
        for entity in (relationship.source, relationship.target):
            _add_entity(relations, entity, places)
        for said in relationship.evidence:
            _add_evidence(relations, relationship, said)


def edge_id(relationship: Relationship, said: Evidence) -> str:
    """Return the edge key: a hash of what is stated, not of where."""
    parts = (
        relationship.source.id,
        relationship.relation,
        relationship.target.id,
        said.polarity.value,
        said.modality.value,
        relationship.commodity,
        relationship.group,
        relationship.order,
    )
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


def _add_entity(relations: nx.MultiDiGraph[str], entity: Entity, places: Gazetteer) -> None:
    if entity.id in relations:
        return
    relations.add_node(entity.id, kind=entity.kind.value, name=entity.name)
    if point := places.location(entity.id):
        relations.nodes[entity.id].update(lat=point[0], lon=point[1])


def _add_evidence(
    relations: nx.MultiDiGraph[str], relationship: Relationship, said: Evidence
) -> None:
    record = to_record(relationship, said)
    ends = (relationship.source.id, relationship.target.id)
    key = edge_id(relationship, said)
    known = relations.get_edge_data(*ends, key=key)
    records: list[Record] = json.loads(known["evidence"]) if known else []
    if record not in records:
        records.append(record)
        records.sort(key=_surest_first)
        relations.add_edge(ends[0], ends[1], key=key, **_attributes(records))


def _surest_first(record: Record) -> tuple[float, str, int]:
    return (-float(str(record["confidence"])), str(record["document"]), int(str(record["start"])))


def _attributes(records: list[Record]) -> dict[str, object]:
    surest = records[0]
    attributes = {name: surest[name] for name in _SHOWN}
    attributes |= {name: surest[name] for name in _OPTIONAL if surest[name] is not None}
    attributes["evidence"] = json.dumps(records, ensure_ascii=False)
    attributes["evidence_count"] = len(records)
    return attributes
