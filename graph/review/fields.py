"""Cells to values; what cannot be read is noted with its file, row and field."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from graph.model import Span, ontology
from graph.review.cells import number, span

_Value = TypeVar("_Value")
_Word = TypeVar("_Word", bound=StrEnum)


class Faults:
    """The faults of one file, a line each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []

    def add(self, row: int, field: str, fault: str) -> None:
        """Note what is wrong with one cell; rows count as in a spreadsheet."""
        self.lines.append(f"{self.file} row {row}: {field}: {fault}")

    def read(
        self, row: int, field: str, parse: Callable[[str], _Value], cell: str
    ) -> _Value | None:
        """Return what `parse` makes of a cell, or note why it cannot."""
        try:
            return parse(cell)
        except ValueError as error:
            self.add(row, field, str(error))
            return None


def word_of(words: type[_Word], cell: str) -> _Word:
    """Return one word of a closed list."""
    if cell not in set(words):
        raise ValueError(f"{cell!r} is none of {', '.join(words)}")
    return words(cell)


def relation_name(cell: str) -> str | None:
    """Return the name of a relation, or nothing for an empty cell."""
    name = cell.casefold().replace(" ", "_")
    if name and name not in ontology():
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, list(ontology()), n=3))
        tip = f"did you mean {near}?" if near else "see the names in the column relation"
        raise ValueError(f"unknown relation {cell!r}; {tip}")
    return name or None


def share_of(cell: str) -> float | None:
    """Return a fraction; `none` and an empty cell state no share."""
    if cell.strip().casefold() in {"", "none"}:
        return None
    try:
        value = number(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a fraction like 0.5 or 50%") from None
    if not 0 <= value <= 1:
        raise ValueError(f"{cell} is outside 0..1")
    return value


def amount_of(cell: str) -> float | None:
    """Return a number of units, or nothing for an empty cell."""
    if not cell:
        return None
    try:
        value = number(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{cell!r} is not a number")
    return value


def whole(cell: str) -> int | None:
    """Return a whole number, or nothing for an empty cell."""
    if not cell:
        return None
    value = number(cell)
    if not math.isfinite(value) or value != int(value):
        raise ValueError(f"{cell!r} is not a whole number")
    return int(value)


def order_of(cell: str, least: int = 1) -> int | None:
    """Return a number that counts from `least`, or nothing for an empty cell."""
    value = whole(cell)
    if value is not None and value < least:
        raise ValueError(f"{cell} is less than {least}")
    return value


def dated(cell: str) -> str | None:
    """Return a date, month or year (ISO 8601), or nothing for an empty cell."""
    if not cell:
        return None
    parts = cell.split("-")
    try:
        date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except ValueError:
        parts = []
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", "-".join(parts)):
        raise ValueError(f"{cell!r} is not a date like 2022-02-24, 2022-02 or 2022")
    return cell


def spans_of(row: Mapping[str, str]) -> dict[str, Span]:
    """Return the three spans of a row, in offsets of its document."""
    names = ("source_span", "trigger_span", "target_span")
    return {name: Span(*span(row[name])) for name in names}
