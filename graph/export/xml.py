"""GraphML and GEXF, through networkx; what XML cannot hold is refused, not dropped."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from graph.errors import DataError

if TYPE_CHECKING:
    import networkx as nx

# XML 1.0, section 2.2: the characters that a document may hold, in whatever writing.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REAL = ("confidence", "share", "lat", "lon")
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(relations: nx.MultiDiGraph[str]) -> bytes:
    """Return a GraphML document with all attributes of nodes and edges.

    Raises
    ------
    DataError
        If a text holds a character that XML cannot hold.
    """
    from networkx import write_graphml_xml

    _check(relations, "GraphML")
    held = io.BytesIO()
    write_graphml_xml(_alike(relations), held)
    # a parser turns bare carriage returns into line feeds
    return held.getvalue().replace(b"\r", b"&#13;")


def gexf(relations: nx.MultiDiGraph[str]) -> bytes:
    """Return a GEXF 1.2 document; nodes are labelled with their names.

    Raises
    ------
    DataError
        If a text holds a character that XML cannot hold.
    """
    from networkx import write_gexf

    _check(relations, "GEXF")
    labelled, held = _alike(relations), io.BytesIO()
    for _, node in labelled.nodes(data=True):
        node["label"] = node["name"]
    write_gexf(labelled, held)
    # the same graph gives the same bytes on any day
    return _DAY.sub(b"", held.getvalue(), count=1)


def _alike(relations: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy in which one attribute is of one type everywhere."""
    copied = relations.copy()
    rows = chain(copied.nodes.values(), (edge for *_, edge in copied.edges(data=True)))
    for row in rows:
        row.update({name: float(row[name]) for name in _REAL if name in row})
    return copied


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
