"""Relationships as JSON lines or CSV, one a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from graph.errors import UsageError
from graph.model import Record, Relationship, to_record

# A spreadsheet runs a cell that starts with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_relationships(relationships: Sequence[Relationship], form: str) -> str:
    """Return `relationships` as text in `form` (`jsonl` or `csv`).

    Raises
    ------
    UsageError
        If `form` is another word.
    """
    records = [to_record(relationship) for relationship in relationships]
    if form == "jsonl":
        return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    if form == "csv":
        return _csv(records)
    raise UsageError(f"unknown format: {form!r}", "Use table, jsonl or csv.")


def _csv(records: Sequence[Record]) -> str:
    out = io.StringIO()
    if records:
        writer = csv.DictWriter(out, fieldnames=list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in records)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return json.dumps(value) if isinstance(value, list | dict) else value
