"""Tables of articles: CSV, JSON lines, Parquet; one article a row, read in a stream."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from graph.errors import DataError
from graph.model import Document
from graph.read.bombs import check_parquet
from graph.read.limits import LARGEST_CELL, too_large, whole

TABLES = frozenset({".csv", ".jsonl", ".ndjson", ".parquet"})
_TEXT_COLUMNS = ("text", "body", "content", "article", "maintext")
_FIELDS = ("title", "publisher", "date", "url")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ROWS_AT_ONCE = 64

Row = Mapping[str, object]
Fault = Callable[[DataError], None]


def rows(path: Path, fault: Fault | None = None) -> Iterator[Document]:
    """Yield one document for each row that has text, named `file#row` (rows count from 1).

    Columns may be written in capitals; the text's is called text, body, content, article or
    maintext, and title, publisher, date and url are kept where they are there.

    Parameters
    ----------
    path
        The table.
    fault
        Told of each row that cannot be read, where the rows after it still can; the first
        is raised when left out.

    Raises
    ------
    DataError
        If the table cannot be read, or has no column of text.
    """
    name, tell = whole(str(path)), fault or _raised
    number = 0
    try:
        for number, row in enumerate(_READERS[path.suffix.lower()](path, tell), start=1):
            document = _document(f"{name}#{number}", row)
            if document is not None:
                yield document
    except ImportError as error:
        raise DataError(
            f"cannot read {path}: Parquet needs pyarrow",
            "Install it: pip install 'corridor-graph[parquet]'",
        ) from error
    except (OSError, ValueError, csv.Error, MemoryError, NotImplementedError) as error:
        # what the readers raise of their own, pyarrow's errors among them
        first = (str(error).splitlines() or [type(error).__name__])[0]
        where = f" after row {number}" if number else ""
        raise DataError(
            f"cannot read {path}{where}: {first}", "Check the file and its ending."
        ) from error


def _raised(error: DataError) -> None:
    raise error


def _document(name: str, row: Row) -> Document | None:
    text = next((row[key] for key in _TEXT_COLUMNS if key in row), None)
    if not isinstance(text, str) or not text.strip():
        return None
    fields = {key: _text(row.get(key)) for key in _FIELDS}
    return Document(name=name, text=whole(text), **fields)


def _text(value: object) -> str | None:
    absent = value is None or value == "" or value != value  # noqa: PLR0124 - NaN
    return None if absent else whole(str(value))


def _checked(path: Path, names: list[str]) -> list[str]:
    """Return column names in small letters; one of them must hold the text."""
    small = [name.strip().lower() for name in names]
    if not set(small) & set(_TEXT_COLUMNS):
        raise DataError(
            f"{path} has no column of article text (it has: {', '.join(small) or 'none'})",
            f"Name the column one of: {', '.join(_TEXT_COLUMNS)}",
        )
    return small


def _csv(path: Path, _fault: Fault) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_CELL)
    with _opened(path) as file:
        head = file.readline(LARGEST_CELL)
        delimiter = max(",;\t", key=head.count)
        (names,) = list(csv.reader([head], delimiter=delimiter, strict=True)) or [[]]
        names = _checked(path, names)
        for number, cells in enumerate(csv.reader(file, delimiter=delimiter, strict=True), start=1):
            if len(cells) > len(names):
                raise DataError(
                    f"{path}, row {number}: {len(cells)} fields where the heading has {len(names)}",
                    "Put quotation marks round texts that hold the separator.",
                )
            # the first of two columns with one name counts
            yield dict(zip(reversed(names), reversed(_padded(cells, len(names))), strict=True))


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _opened(path: Path) -> TextIO:
    with path.open("rb") as file:
        encoding = _MARKS.get(file.read(2), "utf-8-sig")
    return path.open(encoding=encoding, newline="")


def _json_lines(path: Path, fault: Fault) -> Iterator[Row]:
    known = False
    with _opened(path) as file:
        number = 0
        while line := file.readline(LARGEST_CELL):
            number += 1
            if len(line) == LARGEST_CELL:
                raise too_large(f"{path}, line {number}", LARGEST_CELL)
            if not line.strip():
                continue
            try:
                row = _record(line)
            except (ValueError, RecursionError) as error:
                fault(
                    DataError(
                        f"cannot read {path}, line {number}: {error}",
                        "Write one JSON object a line.",
                    )
                )
                row = {}  # it keeps its number
            known = known or not row or bool(_checked(path, list(row)))
            yield {name.strip().lower(): value for name, value in row.items()}


def _record(line: str) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError(f"not an object but {type(record).__name__}")  # noqa: TRY004 - told as a fault of the line
    return record


def _parquet(path: Path, _fault: Fault) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        names = [str(name) for name in file.schema_arrow.names]
        small = dict(zip(_checked(path, names)[::-1], names[::-1], strict=True))
        check_parquet(str(path), file)
        wanted = {key: small[key] for key in (*_TEXT_COLUMNS, *_FIELDS) if key in small}
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(wanted.values())):
            for row in batch.to_pylist():
                yield {key: row[name] for key, name in wanted.items()}


_READERS: dict[str, Callable[[Path, Fault], Iterator[Row]]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
