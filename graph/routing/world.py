"""Find routes on the compiled world network: exact, and never through what is avoided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from graph.errors import NoRouteError
from graph.facts import Cargo
from graph.model import Avoid, Mode, Route
from graph.network import Network
from graph.network.control import View, under
from graph.network.geo import Floats, Ints
from graph.routing import masks, tariff
from graph.routing.cargo import flow_ways, unfit
from graph.routing.legs import Step, route_of
from graph.routing.snap import Ends, Place, snapped

By = Literal["time", "cost", "distance", "co2"]

_MOST_SEARCHES = 8
_STATE_PENALTY, _ARC_PENALTY = 1.3, 1.15
_LONGEST = 3.0
_MOST_LIFTED = 3


class Rows(NamedTuple):
    """Both directions of every arc, ordered by node: slots of a sparse matrix."""

    start: Ints
    target: Ints
    arc: Ints
    way: Ints


@lru_cache(maxsize=4)
def _rows(network: Network) -> Rows:
    size, count = len(network.node_lat), len(network.a)
    ends = np.r_[network.a, network.b]
    order = np.argsort(ends, kind="stable")
    start = np.r_[0, np.cumsum(np.bincount(ends, minlength=size))]
    way = np.where(order < count, 1, -1)
    return Rows(start, np.r_[network.b, network.a][order], order % count, way)


@lru_cache(maxsize=4)
def _tariff(network: Network) -> tariff.Tariff:
    return tariff.tariff(network)


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
    """Find up to `k` routes that differ in states, passages, ports or modes, best first.

    Parameters
    ----------
    network
        The compiled world.
    origins, destinations
        Points (latitude, longitude in degrees); a state's code, for any of its border
        crossings and ports; or `sea`, for any port on the ocean.
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
    day = as_of or datetime.now(UTC).date()
    # Borders are shut and lorries wait where the ground changes hands in fact.
    ground = under(network, day=day)
    shut, sums = _shut(ground, modes, day, cargo), _tariff(ground)
    network = under(network, view=control, day=day, strict_waters=strict_waters)
    gone = [masks.blocked(network, item) for item in avoid]
    usable = ~np.logical_or.reduce([shut, *gone])
    sources, goals = snapped(network, origins, ~shut), snapped(network, destinations, ~shut)
    weights = np.maximum(
        {"time": sums.hours, "cost": sums.usd, "distance": network.km, "co2": sums.co2}[by], 1e-6
    )
    found = _alternatives(network, np.where(usable, weights, np.inf), sources, goals, k)
    if not found:
        raise _no_route(network, avoid, gone, ~shut, (sources, goals))
    # A gateway has a name of its own, which says more than that of its state.
    own = tuple(
        "" if isinstance(place[0], str) else end.name
        for place, end in ((origins, sources), (destinations, goals))
    )
    ends = names or (own[0], own[1])
    return [
        route_of(network, steps, sums, rank=rank, ends=ends)
        for rank, steps in enumerate(found[:k], start=1)
    ]


def usable_arcs(
    network: Network,
    *,
    avoid: Sequence[Avoid] = (),
    modes: Sequence[Mode] | None = None,
    as_of: date | None = None,
    cargo: Cargo | None = None,
) -> np.ndarray:
    """Give the mask of the arcs that a question leaves; parameters as in `find_routes`."""
    day = as_of or datetime.now(UTC).date()
    network = under(network, day=day)
    gone = [masks.blocked(network, item) for item in avoid]
    return np.asarray(~np.logical_or.reduce([_shut(network, modes, day, cargo), *gone]))


def _shut(
    network: Network, modes: Sequence[Mode] | None, day: date, cargo: Cargo | None
) -> np.ndarray:
    shut = masks.closed(network, day, tuple(modes) if modes else masks.DEFAULT_MODES)
    return shut | unfit(network, cargo) if cargo else shut


def _alternatives(
    network: Network, weights: Floats, sources: Ends, goals: Ends, k: int
) -> list[list[Step]]:
    """Search again with the used states, passages and arcs made dearer; rank by true cost."""
    found: dict[tuple[object, ...], tuple[float, list[Step]]] = {}
    dearer, limit = weights.copy(), np.inf
    for _ in range(1 if k == 1 else _MOST_SEARCHES):
        steps = _shortest(network, dearer, sources, goals, limit)
        if not steps:
            break
        arcs = [step.arc for step in steps]
        total = float(weights[arcs].sum())
        found.setdefault(_signature(network, steps), (total, steps))
        if len(found) >= k:
            break
        if limit == np.inf:
            limit = total * _LONGEST
        _penalise(network, dearer, arcs)
    return [steps for _, steps in sorted(found.values(), key=lambda pair: pair[0])]


