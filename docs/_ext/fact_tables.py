"""The directive `fact-tables`: what each shipped table holds, counted from the tables."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

_HEAD = ("table", "rows", "high", "medium", "low", "sources")


class FactTables(Directive):
    """Insert a table: rows by confidence and the number of different sources."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return one docutils table."""
        from graph.facts import KINDS, load

        rows = []
        for name in sorted(KINDS):
            facts = load(name)
            sure = Counter(str(row.confidence) for row in facts)
            sources = len({row.source for row in facts})
            counts = (len(facts), sure["high"], sure["medium"], sure["low"], sources)
            rows.append((name, *map(str, counts)))
        return [_table(rows)]


def _table(rows: list[tuple[str, ...]]) -> nodes.table:
    group = nodes.tgroup(cols=len(_HEAD))
    group += [nodes.colspec(colwidth=1) for _ in _HEAD]
    head, body = nodes.thead(), nodes.tbody()
    head += _row(_HEAD)
    body += [_row(row) for row in rows]
    group += [head, body]
    table = nodes.table()
    table += group
    return table


def _row(cells: tuple[str, ...]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        entry = nodes.entry()
        entry += nodes.paragraph(text=cell)
        row += entry
    return row


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive."""
    app.add_directive("fact-tables", FactTables)
    return {"parallel_read_safe": True}
