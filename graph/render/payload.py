"""What the page knows: nodes with places, edges with evidence, passable steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

EDGE_FIELDS = (
    "relation", "polarity", "modality", "confidence", "commodity", "group", "order", "share",
    "valid_from", "valid_to",
)  # fmt: skip
EVIDENCE_FIELDS = (
    "quote", "document", "date", "title", "publisher", "url", "polarity", "modality",
    "confidence", "asserted_by", "share", "valid_from", "valid_to", "resolved_from", "method",
)  # fmt: skip
SPANS = ("source", "trigger", "target")


def complete(
    relations: nx.MultiDiGraph[str],
    steps: Sequence[Mapping[str, object]],
    question: Mapping[str, object] | None,
    names: Mapping[str, str],
) -> nx.MultiDiGraph[str]:
    """Copy the graph and add the places that only steps or the question speak of."""
    whole = relations.copy()
    asked = question or {}
    ends = [str(step[side]) for step in steps for side in ("from", "to") if step[side] != "*"]
    ends += [str(asked[key]) for key in ("origin", "destination") if asked.get(key)]
    ends += [str(avoided) for avoided in _list(asked.get("avoid"))]
    for node in ends:
        if node not in whole:
            kind = node.split(":")[0] if ":" in node else "state"
            whole.add_node(node, kind=kind, name=names.get(node, node))
    return whole


def edges(relations: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """List every relationship with its evidence; empty fields are left out."""
    return [
        {
            "id": str(key),
            "from": source,
            "to": target,
            **_given(attributes, EDGE_FIELDS),
            "evidence": _evidence(str(key), attributes),
        }
        for source, target, key, attributes in relations.edges(keys=True, data=True)
    ]


def _evidence(key: str, attributes: Mapping[str, Any]) -> list[dict[str, Any]]:
    text = attributes.get("evidence")
    if not text:
        plain = _given(attributes, EVIDENCE_FIELDS)
        return [{**plain, "spans": []}] if "quote" in plain else []
    try:
        records = json.loads(text)
        return [{**_given(record, EVIDENCE_FIELDS), "spans": _spans(record)} for record in records]
    except (TypeError, ValueError, AttributeError) as error:
        raise DataError(
            f"evidence of relationship {key!r} cannot be read: {error}",
            "Write it as JSON text: a list of records of the JSON-lines form.",
        ) from error


def _spans(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    # Spans count into the document; the page marks words in the quote.
    start = int(record.get("start") or 0)
    found = [(role, record.get(f"{role}_span")) for role in SPANS]
    return [
        {"role": role, "start": span[0] - start, "end": span[1] - start}
        for role, span in found
        if span
    ]


def _given(record: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {field: record[field] for field in fields if record.get(field) is not None}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else []


def script_json(value: object) -> str:
    r"""JSON that cannot end the `<script>` that it stands in.

    Examples
    --------
    >>> script_json("</script>")
    '"\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
