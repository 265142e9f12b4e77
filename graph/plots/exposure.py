"""Who can close it: a heat map, country by country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.plots.canvas import canvas

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def exposure_heatmap(
    extra: pd.DataFrame, *, title: str = "", unit: str = "more days", ax: Axes | None = None
) -> Axes:
    """Draw what a closing state adds for each asking state.

    Parameters
    ----------
    extra
        Asking states as rows, closing states as columns; the extra days (or cost) when
        the column's state is closed. Infinity: nothing is left. Missing: not asked.
    title, unit
        Words for the head and for the colour bar.
    ax
        Axes to draw into; new ones where None.

    Examples
    --------
    >>> import pandas
    >>> more = pandas.DataFrame({"China": [2.0, float("inf")]}, index=["Kazakhstan", "Mongolia"])
    >>> [text.get_text() for text in exposure_heatmap(more).texts]
    ['✕']
    """
    import numpy as np

    values = extra.to_numpy(dtype=float)
    rows, columns = values.shape
    ax = canvas(2.2 + 0.5 * columns, 1.4 + 0.34 * rows, title or "Who can close it", ax)
    finite = np.where(np.isinf(values), np.nan, values)
    image = ax.imshow(finite, cmap="YlOrRd", aspect="auto", vmin=0)
    for row, column in zip(*np.nonzero(np.isinf(values)), strict=True):
        ax.text(column, row, "✕", ha="center", va="center", fontsize=11)
    ax.set_xticks(range(columns), [str(name) for name in extra.columns], rotation=45, ha="right")
    ax.set_yticks(range(rows), [str(name) for name in extra.index])
    ax.grid(visible=False)
    assert ax.figure is not None  # noqa: S101 - axes that were drawn into have a figure
    ax.figure.colorbar(image, ax=ax, label=f"{unit} (✕: no way left)")
    return ax
