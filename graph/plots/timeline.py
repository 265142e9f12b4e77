"""When it was said to hold: a timeline of dated relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.plots.canvas import PALETTE, canvas

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_MOST = 40


def timeline(facts: pd.DataFrame, *, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw the dated rows of a frame of relationships, at most the 40 latest.

    Parameters
    ----------
    facts
        Rows with `source`, `relation`, `target`, `polarity` and `valid_since`, as
        `Explorer.relationships_frame` gives.
    title
        Words for the head.
    ax
        Axes to draw into; new ones where None.

    Raises
    ------
    UsageError
        If no row has a date.

    Examples
    --------
    >>> import graph
    >>> explorer = graph.Explorer([])
    >>> _ = explorer.extract("Kenya signed an agreement with Uganda in May 2024.")
    >>> ax = timeline(explorer.relationships_frame())
    >>> len(ax.get_yticklabels())
    1
    """
    dated = facts.dropna(subset=["valid_since"]) if "valid_since" in facts else facts.iloc[:0]
    if dated.empty:
        raise UsageError("no relationship has a date to draw", "Give texts that name dates.")
    dated = dated.sort_values("valid_since").tail(_MOST).reset_index(drop=True)
    ax = canvas(9, 1.2 + 0.3 * len(dated), title or "When it holds from", ax)
    for polarity, colour, marker in (("asserted", PALETTE[0], "o"), ("negated", PALETTE[1], "x")):
        mine = dated[dated["polarity"] == polarity]
        ax.scatter(mine["valid_since"], mine.index, c=colour, marker=marker, label=polarity)
    words = [
        f"{row.source} {str(row.relation).replace('_', ' ')} {row.target}"
        for row in dated.itertuples()
    ]
    ax.set_yticks(range(len(dated)), words, fontsize=8)
    ax.legend(frameon=False, fontsize=9)
    return ax
