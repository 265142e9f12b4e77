"""The way by water between two points, for services that are drawn from port to port."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby, pairwise

import numpy as np

from graph.model import Mode
from graph.network import MODES, Network
from graph.network.core import core_of
from graph.network.geo import distance_km
from graph.network.nearby import facts_of_nodes, nodes_around
from graph.network.own import WaterPart
from graph.network.tidy import DEGREE
from graph.network.unpack import Stretch, drawn
from graph.routing.ground import Ground, ground_of
from graph.routing.joins import alive
from graph.routing.search import INF, Bound, Ends, Step, shortest

_REACH_KM = 150.0
_NEAREST = 3
Point = tuple[float, float]


def way_by_water(network: Network, points: list[Point]) -> tuple[WaterPart, ...]:
    """Find the shortest way over the sea lanes through points (latitude, longitude in degrees).

    Returns
    -------
    tuple of WaterPart
        Stretches of one ground, waters and passage, in order; none where no lane is within
        150 km of a point, or none leads from one point to the next.
    """
    ground = ground_of(core_of(network), datetime.now(UTC).date(), (Mode.SEA,))
    stops = [_afloat(ground, point) for point in points]
    steps: list[Step] = []
    for start, goal in pairwise(stops):
        # A way goes on from where the one before it ended.
        begun = Ends([steps[-1].end], [0.0]) if steps else start
        way = _shortest(ground, begun, goal)
        if way is None:
            return ()
        steps += way
    return tuple(_parts(ground, steps))


def _afloat(ground: Ground, point: Point) -> Ends:
    """Give the nearest nodes of the sea lanes, with the km to each."""
    core = ground.core
    near = nodes_around(core, *point, _REACH_KM)
    gaps = distance_km(core.lat[near] / DEGREE, core.lon[near] / DEGREE, *point)
    mode, _, named = facts_of_nodes(core, ground.rows, near)
    which = np.flatnonzero((mode == MODES.index(Mode.SEA)) & ~named & (gaps <= _REACH_KM))
    found = [n for n in which[np.argsort(gaps[which])].tolist() if alive(ground, int(near[n]))]
    found = found[:_NEAREST]
    return Ends([int(near[n]) for n in found], [float(gaps[n]) for n in found])


def _shortest(ground: Ground, start: Ends, goal: Ends) -> list[Step] | None:
    if not start.nodes or not goal.nodes or set(start.nodes) & set(goal.nodes):
        return None
    factor = np.where(ground.shut, INF, 1.0).data
    bound = Bound(np.zeros(len(ground.core.nodes)).data)
    way = shortest(ground.core, ground.costs("distance"), (start, goal), factor, bound)
    return None if way is None else way.steps


def _parts(ground: Ground, steps: list[Step]) -> list[WaterPart]:
    """Join steps of one kind; grounds are numbered as in a sheet."""
    rows, found = ground.core.rows, list[WaterPart]()
    for (state, zone, waters, waters_zone, passage), group in groupby(
        steps,
        key=lambda step: tuple(
            int(column[step.row])
            for column in (rows.state, rows.zone, rows.waters, rows.waters_zone, rows.passage)
        ),
    ):
        run = list(group)
        line, _ = drawn(ground.core, [Stretch(s.ref, s.start, s.end, s.tail) for s in run])
        km = sum(step.metres for step in run) / 1000
        if len(line) > 1:
            found.append(
                WaterPart(
                    [(lat, lon) for lon, lat in line],
                    km,
                    _ground(rows, state, zone),
                    _ground(rows, waters, waters_zone),
                    passage,
                )
            )
    return found


def _ground(rows: Network, state: int, zone: int) -> int:
    return len(rows.states) + zone - 1 if zone else state
