"""The relation graph as FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph.errors import DataError
from graph.export.sentences import sentences
from graph.model import Kind, Record

if TYPE_CHECKING:
    import networkx as nx

# The schema that fits each kind best; FollowTheMoney knows no state, sea or commodity as such.
_SCHEMATA = {
    Kind.STATE: "PublicBody",
    Kind.BLOC: "Organization",
    Kind.ORG: "Organization",
    Kind.PERSON: "Person",
    Kind.SEA: "Address",
    Kind.PASSAGE: "Address",
    Kind.PORT: "Address",
    Kind.CITY: "Address",
    Kind.CORRIDOR: "Project",
    Kind.PIPELINE: "Project",
    Kind.COMMODITY: "Asset",
    Kind.AGREEMENT: "Event",
}
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z-]*[0-9a-zA-Z])?")
# FollowTheMoney drops these from every text that it reads.
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def ftm(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield a line for each entity, then an UnknownLink for each sentence.

    The link's `role` is the relation, `status` polarity and modality, `description` the
    sentence, `recordId` document and offsets. Confidence, shares and spans of words have no
    place in FollowTheMoney and are left out.

    Raises
    ------
    DataError
        If a text holds a character that FollowTheMoney drops.
    """
    for key, node in relations.nodes(data=True):
        yield _entity(key, node)
    for record in sentences(relations):
        yield _link(record)


def entity_id(key: str) -> str:
    """Return an id as FollowTheMoney allows it: `sea.caspian` for `sea:caspian`."""
    parts = key.split(":")
    if all(_ID.fullmatch(part) for part in parts):
        return ".".join(parts)
    return f"id-{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"


def _entity(key: str, node: dict[str, Any]) -> str:
    kind = Kind(node["kind"])
    properties = {"name": [node["name"]], "keywords": [kind.value]}
    if kind is Kind.STATE:
        properties["country"] = [key.lower()]
    if _SCHEMATA[kind] == "Address":
        properties["full"] = [node["name"]]
        if "lat" in node:
            properties |= {"latitude": [str(node["lat"])], "longitude": [str(node["lon"])]}
    return _line(entity_id(key), _SCHEMATA[kind], properties)


def _link(record: Record) -> str:
    where = f"{record['document']}:{record['start']}-{record['end']}"
    place = hashlib.blake2b(f"{record['key']} {where}".encode(), digest_size=8).hexdigest()
    properties = {
        "subject": [entity_id(str(record["source"]))],
        "object": [entity_id(str(record["target"]))],
        "role": [str(record["relation"])],
        "status": [str(record["polarity"]), str(record["modality"])],
        "description": [str(record["quote"])],
        "recordId": [where],
    }
    dates = {"startDate": record["valid_from"], "endDate": record["valid_to"]}
    properties |= {name: [str(value)] for name, value in dates.items() if value}
    return _line(f"link-{place}", "UnknownLink", properties)


def _line(key: str, schema: str, properties: dict[str, list[str]]) -> str:
    for values in properties.values():
        for text in values:
            if found := _DROPPED.search(text):
                raise DataError(
                    f"FollowTheMoney drops the character U+{ord(found.group()):04X} in {text!r}",
                    "Export to csv, parquet, jsonl, jsonld or cypher.",
                )
    entity = {"id": key, "schema": schema, "properties": properties}
    return json.dumps(entity, ensure_ascii=False) + "\n"
