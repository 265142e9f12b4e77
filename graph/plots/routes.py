"""Cost against time of the alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.model import Route
from graph.plots.canvas import PALETTE, canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKERS = "osD^vP*X"


def cost_against_time(routes: Sequence[Route], *, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw each route as a point: days across, USD per tonne up, its states beside it.

    The line joins the routes that no other beats on both.

    Raises
    ------
    UsageError
        If the routes have no times and costs (those of the relation graph have none).

    Examples
    --------
    >>> from graph.model import Leg
    >>> leg = Leg(start="A", end="B", countries=("KZ",), duration_h=48.0, cost_usd_per_t=90.0)
    >>> route = Route(rank=1, countries=("KZ",), corridors=(), chokepoints=(), legs=(leg,))
    >>> ax = cost_against_time([route])
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('days', 'USD per tonne')
    """
    points = [
        (route.duration_h / 24, route.cost_usd_per_t, route)
        for route in routes
        if route.duration_h is not None and route.cost_usd_per_t is not None
    ]
    if not points:
        raise UsageError(
            "these routes have no times and costs to draw", 'Ask with on="network" for both.'
        )
    ax = canvas(8, 4.5, title or "Cost against time", ax)
    best = [one for one in points if not any(_beats(other[:2], one[:2]) for other in points)]
    best.sort(key=lambda one: one[:2])
    ax.plot([days for days, *_ in best], [usd for _, usd, _ in best], color="#999999", zorder=1)
    for number, (days, usd, route) in enumerate(points):
        ax.scatter(
            days,
            usd,
            s=60,
            color=PALETTE[number % len(PALETTE)],
            marker=_MARKERS[number % len(_MARKERS)],
            label=f"{route.rank}  {' → '.join(route.countries)}",
            zorder=2,
        )
        ax.annotate(str(route.rank), (days, usd), (7, 5), textcoords="offset points")
    ax.set_xlabel("days")
    ax.set_ylabel("USD per tonne")
    ax.margins(0.08)
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    ax.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.16))
    return ax


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
