"""The columns of the review table, and how its cells survive a spreadsheet."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping

Row = dict[str, str]

VERDICTS = {"accept", "reject", "correct"}
CORRECTIONS = ("source", "relation", "target", "polarity", "modality", "share")
PERSON = ("verdict", *(f"corrected_{name}" for name in CORRECTIONS), "note")
_SHOWN = (
    "document", "quote", "source_name", "relation", "target_name", "polarity", "modality", "share",
)  # fmt: skip
_REST = (
    "source", "source_kind", "target", "target_kind", "asserted_by", "commodity", "group",
    "order", "start", "end", "source_span", "trigger_span", "target_span", "resolved_from",
    "method", "amount", "unit", "per",
)  # fmt: skip
# Spreadsheets rewrite what looks like a date, and confidence changes with calibration.
_LOOSE = ("valid_from", "valid_to", "confidence")
COLUMNS = ("id", *_SHOWN, *PERSON, *_REST, *_LOOSE)

_SPANS = ("source_span", "trigger_span", "target_span")
_NUMBERS = {"share", "order", "start", "end", "amount"}
_WHAT = ("document", "quote", "source", "relation", "target", "commodity", "group", "order")
_SPAN = re.compile(r"\[(\d{1,15}), ?(\d{1,15})\]")
# A spreadsheet runs a cell as a formula that starts with one of these (the last four are
# their wide forms). An apostrophe is guarded too, so that undoing is exact.
_GUARDED = re.compile(r"['=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("oil")
    ("'=1+1", 'oil')
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made a cell of; what a person types stays as it is.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell[1:]) else cell


def row_id(row: Mapping[str, str]) -> str:
    """Return the id of a row: a hash of what is stated where, then one of its other cells.

    The first half finds the same statement again wherever its sentence has moved to; both
    together show whether a cell that the machine wrote was changed. It starts with a letter
    so that no spreadsheet takes it for a number.
    """
    begin = _plain("start", row.get("start", ""))
    spans = [_moved(row.get(name, ""), begin) for name in _SPANS]
    what = [*(_plain(name, row.get(name, "")) for name in _WHAT), *spans]
    others = [name for name in (*_SHOWN, *_REST) if name not in _WHAT]
    return f"r{_hash(what, 8)}-{_hash([_plain(name, row.get(name, '')) for name in others], 4)}"


def statement_of(row_id_: str) -> str:
    """Return the half of an id that stays the same when a sentence moves."""
    return row_id_.partition("-")[0]


def number(cell: str) -> float:
    """Read a number as spreadsheets of any country write it.

    >>> number("0,5"), number("50 %")
    (0.5, 0.5)
    """
    text = cell.strip().replace(",", ".")
    value = float(text.removesuffix("%"))
    return value / 100 if text.endswith("%") else value


def span(cell: str) -> tuple[int, int]:
    """Read `[start, end]`; a ValueError says that it is none."""
    match = _SPAN.fullmatch(cell.strip())
    if match is None:
        raise ValueError(f"{cell!r} is not a span like [12, 20]")
    return int(match[1]), int(match[2])


def _moved(cell: str, begin: str) -> str:
    try:
        first, last = span(cell)
        return f"{first - int(begin)} {last - int(begin)}"
    except ValueError:
        return cell


def _plain(name: str, cell: str) -> str:
    """Return a cell without what a spreadsheet may change of its own accord."""
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if name in _NUMBERS and text:
        try:
            return f"{number(text):.12g}"
        except ValueError:
            return text
    return text


def _hash(parts: list[str], size: int) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=size).hexdigest()
