"""One way to every format that other programs read the relation graph in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import CorridorError, UsageError
from graph.export.cells import csv_text
from graph.export.cypher import cypher
from graph.export.ftm import ftm
from graph.export.geojson import relations_geojson
from graph.export.jsonld import jsonld
from graph.export.sentences import sentences
from graph.export.xml import gexf, graphml
from graph.model import Record
from graph.store import write_whole

if TYPE_CHECKING:
    import networkx as nx

Content = bytes | Iterator[str]
_ENDINGS = {
    ".json": "jsonld",
    ".cql": "cypher",
    ".ftm": "ftm",
    ".ndjson": "jsonl",
}
_SPANS = ("source_span", "trigger_span", "target_span")
_WHOLE = ("start", "end", "order")
_REAL = ("share", "confidence")


def write_graph(relations: nx.MultiDiGraph[str], path: Path, form: str | None = None) -> str:
    """Write the relation graph to `path`, whole or not at all; return what was written.

    Parameters
    ----------
    relations
        The evidence graph.
    path
        The file.
    form
        A name of `FORMATS`; told by the file's ending when left out.

    Raises
    ------
    UsageError
        If the format is not known.
    DataError
        If the format cannot hold a text, or the file cannot be written.

    Examples
    --------
    >>> import graph, pathlib, tempfile
    >>> explorer = graph.Explorer([])
    >>> _ = explorer.extract("Kenya borders Uganda.")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_graph(explorer.relations, pathlib.Path(folder) / "relations.graphml")
    '2 entities and 1 relationships'
    """
    ending = path.suffix.lower()
    chosen = form or _ENDINGS.get(ending, ending.removeprefix("."))
    if chosen not in FORMATS:
        raise UsageError(
            f"unknown format: {chosen!r}", f"Use --format with one of: {', '.join(FORMATS)}"
        )
    write_whole(path, FORMATS[chosen](relations))
    return f"{len(relations)} entities and {relations.number_of_edges()} relationships"


def _jsonl(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    for record in sentences(relations):
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _csv(relations: nx.MultiDiGraph[str]) -> Iterator[str]:
    for number, record in enumerate(sentences(relations)):
        if number == 0:
            yield csv_text([record])
        yield csv_text([record.values()])


def _parquet(relations: nx.MultiDiGraph[str]) -> bytes:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise CorridorError(
            "Parquet needs pyarrow", "Install it: pip install 'corridor-graph[parquet]'"
        ) from error

    records = [_flat(record) for record in sentences(relations)]
    kinds = dict.fromkeys(_SPANS, pa.list_(pa.int64()))
    kinds |= dict.fromkeys(_WHOLE, pa.int64()) | dict.fromkeys(_REAL, pa.float64())
    names = list(records[0]) if records else ["key"]
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records, schema=schema), held)
    return held.getvalue()


def _flat(record: Record) -> Record:
    """Return a record whose objects are JSON text: a column is of one type."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
        for name, value in record.items()
    }


FORMATS: dict[str, Callable[[nx.MultiDiGraph[str]], Content]] = {
    "graphml": graphml,
    "gexf": gexf,
    "csv": _csv,
    "parquet": _parquet,
    "geojson": relations_geojson,
    "cypher": cypher,
    "ftm": ftm,
    "jsonld": jsonld,
    "jsonl": _jsonl,
}
"""What can be written, by name."""
