"""What came of a review, told and kept."""

from __future__ import annotations

import json
import textwrap
import warnings
from typing import TYPE_CHECKING

from graph.model import to_record
from graph.review.judge import Judged

if TYPE_CHECKING:
    import networkx as nx

_MOST_SHOWN = 10


def review_lines(judged: Judged) -> list[str]:
    """Return what came of a review in lines: counts, then the rows that found no sentence."""
    said = f"{judged.accepted} accepted, {judged.corrected} corrected"
    return [f"review: {said}, {len(judged.rejected)} rejected", *lost_lines(judged)]


def lost_lines(judged: Judged) -> list[str]:
    """Return a line for each row whose sentence is gone, and one for documents not read."""
    lines = []
    for row in judged.lost[:_MOST_SHOWN]:
        quote = textwrap.shorten(row.cells["quote"], 60, placeholder="...")
        where = row.cells["document"]
        lines.append(
            f"review row {row.number}: its sentence stands no longer in {where}: “{quote}”"
        )
    if len(judged.lost) > _MOST_SHOWN:
        lines.append(f"review: {len(judged.lost) - _MOST_SHOWN} more rows have lost their sentence")
    if judged.unread:
        documents = {row.cells["document"] for row in judged.unread}
        lines.append(
            f"review: {len(judged.unread)} rows belong to {len(documents)} documents not read here"
        )
    return lines


def note_review(judged: Judged, relations: nx.MultiDiGraph[str]) -> None:
    """Keep what was rejected with the graph, and warn of rows that found no sentence."""
    rejected = [to_record(one) for one in judged.rejected]
    relations.graph["rejected"] = json.dumps(rejected, ensure_ascii=False)
    for line in lost_lines(judged):
        warnings.warn(line, UserWarning, stacklevel=3)
