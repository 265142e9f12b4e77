"""The `corridor` command: parse arguments, ask the explorer, print."""

from graph.cli.main import main

__all__ = ["main"]
