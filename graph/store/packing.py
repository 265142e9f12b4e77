"""Documents and relationships to what a row holds, and back."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import fields
from typing import Any

from graph.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    Modality,
    Polarity,
    Relationship,
    Reviewed,
    Span,
)

_LARGEST_BYTES = 1_000_000_000
_META = ("title", "publisher", "date", "url")
_SPANS = ("span", "source_span", "trigger_span", "target_span")
_APART = {"source", "relation", "target", "evidence"}


def content_hash(document: Document) -> bytes:
    """Return what a document is known by: a hash of all but its name."""
    parts = [document.text, *(getattr(document, name) for name in _META)]
    return _hash(json.dumps(parts).encode())


def file_digest(suffix: str, data: bytes) -> bytes:
    """Return what a file is known by before it is parsed."""
    return _hash(suffix.encode() + b"\0" + data)


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def pack_text(text: str) -> bytes:
    """Return the text as a packed blob."""
    return zlib.compress(text.encode(), 6)


def unpack_text(blob: bytes) -> str:
    """Return a packed text; one that unfolds to more than 1 GB is damaged or hostile."""
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(blob, _LARGEST_BYTES)
    if not unpacker.eof:
        raise ValueError("a text is cut or too large")
    return data.decode()


def pack_record(relationship: Relationship) -> str:
    """Return all that is known but the ends, the relation and the document, as JSON."""
    record: dict[str, Any] = {
        field.name: getattr(relationship, field.name)
        for field in fields(relationship)
        if field.name not in _APART
    }
    record = {name: value for name, value in record.items() if value is not None}
    record["evidence"] = [_said(one) for one in relationship.evidence]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _said(said: Evidence) -> dict[str, Any]:
    values = {field.name: getattr(said, field.name) for field in fields(said)}
    del values["document"]  # the row's
    return {name: value for name, value in values.items() if value is not None}


def unpack_record(
    record: str, source: Entity, relation: str, target: Entity, document: str
) -> Relationship:
    """Return the relationship of a row.

    Raises
    ------
    ValueError, KeyError, TypeError
        If the row is damaged.
    """
    values = json.loads(record)
    evidence = tuple(_evidence(said, document) for said in values.pop("evidence"))
    return Relationship(
        source=source, relation=relation, target=target, evidence=evidence, **values
    )


def _evidence(values: dict[str, Any], document: str) -> Evidence:
    values |= {name: Span(*values[name]) for name in _SPANS}
    values["polarity"] = Polarity(values["polarity"])
    values["modality"] = Modality(values["modality"])
    if "reviewed" in values:
        values["reviewed"] = Reviewed(values["reviewed"])
    return Evidence(document=document, **values)


def check_sum(record: str, relation: str, document: str, *ends: str) -> int:
    """Return a check sum of a row and of all that it refers to, against damage to the file."""
    return zlib.crc32("\0".join((record, relation, document, *ends)).encode())


def entity(entity_id: str, kind: str, name: str) -> Entity:
    """Return the entity of a row; ValueError if its kind is unknown."""
    return Entity(entity_id, Kind(kind), name)
