"""The commands that weigh ways: chokepoints, capacity, brief, compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.commands import POINTS, Articles, Avoided, Commodity, Output, StoreFile, app
from graph.cli.output import emit
from graph.cli.own import Closures, Costs, Legs, explorer_with

if TYPE_CHECKING:
    from graph.explorer import Capacity, Chokepoints, Comparison

Origin = Annotated[str, typer.Argument(help="Where the goods are: a name, code or LAT,LON.")]
Destination = Annotated[str, typer.Argument(help="Where they shall go; sea: any ocean port.")]
Modes = Annotated[
    list[str] | None, typer.Option("--mode", help="rail, road, sea, ferry ... Repeatable.")
]
By = Annotated[str, typer.Option("--by", help="time, cost, distance or co2.")]
Control = Annotated[
    str, typer.Option("--control", help="actual: who holds the ground; legal: borders by law.")
]
StrictWaters = Annotated[
    bool, typer.Option("--strict-waters", help="Territorial sea counts as its state's ground.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day whose closures count: 2022-03-01.")
]
Form = Annotated[str, typer.Option("--format", help="table or json.")]


@app.command(context_settings=POINTS)
def chokepoints(  # noqa: PLR0913, PLR0917 - one for each option of a question
    origin: Origin,
    destination: Destination,
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    mode: Modes = None,
    by: By = "time",
    as_of: AsOf = None,
    commodity: Commodity = None,
    form: Form = "table",
    articles: Articles = None,
    store: StoreFile = None,
    legs: Legs = None,
    closures: Closures = None,
    costs: Costs = None,
    output: Output = None,
    *,
    control: Control = "actual",
    strict_waters: StrictWaters = False,
) -> None:
    """Tell what every way must pass, what hurts most when closed, and who can close it."""
    _known(form)
    found = explorer_with(articles, store, legs, closures, costs).chokepoints(
        origin,
        destination,
        avoid=avoid,
        modes=mode,
        by=by,
        as_of=as_of,
        commodity=commodity,
        control=control,
        strict_waters=strict_waters,
    )
    emit(_formed(found, form), output, f"{len(found)} chokepoints")


@app.command(context_settings=POINTS)
def capacity(  # noqa: PLR0913, PLR0917 - one for each option of a question
    origin: Origin,
    destination: Destination,
    commodity: Annotated[str, typer.Option("--commodity", metavar="NAME", help="What flows.")],
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    mode: Modes = None,
    as_of: AsOf = None,
    form: Form = "table",
    articles: Articles = None,
    store: StoreFile = None,
    legs: Legs = None,
    closures: Closures = None,
    costs: Costs = None,
    output: Output = None,
    *,
    control: Control = "actual",
    strict_waters: StrictWaters = False,
) -> None:
    """Tell how much of a commodity fits through all ways, and which facilities bind."""
    _known(form)
    found = explorer_with(articles, store, legs, closures, costs).capacity(
        origin,
        destination,
        commodity=commodity,
        avoid=avoid,
        modes=mode,
        as_of=as_of,
        control=control,
        strict_waters=strict_waters,
    )
    emit(_formed(found, form), output, "the capacity")


@app.command(context_settings=POINTS)
def brief(  # noqa: PLR0913, PLR0917 - one for each option of a question
    origin: Origin,
    destination: Destination,
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    mode: Modes = None,
    by: By = "time",
    k: Annotated[int, typer.Option("-k", help="The most routes to tell.")] = 4,
    as_of: AsOf = None,
    commodity: Commodity = None,
    articles: Articles = None,
    store: StoreFile = None,
    legs: Legs = None,
    closures: Closures = None,
    costs: Costs = None,
    output: Output = None,
    *,
    control: Control = "actual",
    strict_waters: StrictWaters = False,
) -> None:
    """Write one page to hand on: ways, costs, who can close them, sources (.md or .html)."""
    found = explorer_with(articles, store, legs, closures, costs).brief(
        origin,
        destination,
        avoid=avoid,
        modes=mode,
        by=by,
        k=k,
        as_of=as_of,
        commodity=commodity,
        control=control,
        strict_waters=strict_waters,
    )
    if output is None:
        emit(found.markdown(), None, "")
    else:
        typer.echo(f"Wrote {found.save(output)}.")


@app.command(context_settings=POINTS)
def compare(  # noqa: PLR0913, PLR0917 - one for each option of a question
    origin: Origin,
    destination: Destination,
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    against_avoid: Annotated[
        list[str],
        typer.Option("--against-avoid", metavar="NAME", help="Avoid of the other scenario."),
    ] = [],  # noqa: B006 - typer copies it
    mode: Modes = None,
    by: By = "time",
    k: Annotated[int, typer.Option("-k", help="The most routes of each.")] = 3,
    as_of: AsOf = None,
    against_as_of: Annotated[
        str | None, typer.Option("--against-as-of", help="The day of the other scenario.")
    ] = None,
    commodity: Commodity = None,
    form: Form = "table",
    articles: Articles = None,
    store: StoreFile = None,
    legs: Legs = None,
    closures: Closures = None,
    costs: Costs = None,
    output: Output = None,
    *,
    control: Control = "actual",
    strict_waters: StrictWaters = False,
) -> None:
    """Set two scenarios side by side: other avoids, or another day."""
    _known(form)
    found = explorer_with(articles, store, legs, closures, costs).compare(
        origin,
        destination,
        avoid=avoid,
        against_avoid=against_avoid,
        modes=mode,
        by=by,
        k=k,
        as_of=as_of,
        against_as_of=against_as_of,
        commodity=commodity,
        control=control,
        strict_waters=strict_waters,
    )
    emit(_formed(found, form), output, "the comparison")


def _known(form: str) -> None:
    from graph.errors import UsageError

    if form not in {"table", "json"}:
        raise UsageError(f"unknown format: {form!r}", "Use table or json.")


def _formed(found: Chokepoints | Capacity | Comparison, form: str) -> str:
    from graph.cli.findings import finding_text

    if form == "json":
        return json.dumps(found.to_payload(), ensure_ascii=False, indent=2)
    return finding_text(found)
