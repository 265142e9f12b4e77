"""Entities as a DataFrame: what the texts speak of, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def entities_frame(relations: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return one row for each entity, indexed by id.

    `lat` and `lon` are in degrees, missing where no place is known; `relationships` counts
    the edges at the entity.

    Examples
    --------
    >>> import graph
    >>> explorer = graph.Explorer([])
    >>> _ = explorer.extract("Kenya borders Uganda.")
    >>> entities_frame(explorer.relations)["name"].to_dict()
    {'KE': 'Kenya', 'UG': 'Uganda'}
    """
    import pandas as pd

    rows = [
        {
            "id": node,
            "kind": data["kind"],
            "name": data["name"],
            "lat": data.get("lat"),
            "lon": data.get("lon"),
            "relationships": relations.degree(node),
        }
        for node, data in relations.nodes(data=True)
    ]
    columns = ["id", "kind", "name", "lat", "lon", "relationships"]
    frame = pd.DataFrame(rows, columns=columns).set_index("id").sort_index()
    kinds = {"kind": "category", "lat": "float64", "lon": "float64", "relationships": "int64"}
    return frame.astype(kinds)
