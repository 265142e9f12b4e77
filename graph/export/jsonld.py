"""The relation graph as JSON-LD: what sentences state, kept apart from what is so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.model import Record

if TYPE_CHECKING:
    import networkx as nx

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LISTS = ("source_span", "trigger_span", "target_span")
_NUMBERS = ("confidence", "share", "lat", "lon")
_CONTEXT: Record = {
    "@vocab": "urn:corridor:vocabulary:",
    "entity": "urn:corridor:entity:",
    "statement": "urn:corridor:statement:",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "name": "http://schema.org/name",
    "lat": {"@id": "http://www.w3.org/2003/01/geo/wgs84_pos#lat", "@type": f"{_XSD}double"},
    "lon": {"@id": "http://www.w3.org/2003/01/geo/wgs84_pos#long", "@type": f"{_XSD}double"},
    "confidence": {"@type": f"{_XSD}double"},
    "share": {"@type": f"{_XSD}double"},
    "source": {"@id": "rdf:subject", "@type": "@id"},
    "relation": {"@id": "rdf:predicate", "@type": "@vocab"},
    "target": {"@id": "rdf:object", "@type": "@id"},
    "commodity": {"@type": "@id"},
    "group": {"@type": "@id"},
    "asserted_by": {"@type": "@id"},
    **{name: {"@container": "@list"} for name in _LISTS},
}
_ENTITIES = ("source", "target", "commodity", "group", "asserted_by")
_OF_EDGE = ("source", "relation", "target", "polarity", "modality", "commodity", "group", "order")


def jsonld(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield a JSON-LD document, a node a line.

    Each edge is an `rdf:Statement` about its triple, with all evidence; the triple itself is
    not asserted, because it may be denied, planned or disputed.
    """
    yield f'{{"@context": {json.dumps(_CONTEXT)}, "@graph": [\n'
    comma = ""
    for node in _nodes(relations):
        yield f"{comma}{json.dumps(node, ensure_ascii=False)}"
        comma = ",\n"
    yield "\n]}\n"


def _nodes(relations: nx.MultiDiGraph[str]) -> Iterator[Record]:
    for key, node in relations.nodes(data=True):
        shown = {name: value for name, value in node.items() if name != "kind"}
        kind = {"@id": entity_iri(key), "@type": str(node["kind"]).capitalize()}
        yield kind | _typed(shown)
    for _, _, key, edge in relations.edges(keys=True, data=True):
        records = json.loads(edge["evidence"])
        statement = {"@id": f"statement:{key}", "@type": "rdf:Statement"}
        stated = {name: records[0][name] for name in _OF_EDGE}
        yield statement | _typed(stated) | {"evidence": [_evidence(one) for one in records]}


def entity_iri(key: str) -> str:
    """Return the compact IRI of an entity."""
    return f"entity:{quote(key, safe=':')}"


def _evidence(record: Record) -> Record:
    kept = {name: value for name, value in record.items() if name not in _OF_EDGE}
    return _typed({name: value for name, value in kept.items() if not name.endswith("_kind")})


def _typed(values: dict[str, Any]) -> Record:
    """Return values without the absent ones; doubles stay doubles where they are whole."""
    found: Record = {}
    for name, value in values.items():
        if value is None:
            continue
        if name in _ENTITIES:
            found[name] = entity_iri(value)
        elif name in _NUMBERS:
            found[name] = float(value)
        else:
            # the machine's own record, where a person corrected it, is kept as text
            found[name] = json.dumps(value) if isinstance(value, dict) else value
    return found
