"""The commands. Each parses, asks the `Explorer`, prints; nothing is worked out here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.output import emit

app = typer.Typer(
    name="corridor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the rich one takes longer to load than to read
    help="Ways out for a country's exports: over which ground, and which sentence says so.",
)

Avoided = Annotated[
    list[str],
    typer.Option(
        "--avoid",
        metavar="NAME",
        help="State, bloc, sea, passage, border:AM-TR, corridor, pipeline. Repeatable.",
    ),
]
Articles = Annotated[
    list[str] | None,
    typer.Option(
        "--articles",
        metavar="PATH",
        help="Build the graph from these articles, not from the shipped briefs. Repeatable.",
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, whole or not.")
]


@app.command()
def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, tables; - is stdin.")
    ],
    output: Output = None,
    form: Annotated[str, typer.Option("--format", help="table, jsonl or csv.")] = "table",
) -> None:
    """Read relationships out of articles, each with the sentence that states it."""
    from graph.cli.text import facts_text
    from graph.export import write_relationships
    from graph.extract import extract as extract_from
    from graph.read import read_paths

    found = [one for document in read_paths(paths) for one in extract_from(document)]
    text = facts_text(found) if form == "table" else write_relationships(found, form)
    emit(text, output, f"{len(found)} relationships")


@app.command()
def paths(  # noqa: PLR0913, PLR0917 - one for each option of a question
    origin: Annotated[str, typer.Argument(help="Where the goods are: a name, code or LAT,LON.")],
    destination: Annotated[str, typer.Argument(help="Where they shall go; sea: any ocean port.")],
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    mode: Annotated[
        list[str] | None, typer.Option("--mode", help="rail, road, sea, ferry ... Repeatable.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="time, cost or distance.")] = "time",
    k: Annotated[int, typer.Option("-k", help="The most routes to list.")] = 5,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The day whose closures count: 2022-03-01.")
    ] = None,
    on: Annotated[
        str, typer.Option("--on", help="network: the ground; relations: what sentences state.")
    ] = "network",
    form: Annotated[str, typer.Option("--format", help="table, json, geojson or csv.")] = "table",
    articles: Articles = None,
    output: Output = None,
) -> None:
    """List the ways from ORIGIN to DESTINATION that touch nothing avoided."""
    from graph.cli.text import routes_form
    from graph.explorer import Explorer

    routes = Explorer(articles).paths(
        origin, destination, avoid=avoid, modes=mode, by=by, k=k, as_of=as_of, on=on
    )
    emit(routes_form(routes, form), output, f"{len(routes)} routes")


@app.command()
def render(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")] = Path("corridor.html"),
    origin: Annotated[str | None, typer.Option("--from", help="Where the goods are.")] = None,
    destination: Annotated[str | None, typer.Option("--to", help="Where they shall go.")] = None,
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    articles: Articles = None,
    *,
    open_page: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
) -> None:
    """Write the explorer as one HTML file; with --from and --to also print the routes."""
    from graph.cli.text import routes_form
    from graph.errors import NoRouteError, UsageError
    from graph.explorer import Explorer

    if (origin is None) != (destination is None):
        raise UsageError("--from and --to go together", "Give both ends of the way, or neither.")
    explorer = Explorer(articles)
    no_route: NoRouteError | None = None
    if origin and destination:
        try:
            routes = explorer.paths(origin, destination, avoid=avoid, on="relations")
            emit(routes_form(routes, "table"), None, "")
        except NoRouteError as error:  # the page can still show what to lift
            no_route = error
    page = explorer.render(output, origin=origin, destination=destination, avoid=avoid)
    typer.echo(f"Wrote {page} ({page.stat().st_size / 1e6:.1f} MB). Open it in any browser.")
    if open_page:
        typer.launch(str(page.resolve()))
    if no_route:
        raise no_route


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="An entity or corridor.")], articles: Articles = None
) -> None:
    """Show everything that the texts state of one entity, sentence by sentence."""
    from graph.cli.text import dossier_text
    from graph.explorer import Explorer

    emit(dossier_text(Explorer(articles).show(name)), None, "")


@app.command(name="list")
def list_kind(
    kind: Annotated[
        str, typer.Argument(help="state, corridor, sea, person, commodity ... or relations.")
    ],
    articles: Articles = None,
) -> None:
    """List the entities of one kind that the texts speak of, or the relations there are."""
    from graph.cli.text import ontology_text
    from graph.explorer import Explorer

    if kind in {"relation", "relations"}:
        emit(ontology_text(), None, "")
        return

    found = Explorer(articles).entities(kind)
    emit("".join(f"{entity.id:<28}{entity.name}\n" for entity in found), None, "")


network = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The compiled world network in the cache."
)
app.add_typer(network, name="network")


@network.command()
def build(
    *,
    force: Annotated[bool, typer.Option("--force", help="Compile it even if it is there.")] = False,
) -> None:
    """Compile the world network from the installed packages, once."""
    from graph.network import build as compile_network

    compile_network(lambda line: typer.echo(line, err=True), force=force)
    info()


@network.command()
def info() -> None:
    """Tell what the network holds, whence it comes and under which licences."""
    from graph.cli.text import about_text
    from graph.network import info as about

    emit(about_text(about()), None, "")


@network.command()
def clear() -> None:
    """Remove the compiled network from the cache."""
    from graph.network import clear as remove

    typer.echo(f"Removed {remove()} compiled networks.")
