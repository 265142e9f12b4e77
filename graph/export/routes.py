"""Routes as the published JSON payload and as GeoJSON."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Avoid, Entity, Leg, Record, Route

ATTRIBUTION = "Map data © OpenStreetMap contributors (ODbL 1.0); sea lanes after Eurostat"


def routes_payload(
    origin: Entity,
    destination: Entity,
    avoid: Sequence[Avoid],
    by: str,
    routes: Sequence[Route],
    choice: Sequence[tuple[float | None, str]] = (),
) -> Record:
    """Return the `corridor.paths/1` payload: km, hours, USD and kg CO2 per tonne, or null.

    `choice` holds for each route the share of traffic (0..1) and the trade-off in words.

    Examples
    --------
    >>> import graph
    >>> routes = graph.Explorer([]).paths("Almaty", "Tashkent", k=1, as_of="2026-11-01")
    >>> payload = routes_payload(routes.origin, routes.destination, (), "time", routes)
    >>> payload["schema"], payload["routes"][0]["countries"]
    ('corridor.paths/1', ['KZ', 'KG', 'KZ', 'UZ'])
    """
    chosen = choice or [(None, "")] * len(routes)
    return {
        "schema": "corridor.paths/1",
        "origin": _entity(origin),
        "destination": _entity(destination),
        "avoid": [{"kind": one.kind.value, "id": one.id, "text": one.text} for one in avoid],
        "by": by,
        "routes": [
            _route(route) | {"share": share, "trade_off": traded or None}
            for route, (share, traded) in zip(routes, chosen, strict=True)
        ],
    }


def routes_geojson(routes: Sequence[Route]) -> Record:
    """Return a FeatureCollection, one LineString (longitude, latitude) for each leg.

    Legs that are known from text alone have no line; their geometry is null, as GeoJSON
    (RFC 7946, section 3.2) provides.

    Examples
    --------
    >>> import graph
    >>> routes = graph.Explorer([]).paths("Almaty", "Tashkent", k=1, as_of="2026-11-01")
    >>> [feature["geometry"]["type"] for feature in routes_geojson(routes)["features"]]
    ['LineString']
    """
    features = [
        {
            "type": "Feature",
            "geometry": _line(leg),
            "properties": {
                "rank": route.rank,
                "leg": index,
                "mode": leg.mode,
                "from": leg.start,
                "to": leg.end,
                "countries": list(leg.countries),
            },
        }
        for route in routes
        for index, leg in enumerate(route.legs, start=1)
    ]
    drawn = any(leg.geometry for route in routes for leg in route.legs)
    credit = {"attribution": ATTRIBUTION} if drawn else {}
    return {"type": "FeatureCollection", **credit, "features": features}


def _line(leg: Leg) -> Record | None:
    if len(leg.geometry) < 2:
        return None
    return {"type": "LineString", "coordinates": [list(point) for point in leg.geometry]}


def _entity(entity: Entity) -> Record:
    return {"id": entity.id, "kind": entity.kind.value, "name": entity.name}


def _route(route: Route) -> Record:
    return {
        "rank": route.rank,
        "countries": list(route.countries),
        "modes": list(route.modes),
        "corridors": list(route.corridors),
        "corridor_shares": list(route.corridor_shares),
        "chokepoints": list(route.chokepoints),
        **_figures(route),
        "legs": [_leg(leg) for leg in route.legs],
    }


def _leg(leg: Leg) -> Record:
    return {
        "mode": leg.mode,
        "from": leg.start,
        "to": leg.end,
        "countries": list(leg.countries),
        **_figures(leg),
        "access_km": _rounded(leg.access_km),
        "facts": list(leg.facts),
        "note": leg.note,
        "evidence": [{"source": said.source, "quote": said.quote} for said in leg.evidence],
    }


_DIGITS = 6
"""So many that legs still add up to totals, and ranks ascend by what is told."""


def _figures(part: Leg | Route) -> Record:
    return {
        "distance_km": _rounded(part.distance_km),
        "duration_h": _rounded(part.duration_h),
        "cost_usd_per_t": _rounded(part.cost_usd_per_t),
        "co2_kg_per_t": _rounded(part.co2_kg_per_t),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
