"""The commands of the compiled world network: build, info, clear."""

from __future__ import annotations

from typing import Annotated

import typer

from graph.cli.commands import app
from graph.cli.output import emit

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
    from graph.explorer.ground import compiled_world

    compiled_world(force=force)
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
