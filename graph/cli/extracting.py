"""What `corridor extract` does between reading and printing: review, and what to tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from graph.extract import extract
from graph.model import Relationship
from graph.read import read_paths


class Extraction:
    """One run over articles.

    Parameters
    ----------
    reviewed
        A table that a person has gone through, if any.
    """

    def __init__(self, reviewed: Path | None) -> None:
        from graph.review import Reviewer, load_review

        self._review = load_review(reviewed) if reviewed else None
        self._reviewer = Reviewer(self._review) if self._review else None
        self._machine: list[Relationship] = []

    def run(self, paths: Sequence[str], *, rejected: bool) -> list[Relationship]:
        """Return what the articles state, by a person's word where there is one."""
        kept: list[Relationship] = []
        for document in read_paths(paths):
            found = extract(document)
            self._machine += found
            kept += self._reviewer.judge(document, found) if self._reviewer else found
        if self._reviewer:
            from graph.review import review_lines

            judged = self._reviewer.judged
            kept += judged.rejected if rejected else []
            typer.echo("\n".join(review_lines(judged)), err=True)
        return kept

    def write_review(self, path: Path) -> None:
        """Write the table for a person, with the verdicts given so far."""
        from graph.review import carried, review_rows, save_review

        rows = review_rows(self._machine)
        if self._review:
            rows = carried(rows, self._review)
        save_review(path, rows, self._review)
        typer.echo(f"Wrote {len(rows)} rows to {path}; fill its column verdict in", err=True)
