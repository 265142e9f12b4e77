"""Relationships as JSON lines or CSV, one a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graph.errors import UsageError
from graph.export.cells import csv_text
from graph.model import Relationship, to_record


def write_relationships(relationships: Sequence[Relationship], form: str) -> str:
    """Return `relationships` as text in `form` (`jsonl` or `csv`).

    Raises
    ------
    UsageError
        If `form` is another word.

    Examples
    --------
    >>> import graph
    >>> found = graph.Explorer([]).extract("Kenya borders Uganda.")
    >>> write_relationships(found, "csv").splitlines()[0][:28]
    '"source","source_kind","rela'
    """
    if not relationships:
        return lines(relationships, form)
    return header(relationships, form) + lines(relationships, form)


def header(relationships: Sequence[Relationship], form: str) -> str:
    """Return the line of column names that the lines of `form` stand under, if it has one."""
    return csv_text([to_record(relationships[0])]) if form == "csv" else ""


def lines(relationships: Sequence[Relationship], form: str) -> str:
    """Return the lines of `relationships` alone, so that many portions make one file.

    Raises
    ------
    UsageError
        If `form` is neither `jsonl` nor `csv`.
    """
    records = [to_record(relationship) for relationship in relationships]
    if form == "jsonl":
        return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    if form == "csv":
        return csv_text([record.values() for record in records])
    raise UsageError(f"unknown format: {form!r}", "Use table, jsonl or csv.")
