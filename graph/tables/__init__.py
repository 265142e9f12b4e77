"""DataFrames of what was found, in pandas' own idiom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.model import Relationship, Route, to_record

if TYPE_CHECKING:
    import pandas as pd

_CATEGORIES = ("relation", "source_kind", "target_kind", "polarity", "modality", "method")


def relationships_frame(relationships: Iterable[Relationship]) -> pd.DataFrame:
    """Return one row for each relationship, with the columns of the JSON lines.

    Words from a closed list are categories; `share` and `confidence` run from 0 to 1.
    """
    import pandas as pd

    frame = pd.DataFrame([to_record(relationship) for relationship in relationships])
    return frame.astype({name: "category" for name in _CATEGORIES if name in frame})


def routes_frame(routes: Sequence[Route], names: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Return one row for each route: its stops by name and its figures (km, h, USD/t, kg/t)."""
    import pandas as pd

    rows = [
        {
            "rank": route.rank,
            "way": " → ".join(stops),
            "countries": " ".join(route.countries),
            "modes": " ".join(route.modes),
            "corridors": " ".join(route.corridors),
            "distance_km": route.distance_km,
            "duration_h": route.duration_h,
            "cost_usd_per_t": route.cost_usd_per_t,
            "co2_kg_per_t": route.co2_kg_per_t,
            "sentences": sum(len(leg.evidence) for leg in route.legs),
        }
        for route, stops in zip(routes, names, strict=True)
    ]
    return pd.DataFrame(rows).set_index("rank")