def _signature(network: Network, steps: list[Step]) -> tuple[object, ...]:
    arcs = [step.arc for step in steps]
    passages = frozenset(network.passage[arcs].tolist())
    ports = frozenset(
        int(network.node_label[node]) for node in network.b[arcs] if network.node_label[node] >= 0
    )
    states = network.state[arcs]
    order = tuple(states[np.r_[True, states[1:] != states[:-1]]].tolist())
    return order, passages, ports, frozenset(network.mode[arcs].tolist())


def _penalise(network: Network, weights: Floats, arcs: list[int]) -> None:
    states = network.state[arcs]
    inner = set(states.tolist()) - {0, int(states[0]), int(states[-1])}
    weights[np.isin(network.state, list(inner))] *= _STATE_PENALTY
    passages = set(network.passage[arcs].tolist()) - {0}
    weights[np.isin(network.passage, list(passages))] *= _STATE_PENALTY
    weights[np.unique(arcs)] *= _ARC_PENALTY


def _shortest(
    network: Network, weights: Floats, sources: Ends, goals: Ends, limit: float
) -> list[Step]:
    """Run Dijkstra from all origins at once; access to them counts through its own row."""
    rows, size = _rows(network), len(network.node_lat)
    slot_weights = _slot_weights(network, weights)
    scale = float(np.min(weights[np.isfinite(weights)], initial=1.0)) * 1e-3
    matrix = csr_matrix(
        (
            np.r_[slot_weights, sources.extra * scale + 1e-9],
            np.r_[rows.target, sources.nodes].astype(np.int32),
            np.r_[rows.start, rows.start[-1] + len(sources.nodes)].astype(np.int32),
        ),
        shape=(size + 1, size + 1),
    )
    lengths, before = dijkstra(matrix, indices=[size], return_predecessors=True, limit=limit)
    reach = lengths[0][goals.nodes]
    if not np.isfinite(reach).any():
        return []
    node = int(goals.nodes[int(np.argmin(reach))])
    return _walk(rows, network, slot_weights, before[0], node)


def _slot_weights(network: Network, weights: Floats) -> Floats:
    """Give the weight of every arc in both directions; none against a pipeline's flow."""
    rows, flow = _rows(network), flow_ways(network)
    against = flow[rows.arc] * rows.way < 0
    return np.where(against, np.inf, weights[rows.arc])


def _walk(
    rows: Rows, network: Network, weights: Floats, before: np.ndarray, node: int
) -> list[Step]:
    steps: list[Step] = []
    size = len(network.node_lat)
    while (last := int(before[node])) != size:
        slots = slice(int(rows.start[last]), int(rows.start[last + 1]))
        here = np.flatnonzero(rows.target[slots] == node) + slots.start
        slot = int(here[int(np.argmin(weights[here]))])
        steps.append(Step(int(rows.arc[slot]), bool(rows.way[slot] > 0)))
        node = last
    return steps[::-1]


def _no_route(
    network: Network,
    avoid: Sequence[Avoid],
    gone: list[np.ndarray],
    open_now: np.ndarray,
    ends: tuple[Ends, Ends],
) -> NoRouteError:
    """Find a smallest set of avoids whose lifting joins the ends."""
    for count in range(1, min(_MOST_LIFTED, len(avoid)) + 1):
        for lifted in combinations(range(len(avoid)), count):
            kept = [mask for number, mask in enumerate(gone) if number not in lifted]
            if _joined(network, np.logical_and.reduce([open_now, *(~m for m in kept)]), ends):
                return NoRouteError(
                    f"no route from {ends[0].name} to {ends[1].name}",
                    [avoid[number].text for number in lifted],
                )
    return NoRouteError(
        f"no route from {ends[0].name} to {ends[1].name}",
        todo="Allow more modes or another date.",
    )


def _joined(network: Network, usable: np.ndarray, ends: tuple[Ends, Ends]) -> bool:
    size = len(network.node_lat)
    a, b = network.a[usable], network.b[usable]
    matrix = csr_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    _, piece = connected_components(matrix, directed=False)
    return bool(set(piece[ends[0].nodes]) & set(piece[ends[1].nodes]))
