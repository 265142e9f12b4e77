"""Relationships as rows that a person judges in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.errors import DataError
from graph.gazetteer import default_gazetteer
from graph.model import Evidence, Record, Relationship, Reviewed, to_record
from graph.review.cells import COLUMNS, CORRECTIONS, PERSON, Row, guarded, row_id, statement_of
from graph.review.load import Review, load_review
from graph.store import write_whole

PARQUET = ".parquet"
_VERDICTS = {
    Reviewed.ACCEPTED: "accept",
    Reviewed.REJECTED: "reject",
    Reviewed.CORRECTED: "correct",
}
_FIRST = ("relation",)


def review_rows(relationships: Iterable[Relationship]) -> list[Row]:
    """Return one row for each relationship and sentence that states it, verdicts to be filled in.

    What one document says twice word for word is one row: it is judged once. What a person
    has reviewed already bears their verdict, beside what the machine had found.
    """
    rows = (_row(one, said) for one in relationships for said in one.evidence)
    unique: dict[str, Row] = {}
    for row in rows:
        unique.setdefault(statement_of(row["id"]), row)
    return list(unique.values())


def carried(rows: Sequence[Row], review: Review) -> list[Row]:
    """Return `rows` with the rows of an earlier review that a person has judged.

    A judged row stands as it was judged, in the place of the machine's present one; those
    that the machine finds no more come last.
    """
    judged = {row.key: row for row in review.rows if row.verdict}
    by_words = {row.words: row for row in judged.values()}
    found: list[Row] = []
    used: set[int] = set()
    for row in rows:
        words = (row["document"], row["quote"], row["source"], row["relation"], row["target"])
        known = judged.get(statement_of(row["id"])) or by_words.get(words)
        if known is None:
            found.append(row)
        elif known.number not in used:
            used.add(known.number)
            found.append(known.cells)
    return [*found, *(row.cells for row in judged.values() if row.number not in used)]


def save_review(path: Path, rows: Sequence[Row], kept: Review | None = None) -> Path:
    """Write rows as CSV (UTF-8 with a byte order mark, for Excel) or, by its ending, Parquet.

    Parameters
    ----------
    path
        The file to write, whole or not at all.
    rows
        As `review_rows` or `carried` return them.
    kept
        The review whose verdicts `rows` carry, if any.

    Raises
    ------
    DataError
        If the file holds verdicts that would be lost, cannot be written, or is Parquet and
        pyarrow is not installed.
    """
    _refuse_to_lose(path, kept)
    if path.suffix.lower() == PARQUET:
        return write_whole(path, _parquet(rows))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(row.get(name, "")) for name in COLUMNS] for row in rows)
    # half a surrogate pair, as broken JSON leaves in a text, must not stop the rest
    return write_whole(path, out.getvalue().encode("utf-8-sig", "surrogatepass"))


def _refuse_to_lose(path: Path, kept: Review | None) -> None:
    if not path.exists() or (kept and path.samefile(kept.file)):
        return
    try:
        count = sum(row.verdict is not None for row in load_review(path).rows)
    except DataError:
        count = 0 if path.stat().st_size == 0 else 1
    if count:
        raise DataError(
            f"{path} is there already, and a person's verdicts in it would be lost",
            f"Carry them over with --reviewed {path}, or name another file.",
        )


def _parquet(rows: Sequence[Row]) -> bytes:
    import pandas as pd

    cells = [[row.get(name, "") for name in COLUMNS] for row in rows]
    out = io.BytesIO()
    try:
        pd.DataFrame(cells, columns=list(COLUMNS), dtype=str).to_parquet(out, index=False)
    except ImportError as error:
        raise DataError(
            "cannot write Parquet: it needs pyarrow",
            "Install it (pip install 'corridor-graph[parquet]'), or name a .csv file.",
        ) from error
    except ValueError as error:  # a UnicodeEncodeError is one
        raise DataError(
            f"cannot write Parquet: {str(error).splitlines()[0]}", "Name a .csv file."
        ) from error
    return out.getvalue()


def _row(relationship: Relationship, said: Evidence) -> Row:
    holds = to_record(relationship, said)
    record: Record = json.loads(said.machine) if said.machine else holds
    names: Record = {
        f"{end}_name": entity.name if entity.id == record[end] else _name(str(record[end]))
        for end, entity in (("source", relationship.source), ("target", relationship.target))
    }
    row = {name: _cell((record | names).get(name)) for name in COLUMNS}
    row |= dict.fromkeys(PERSON, "")
    row["id"] = row_id(row)
    if said.reviewed:
        row["verdict"] = _VERDICTS[Reviewed(said.reviewed)]
    if said.reviewed == Reviewed.CORRECTED:
        changed = [name for name in CORRECTIONS if holds[name] != record[name]]
        # a verdict of "correct" needs one filled: what was confirmed is said again
        row |= {f"corrected_{name}": _cell(holds[name]) or "none" for name in changed or _FIRST}
    return row


def _name(entity_id: str) -> str:
    known = default_gazetteer().entity(entity_id)
    return known.name if known else entity_id


def _cell(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, list) else str(value)
