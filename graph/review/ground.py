"""Tables of one's own for the network, of any file or DataFrame: rows checked cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graph.errors import DataError
from graph.facts.loader import columns_of, row_of
from graph.review.fields import Faults
from graph.review.grid import misspelt, read_frame, read_table

if TYPE_CHECKING:
    import pandas as pd

RowKind = TypeVar("RowKind")
_ROW = re.compile(r" row (\d+): ")


class Numbered(NamedTuple):
    """Where a row stands, as in a spreadsheet (the header is row 1), and its cells as text."""

    number: int
    where: str
    cells: Mapping[str, str]


def own_rows(
    table: str | Path | pd.DataFrame, kind: type[RowKind]
) -> tuple[list[tuple[Numbered, RowKind | None]], Faults]:
    """Read the rows of a table of one's own.

    Parameters
    ----------
    table
        A CSV, JSON lines or Parquet file, or a DataFrame.
    kind
        The dataclass of its rows; its annotations say how each column is checked.

    Returns
    -------
    tuple
        The rows, each with its place, None for those with faults; and the faults.

    Raises
    ------
    DataError
        If the file cannot be read at all.
    """
    name = Path(table).name if isinstance(table, str | Path) else "DataFrame"
    faults, columns = Faults(name), columns_of(kind)
    needed = [column for column, (_, cell) in columns.items() if not cell.optional]
    if isinstance(table, str | Path):
        lines = read_table(Path(table), needed, faults)
    else:
        lines = read_frame(table, needed, faults)
    misspelt(lines, columns, faults)
    found: list[tuple[Numbered, RowKind | None]] = []
    for line in lines:
        where = f"{name} row {line.number}"
        row = row_of(where, line.cells, kind, columns, faults.lines)
        found.append((Numbered(line.number, where, line.cells), row))
    return found, faults


def fail_for(faults: Faults) -> None:
    """Raise one error for all faults, if there are any.

    Raises
    ------
    DataError
        With a line for each: table, row, field, what is wrong.
    """
    if faults.lines:
        count = f"{len(faults.lines)} fault{'s' if len(faults.lines) > 1 else ''}"
        told = sorted(faults.lines, key=lambda line: int(_ROW.findall(line)[0]))
        raise DataError(f"{faults.file}: {count}", "Mend these cells; nothing was added.", told)
