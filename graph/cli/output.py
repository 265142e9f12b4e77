"""Where output goes: the terminal, or a file written whole."""

from __future__ import annotations

from pathlib import Path

import typer

from graph.store import write_whole


def emit(text: str, output: Path | None, what: str) -> None:
    """Print `text`, or write it to `output` and say so."""
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
    else:
        write_whole(output, text)
        typer.echo(f"Wrote {what} to {output}", err=True)
