"""Flat records of any kind as JSON lines or CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graph.errors import UsageError
from graph.export.cells import csv_text
from graph.model import Record


def write_records(records: Sequence[Record], form: str) -> str:
    """Return `records`, which have the same keys, as text in `form` (`jsonl` or `csv`).

    Raises
    ------
    UsageError
        If `form` is another word.
    """
    if form == "jsonl":
        return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    if form != "csv":
        raise UsageError(f"unknown format: {form!r}", "Use table, jsonl or csv.")
    return csv_text([list(records[0]), *(one.values() for one in records)]) if records else ""
