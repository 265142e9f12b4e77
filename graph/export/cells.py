"""Cells of CSV files that no spreadsheet runs, and that nothing is lost in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

# A spreadsheet runs a cell that starts with one of these as a formula; the wide forms of the
# signs are taken for the plain ones by some. An apostrophe is marked too, so that the mark
# can be taken off again.
_MARKED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def cell(value: object) -> object:
    """Return a value as a cell: lists as JSON; text that looks like a formula behind a '.

    >>> cell("=1+1")
    "'=1+1"
    """
    if isinstance(value, str) and value.startswith(_MARKED):
        return f"'{value}"
    return json.dumps(value) if isinstance(value, list) else value


def plain(text: str) -> str:
    """Return the text that `cell` was given: it takes the mark off.

    >>> plain(cell("=1+1"))
    '=1+1'
    """
    return text.removeprefix("'")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV; all text stands in quotes, so that line ends inside it survive."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
