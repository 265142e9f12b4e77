"""What `extract` and `add` do with any number of articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import typer

from graph.cli.output import harmless, unstyled
from graph.errors import UsageError
from graph.explorer.collection import Collection
from graph.explorer.portions import Outcome
from graph.export.relationships import header, lines
from graph.model import Relationship
from graph.progress import work
from graph.read import count_files
from graph.store import Store, write_whole

_FORMS = ("table", "jsonl", "csv")


def tell(line: str) -> None:
    """Write a line of notice to standard error."""
    typer.echo(f"corridor: {harmless(line)}", err=True)


def extract_all(
    paths: Sequence[str],
    form: str,
    output: Path | None,
    store: Path | None,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Write what articles state as it is found; what a store holds is taken from there."""
    if form not in _FORMS:
        raise UsageError(f"unknown format: {form!r}", "Use table, jsonl or csv.")
    with ExitStack() as stack:
        opened = stack.enter_context(Store(store, write=True)) if store else None
        # what is found runs over the terminal by itself
        seen = output is None and sys.stdout.isatty()
        progress = stack.enter_context(_told(paths, seen=not seen))
        collection = Collection(
            opened, workers=workers, scheduler=scheduler, notice=tell, progress=progress
        )
        count = [0]
        outcomes = stack.enter_context(closing(collection.collect(paths)))
        pieces = _pieces(_stated(outcomes, opened), form, count)
        if output is None:
            for piece in pieces:
                typer.echo(piece, nl=False)
        else:
            write_whole(output, map(unstyled, pieces) if form == "table" else pieces)
    if output is not None:
        typer.echo(f"Wrote {count[0]} relationships to {output}", err=True)
    collection.fail_for_faults()


@contextmanager
def _told(paths: Sequence[str], *, seen: bool = True) -> Iterator[Callable[[int, int], None]]:
    """Give what is told of articles and relationships; the total is known where it is cheap."""
    total = count_files(paths) if seen and sys.stderr.isatty() else None
    with work("reading", total, "articles", show=seen) as reading:

        def tell(articles: int, relationships: int) -> None:
            reading.count(articles, note=f"{relationships:,} relationships")

        yield tell


def _stated(outcomes: Iterator[Outcome], store: Store | None) -> Iterator[Sequence[Relationship]]:
    for outcome in outcomes:
        known = outcome.document is None and store is not None
        yield store.stated(outcome.digest) if known and store else outcome.found


def _pieces(stated: Iterator[Sequence[Relationship]], form: str, count: list[int]) -> Iterator[str]:
    from graph.cli.text import facts_text

    for found in stated:
        if form == "table":
            yield facts_text(found) if found else ""
        else:
            if found and not count[0]:
                yield header(found, form)
            yield lines(found, form)
        count[0] += len(found)
    if form == "table" and not count[0]:
        yield "No relationship found.\n"


def add_all(
    paths: Sequence[str], store: Path, *, again: bool, workers: int | None, scheduler: str | None
) -> None:
    """Put articles into a store and say what it holds then."""
    from graph.extract.version import extractor_version

    if not paths and not again and not store.exists():
        raise UsageError("nothing to add", "Name articles: corridor add PATH... --store FILE")
    with Store(store, write=True) as opened, _told(paths) as progress:
        collection = Collection(
            opened, workers=workers, scheduler=scheduler, notice=tell, progress=progress
        )
        with closing(collection.collect(paths)) as outcomes:
            for _ in outcomes:
                pass
        if again:
            collection.renew()
        documents, relationships = opened.counts()
        outdated = opened.outdated(extractor_version())
    there = f" ({collection.known} were there already)" if collection.known else ""
    typer.echo(
        f"Read {collection.read} articles with {collection.found} relationships{there}.\n"
        f"{store} holds {documents} articles with {relationships} relationships."
    )
    if outdated:
        tell(f"{outdated} of them were read by another version; --again reads them anew")
    collection.fail_for_faults()
