"""The one loader of fact tables: every row is checked, and all faults are told at once."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar, get_type_hints, overload

from graph.errors import DataError, UsageError
from graph.facts import reported, rows, trade
from graph.facts.cells import Cell
from graph.facts.rows import Fact

GROUND: Mapping[str, type[Fact]] = MappingProxyType(
    {
        "border_stations": rows.BorderStation,
        "closures": rows.Closure,
        "control": rows.Control,
        "corridors": rows.CorridorFact,
        "costs": rows.Cost,
        "ferries": rows.Ferry,
        "journeys": reported.Journey,
        "lengths": reported.Length,
        "line_limits": rows.LineLimit,
        "pipelines": rows.Pipeline,
        "ports": rows.Port,
        "rail_lines": rows.RailLine,
        "waterways": rows.Waterway,
    }
)
"""The tables on the ground itself, which the network is compiled from or searched with."""

KINDS: Mapping[str, type[Fact]] = MappingProxyType(
    {
        **GROUND,
        "capacities": trade.Capacity,
        "cargo": trade.Cargo,
        "choice": trade.Choice,
        "exports": trade.Export,
        "gateways": trade.Gateway,
    }
)
"""Every table's name, and what one of its rows becomes."""

RowKind = TypeVar("RowKind")
_ORDERED = (
    ("open_from", "open_to"),
    ("closed_from", "closed_to"),
    ("valid_from", "valid_to"),
    ("days_min", "days_max"),
    ("usd_min", "usd_max"),
)


@overload
def load(table: Literal["border_stations"]) -> tuple[rows.BorderStation, ...]: ...
@overload
def load(table: Literal["closures"]) -> tuple[rows.Closure, ...]: ...
@overload
def load(table: Literal["control"]) -> tuple[rows.Control, ...]: ...
@overload
def load(table: Literal["corridors"]) -> tuple[rows.CorridorFact, ...]: ...
@overload
def load(table: Literal["costs"]) -> tuple[rows.Cost, ...]: ...
@overload
def load(table: Literal["ferries"]) -> tuple[rows.Ferry, ...]: ...
@overload
def load(table: Literal["journeys"]) -> tuple[reported.Journey, ...]: ...
@overload
def load(table: Literal["lengths"]) -> tuple[reported.Length, ...]: ...
@overload
def load(table: Literal["line_limits"]) -> tuple[rows.LineLimit, ...]: ...
@overload
def load(table: Literal["pipelines"]) -> tuple[rows.Pipeline, ...]: ...
@overload
def load(table: Literal["ports"]) -> tuple[rows.Port, ...]: ...
@overload
def load(table: Literal["rail_lines"]) -> tuple[rows.RailLine, ...]: ...
@overload
def load(table: Literal["waterways"]) -> tuple[rows.Waterway, ...]: ...
@overload
def load(table: Literal["capacities"]) -> tuple[trade.Capacity, ...]: ...
@overload
def load(table: Literal["cargo"]) -> tuple[trade.Cargo, ...]: ...
@overload
def load(table: Literal["choice"]) -> tuple[trade.Choice, ...]: ...
@overload
def load(table: Literal["exports"]) -> tuple[trade.Export, ...]: ...
@overload
def load(table: Literal["gateways"]) -> tuple[trade.Gateway, ...]: ...
@overload
def load(table: str | Path, kind: str | None = None) -> tuple[Fact, ...]: ...
def load(table: str | Path, kind: str | None = None) -> tuple[Fact, ...]:
    """Read a fact table and check every row.

    Parameters
    ----------
    table
        The name of a shipped table (`ferries`), or the path of a table of your own.
    kind
        Which table a file is like; taken from the file's name where not given.

    Returns
    -------
    tuple of Fact
        Rows in the order of the file.

    Raises
    ------
    UsageError
        If there is no such table.
    DataError
        If the file cannot be read or any row is at fault; tells file, row and field of each.
        Rows are numbered as in a spreadsheet: the header is row 1.

    Examples
    --------
    >>> next(ferry.km for ferry in load("ferries") if ferry.a_name == "Villa San Giovanni")
    9.0
    """
    if isinstance(table, str) and table in KINDS and kind is None:
        return _shipped(table)
    path = Path(table)
    name = kind or path.stem
    if name not in KINDS:
        raise UsageError(f"unknown fact table: {name!r}", f"One of: {', '.join(KINDS)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}", "Check the path.") from error
    return _rows(path.name, content, KINDS[name])


