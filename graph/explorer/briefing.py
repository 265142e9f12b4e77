"""Gather what a brief tells from the routes: each statement with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from graph.explorer.brief import Brief, Closer, Source, Way
from graph.explorer.card import figures
from graph.explorer.findings import Chokepoints
from graph.explorer.routes import Routes
from graph.facts import NOTHING, Own, OwnCost, OwnLeg
from graph.model import Chokepoint, Leg, Route

_WORDS = {
    "speed_kmh": "speed",
    "usd_per_tkm": "price",
    "border_h": "stop at a border",
    "border_usd_per_t": "charge at a border",
    "port_h": "time in a port",
    "port_usd_per_t": "handling in a port",
    "gauge_change_h": "change of gauge",
    "transship_h": "transshipment",
    "co2_g_per_tkm": "carbon dioxide",
}


def brief_of(
    routes: Routes,
    points: Chokepoints,
    as_of: str | date | None = None,
    own: Own = NOTHING,
) -> Brief:
    """Write the brief of routes that were found, and of what closes the first of them."""
    closers = [_closer(one, routes) for one in points]
    quotes, facts = _quotes(routes), _facts(routes, own)
    marks = {key: one.mark for key, one in (*quotes.items(), *facts.items())}
    return Brief(
        title=routes.question,
        as_of=str(as_of or datetime.now(UTC).date()),
        short=tuple(_short(routes, closers)),
        ways=tuple(_way(routes, route, marks) for route in routes),
        closers=tuple(closers),
        quotes=tuple(quotes.values()),
        facts=tuple(facts.values()),
        parameters=tuple(_parameters(routes, own)),
        svg=routes.map().svg(),
        attribution=_attribution(),
    )


def _closer(one: Chokepoint, routes: Routes) -> Closer:
    held = _list([routes.name(code) for code in one.control]) if one.control else ""
    who = one.name if one.name == held or not held else f"{one.name} ({held})"
    if one.best is None:
        return Closer(who, "no way is left", "")
    extra = [
        f"{value / scale:+,.1f} {unit}"
        for value, scale, unit in ((one.extra_h, 24, "days"), (one.extra_usd_per_t, 1, "USD/t"))
        if value is not None
    ]
    return Closer(who, ", ".join(extra), " → ".join(routes.names(one.best)))


def _short(routes: Routes, closers: Sequence[Closer]) -> Iterable[str]:
    """Say the answer in a few sentences; each follows from the tables below it."""
    best = routes[0]
    ways = "One way was found" if len(routes) == 1 else f"{len(routes)} ways were found"
    yield f"{ways} that {_touches(routes)}, ranked by {routes.by}."
    yield f"The first passes {_list(routes.names(best))}: {figures(best)} (model; see P)."
    shared = set(best.countries).intersection(*(route.countries for route in routes))
    inner = [code for code in best.countries[1:-1] if code in shared]
    if len(routes) > 1 and inner:
        yield f"All of them pass {_list(routes.name(code) for code in dict.fromkeys(inner))}."
    shut = [one.name for one in closers if not one.remains]
    if shut:
        yield f"With {_list(shut, 'or')} closed as well, nothing is left."


def _touches(routes: Routes) -> str:
    """Say what the ways do, as a verb for one or for several."""
    one = len(routes) == 1
    without = [routes.name(avoid.id) for avoid in routes.avoid]
    if not without:
        return "leads there" if one else "lead there"
    if len(without) > 1:
        return f"{'touches' if one else 'touch'} neither {_list(without, 'nor')}"
    return f"{'does' if one else 'do'} not touch {without[0]}"


def _list(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does.

    >>> _list(["a", "b", "c"])
    'a, b and c'
    """
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def _way(routes: Routes, route: Route, marks: dict[str, str]) -> Way:
    cited = [marks[key] for leg in route.legs for key in _keys(leg) if key in marks]
    passes = [*routes.corridors(route), *routes.chokepoints(route)]
    return Way(
        rank=route.rank,
        states=" → ".join(routes.names(route)),
        figures=figures(route),
        legs=tuple(
            (leg.mode or "", f"{leg.start} → {leg.end}", figures(leg), leg.note or "")
            for leg in route.legs
        ),
        passes=", ".join(passes),
        marks=" ".join(dict.fromkeys(cited)),
    )


def _keys(leg: Leg) -> list[str]:
    return [*(said.quote for said in leg.evidence), *leg.facts]


def _quotes(routes: Routes) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for said in (said for route in routes for leg in route.legs for said in leg.evidence):
        mark = f"Q{len(found) + 1}"
        found.setdefault(said.quote, Source(mark, f"“{said.quote}” {said.source}"))
    return found


def _facts(routes: Routes, own: Own) -> dict[str, Source]:
    """Cite the rows of fact tables and of one's own that the legs run on."""
    from graph.facts import KINDS, load

    found: dict[str, Source] = {}
    for key in (key for route in routes for leg in route.legs for key in leg.facts):
        table, _, row_id = key.partition(":")
        if leg := own.leg(key):
            text = f"{leg.name} (your own leg, {leg.where}). {_said(leg)}"
            found.setdefault(key, Source(f"F{len(found) + 1}", text))
        if key in found or table not in KINDS:
            continue
        row = next((row for row in load(table) if row.id == row_id), None)
        if row is None:
            continue
        told = getattr(row, "name", None) or getattr(row, "line", row_id)
        text = f"{told} ({table.replace('_', ' ')}). {row.source}, {row.year}; {row.confidence}."
        found[key] = Source(f"F{len(found) + 1}", text)
    return found


def _said(row: OwnLeg | OwnCost) -> str:
    """Say what a row of one's own gives as its source."""
    year = f", {row.year}" if row.year else ""
    sure = f"; {row.confidence}" if row.confidence else ""
    return f"{row.source or 'No source given'}{year}{sure}."


def _parameters(routes: Routes, own: Own) -> Iterable[Source]:
    """Cite the parameters of the modes used: those for the world, and all of one's own."""
    from graph.facts import load

    mine = {(row.mode, row.parameter, row.scope) for row in own.costs}
    modes = {mode for route in routes for mode in route.modes}
    rows = [
        row
        for row in load("costs")
        if row.scope == "world"
        and row.mode in modes
        and row.parameter in _WORDS
        and (row.mode, row.parameter, row.scope) not in mine
    ]
    for number, row in enumerate(rows, start=1):
        told = f"{row.mode}, {_WORDS[row.parameter]}: {row.value:g} {row.unit}"
        yield Source(f"P{number}", f"{told}. {row.source}, {row.year}; {row.confidence}.")
    used = [row for row in own.costs if row.mode in modes]
    for number, one in enumerate(used, start=len(rows) + 1):
        word = _WORDS.get(one.parameter, one.parameter)
        told = f"{one.mode}, {word}, {one.scope}: {one.value:g} {one.unit}"
        yield Source(f"P{number}", f"{told} (your own, {one.where}). {_said(one)}")


def _attribution() -> str:
    from graph.export.routes import ATTRIBUTION

    return ATTRIBUTION
