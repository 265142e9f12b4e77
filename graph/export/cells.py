"""Cells of CSV files that no spreadsheet runs, and that nothing is lost in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from graph.review.cells import guarded


def cell(value: object) -> object:
    """Return a value as a cell: lists as JSON; text that looks like a formula behind a '.

    >>> cell("=1+1")
    "'=1+1"
    """
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else value


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
