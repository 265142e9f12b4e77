"""The entry point: one place turns errors into a message, a tip and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.errors import CorridorError
from graph.progress.interrupts import Stopped, stoppable

if TYPE_CHECKING:
    from typer import Typer


def main() -> None:
    """Run the command line."""
    # a terminal that cannot show a character shows its number, not a traceback
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    with _reported(), stoppable():
        application()()


def application() -> Typer:
    """Return the application with all its commands; each module adds its own."""
    import graph.cli.analysis
    import graph.cli.cached
    import graph.cli.keeping  # noqa: F401
    from graph.cli.commands import app

    return app


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except CorridorError as error:
        from graph.cli.output import harmless

        sys.stderr.write(f"corridor: {harmless(str(error))}\n")
        sys.exit(error.exit_code)
    except Stopped:
        sys.stderr.write(
            "corridor: stopped; no file is left half written\n"
            "Run it again: what the store and the cache hold by now is not done anew.\n"
        )
        sys.exit(1)
    except BrokenPipeError:
        # the reader (head, less) has left; closing stdout again must not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
