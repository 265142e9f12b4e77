"""Relationships as a DataFrame: one row each, or one row for each sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.model import Relationship, to_record

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_CATEGORIES = ("relation", "source_kind", "target_kind", "polarity", "modality", "method")
_FIRST = ("source", "relation", "target", "polarity", "modality", "confidence", "quote", "document")


def relationships_frame(relationships: Iterable[Relationship]) -> pd.DataFrame:
    """Return one row for each relationship, with the columns of the JSON lines.

    Words from a closed list are categories; `share` and `confidence` run from 0 to 1.

    Examples
    --------
    >>> import graph
    >>> found = graph.Explorer([]).extract("Kenya borders Uganda.")
    >>> relationships_frame(found)[["source", "relation", "target"]].iloc[0].tolist()
    ['KE', 'borders', 'UG']
    """
    return _typed([to_record(relationship) for relationship in relationships])


def edges_frame(relations: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return one row for each sentence behind the graph's edges.

    `valid_since` is `valid_from` as a date, with the first day where the text gives only a
    month or a year; it is missing where the text gives none.

    Examples
    --------
    >>> import graph
    >>> explorer = graph.Explorer([])
    >>> _ = explorer.extract("Kenya does not border Zambia.")
    >>> edges_frame(explorer.relations)["polarity"].tolist()
    ['negated']
    """
    import pandas as pd

    texts = [str(edge["evidence"]) for *_, edge in relations.edges(data=True)]
    records = [record for text in texts for record in json.loads(text)]
    frame = _typed(records)
    if "valid_from" in frame:
        since = frame["valid_from"].astype("string")
        frame["valid_since"] = pd.to_datetime(since, format="ISO8601", errors="coerce")
    first = [name for name in _FIRST if name in frame]
    return frame[[*first, *(name for name in frame if name not in first)]]


def _typed(records: list[dict[str, object]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(records)
    return frame.astype({name: "category" for name in _CATEGORIES if name in frame})
