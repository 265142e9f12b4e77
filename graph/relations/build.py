"""Relationships in, networkx out: one edge for each thing stated, with all its sentences."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import Entity, Evidence, Record, Relationship, to_record

# networkx writers (GraphML, GEXF, GML) take plain scalars only, so nothing here is None or
# a list: absent attributes are left out, and the sentences travel as JSON text.
_OPTIONAL = (
    "commodity", "group", "order", "share", "asserted_by", "valid_from", "valid_to",
    "amount", "unit", "per", "reviewed",
)  # fmt: skip
_Edge = tuple[str, str, str]
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
    fresh: defaultdict[_Edge, dict[str, Record]] = defaultdict(dict)
    for relationship in relationships:
        for entity in (relationship.source, relationship.target):
            _add_entity(relations, entity, places)
        for said in relationship.evidence:
            ends = relationship.source.id, relationship.target.id
            record = to_record(relationship, said)
            fresh[*ends, edge_id(relationship, said)][_text(record)] = record
    # once for each edge, so that a fact stated ten thousand times is not sorted as often
    for edge, records in fresh.items():
        _add_evidence(relations, edge, records)


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


def _add_evidence(relations: nx.MultiDiGraph[str], edge: _Edge, fresh: dict[str, Record]) -> None:
    start, end, key = edge
    known = relations.get_edge_data(start, end, key=key)
    records = {_text(record): record for record in json.loads(known["evidence"])} if known else {}
    if fresh.keys() - records.keys():
        merged = sorted((records | fresh).values(), key=_surest_first)
        relations.add_edge(start, end, key=key, **_attributes(merged))


def _text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False)


def _surest_first(record: Record) -> tuple[float, str, int]:
    return (-float(str(record["confidence"])), str(record["document"]), int(str(record["start"])))


def _attributes(records: list[Record]) -> dict[str, object]:
    surest = records[0]
    attributes = {name: surest[name] for name in _SHOWN}
    attributes |= {name: surest[name] for name in _OPTIONAL if surest[name] is not None}
    attributes["evidence"] = json.dumps(records, ensure_ascii=False)
    attributes["evidence_count"] = len(records)
    return attributes
