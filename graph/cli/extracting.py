"""What `corridor extract` does between reading and printing: a model, review, their accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graph.cli.output import harmless
from graph.errors import UsageError
from graph.extract import extract
from graph.model import Document, Relationship
from graph.progress import Work, work
from graph.read import count_files, read_paths

if TYPE_CHECKING:
    from graph.llm.reader import ModelReader
    from graph.review import Review, Reviewer


def check_options(
    form: str, *, review_only: Mapping[str, bool], llm_only: Mapping[str, bool]
) -> None:
    """Refuse what would be found out only after reading, or passed over in silence."""
    if form not in {"table", "jsonl", "csv"}:
        raise UsageError(f"unknown format: {form!r}", "Use table, jsonl or csv.")
    for name, alone in review_only.items():
        if alone:
            raise UsageError(f"{name} needs a review", "Give it as --reviewed FILE.")
    for name, alone in llm_only.items():
        if alone:
            raise UsageError(f"{name} does nothing alone", "Add --llm or --llm-compare.")


def model_reader(url: str | None, model: str | None, part_tokens: int) -> ModelReader:
    """Return a reader that asks the model which the options name."""
    if not url or not model:
        raise UsageError(
            "--llm needs to know where to ask whom", "Give --llm-url URL and --llm-model NAME."
        )
    from graph.llm import open_reader

    reader = open_reader(url, model, part_tokens=part_tokens)
    if reader.endpoint.exposed:
        typer.echo("llm: the key is sent unencrypted: the URL is http, not https", err=True)
    return reader


class Extraction:
    """One run over articles.

    Parameters
    ----------
    reviewed
        A table that a person has gone through, if any.
    reader
        A model to ask in place of the rules, if any.
    price
        The price of a million tokens asked and answered, as `0.15,0.60`.
    compare
        Whether the rules read too, to be shown beside the model.
    """

    def __init__(
        self,
        reviewed: Path | None = None,
        reader: ModelReader | None = None,
        price: str | None = None,
        *,
        compare: bool = False,
    ) -> None:
        self._review: Review | None = None
        self._reviewer: Reviewer | None = None
        if reviewed:
            self._take(reviewed)
        self._reader, self._compare = reader, compare
        self._price = _price(price)
        self._machine: list[Relationship] = []
        self._rules: list[Relationship] = []

    def _take(self, reviewed: Path) -> None:
        from graph.review import Reviewer, load_review

        self._review = load_review(reviewed)
        self._reviewer = Reviewer(self._review)

    def run(
        self, tables: Sequence[str], articles: Sequence[str], *, rejected: bool
    ) -> list[Relationship]:
        """Return what tables hold and articles state, by a person's word where there is one."""
        from graph.review import own_relationships

        kept = [one for table in tables for one in own_relationships(table)]
        try:
            with work("reading", count_files(articles), "articles") as reading:
                for done, document in enumerate(read_paths(articles)):
                    reading.count(done, note=harmless(document.name))
                    found = self._read(document, reading)
                    self._machine += found
                    if self._compare:
                        self._rules += extract(document)
                    kept += self._reviewer.judge(document, found) if self._reviewer else found
        finally:
            self._tell_account()  # tokens were paid for, whatever went wrong then
        if self._reader:
            self._reader.check()
        if self._reviewer:
            from graph.review import review_lines

            judged = self._reviewer.judged
            kept += judged.rejected if rejected else []
            _tell(review_lines(judged))
        return kept

    def _read(self, document: Document, reading: Work) -> list[Relationship]:
        if self._reader is None:
            return extract(document)
        articles = reading.done

        def tell(done: int, parts: int) -> None:
            reading.count(articles, note=f"part {done + 1} of {parts}: {harmless(document.name)}")

        return self._reader.extract(document, tell)

    def text(self, found: Sequence[Relationship], form: str) -> str:
        """Return what to print: the relationships, or the model beside the rules."""
        from graph.cli.text import facts_text
        from graph.export import write_relationships

        if not self._compare:
            return facts_text(found) if form == "table" else write_relationships(found, form)
        from graph.cli.compared import comparison_text
        from graph.export.flat import write_records
        from graph.llm.compare import compare

        pairs = compare(self._rules, self._machine)
        if form == "table":
            return comparison_text(pairs)
        return write_records([pair.record() for pair in pairs], form)

    def write_review(self, path: Path) -> None:
        """Write the table for a person, with the verdicts given so far."""
        from graph.review import carried, review_rows, save_review

        rows = review_rows(self._machine)
        if self._review:
            rows = carried(rows, self._review)
        save_review(path, rows, self._review)
        typer.echo(f"Wrote {len(rows)} rows to {path}; fill its column verdict in", err=True)

    def _tell_account(self) -> None:
        if self._reader:
            from graph.llm.report import account_lines

            _tell(account_lines(self._reader.account, self._price))


def _tell(lines: Sequence[str]) -> None:
    typer.echo("\n".join(harmless(line) for line in lines), err=True)


def _price(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    from graph.llm.report import parse_price

    return parse_price(text)
