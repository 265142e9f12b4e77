"""A judged row put back into its text: the relationship that holds by a person's word."""

from __future__ import annotations

import json
import re

from graph.gazetteer import Gazetteer
from graph.model import (
    Document,
    Entity,
    Evidence,
    Record,
    Relationship,
    Reviewed,
    Span,
    to_record,
)
from graph.read.quotation import Aligned
from graph.review.fields import amount_of, spans_of, whole
from graph.review.load import ReviewedRow

Pair = tuple[Relationship, Evidence]
"""A relationship and one of its sentences."""

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WORD = {
    "accept": Reviewed.ACCEPTED, "reject": Reviewed.REJECTED, "correct": Reviewed.CORRECTED,
}  # fmt: skip
_CONFIDENCE = {Reviewed.ACCEPTED: 1.0, Reviewed.CORRECTED: 1.0, Reviewed.REJECTED: 0.0}


def restored(
    document: Document,
    row: ReviewedRow,
    aligned: Aligned,
    machine: Pair | None,
    gazetteer: Gazetteer,
) -> Pair:
    """Return what a row states, anchored where its sentence stands now.

    Parameters
    ----------
    document, aligned
        The text, and where in it the sentence stands.
    row
        The row; its verdict must be given.
    machine
        What the machine finds there now; the row's own record stands in for it.
    gazetteer
        The names to look for where an end was corrected.
    """
    record = to_record(*machine) if machine else row.record
    evidence = _evidence(document, row, aligned, record, gazetteer)
    cells, same = row.cells, row.relation == row.cells["relation"]
    group = cells["group"] or None
    if group == cells["source"]:
        group = row.source.id  # a route's members are grouped under the route
    relationship = Relationship(
        source=row.source,
        relation=row.relation,
        target=row.target,
        evidence=(evidence,),
        commodity=cells["commodity"] or None,
        group=group if same else None,
        order=whole(cells["order"]) if same else None,
    )
    return relationship, evidence


def _evidence(
    document: Document,
    row: ReviewedRow,
    aligned: Aligned,
    record: Record,
    gazetteer: Gazetteer,
) -> Evidence:
    cells, said = row.cells, _WORD[row.verdict or ""]
    source, trigger, target = _spans(document, row, aligned, gazetteer)
    return Evidence(
        document=document.name,
        span=aligned.span,
        quote=document.text[slice(*aligned.span)],
        source_span=source,
        trigger_span=trigger,
        target_span=target,
        polarity=row.polarity,
        modality=row.modality,
        confidence=_CONFIDENCE[said],
        method="review" if said is Reviewed.CORRECTED else cells["method"],
        asserted_by=cells["asserted_by"] or None,
        share=row.share,
        amount=amount_of(cells["amount"]),
        unit=cells["unit"] or None,
        per=cells["per"] or None,
        valid_from=_date(record["valid_from"]),
        valid_to=_date(record["valid_to"]),
        resolved_from=cells["resolved_from"] or None,
        reviewed=said,
        machine=json.dumps(record, ensure_ascii=False),
    )


def _spans(
    document: Document, row: ReviewedRow, aligned: Aligned, gazetteer: Gazetteer
) -> list[Span]:
    """Return where source, trigger and target stand; the sentence where that is unknown."""
    sentence, shift = aligned.span, aligned.span.start - (whole(row.cells["start"]) or 0)
    moved = [Span(one + shift, other + shift) for one, other in spans_of(row.cells).values()]
    spans = [span if aligned.exact and _within(span, sentence) else sentence for span in moved]
    for at, end, entity in ((0, "source", row.source), (2, "target", row.target)):
        if entity.id != row.cells[end]:
            spans[at] = _named(document, entity, sentence, gazetteer)
    return spans


def _within(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start <= span.end <= sentence.end


def _named(document: Document, entity: Entity, sentence: Span, gazetteer: Gazetteer) -> Span:
    names = {name.text for name in gazetteer.names() if name.entity.id == entity.id}
    for name in sorted({entity.name, *names}, key=lambda name: (-len(name), name)):
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        if match := word.search(document.text, *sentence):
            return Span(*match.span())
    return sentence


def _date(value: object) -> str | None:
    # a spreadsheet may have made Feb-22 of 2022-02
    return value if isinstance(value, str) and _DATE.fullmatch(value) else None
