"""The relation graph as a Cypher script, for Neo4j and others that speak openCypher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HEAD = """\
// What sentences state, one statement a line; running it again changes nothing.
// On Neo4j, an index makes it fast:
// CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
"""


def cypher(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield the statements: entities are `:Entity` and their kind, relations are types."""
    yield _HEAD
    for key, node in relations.nodes(data=True):
        kind = _name(str(node["kind"]).capitalize())
        yield f"MERGE (n:Entity {{id: {_text(key)}}}) SET n:{kind}{_set('n', node)};\n"
    for source, target, key, edge in relations.edges(keys=True, data=True):
        relation = _name(str(edge["relation"]).upper())
        yield (
            f"MATCH (a:Entity {{id: {_text(source)}}}), (b:Entity {{id: {_text(target)}}}) "
            f"MERGE (a)-[r:{relation} {{key: {_text(key)}}}]->(b) SET {_set('r', edge)[2:]};\n"
        )


def _set(variable: str, values: Mapping[str, object]) -> str:
    return "".join(f", {variable}.{_name(name)} = {_value(item)}" for name, item in values.items())


def _name(name: str) -> str:
    """Return a label, type or property; in backticks it may hold anything."""
    return name if re.fullmatch("[A-Za-z_]+", name) else f"`{name.replace('`', '``')}`"


def _value(value: object) -> str:
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    inside = _ESCAPED.sub(lambda found: _escape(found.group()), text)
    return f"'{inside}'"


def _escape(char: str) -> str:
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"
