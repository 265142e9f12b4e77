"""Routes and their legs as DataFrames; legs as a GeoDataFrame where geopandas is there."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from graph.model import Leg, Route

if TYPE_CHECKING:
    import pandas as pd

_FIGURES = ("distance_km", "duration_h", "cost_usd_per_t", "co2_kg_per_t")
_DIGITS = (1, 1, 2, 2)


def routes_frame(routes: Sequence[Route], names: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Return one row for each route: its stops by name and its figures (km, h, USD/t, kg/t).

    Examples
    --------
    >>> import graph
    >>> routes = graph.Explorer([]).paths("Almaty", "Tashkent", k=1, as_of="2026-11-01")
    >>> routes_frame(routes, [routes.stops(route) for route in routes])["countries"].tolist()
    ['KZ KG KZ UZ']
    """
    import pandas as pd

    rows = [
        {
            "rank": route.rank,
            "way": " → ".join(stops),
            "countries": " ".join(route.countries),
            "modes": " ".join(route.modes),
            "corridors": " ".join(route.corridors),
            **_figures(route),
            "sentences": sum(len(leg.evidence) for leg in route.legs),
        }
        for route, stops in zip(routes, names, strict=True)
    ]
    frame = pd.DataFrame(rows).set_index("rank")
    return frame.astype(dict.fromkeys(_FIGURES, "float64"))


def legs_frame(routes: Sequence[Route]) -> pd.DataFrame:
    """Return one row for each leg, indexed by rank and leg, both from 1.

    Where geopandas is installed it is a GeoDataFrame (EPSG:4326): the geometry is the leg's
    whole line, missing for legs that are known from text alone.

    Examples
    --------
    >>> import graph
    >>> routes = graph.Explorer([]).paths("Aktau", "Baku", k=1, as_of="2026-11-01")
    >>> legs_frame(routes)["mode"].tolist()
    ['rail']
    """
    import pandas as pd

    legs = [
        (route.rank, number, leg)
        for route in routes
        for number, leg in enumerate(route.legs, start=1)
    ]
    rows = [
        {
            "rank": rank,
            "leg": number,
            "mode": leg.mode.value if leg.mode else None,
            "from": leg.start,
            "to": leg.end,
            "countries": " ".join(leg.countries),
            **_figures(leg),
            "note": leg.note,
            "sentences": len(leg.evidence),
        }
        for rank, number, leg in legs
    ]
    frame = pd.DataFrame(rows).set_index(["rank", "leg"])
    frame = frame.astype({"mode": "category", **dict.fromkeys(_FIGURES, "float64")})
    return _with_lines(frame, [leg for *_, leg in legs]) if find_spec("geopandas") else frame


def _with_lines(frame: pd.DataFrame, legs: Sequence[Leg]) -> pd.DataFrame:
    from shapely import LineString

    geopandas: Any = __import__("geopandas")
    lines = [LineString(leg.geometry) if len(leg.geometry) > 1 else None for leg in legs]
    framed: pd.DataFrame = geopandas.GeoDataFrame(frame, geometry=lines, crs="EPSG:4326")
    return framed


def _figures(part: Leg | Route) -> dict[str, float | None]:
    known = {name: getattr(part, name) for name in _FIGURES}
    return {
        name: None if value is None else round(value, digits)
        for (name, value), digits in zip(known.items(), _DIGITS, strict=True)
    }
