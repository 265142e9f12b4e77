"""One look for all plots: a plain frame, one palette that colour-blind people can tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import CorridorError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette (2008), chosen to be told apart with any colour vision.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")


def canvas(width: float, height: float, title: str, ax: Axes | None = None) -> Axes:
    """Return axes of `width` by `height` inches with the house look; `ax` is reused if given.

    Raises
    ------
    CorridorError
        If matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise CorridorError(
            "plots need matplotlib, which is not installed",
            "Run: pip install 'corridor-graph[plots]'",
        ) from error
    if ax is None:
        import matplotlib.pyplot as plt

        figure: Figure = plt.figure(figsize=(width, height), layout="constrained")
        ax = figure.add_subplot()
    ax.set_title(title, loc="left", fontsize=11)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(visible=True, color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    return ax
