"""What a person reads in a terminal of 100 columns."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Mapping, Sequence

import typer

from graph.cli.output import harmless
from graph.errors import UsageError
from graph.explorer import Dossier, Routes, statement
from graph.export import ATTRIBUTION
from graph.export.cells import cell
from graph.model import Kind, Leg, Record, Relationship, Route, ontology, to_record

_WIDEST = 100


def routes_form(routes: Routes, form: str) -> str:
    """Return routes in `form`: table, json, geojson or csv."""
    match form:
        case "table":
            return routes_text(routes)
        case "json":
            return json.dumps(routes.to_payload(), ensure_ascii=False, indent=2)
        case "geojson":
            return json.dumps(routes.to_geojson(), ensure_ascii=False)
        case "csv":
            return str(routes.to_frame().map(cell).to_csv())
        case _:
            raise UsageError(f"unknown format: {form!r}", "Use table, json, geojson or csv.")


def routes_text(routes: Routes) -> str:
    """Return the routes, each with its legs and the sentences behind them."""
    count = "1 way" if len(routes) == 1 else f"{len(routes)} ways"
    whence = (
        "that the sentences state" if routes.on == "relations" else f"on the ground, by {routes.by}"
    )
    head = f"{typer.style(routes.question, bold=True)} · {count} {whence}"
    lines = [head, *(_route(routes, route) for route in routes)]
    return "\n".join([*lines, "", dim(ATTRIBUTION)] if routes.on == "network" else lines)


def _route(routes: Routes, route: Route) -> str:
    if route.distance_km is not None:
        return _ground(routes, route)
    stops = typer.style(" → ".join(routes.stops(route)), bold=True)
    lines = ["", f"{route.rank}  {stops}"]
    if route.corridors:
        lines.append(f"   by the {', '.join(routes.corridors(route))}")
    shown: set[str] = set()
    for leg in route.legs:
        lines += _leg(leg, shown)
    return "\n".join(lines)


def _ground(routes: Routes, route: Route) -> str:
    """Return a route on the ground: its states and totals, then a line for each leg."""
    lines = ["", typer.style(f"{route.rank}  {' → '.join(route.countries)}", bold=True)]
    share = routes.shares[route.rank - 1]
    drawn = f", {share:.0%} of traffic" if share is not None and len(routes) > 1 else ""
    lines.append(f"   {figures(route)}{drawn}")
    if traded := routes.trade_off(route):
        lines.append(wrapped(traded, "   "))
    if route.corridors:
        lines.append(wrapped(f"by the {', '.join(routes.corridors(route))}", "   "))
    if route.chokepoints:
        lines.append(wrapped(f"through {', '.join(routes.chokepoints(route))}", "   "))
    shown: set[str] = set()
    for leg in route.legs:
        mode = leg.mode.value if leg.mode else ""
        by_lorry = f"; {leg.access_km:,.0f} km of it by lorry" if leg.access_km >= 1 else ""
        told = f"{leg.start} → {leg.end}  ({figures(leg)}{by_lorry})"
        lines.append(wrapped(told, f"   {mode:<9}"))
        for said in leg.evidence:
            if said.quote not in shown:
                shown.add(said.quote)
                lines.append(wrapped(f"“{said.quote}” {said.source}", " " * 12))
        if leg.note:
            lines.append(wrapped(leg.note, " " * 12 + "! "))
    return "\n".join(lines)


def figures(part: Route | Leg) -> str:
    """Return the length, time and cost of a route or leg."""
    hours = part.duration_h or 0.0
    time = f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.0f} h"
    return f"{part.distance_km or 0:,.0f} km, {time}, {part.cost_usd_per_t or 0:,.0f} USD/t"


def about_text(about: Mapping[str, object]) -> str:
    """Return what the compiled network holds, a line for each figure."""
    lines = []
    for name, value in about.items():
        label = name.replace("_", " ")
        if isinstance(value, Mapping):
            lines.append(label)
            lines += [f"  {key:<36}{item}" for key, item in value.items()]
        else:
            lines.append(f"{label:<38}{value}")
    return "\n".join(lines) + "\n"


def _leg(leg: Leg, shown: set[str]) -> list[str]:
    """Return a leg's lines; a sentence that an earlier leg showed is not said again."""
    lines = []
    if leg.note:
        lines.append(wrapped(f"{leg.start} → {leg.end}: {leg.note}", "   ! "))
    for said in leg.evidence:
        if said.quote not in shown:
            shown.add(said.quote)
            lines += [wrapped(f"“{said.quote}”", "   "), f"     {dim(said.source)}"]
    return lines


def facts_text(found: Sequence[Relationship]) -> str:
    """Return relationships in words, each with its sentence and offsets."""
    names = {end.id: end.name for one in found for end in (one.source, one.target)}
    facts = [to_record(one) for one in found]
    return _facts(facts, names) if found else "No relationship found.\n"


def dossier_text(dossier: Dossier) -> str:
    """Return an entity and what is stated of it."""
    entity = dossier.entity
    head = f"{typer.style(entity.name, bold=True)} · {entity.kind} · {entity.id}\n"
    if not dossier.facts:
        return f"{head}\nThe texts state nothing of it.\n"
    return f"{head}\n{_facts(dossier.facts, dossier.names)}"


def _facts(facts: Sequence[Record], names: Mapping[str, str]) -> str:
    lines = []
    for fact in facts:
        where = f"{fact['document']}:{fact['start']}-{fact['end']}"
        lines.append(typer.style(harmless(statement(fact, names)), bold=True))
        lines.append(wrapped(f"“{fact['quote']}”", "  "))
        said = f" · {fact['reviewed']} by a person" if fact.get("reviewed") else ""
        lines.append(f"  {dim(where + ' · confidence ' + str(fact['confidence']) + said)}")
    return "\n".join(lines) + "\n"


def dim(text: str) -> str:
    """Return text in a fainter style."""
    return typer.style(harmless(text), dim=True)


def wrapped(text: str, indent: str, rest_columns: int | None = None) -> str:
    """Return text in lines of the terminal's width; all but the first are set in by blanks."""
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    rest = " " * (len(indent) if rest_columns is None else rest_columns)
    return textwrap.fill(harmless(text), width, initial_indent=indent, subsequent_indent=rest)


def ontology_text() -> str:
    """Return the relations with their meaning, ends and event codes, one a paragraph."""
    lines = []
    for kind in ontology().values():
        ends = f"{_kinds(kind.sources)} {'<->' if kind.symmetric else '->'} {_kinds(kind.targets)}"
        codes = [f"PLOVER {kind.plover}"] if kind.plover else []
        codes += [f"CAMEO {kind.cameo}"] if kind.cameo else []
        notes = [] if kind.core else ["an addition to the published names"]
        lines.append(f"{kind.id:<20}{kind.meaning}")
        lines.append(f"{'':<20}{'; '.join([ends, *codes, *notes])}")
        lines.append(f"{'':<20}e.g. {kind.example}")
    return "\n".join(lines) + "\n"


def _kinds(kinds: frozenset[Kind]) -> str:
    return ", ".join(kind.value for kind in Kind if kind in kinds)
