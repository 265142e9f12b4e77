"""The flat record of a relationship, as written to JSON lines and kept on edges."""

from __future__ import annotations

import json

from graph.model.relationship import Evidence, Relationship

Record = dict[str, object]


def to_record(relationship: Relationship, evidence: Evidence | None = None) -> Record:
    """Return one JSON-ready line for a relationship and one of its sentences.

    Parameters
    ----------
    relationship
        What is stated.
    evidence
        The sentence to show; the deciding one when absent.

    Notes
    -----
    The keys and their order are the project's published interface; spans are half-open
    ranges of code points. Where a person has `reviewed` it, `machine` is the record as the
    machine wrote it.

    Examples
    --------
    >>> import graph
    >>> (found,) = graph.Explorer([]).extract("Kenya borders Uganda.")
    >>> record = to_record(found)
    >>> record["source"], record["relation"], record["target"], record["source_span"]
    ('KE', 'borders', 'UG', [0, 5])
    """
    said = evidence or relationship.evidence[0]
    return {
        "source": relationship.source.id,
        "source_kind": relationship.source.kind.value,
        "relation": relationship.relation,
        "target": relationship.target.id,
        "target_kind": relationship.target.kind.value,
        "polarity": said.polarity.value,
        "modality": said.modality.value,
        "asserted_by": said.asserted_by,
        "share": said.share,
        "commodity": relationship.commodity,
        "group": relationship.group,
        "order": relationship.order,
        "valid_from": said.valid_from,
        "valid_to": said.valid_to,
        "confidence": said.confidence,
        "document": said.document,
        "start": said.span.start,
        "end": said.span.end,
        "quote": said.quote,
        "source_span": list(said.source_span),
        "trigger_span": list(said.trigger_span),
        "target_span": list(said.target_span),
        "resolved_from": said.resolved_from,
        "method": said.method,
        "reviewed": said.reviewed and str(said.reviewed),
        "machine": said.machine and json.loads(said.machine),
        "amount": said.amount,
        "unit": said.unit,
        "per": said.per,
    }
