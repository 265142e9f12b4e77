"""A person's own relationships, from a table or a DataFrame, checked before they are used."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import DataError
from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import Entity, Evidence, Kind, Modality, Polarity, Relationship, Span
from graph.review.cells import Row, span
from graph.review.ends import Ends
from graph.review.fields import Faults, amount_of, dated, order_of, relation_name, share_of, word_of
from graph.review.grid import Line, misspelt, read_frame, read_table
from graph.review.tables import Content, holds

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("source", "relation", "target")
_KNOWN = (
    *NEEDED, "source_kind", "target_kind", "polarity", "modality", "asserted_by", "share",
    "commodity", "group", "order", "valid_from", "valid_to", "confidence", "document", "start",
    "end", "quote", "source_span", "trigger_span", "target_span", "resolved_from", "method",
    "amount", "unit", "per",
)  # fmt: skip


def own_relationships(
    table: str | Path | pd.DataFrame, gazetteer: Gazetteer | None = None
) -> list[Relationship]:
    """Return the relationships of a table, one for each row.

    Parameters
    ----------
    table
        A CSV, JSON lines or Parquet file, or a DataFrame. It has the columns `source`,
        `relation` and `target` (names, codes or ids) and any others of the JSON lines that
        `corridor extract` writes: what is left out is asserted, actual and sure.
    gazetteer
        The names to resolve; the shipped ones when left out.

    Raises
    ------
    DataError
        With every fault at once, each with table, row (the header is row 1) and field.

    Notes
    -----
    A row that gives no `document` is its own: the document is `table#row`, its text the
    quote, or the row in words where it gives no quote either.
    """
    name = str(table) if isinstance(table, str | Path) else "DataFrame"
    faults = Faults(name)
    if isinstance(table, str | Path):
        if holds(Path(table)) is Content.REVIEW:
            raise DataError(
                f"{name} is a review table, not a table of relationships",
                f"Give the articles, and it as --reviewed {name}.",
            )
        lines = read_table(Path(table), NEEDED, faults)
    else:
        lines = read_frame(table, NEEDED, faults)
    misspelt(lines, _KNOWN, faults)
    ends = Ends(gazetteer or default_gazetteer(), (line.cells for line in lines))
    found = [_relationship(line, ends, faults) for line in lines]
    if faults.lines:
        count = f"{len(faults.lines)} fault{'s' if len(faults.lines) > 1 else ''}"
        raise DataError(f"{name}: {count}", "Mend these cells and read it again.", faults.lines)
    return [one for one in found if one]


def _relationship(line: Line, ends: Ends, faults: Faults) -> Relationship | None:
    before, row, number = len(faults.lines), line.cells, line.number
    for name in NEEDED:
        if not row[name].strip():
            faults.add(number, name, "is empty")
    source, target = (_end(line, end, ends, faults) for end in ("source", "target"))
    relation = faults.read(number, "relation", relation_name, row["relation"].strip())
    commodity = faults.read(number, "commodity", ends.commodity, _cell(row, "commodity"))
    order = faults.read(number, "order", order_of, _cell(row, "order"))
    said = _evidence(line, ends, faults)
    if len(faults.lines) > before or not (source and target and relation and said):
        return None
    group = _cell(row, "group") or (source.id if relation == "crosses" else None)
    return Relationship(
        source=source,
        relation=relation,
        target=target,
        evidence=(said,),
        commodity=commodity.id if commodity else None,
        group=group,
        order=order,
    )


def _end(line: Line, end: str, ends: Ends, faults: Faults) -> Entity | None:
    kind = _cell(line.cells, f"{end}_kind")
    if kind:
        known = faults.read(line.number, f"{end}_kind", partial(word_of, Kind), kind)
        if known is None:
            return None
        return faults.read(line.number, end, partial(ends.of_kind, known), line.cells[end].strip())
    return faults.read(line.number, end, ends.named, line.cells[end].strip())


def _evidence(line: Line, ends: Ends, faults: Faults) -> Evidence | None:
    row, number = line.cells, line.number
    read = partial(faults.read, number)
    words = _cell(row, "polarity") or Polarity.ASSERTED, _cell(row, "modality") or Modality.ACTUAL
    polarity = faults.read(number, "polarity", partial(word_of, Polarity), words[0].casefold())
    modality = faults.read(number, "modality", partial(word_of, Modality), words[1].casefold())
    share = faults.read(number, "share", share_of, _cell(row, "share"))
    amount = faults.read(number, "amount", amount_of, _cell(row, "amount"))
    sure = faults.read(number, "confidence", share_of, _cell(row, "confidence"))
    dates = [read(name, dated, _cell(row, name)) for name in ("valid_from", "valid_to")]
    speaker = faults.read(number, "asserted_by", ends.named, _cell(row, "asserted_by"))
    quote, place, spans = _anchored(line, faults)
    if polarity is None or modality is None:
        return None
    return Evidence(
        document=_cell(row, "document") or f"{Path(faults.file).name}#{number - 1}",
        span=place,
        quote=quote,
        source_span=spans[0],
        trigger_span=spans[1],
        target_span=spans[2],
        polarity=polarity,
        modality=modality,
        confidence=1.0 if sure is None else sure,
        method=_cell(row, "method") or "table",
        asserted_by=speaker.id if speaker else None,
        share=share,
        amount=amount,
        unit=_cell(row, "unit") or None,
        per=_cell(row, "per") or None,
        valid_from=dates[0],
        valid_to=dates[1],
        resolved_from=_cell(row, "resolved_from") or None,
    )


def _anchored(line: Line, faults: Faults) -> tuple[str, Span, list[Span]]:
    """Return the quote and where it and its words stand; the row itself where it tells none."""
    row, number = line.cells, line.number
    told = [row[name].strip() for name in NEEDED]
    quote = row.get("quote", "") or " ".join(word.replace("_", " ") for word in told)
    counted = partial(order_of, least=0)
    start = faults.read(number, "start", counted, _cell(row, "start")) or 0
    end = faults.read(number, "end", counted, _cell(row, "end"))
    place = Span(start, start + len(quote))
    if end is not None and end != place.end:
        faults.add(number, "end", f"is {end}, but the quote from {start} ends at {place.end}")
    spans = []
    for name in ("source_span", "trigger_span", "target_span"):
        cell = _cell(row, name)
        known = faults.read(number, name, span, cell) if cell else None
        spans.append(Span(*known) if known else place)
    return quote, place, spans


def _cell(row: Row, name: str) -> str:
    return row.get(name, "").strip()
