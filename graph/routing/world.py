"""Find routes on the compiled world network: exact, and never through what is avoided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from graph.errors import NoRouteError, UsageError
from graph.facts import Cargo
from graph.model import Avoid, Mode, Route
from graph.network import Network
from graph.network.control import View, under
from graph.network.core import core_of
from graph.routing import masks
from graph.routing.alternatives import alternatives
from graph.routing.bounds import bounds_of
from graph.routing.cargo import unfit
from graph.routing.cut import smallest_cut
from graph.routing.ground import By, Costs, Ground, ground_of
from graph.routing.joins import Joins, Place, Spot, snapped
from graph.routing.legs import route_of
from graph.routing.search import Ends, Way

__all__ = ["By", "Place", "Spot", "find_routes"]


def find_routes(  # noqa: PLR0913 - one for each option of a question
    network: Network,
    origins: Sequence[Place],
    destinations: Sequence[Place],
    *,
    avoid: Sequence[Avoid] = (),
    modes: Sequence[Mode] | None = None,
    by: By = "time",
    k: int = 5,
    as_of: date | None = None,
    control: View = "actual",
    strict_waters: bool = False,
    names: tuple[str, str] | None = None,
    cargo: Cargo | None = None,
) -> list[Route]:
    """Find up to `k` routes that differ in states, passages or gateways, best first.

    Parameters
    ----------
    network
        The compiled world.
    origins, destinations
        Points (latitude, longitude in degrees, or a `Spot` with a name); a state's code, for
        any of its border crossings and ports; or `sea`, for any port on the ocean.
    avoid
        What no route may touch.
    modes
        The modes allowed; all but pipelines where None.
    by
        What is least: hours, USD per tonne, kilometres, or kg CO2 per tonne.
    as_of
        The day whose closures, services and control of ground count; today where None.
    control
        `actual`: states by who controls the ground; `legal`: by recognised borders.
    strict_waters
        Whether territorial sea counts as its state's ground.
    names
        How the ends are called in the legs.
    cargo
        How the commodity may travel; where None, general freight.

    Raises
    ------
    NoRouteError
        If there is none; `lift` tells a smallest set of avoids to give up.
    UsageError
        If a place lies far from the network, or an avoid is not known to it.
    """
    core = core_of(network)
    day = as_of or datetime.now(UTC).date()
    wanted = tuple(modes) if modes else masks.DEFAULT_MODES
    ground = ground_of(core, day, wanted, control, strict_waters, cargo)
    joins = snapped(ground, origins), snapped(ground, destinations)
    gone = [ground.gone(item) for item in avoid]
    costs = ground.costs(by)
    ends = _ends(costs, joins[0]), _ends(costs, joins[1])
    bound = bounds_of(network, core).to(ground, by, ends[1], ends[0], several=k > 1)
    shut = np.logical_or.reduce([ground.shut, *gone])
    found = alternatives(ground, costs, ends, shut, bound, k)
    if not found:
        raise _no_route(ground, avoid, gone, joins)
    routes = [_route(ground, way, joins, names) for way in found]
    return [replace(route, rank=rank) for rank, route in enumerate(routes, start=1)]


def usable_arcs(
    network: Network,
    *,
    avoid: Sequence[Avoid] = (),
    modes: Sequence[Mode] | None = None,
    as_of: date | None = None,
    cargo: Cargo | None = None,
    control: View = "actual",
    strict_waters: bool = False,
) -> np.ndarray:
    """Give the mask of the arcs that a question leaves; parameters as in `find_routes`."""
    day = as_of or datetime.now(UTC).date()
    seen = under(network, view=control, day=day, strict_waters=strict_waters)
    gone = [masks.blocked(seen, item) for item in avoid]
    # Borders are shut, and goods fit or not, where the ground changes hands in fact.
    held = under(network, day=day)
    shut = masks.closed(held, day, tuple(modes) if modes else masks.DEFAULT_MODES)
    bare = shut | unfit(held, cargo)
    return np.asarray(~np.logical_or.reduce([bare, *gone]))


def _ends(costs: Costs, joins: Joins) -> Ends:
    return Ends(joins.nodes, tuple(km * costs.access_per_km for km in joins.km))


def _route(
    ground: Ground, way: Way, joins: tuple[Joins, Joins], names: tuple[str, str] | None
) -> Route:
    """Make a route; its ends are called as asked, or by the points where it joins."""
    start, goal = (
        one.at(node)
        for one, node in zip(joins, (way.steps[0].start, way.steps[-1].end), strict=True)
    )
    ends = names or (start[1], goal[1])
    return route_of(ground, way.steps, ends=ends, access=(start[0], goal[0]))


def _no_route(
    ground: Ground, avoid: Sequence[Avoid], gone: list[np.ndarray], joins: tuple[Joins, Joins]
) -> NoRouteError | UsageError:
    """Tell that there is none, with a smallest set of avoids whose lifting joins the ends."""
    what = f"no route from {joins[0].name} to {joins[1].name}"
    if set(joins[0].nodes) & set(joins[1].nodes):
        return UsageError(
            f"{joins[0].name} and {joins[1].name} lie at one place of the network",
            "Name places that are farther apart.",
        )
    lifted = smallest_cut(ground, joins[0].nodes, joins[1].nodes, gone)
    if lifted:
        return NoRouteError(what, [avoid[number].text for number in lifted])
    return NoRouteError(what, todo="Allow more modes or another date.")
