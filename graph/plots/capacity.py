"""How much fits through: a waterfall of capacities towards what has to move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph.plots.canvas import PALETTE, canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def capacity_waterfall(
    parts: Mapping[str, float],
    needed: float,
    *,
    title: str = "",
    unit: str = "Mt a year",
    ax: Axes | None = None,
) -> Axes:
    """Stack what each way can carry, step by step, against a line of what has to move.

    Parameters
    ----------
    parts
        Way or bottleneck to what it can carry, in `unit`; drawn in this order.
    needed
        What has to move, in the same unit.
    title, unit
        Words for the head and the axis.
    ax
        Axes to draw into; new ones where None.

    Examples
    --------
    >>> ax = capacity_waterfall({"port Aktau": 7.5, "port Kuryk": 6.0}, needed=20.0)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['port Aktau', 'port Kuryk', 'all together']
    """
    ax = canvas(8, 0.9 + 0.42 * (len(parts) + 1), title or "What fits through", ax)
    begun = 0.0
    for row, size in enumerate(parts.values()):
        ax.barh(row, size, left=begun, color=PALETTE[0], height=0.6)
        ax.text(begun + size, row, f" {size:,.1f}", va="center", fontsize=9)
        begun += size
    ax.barh(len(parts), begun, color=PALETTE[2], height=0.6)
    share = f" ({begun / needed:.0%} of {needed:,.1f})" if needed > 0 else ""
    ax.text(begun, len(parts), f" {begun:,.1f}{share}", va="center", fontsize=9)
    ax.axvline(needed, color=PALETTE[1], linestyle="--", linewidth=1.2, label="has to move")
    ax.set_yticks(range(len(parts) + 1), [*parts, "all together"])
    ax.invert_yaxis()
    ax.set_xlim(0, max(begun, needed) * 1.25)
    ax.set_xlabel(unit)
    ax.grid(visible=False, axis="y")
    ax.legend(frameon=False, fontsize=9, loc="upper right")
    return ax
