"""The commands. Each parses, asks the `Explorer`, prints; nothing is worked out here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.output import emit
from graph.cli.own import Closures, Costs, Legs, explorer_with
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.explorer import Explorer, Routes

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
        help="State, bloc, sea, passage, corridor, pipeline, border:AM-TR, border:Khorgos, "
        "port:Poti, ferry:aktau-alat, mode:road. Repeatable.",
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

# "-16.5,-68.15" is a place, not an option.
POINTS = {"ignore_unknown_options": True}

Commodity = Annotated[
    str | None,
    typer.Option(
        "--commodity",
        metavar="NAME",
        help="What travels: crude, gas, uranium, grain, copper, container ...",
    ),
]


StoreFile = Annotated[
    Path | None,
    typer.Option("--store", metavar="FILE", help="A store that `corridor add` made."),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Read with N processes; all cores otherwise."),
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Read on a Dask cluster: tcp://HOST:8786."),
]


@app.command()
def extract(  # noqa: PLR0913 - one for each option
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders, tables of articles or relationships; - is stdin.",
        ),
    ],
    output: Output = None,
    form: Annotated[str, typer.Option("--format", help="table, jsonl or csv.")] = "table",
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="FILE", help="Keep them there too; resume from there."),
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    review: Annotated[
        Path | None,
        typer.Option(
            "--review",
            metavar="FILE",
            help="Also write a CSV or Parquet table to fill in: accept, reject, correct.",
        ),
    ] = None,
    reviewed: Annotated[
        Path | None,
        typer.Option(
            "--reviewed", metavar="FILE", help="Such a table, gone through: its word wins."
        ),
    ] = None,
    *,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="List what was rejected too, marked as such.")
    ] = False,
    llm: Annotated[
        bool,
        typer.Option("--llm", help="Ask a model, not the rules; its key is in CORRIDOR_LLM_KEY."),
    ] = False,
    llm_url: Annotated[
        str | None,
        typer.Option("--llm-url", metavar="URL", help="An OpenAI-compatible endpoint: .../v1"),
    ] = None,
    llm_model: Annotated[
        str | None, typer.Option("--llm-model", metavar="NAME", help="The model to ask there.")
    ] = None,
    llm_price: Annotated[
        str | None,
        typer.Option(
            "--llm-price", metavar="IN,OUT", help="Price of a million tokens asked, answered."
        ),
    ] = None,
    llm_limit: Annotated[
        int, typer.Option("--llm-limit", metavar="TOKENS", help="The most of an article at once.")
    ] = 3000,
    llm_compare: Annotated[
        bool, typer.Option("--llm-compare", help="Show the model and the rules side by side.")
    ] = False,
) -> None:
    """Read relationships out of articles, each with the sentence that states it."""
    from graph.cli.collect import extract_all
    from graph.cli.extracting import Extraction, check_options, model_reader
    from graph.review import own_tables

    asked = llm or llm_compare
    check_options(
        form,
        review_only={"--rejected": rejected and reviewed is None},
        llm_only={
            "--llm-url": not asked and llm_url is not None,
            "--llm-model": not asked and llm_model is not None,
            "--llm-price": not asked and llm_price is not None,
        },
    )
    tables, articles = own_tables(paths)
    if not (review or reviewed or asked or tables):
        extract_all(articles, form, output, store, workers, scheduler)
        return
    if store or scheduler:
        raise UsageError(
            "--store and --scheduler are for articles that the rules read",
            "Leave out --llm and --review, and tables of relationships, or these.",
        )
    reader = model_reader(llm_url, llm_model, llm_limit) if asked else None
    extraction = Extraction(reviewed, reader, llm_price, compare=llm_compare)
    found = extraction.run(tables, articles, rejected=rejected)
    if review:
        extraction.write_review(review)
    emit(extraction.text(found, form), output, f"{len(found)} relationships")


@app.command(context_settings=POINTS)
def paths(  # noqa: PLR0913, PLR0917 - one for each option of a question
    origin: Annotated[str, typer.Argument(help="Where the goods are: a name, code or LAT,LON.")],
    destination: Annotated[str, typer.Argument(help="Where they shall go; sea: any ocean port.")],
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    mode: Annotated[
        list[str] | None, typer.Option("--mode", help="rail, road, sea, ferry ... Repeatable.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="time, cost, distance or co2.")] = "time",
    k: Annotated[int, typer.Option("-k", help="The most routes to list.")] = 5,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The day whose closures count: 2022-03-01.")
    ] = None,
    commodity: Commodity = None,
    control: Annotated[
        str, typer.Option("--control", help="actual: who holds the ground; legal: borders by law.")
    ] = "actual",
    on: Annotated[
        str, typer.Option("--on", help="network: the ground; relations: what sentences state.")
    ] = "network",
    form: Annotated[str, typer.Option("--format", help="table, json, geojson or csv.")] = "table",
    articles: Articles = None,
    store: StoreFile = None,
    legs: Legs = None,
    closures: Closures = None,
    costs: Costs = None,
    output: Output = None,
    *,
    strict_waters: Annotated[
        bool, typer.Option("--strict-waters", help="Territorial sea counts as its state's ground.")
    ] = False,
) -> None:
    """List the ways from ORIGIN to DESTINATION that touch nothing avoided."""
    from graph.cli.text import routes_form

    routes = explorer_with(articles, store, legs, closures, costs).paths(
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
        on=on,
    )
    emit(routes_form(routes, form), output, f"{len(routes)} routes")


@app.command()
def render(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")] = Path("corridor.html"),
    origin: Annotated[str | None, typer.Option("--from", help="Where the goods are.")] = None,
    destination: Annotated[str | None, typer.Option("--to", help="Where they shall go.")] = None,
    avoid: Avoided = [],  # noqa: B006 - typer copies it
    articles: Articles = None,
    store: StoreFile = None,
    legs: Legs = None,
    closures: Closures = None,
    costs: Costs = None,
    *,
    open_page: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
) -> None:
    """Write the explorer as one HTML file; with --from and --to also print the routes."""
    from graph.cli.text import routes_form
    from graph.errors import NoRouteError

    if (origin is None) != (destination is None):
        raise UsageError("--from and --to go together", "Give both ends of the way, or neither.")
    explorer = explorer_with(articles, store, legs, closures, costs)
    no_route: NoRouteError | None = None
    if origin and destination:
        try:
            routes = _stated_or_ground(explorer, origin, destination, avoid)
            emit(routes_form(routes, "table"), None, "")
        except NoRouteError as error:  # the page can still show what to lift
            no_route = error
    page = explorer.render(output, origin=origin, destination=destination, avoid=avoid)
    typer.echo(f"Wrote {page} ({page.stat().st_size / 1e6:.1f} MB). Open it in any browser.")
    if open_page:
        typer.launch(str(page.resolve()))
    if no_route:
        raise no_route


def _stated_or_ground(
    explorer: Explorer, origin: str, destination: str, avoid: list[str]
) -> Routes:
    """Return the ways that sentences state, or where none does, those on the ground."""
    from graph.errors import NoRouteError, UnknownPlaceError

    try:
        return explorer.paths(origin, destination, avoid=avoid, on="relations")
    except (NoRouteError, UnknownPlaceError):  # `sea` is a place on the ground alone
        return explorer.paths(origin, destination, avoid=avoid)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="An entity or corridor.")],
    articles: Articles = None,
    store: StoreFile = None,
) -> None:
    """Show everything that the texts state of one entity, sentence by sentence."""
    from graph.cli.text import dossier_text
    from graph.explorer import Explorer

    emit(dossier_text(Explorer(articles, store=store).show(name)), None, "")


@app.command(name="list")
def list_kind(
    kind: Annotated[
        str, typer.Argument(help="state, corridor, sea, person, commodity ... or relations.")
    ],
    articles: Articles = None,
    store: StoreFile = None,
) -> None:
    """List the entities of one kind that the texts speak of, or the relations there are."""
    from graph.cli.text import ontology_text
    from graph.explorer import Explorer

    if kind in {"relation", "relations"}:
        emit(ontology_text(), None, "")
        return
    found = Explorer(articles, store=store).entities(kind)
    emit("".join(f"{entity.id:<28}{entity.name}\n" for entity in found), None, "")
