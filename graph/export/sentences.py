"""The relation graph as flat records: what every interchange format is made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph.model import Record

if TYPE_CHECKING:
    import networkx as nx


def sentences(relations: nx.MultiDiGraph[str]) -> Iterator[Record]:
    """Yield one record for each sentence: the edge's `key`, the names of its ends, the rest.

    The rest is what stands in the JSON lines of `corridor extract`.
    """
    for source, target, key, edge in relations.edges(keys=True, data=True):
        names = {
            "key": key,
            "source_name": relations.nodes[source]["name"],
            "target_name": relations.nodes[target]["name"],
        }
        for record in json.loads(edge["evidence"]):
            yield names | record


def entities(relations: nx.MultiDiGraph[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each entity's id with its `kind`, `name` and, where known, `lat` and `lon`."""
    yield from relations.nodes(data=True)
