"""Chokepoints, capacity and comparisons as published JSON payloads."""

from __future__ import annotations

from collections.abc import Sequence

from graph.facts import Export
from graph.model import Chokepoint, Entity, Flow, Limit, Record, Route


def chokepoints_payload(paths: Record, found: Sequence[Chokepoint]) -> Record:
    """Return `corridor.chokepoints/1`: the best way, and what each closure on it does.

    Examples
    --------
    >>> import graph
    >>> found = graph.Explorer([]).chokepoints("Almaty", "Tashkent", as_of="2026-11-01")
    >>> found.to_payload()["schema"]
    'corridor.chokepoints/1'
    """
    return {
        "schema": "corridor.chokepoints/1",
        **_question(paths),
        "best": _first(paths),
        "chokepoints": [
            {
                "kind": one.closed.kind.value,
                "id": one.closed.id,
                "name": one.name,
                "must_pass": one.must_pass,
                "extra_h": one.extra_h,
                "extra_usd_per_t": one.extra_usd_per_t,
                "remains": list(one.best.countries) if one.best else None,
                "control": list(one.control),
                "owners": list(one.owners),
            }
            for one in found
        ],
    }


def capacity_payload(
    paths: Record,
    commodity: Entity,
    flow: Flow,
    export: Export | None,
    share: float | None,
) -> Record:
    """Return `corridor.capacity/1`: the most that fits a year, in `unit`, and what binds.

    Examples
    --------
    >>> import graph
    >>> asked = {"commodity": "crude", "as_of": "2026-11-01"}
    >>> graph.Explorer([]).capacity("Georgia", "Turkey", **asked).to_payload()["schema"]
    'corridor.capacity/1'
    """
    return {
        "schema": "corridor.capacity/1",
        **_question(paths),
        "commodity": {"id": commodity.id, "name": commodity.name},
        "unit": flow.unit,
        "total": flow.total,
        "dedicated": flow.dedicated,
        "binding": [_limit(limit) for limit in flow.binding],
        "used": [_limit(limit) for limit in flow.used],
        "uncounted": [_limit(limit) for limit in flow.uncounted],
        "streams": [
            {"amount": stream.amount, "facilities": [limit.label for limit in stream.limits]}
            for stream in flow.streams
        ],
        "exports": export
        and {"mt_y": export.mt_y, "year": export.year, "source": export.source, "share": share},
    }


def comparison_payload(
    scenarios: tuple[str, str],
    sides: Sequence[Record | list[str]],
    best: Sequence[Route | None],
) -> Record:
    """Return `corridor.compare/1`: both scenarios, and the second's best minus the first's.

    Examples
    --------
    >>> import graph
    >>> found = graph.Explorer([]).compare("Almaty", "Osh", against_avoid=["Uzbekistan"], k=1)
    >>> found.to_payload()["schema"]
    'corridor.compare/1'
    """
    one, other = best
    gaps = ("distance_km", "duration_h", "cost_usd_per_t", "co2_kg_per_t")
    return {
        "schema": "corridor.compare/1",
        "scenarios": [
            {
                "name": name,
                "paths": side if isinstance(side, dict) else None,
                "lift": side if isinstance(side, list) else [],
            }
            for name, side in zip(scenarios, sides, strict=True)
        ],
        "difference": {name: _gap(getattr(one, name), getattr(other, name)) for name in gaps}
        if one and other
        else None,
    }


def _gap(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(other - one, 6)


def _question(paths: Record) -> Record:
    return {key: paths[key] for key in ("origin", "destination", "avoid", "by")}


def _first(paths: Record) -> object:
    routes = paths["routes"]
    return routes[0] if isinstance(routes, list) and routes else None


def _limit(limit: Limit) -> Record:
    return {
        "name": limit.name,
        "kind": limit.kind,
        "capacity": limit.capacity,
        "flow": limit.flow,
        "shared": limit.shared,
        "source": limit.source or None,
        "confidence": limit.confidence or None,
        "note": limit.note or None,
    }
