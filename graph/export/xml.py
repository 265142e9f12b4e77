"""GraphML and GEXF, through networkx; what XML cannot hold is refused, not dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import networkx as nx

from graph.errors import DataError

# XML 1.0, section 2.2: the characters that a document may hold, in whatever writing.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield the lines of a GraphML document with all attributes of nodes and edges.

    Raises
    ------
    DataError
        If a text holds a character that XML cannot hold.
    """
    _check(relations, "GraphML")
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    for line in nx.generate_graphml(relations, named_key_ids=True):
        yield _returns(line) + "\n"


def gexf(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield the lines of a GEXF 1.2 document; nodes are labelled with their names.

    Raises
    ------
    DataError
        If a text holds a character that XML cannot hold.
    """
    _check(relations, "GEXF")
    labelled = relations.copy()
    for _, node in labelled.nodes(data=True):
        node["label"] = node["name"]
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    for line in nx.generate_gexf(labelled):
        # the same graph gives the same bytes on any day
        yield _returns(_DAY.sub("", line)) + "\n"


def _returns(line: str) -> str:
    """Write carriage returns as references: a parser turns bare ones into line feeds."""
    return line.replace("\r", "&#13;")


def _check(relations: nx.MultiDiGraph[str], form: str) -> None:
    for text in _texts(relations):
        if found := _NOT_XML.search(text):
            start = max(found.start() - 20, 0)
            raise DataError(
                f"{form} cannot hold the character U+{ord(found.group()):04X} "
                f"in {text[start : found.end() + 20]!r}",
                "XML has no way to write it: export to csv, parquet, jsonl, jsonld or cypher.",
            )


def _texts(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    for key, node in relations.nodes(data=True):
        yield from _strings((key, *node.values()))
    for *_, edge in relations.edges(data=True):
        yield from _strings(edge.values())


def _strings(values: Iterable[object]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))
