"""The commands that keep and hand on what was read: add, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.commands import Articles, Scheduler, StoreFile, Workers, app


@app.command()
def add(
    store: Annotated[
        Path, typer.Option("--store", metavar="FILE", help="The store; made where missing.")
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files, folders, tables; - is stdin."),
    ] = None,
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Also read anew what another version read.")
    ] = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Add articles and what they state to a store; adding again changes nothing."""
    from graph.cli.collect import add_all

    add_all(paths or [], store, again=again, workers=workers, scheduler=scheduler)


@app.command()
def export(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="graphml, gexf, csv, parquet, geojson, cypher, ftm, jsonld or jsonl; "
            "by the file's ending otherwise.",
        ),
    ] = None,
    articles: Articles = None,
    store: StoreFile = None,
) -> None:
    """Write the graph of relationships for another program, with every sentence."""
    from graph.explorer import Explorer
    from graph.export import write_graph

    written = write_graph(Explorer(articles, store=store).relations, output, form)
    typer.echo(f"Wrote {written} to {output}", err=True)
