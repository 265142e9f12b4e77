"""Where output goes: the terminal, or a file written whole."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from graph.store import write_whole

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
# What a terminal obeys: an article must not move its cursor or set its title.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def harmless(text: str) -> str:
    r"""Return a text with the control characters that a terminal would obey made visible.

    >>> harmless("a\x1b[2Jb")
    'a�[2Jb'
    """
    return _CONTROLS.sub("\ufffd", text)


def unstyled(text: str) -> str:
    """Return a text without the marks of bold and dim, as a file should hold it."""
    return _STYLE.sub("", text)


def emit(text: str, output: Path | None, what: str) -> None:
    """Print `text`, or write it to `output` and say so."""
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
    else:
        write_whole(output, unstyled(text))
        typer.echo(f"Wrote {what} to {output}", err=True)
