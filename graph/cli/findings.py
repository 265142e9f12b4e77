"""Chokepoints, capacity and comparisons as a person reads them at 100 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch

import typer

from graph.cli.text import dim, figures, wrapped
from graph.errors import NoRouteError
from graph.explorer import Capacity, Chokepoints, Comparison
from graph.export import ATTRIBUTION
from graph.model import Chokepoint, Limit, Route


@singledispatch
def finding_text(found: object) -> str:
    """Return an answer of analysis as text."""
    raise TypeError(found)


@finding_text.register
def _(found: Chokepoints) -> str:
    best = found.routes[0]
    lines = [
        typer.style(f"{found.caption}", bold=True),
        "",
        f"Best way: {_way(best)}",
        f"   {figures(best)}",
    ]
    must, rest = found.must_pass, [one for one in found if not one.must_pass]
    lines += ["", typer.style("Every way passes", bold=True)]
    lines += [wrapped(f"{one.name}{_who(found, one)}", "   ") for one in must]
    lines += [] if must else ["   nothing: each of these can be gone round"]
    if rest:
        lines += ["", typer.style("What closing costs", bold=True)]
        lines += [line for one in rest for line in _harm(found, one)]
    return "\n".join([*lines, "", dim(ATTRIBUTION)])


def _who(found: Chokepoints, one: Chokepoint) -> str:
    control = ", ".join(found.names(one.control))
    said = f"; run by {', '.join(found.names(one.owners))}" if one.owners else ""
    # A state is controlled by itself; that needs no saying.
    return f"  (control: {control}{said})" if control and control != one.name else said


def _harm(found: Chokepoints, one: Chokepoint) -> Iterator[str]:
    hours, usd = one.extra_h or 0.0, one.extra_usd_per_t or 0.0
    time = f"{hours / 24:+.1f} d" if abs(hours) >= 24 else f"{hours:+.0f} h"
    yield wrapped(f"{one.name}{_who(found, one)}", f"   {time:>8} {usd:+5.0f} USD/t  ", 21)
    if one.best:
        yield wrapped(f"then {_way(one.best)}", " " * 21)


def _way(route: Route) -> str:
    return " → ".join(route.countries)


@finding_text.register
def _(found: Capacity) -> str:
    flow, unit = found.flow, found.flow.unit
    lines = [typer.style(found.caption, bold=True), ""]
    if flow.total:
        lines.append(f"{flow.dedicated:,.1f} {unit} through facilities for it alone")
        lines.append(f"{flow.total:,.1f} {unit} with those that all goods share")
    else:
        lines.append("No crossing on any way out has a published capacity.")
    if found.export and flow.total:
        share = flow.dedicated / found.export.mt_y, flow.total / found.export.mt_y
        lines.append(
            wrapped(
                f"Exports in {found.export.year} were {found.export.mt_y:,.1f} Mt: "
                f"{share[0]:.0%} and {share[1]:.0%} of them. {found.export.source}",
                "",
            )
        )
    binding = {limit.name for limit in flow.binding}
    others = [one for one in flow.used if one.name not in binding and one.capacity is not None]
    for head, limits in (("Bottlenecks", flow.binding), ("With room left", others)):
        if limits:
            lines += ["", typer.style(head, bold=True), *(_limit(one, unit) for one in limits)]
    if flow.uncounted:
        lines += ["", typer.style("Open, but without a published figure: not counted", bold=True)]
        lines.append(wrapped(", ".join(one.name for one in flow.uncounted), "   "))
    lines += ["", dim("Lines inside a state count as unbounded."), dim(ATTRIBUTION)]
    return "\n".join(lines)


def _limit(one: Limit, unit: str) -> str:
    shared = ", for all goods" if one.shared else ""
    note = f"; {one.note}" if one.note else ""
    text = f"{one.name}: {one.flow:,.1f} of {one.capacity:,.1f} {unit}{shared}{note}"
    return wrapped(f"{text}. {one.source}", "   ")


@finding_text.register
def _(found: Comparison) -> str:
    lines = [typer.style(found.caption, bold=True)]
    for side, scenario in zip(found.sides, found.scenarios, strict=True):
        lines += ["", typer.style(scenario, bold=True)]
        lines += _side(side)
    one, other = found.best(0), found.best(1)
    if one and other:
        hours = (other.duration_h or 0.0) - (one.duration_h or 0.0)
        usd = (other.cost_usd_per_t or 0.0) - (one.cost_usd_per_t or 0.0)
        km = (other.distance_km or 0.0) - (one.distance_km or 0.0)
        lines += ["", f"The second against the first: {km:+,.0f} km, {hours / 24:+.1f} days, "]
        lines[-1] += f"{usd:+,.0f} USD/t"
        lines += _differs(found, one, other)
    return "\n".join([*lines, "", dim(ATTRIBUTION)])


def _side(side: Sequence[Route] | NoRouteError) -> list[str]:
    if isinstance(side, NoRouteError):
        lift = f"; lift {' and '.join(side.lift)}" if side.lift else ""
        return [f"   no way at all{lift}"]
    lines = []
    for route in side:
        lines.append(wrapped(_way(route), f"{route.rank}  "))
        lines.append(f"   {figures(route)}")
    return lines


def _differs(found: Comparison, one: Route, other: Route) -> Iterator[str]:
    for word, mine, yours in (("leaves", one, other), ("enters", other, one)):
        gone = [*mine.countries, *mine.chokepoints]
        only = [x for x in dict.fromkeys(gone) if x not in {*yours.countries, *yours.chokepoints}]
        if only:
            yield wrapped(f"it {word} {', '.join(found.names(only))}", "   ")
