"""Tables in notebooks: words to the left, numbers to the right, whatever the notebook's style."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def table_html(heads: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """Return a table; cells that are text must be HTML already, and None leaves one empty.

    >>> table_html(["km"], [[1234.5]])
    '<table><thead><tr><th>km</th></tr></thead><tbody><tr><td>1,234.5</td></tr></tbody></table>'
    """
    told = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in heads)
    head = f"<thead><tr>{head}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table>{told}{head}<tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    if isinstance(value, int | float):
        return f"<td>{value:,.1f}</td>" if isinstance(value, float) else f"<td>{value:,}</td>"
    # Notebooks set all cells to the right.
    return f'<td style="text-align:left">{value}</td>'
