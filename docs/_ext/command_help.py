"""The directive `command-help`: the help of every command, as the terminal shows it."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from typer.main import get_command
from typer.testing import CliRunner


class CommandHelp(Directive):
    """Insert a section with the help text of each command and sub-command."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return one section for each command."""
        from graph.cli.main import application

        app = application()
        found: list[nodes.Node] = []
        for words in _commands(get_command(app), ()):
            section = nodes.section(ids=[nodes.make_id("-".join(("corridor", *words)))])
            section += nodes.title(text=" ".join(("corridor", *words)))
            told = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "90"}).output
            section += nodes.literal_block(text=told.strip(), language="text")
            found.append(section)
        return found


def _commands(command: object, before: tuple[str, ...]) -> list[tuple[str, ...]]:
    children = getattr(command, "commands", None)
    if not children:
        return [before]
    return [
        words for name, child in children.items() for words in _commands(child, (*before, name))
    ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive."""
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True}
