"""What answers of analysis share: rows that show themselves as a frame and in Jupyter."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graph.explorer.shown import table_html

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, object]
_WIDEST = 44


class Answer:
    """Shows rows as a frame, in a terminal and in Jupyter."""

    caption = ""
    columns: Mapping[str, str]
    """The columns of the frame, and what pandas keeps each as."""
    brief: Sequence[str] = ()
    """The columns that are enough in a terminal."""

    def rows(self) -> list[Row]:
        """Return the answer as rows of one shape."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """Return the answer as a frame, one row for each line of it; typed even where empty."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(self.columns)).astype(dict(self.columns))

    def _repr_html_(self) -> str:
        names = [name for name in self.columns if name != "facilities"]
        heads = [name.replace("_", " ") for name in names]
        rows = ([_escaped(row[name]) for name in names] for row in self.rows())
        return table_html(heads, rows, self.caption)

    def __repr__(self) -> str:
        """Return the question and the answer as a small table."""
        table = [[name.replace("_", " ") for name in self.brief]]
        table += [[_short(row[name]) for name in self.brief] for row in self.rows()]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = ["  ".join(map(str.ljust, cells, widths)).rstrip() for cells in table]
        return "\n".join([f"<{type(self).__name__} {self.caption}>", *lines])


def _short(value: object) -> str:
    """Return a cell for a terminal.

    >>> _short(1234.56), _short(None), _short("x" * 60)
    ('1,234.6', '', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…')
    """
    if value is None:
        return ""
    text = f"{value:,.1f}" if isinstance(value, float) else str(value)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _escaped(value: object) -> object:
    return html.escape(value) if isinstance(value, str) else value
