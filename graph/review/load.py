"""The review table as it comes back: every fault told at once, then verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from graph.errors import DataError
from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import Entity, Kind, Modality, Polarity, Record
from graph.review.cells import COLUMNS, CORRECTIONS, VERDICTS, Row, row_id, span, statement_of
from graph.review.ends import Ends
from graph.review.fields import (
    Faults,
    amount_of,
    relation_name,
    share_of,
    spans_of,
    whole,
    word_of,
)
from graph.review.grid import Line, read_table

_Values = tuple[Entity, Entity, str, Polarity, Modality, float | None]
_Mood = TypeVar("_Mood", Polarity, Modality)
# What a table may lack without loss: a person may hide or delete these.
_SPARE = {"note", "valid_from", "valid_to", "confidence", *(f"corrected_{c}" for c in CORRECTIONS)}
_NEEDED = [name for name in COLUMNS if name not in _SPARE]


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One row with a person's word on it.

    `cells` are the row's own, formula guards undone; `source` to `share` are what holds
    by the person's word: the machine's values, corrected.
    """

    number: int
    cells: Row
    verdict: str | None
    source: Entity
    relation: str
    target: Entity
    polarity: Polarity
    modality: Modality
    share: float | None

    @property
    def key(self) -> str:
        """The part of the id that a moved sentence keeps."""
        return statement_of(self.cells["id"])

    @property
    def words(self) -> tuple[str, ...]:
        """What the machine read in which sentence."""
        return tuple(
            self.cells[name] for name in ("document", "quote", "source", "relation", "target")
        )

    @property
    def record(self) -> Record:
        """The machine's record, as the table keeps it."""
        cells = self.cells
        record: Record = {name: cells.get(name) or None for name in _RECORD}
        record["share"] = share_of(cells["share"])
        record["amount"] = amount_of(cells["amount"])
        record["order"] = whole(cells["order"])
        record["confidence"] = _confidence(cells.get("confidence", ""))
        record["start"], record["end"] = whole(cells["start"]), whole(cells["end"])
        return record | {name: list(span) for name, span in spans_of(cells).items()}


@dataclass(frozen=True, slots=True)
class Review:
    """A table that a person has gone through; `file` is where it was read from."""

    file: Path
    rows: tuple[ReviewedRow, ...]


_RECORD = (
    "source", "source_kind", "relation", "target", "target_kind", "polarity", "modality",
    "asserted_by", "share", "commodity", "group", "order", "valid_from", "valid_to",
    "confidence", "document", "start", "end", "quote", "source_span", "trigger_span",
    "target_span", "resolved_from", "method", "reviewed", "machine",
    "amount", "unit", "per",
)  # fmt: skip


def load_review(path: str | Path, gazetteer: Gazetteer | None = None) -> Review:
    """Read a review table (CSV with commas, semicolons or tabs; Parquet) and check it.

    Raises
    ------
    DataError
        With every fault of the table at once, each with file, row (the header is row 1)
        and field.
    """
    path = Path(path)
    faults = Faults(str(path))
    lines = read_table(path, _NEEDED, faults)
    ends = Ends(gazetteer or default_gazetteer(), [line.cells for line in lines])
    seen: dict[str, int] = {}
    rows = [_checked(line, ends, seen, faults) for line in lines]
    if faults.lines:
        count = f"{len(faults.lines)} fault{'s' if len(faults.lines) > 1 else ''}"
        raise DataError(f"{path}: {count}", "Mend these cells and read it again.", faults.lines)
    return Review(path, tuple(row for row in rows if row))


def _checked(line: Line, ends: Ends, seen: dict[str, int], faults: Faults) -> ReviewedRow | None:
    """Return a row, or note its faults and return none."""
    before, row = len(faults.lines), line.cells
    if row_id(row) != row["id"].strip():
        faults.add(
            line.number,
            "id",
            "does not fit the row: the id, or a cell that the machine wrote, was changed"
            " (write what is right into the corrected_ columns)",
        )
    elif row["id"] in seen:
        faults.add(line.number, "id", f"{row['id']} is also row {seen[row['id']]}")
    seen.setdefault(row["id"], line.number)
    verdict = _verdict(line, faults)
    found = _values(line, ends, faults)
    if len(faults.lines) > before or found is None:
        return None
    source, target, relation, polarity, modality, share = found
    return ReviewedRow(
        line.number, row, verdict, source, relation, target, polarity, modality, share
    )


def _verdict(line: Line, faults: Faults) -> str | None:
    row = line.cells
    verdict = row["verdict"].strip().casefold()
    filled = [f"corrected_{name}" for name in CORRECTIONS if _person(row, name)]
    if verdict and verdict not in VERDICTS:
        faults.add(line.number, "verdict", f"{verdict!r} is none of accept, reject, correct")
    elif verdict == "correct" and not filled:
        faults.add(line.number, "verdict", "correct, but no corrected_ column says what is right")
    elif verdict != "correct":
        for name in filled:
            faults.add(line.number, name, "is filled, but the verdict is not correct")
    return verdict or None


def _values(line: Line, ends: Ends, faults: Faults) -> _Values | None:
    """Return what holds by the person's word."""
    row, number = line.cells, line.number
    for name in ("start", "end", "order"):
        faults.read(number, name, whole, row[name])
    faults.read(number, "amount", amount_of, row["amount"])
    for name in ("source_span", "trigger_span", "target_span"):
        faults.read(number, name, span, row[name])
    source, target = (_end(line, end, ends, faults) for end in ("source", "target"))
    said = _person(row, "relation")
    relation = faults.read(number, "corrected_relation", relation_name, said)
    polarity = _word(line, "polarity", Polarity, faults)
    modality = _word(line, "modality", Modality, faults)
    said = _person(row, "share")
    field = "corrected_share" if said else "share"
    share = faults.read(number, field, share_of, said or row["share"])
    if source is None or target is None or polarity is None or modality is None:
        return None
    return source, target, relation or row["relation"], polarity, modality, share


def _end(line: Line, end: str, ends: Ends, faults: Faults) -> Entity | None:
    row = line.cells
    field = f"{end}_kind"
    kind = faults.read(line.number, field, partial(word_of, Kind), row[field])
    said = _person(row, end)
    named = faults.read(line.number, f"corrected_{end}", ends.named, said)
    return named or (Entity(row[end], kind, row[f"{end}_name"]) if kind else None)


def _word(line: Line, name: str, words: type[_Mood], faults: Faults) -> _Mood | None:
    said = _person(line.cells, name).casefold()
    field = f"corrected_{name}" if said else name
    return faults.read(line.number, field, partial(word_of, words), said or line.cells[name])


def _person(row: Row, name: str) -> str:
    return row.get(f"corrected_{name}", "").strip()


def _confidence(cell: str) -> float | None:
    try:
        return share_of(cell)
    except ValueError:
        return None
