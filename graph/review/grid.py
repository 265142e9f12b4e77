"""A table file to rows of text, whatever program saved it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import DataError
from graph.review.cells import Row, unguarded
from graph.review.fields import Faults

if TYPE_CHECKING:
    import pandas as pd

# The bytes that are no UTF-8, as Python smuggles them through a text.
_UNREADABLE = re.compile("[\udc80-\udcff]")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row, numbered as in a spreadsheet."""

    number: int
    cells: Row


def read_table(path: Path, needed: Sequence[str], faults: Faults) -> list[Line]:
    """Return the rows of a table; what is wrong with its form goes into `faults`.

    Raises
    ------
    DataError
        If the file cannot be read at all.
    """
    if path.suffix.lower() == ".parquet":
        return read_frame(_framed(path), needed, faults)
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        return _json_lines(path, needed, faults)
    return _checked(_csv(path, faults), needed, faults, restored=True)


def read_frame(frame: pd.DataFrame, needed: Sequence[str], faults: Faults) -> list[Line]:
    """Return the rows of a DataFrame as `read_table` those of a file."""
    names = [str(name) for name in frame.columns]
    grid = [[_text(cell) for cell in row] for row in frame.astype(object).to_numpy().tolist()]
    return _checked([names, *grid], needed, faults, restored=False)


def misspelt(lines: Sequence[Line], known: Iterable[str], faults: Faults) -> None:
    """Note a column that looks like a known one: it would be passed over in silence."""
    names, known = lines[0].cells if lines else (), list(known)
    for name in names:
        near = [] if name in known else get_close_matches(name, known, n=1, cutoff=0.85)
        if near and near[0] not in names:
            faults.add(1, name, f"unknown column; did you mean {near[0]}?")


def column_names(path: Path) -> list[str]:
    """Return the names of a table's columns without reading it to its end.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    if path.suffix.lower() == ".parquet":
        return _parquet_names(path)
    head = _decoded(_bytes(path, 1_000_000)).split("\n", 1)[0].strip()
    if path.suffix.lower() == ".csv":
        return next(csv.reader([head], delimiter=max(",;\t", key=head.count)), [])
    try:
        value = json.loads(head)
    except (ValueError, RecursionError):
        return []
    return list(value) if isinstance(value, dict) else []


def _parquet_names(path: Path) -> list[str]:
    try:
        import pyarrow.parquet as pq

        return list(pq.read_schema(path).names)
    except (ImportError, OSError, ValueError):  # pyarrow's own errors are ValueErrors
        return []  # whoever reads it to its end says what is wrong with it


def _json_lines(path: Path, needed: Sequence[str], faults: Faults) -> list[Line]:
    """Return JSON lines as rows; the first line counts as row 2, as below a header."""
    objects: dict[int, dict[str, Any]] = {}
    for number, line in enumerate(_decoded(_bytes(path)).split("\n"), start=2):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                faults.add(number, "row", f"is not JSON: {error}")
                continue
            if isinstance(value, dict):
                objects[number] = value
            else:
                faults.add(number, "row", "is not a JSON object")
    names = list(dict.fromkeys(name for value in objects.values() for name in value))
    rows = {n: [_text(value.get(name)) for name in names] for n, value in objects.items()}
    rows = {n: cells for n, cells in rows.items() if any(cells)}
    lines = _checked([names, *rows.values()], needed, faults, restored=False)
    # rows that are no objects were left out, so each gets its own number back
    return [Line(number, line.cells) for number, line in zip(rows, lines, strict=False)]


def _text(cell: Any) -> str:
    """Return a value of a DataFrame as a cell of CSV holds it."""
    import numpy as np
    import pandas as pd

    if isinstance(cell, list | tuple | np.ndarray):
        return str([int(one) if isinstance(one, int | np.integer) else one for one in cell])
    if isinstance(cell, dict):
        return json.dumps(cell)
    if pd.isna(cell):
        return ""
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


def _checked(
    grid: list[list[str]], needed: Sequence[str], faults: Faults, *, restored: bool
) -> list[Line]:
    header = [name.strip() for name in next(iter(grid), [])]
    missing = [name for name in needed if name not in header]
    for name in missing:
        faults.add(1, name, "column is missing")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    for name in twice:
        faults.add(1, name, "column stands twice")
    if missing or twice:
        return []
    return list(_lines(header, grid[1:], faults, restored=restored))


def _lines(
    header: list[str], grid: Iterable[list[str]], faults: Faults, *, restored: bool
) -> Iterator[Line]:
    for number, cells in enumerate(grid, start=2):
        if not any(cells):
            continue  # a blank row is a person's way of making room
        if len(cells) > len(header) and any(cells[len(header) :]):
            faults.add(number, header[-1], "more cells than the header has follow it")
            continue
        unreadable = [
            name for name, cell in zip(header, cells, strict=False) if _UNREADABLE.search(cell)
        ]
        for name in unreadable:
            faults.add(number, name, "is not UTF-8; save the table as CSV UTF-8")
        if not unreadable:
            padded = [*cells, *[""] * (len(header) - len(cells))]
            texts = [unguarded(cell) for cell in padded] if restored else padded
            yield Line(number, dict(zip(header, texts, strict=False)))


def _csv(path: Path, faults: Faults) -> list[list[str]]:
    text = _decoded(_bytes(path))
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    grid: list[list[str]] = []
    try:
        # row by row, so that what precedes a torn row is still checked
        grid.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        faults.add(len(grid) + 1, "row", f"is not a row of CSV: {error}")
    return grid


def _bytes(path: Path, most: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise DataError(
            f"cannot read {path}: {error.strerror or error}", "Check the path and its permissions."
        ) from error


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "surrogateescape")


def _framed(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        return pd.read_parquet(path)
    except ImportError as error:
        raise DataError(
            f"cannot read {path}: Parquet needs pyarrow",
            "Install it: pip install 'corridor-graph[parquet]'",
        ) from error
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        first = (str(error) or type(error).__name__).splitlines()[0]
        raise DataError(f"cannot read {path}: {first}", "Check the file and its ending.") from error
