"""How ways compare: what each trades for what, which are undominated, what share each draws."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from graph.facts import load
from graph.model import Route

_MOST_NAMED = 3

Segment = tuple[tuple[float, float], tuple[float, float]]


@cache
def parameter(name: str) -> float:
    """Give a parameter of the choice between ways, in the unit of its row."""
    return next(row.value for row in load("choice") if row.parameter == name)


def shares(routes: Sequence[Route]) -> list[float]:
    """Share traffic among ways by a path-size logit.

    Parameters
    ----------
    routes
        Alternatives between the same two ends.

    Returns
    -------
    list of float
        One share for each route; they add up to 1.

    Notes
    -----
    A way's utility is -scale * C / C_min + beta * ln(path size), where C is its cost in USD
    per tonne plus its hours times the value of time, and the path size is the part of it
    that is its own (each stretch divided by the number of ways that use it).

    References
    ----------
    Ben-Akiva and Bierlaire 1999, Discrete choice methods and their applications to short
    term travel decisions, doi:10.1007/978-1-4615-5203-1_2.
    """
    if not routes:
        return []
    costs = [generalized_cost(route) for route in routes]
    least = max(min(costs), 1e-9)
    sizes = path_sizes(routes)
    scale, beta = parameter("scale"), parameter("path_size_beta")
    weights = [
        math.exp(-scale * (cost / least - 1)) * size**beta
        for cost, size in zip(costs, sizes, strict=True)
    ]
    return [weight / sum(weights) for weight in weights]


def generalized_cost(route: Route) -> float:
    """Give the cost of a way with its time, in USD per tonne."""
    hours, usd = route.duration_h or 0.0, route.cost_usd_per_t or 0.0
    return usd + hours * parameter("value_of_time")


def path_sizes(routes: Sequence[Route]) -> list[float]:
    """Give the part of each way that is its own: 1 for one that shares nothing."""
    parts = [_segments(route) for route in routes]
    users = Counter(segment for part in parts for segment in part)
    sizes = []
    for part in parts:
        whole = sum(part.values())
        own = sum(length / users[segment] for segment, length in part.items())
        sizes.append(own / whole if whole else 1.0)
    return sizes


def _segments(route: Route) -> dict[Segment, float]:
    """Give the stretches of a way, alike in both directions, with lengths in degrees."""
    found: dict[Segment, float] = {}
    for leg in route.legs:
        for start, end in pairwise(leg.geometry):
            key = (start, end) if start < end else (end, start)
            shrink = math.cos(math.radians(start[1]))
            found[key] = math.hypot((end[0] - start[0]) * shrink, end[1] - start[1])
    return found


def undominated(routes: Sequence[Route]) -> list[Route]:
    """Keep the ways that no other one beats or equals in time, cost and CO2 at once."""
    figures = [(r.duration_h, r.cost_usd_per_t, r.co2_kg_per_t) for r in routes]
    points = [tuple(math.inf if value is None else value for value in row) for row in figures]
    kept: list[int] = []
    for number, mine in enumerate(points):
        beaten = any(
            all(a <= b for a, b in zip(other, mine, strict=True))
            and (other != mine or rival < number)
            for rival, other in enumerate(points)
            if rival != number
        )
        if not beaten:
            kept.append(number)
    return [routes[number] for number in kept]


def trade_off(route: Route, first: Route, name: Callable[[str], str]) -> str:
    """Tell in one line what a way gives and takes against the first.

    The three parts: time, cost, and what of the first it does not touch.
    """
    parts = [_days(route.duration_h, first.duration_h), _usd(route, first)]
    gone = [one for one in first.chokepoints if one not in route.chokepoints]
    gone += [one for one in dict.fromkeys(first.countries) if one not in route.countries]
    if gone:
        more = f" and {len(gone) - _MOST_NAMED} more" if len(gone) > _MOST_NAMED else ""
        parts.append(f"avoids {', '.join(name(one) for one in gone[:_MOST_NAMED])}{more}")
    return ", ".join(part for part in parts if part)


def _days(one: float | None, other: float | None) -> str:
    if one is None or other is None:
        return ""
    gap = one - other
    return f"{gap / 24:+.1f} days" if abs(gap) >= 24 else f"{gap:+.0f} h"


def _usd(route: Route, first: Route) -> str:
    if route.cost_usd_per_t is None or first.cost_usd_per_t is None:
        return ""
    return f"{route.cost_usd_per_t - first.cost_usd_per_t:+.0f} USD/t"
