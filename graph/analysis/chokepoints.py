"""What every way must pass, and what hurts most when it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from graph.facts import load
from graph.facts.own import LEGS
from graph.model import Avoid, AvoidKind, Chokepoint, Mode, Route

Ask = Callable[[Avoid], Route | None]
"""Gives the best way that is left with one thing more avoided, None where there is none."""

_WATER = (Mode.SEA, Mode.FERRY, Mode.RIVER)
_PASSAGE_STATES = {
    "passage:suez": ("EG",),
    "passage:panama": ("PA",),
    "passage:bosporus": ("TR",),
    "passage:dardanelles": ("TR",),
}


def chokepoints(
    route: Route,
    ask: Ask,
    name: Callable[[str], str],
    by: str = "time",
    count: Callable[[int, int, str], None] | None = None,
    *,
    to_sea: bool = False,
) -> list[Chokepoint]:
    """Close each thing on the best way in turn, and tell what that does.

    What every way passes lies on the best one too, so nothing is missed.

    Parameters
    ----------
    route
        The best way with nothing more avoided.
    ask
        Searches again with one thing more avoided.
    name
        Gives the plain name of a state or passage.
    by
        What hurts: `cost` sorts by USD per tonne, all else by hours.
    count
        Told before each closure how many were tried, of how many, and what is closed next.
    to_sea
        Whether any port on the ocean will do: the coast and the port that the way ends at were
        not asked for then, and can be closed like all else.

    Returns
    -------
    list of Chokepoint
        Those without which nothing is left first, then the most harmful.
    """
    passed = list(_on(route, name, to_sea=to_sea))
    found = []
    for done, (avoid, label, control) in enumerate(passed):
        if count:
            count(done, len(passed), label)
        found.append(_closed(route, avoid, label, control, ask))

    def harm(one: Chokepoint) -> tuple[bool, float]:
        extra = one.extra_usd_per_t if by == "cost" else one.extra_h
        return one.must_pass, extra or 0.0

    return sorted(found, key=harm, reverse=True)


def _closed(
    route: Route, avoid: Avoid, label: str, control: tuple[str, ...], ask: Ask
) -> Chokepoint:
    best = ask(avoid)
    return Chokepoint(
        closed=avoid,
        name=label,
        control=control,
        best=best,
        extra_h=_gap(best.duration_h, route.duration_h) if best else None,
        extra_usd_per_t=_gap(best.cost_usd_per_t, route.cost_usd_per_t) if best else None,
    )


def _gap(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one - other, 2)


def _on(
    route: Route, name: Callable[[str], str], *, to_sea: bool
) -> Iterator[tuple[Avoid, str, tuple[str, ...]]]:
    """Yield what a way passes: states between its ends, passages, borders, facilities."""
    ends = {route.countries[0], *(() if to_sea else route.countries[-1:])}
    for code in dict.fromkeys(route.countries):
        if code not in ends:
            avoid = Avoid(AvoidKind.COUNTRY, code, name(code), frozenset({code}))
            yield avoid, name(code), (code,)
    for passage in route.chokepoints:
        avoid = Avoid(AvoidKind.PASSAGE, passage, passage)
        yield avoid, name(passage), _PASSAGE_STATES.get(passage, ())
    for a, b in dict.fromkeys(tuple(sorted(pair)) for pair in _land_borders(route)):
        avoid = Avoid(AvoidKind.BORDER, f"{a}-{b}", f"border:{a}-{b}")
        yield avoid, f"border {name(a)}-{name(b)}", (a, b)
    yield from _facilities(route)
    yield from _ports(route)
    if to_sea and (last := route.legs[-1].end):
        text = f"port:{last}"
        yield Avoid(AvoidKind.PORT, text, text), f"port {last}", route.countries[-1:]


def _land_borders(route: Route) -> Iterator[tuple[str, str]]:
    for leg in route.legs:
        if leg.mode not in _WATER:
            yield from pairwise(leg.countries)


def _facilities(route: Route) -> Iterator[tuple[Avoid, str, tuple[str, ...]]]:
    ferries = {f"ferries:{row.id}": row for row in load("ferries")}
    pipelines = {f"pipelines:{row.id}": row for row in load("pipelines")}
    for fact in dict.fromkeys(fact for leg in route.legs for fact in leg.facts):
        if row := ferries.get(fact):
            avoid = Avoid(AvoidKind.FERRY, f"ferry:{row.id}", f"ferry:{row.id}")
            kind = "ferry" if row.mode == "ferry" else "sea line"
            yield avoid, f"{kind} {row.name}", tuple(dict.fromkeys([row.a_country, row.b_country]))
        elif pipe := pipelines.get(fact):
            avoid = Avoid(AvoidKind.PIPELINE, f"pipeline:{pipe.id}", f"pipeline:{pipe.id}")
            yield avoid, f"pipeline {pipe.name}", pipe.countries
    for leg in route.legs:
        for key in (fact.partition(":")[2] for fact in leg.facts if fact.startswith(f"{LEGS}:")):
            yield Avoid(AvoidKind.LEG, f"leg:{key}", f"leg:{key}"), f"your leg {key}", leg.countries


def _ports(route: Route) -> Iterator[tuple[Avoid, str, tuple[str, ...]]]:
    """Yield the ports where a way goes aboard or ashore, with their states."""
    for before, after in pairwise(route.legs):
        if (before.mode in _WATER) != (after.mode in _WATER):
            land = after if before.mode in _WATER else before
            state = land.countries[0] if land is after else land.countries[-1]
            place = before.end
            if place and not place.startswith("Border"):
                text = f"port:{place}"
                yield Avoid(AvoidKind.PORT, text, text), f"port {place}", (state,)
