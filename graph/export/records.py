"""Flat records of any kind as JSON lines or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from graph.errors import UsageError
from graph.model import Record
from graph.review.cells import guarded


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
    out = io.StringIO()
    if records:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(list(records[0]))
        writer.writerows(
            [guarded(value) if isinstance(value, str) else value for value in record.values()]
            for record in records
        )
    return out.getvalue()