@cache
def table_hash() -> str:
    """Give the SHA-256 over the shipped tables on the ground, for keys of caches.

    Examples
    --------
    >>> len(table_hash())
    64
    """
    digest = hashlib.sha256()
    for name in GROUND:
        # A checkout may change line ends; the facts stay the same.
        digest.update(name.encode() + b"\0" + _content(name).replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


@cache
def _shipped(name: str) -> tuple[Fact, ...]:
    return _rows(f"{name}.csv", _content(name), KINDS[name])


def _content(name: str) -> bytes:
    return resources.files("graph.facts").joinpath("tables", f"{name}.csv").read_bytes()


def _rows(file: str, content: bytes, kind: type[Fact]) -> tuple[Fact, ...]:
    columns = columns_of(kind)
    found: list[Fact] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(_lines(file, content, columns, faults), start=2):
        row = row_of(f"{file} row {number}", line, kind, columns, faults)
        if row is None:
            continue
        if row.id in seen:
            faults.append(f"{file} row {number}: id: {row.id!r} is also row {seen[row.id]}")
        seen.setdefault(row.id, number)
        found.append(row)
    if faults:
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        raise DataError(f"{file}: {count}", "Mend these rows.", faults)
    return tuple(found)


class Column(NamedTuple):
    """The field of a row that a column fills, and how its cells are read."""

    field: str
    cell: Cell


def columns_of(kind: type[Any]) -> Mapping[str, Column]:
    """Give the columns of a table by name, as the dataclass of its rows annotates them."""
    hints = get_type_hints(kind, include_extras=True)
    cells = {name: hints[name].__metadata__[0] for name in (f.name for f in fields(kind))}
    return {cell.column or name: Column(name, cell) for name, cell in cells.items()}


def _lines(
    file: str, content: bytes, columns: Mapping[str, Column], faults: list[str]
) -> Iterator[dict[str | None, Any]]:
    """Yield a dict for each row, after a look at the header."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = reader.fieldnames or ()
        needed = [name for name, column in columns.items() if not column.cell.optional]
        missing = [name for name in needed if name not in header]
        faults.extend(f"{file} row 1: {name}: column is missing" for name in missing)
        faults.extend(
            f"{file} row 1: {name}: unknown column" for name in header if name not in columns
        )
        if not missing:
            yield from reader
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(f"{file}: not a CSV table in UTF-8: {error}")


def row_of(
    where: str,
    line: Mapping[Any, Any],
    kind: type[RowKind],
    columns: Mapping[str, Column],
    faults: list[str],
) -> RowKind | None:
    """Make one row of the text in its cells, or note its faults after `where` and make none."""
    before = len(faults)
    if None in line:
        faults.append(f"{where}: has more cells than the header")
    values: dict[str, Any] = {}
    for name, (field, cell) in columns.items():
        text = (line.get(name) or "").strip()
        if text:
            try:
                values[field] = cell.parse(text)
            except ValueError as error:
                faults.append(f"{where}: {name}: {error}")
        elif cell.optional:
            values[field] = cell.empty
        else:
            faults.append(f"{where}: {name}: is empty")
    for low, high in _ORDERED:
        first, last = values.get(low), values.get(high)
        if first is not None and last is not None and last < first:
            faults.append(f"{where}: {high}: {last} is before {low} {first}")
    return kind(**values) if len(faults) == before else None
