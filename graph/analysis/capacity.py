"""The most that can flow: published capacities on the graph of cells and facilities.

A cell is a piece of network that goods cross without passing a border, a quay, a ferry or a
pipeline. Cells count as unbounded, for no table limits a line inside a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from graph.analysis.limits import Published
from graph.model import Flow, Limit
from graph.network import MODES, ArcKind, Network
from graph.network.geo import Ints

_SOURCE, _SINK = "origin", "destination"
_FACILITIES = (ArcKind.GATE, ArcKind.PORT, ArcKind.SERVICE)
Node = str | int | tuple[str, ...]


class Crossing(NamedTuple):
    """One facility between two cells; it flows from `a` to `b`, and back unless `one_way`."""

    a: Node
    b: Node
    limit: Limit
    one_way: bool


def most_flow(
    network: Network,
    usable: np.ndarray,
    flow_ways: Ints,
    ends: tuple[Ints, Ints],
    published: Published,
    unit: str,
) -> Flow:
    """Put as much as fits on all ways at once (maximum flow), and tell what holds it down.

    Parameters
    ----------
    network
        The compiled world.
    usable
        A mask of the arcs that may be used.
    flow_ways
        1 or -1 for arcs of one direction only (from `a`, from `b`), else 0.
    ends
        Nodes of the origin and of the destination.
    published
        Capacities by facility, in `unit`.

    Notes
    -----
    Ways that bear no figure at all would make the answer infinite. The fewest crossings
    without a figure whose removal leaves none of them (a minimum cut, nearest to the origin)
    are left out and told as `uncounted`; the maximum flow on the rest is finite.
    """
    cell = _cells(network, usable)
    crossings = _crossings(network, usable, flow_ways, cell, published)
    roots = [sorted(set(cell[nodes].tolist())) for nodes in ends]
    unknown = _uncounted(crossings, roots)
    kept = [one for one in crossings if one.limit.name not in {limit.name for limit in unknown}]
    total, used, binding = _maximum(kept, roots)
    return Flow(
        total=total,
        unit=unit,
        binding=tuple(binding),
        used=tuple(used),
        uncounted=tuple(unknown),
    )


def _cells(network: Network, usable: np.ndarray) -> Ints:
    """Give the number of each node's cell."""
    pipe = network.mode == [mode.value for mode in MODES].index("pipeline")
    facility = np.isin(network.kind, _FACILITIES) | (pipe & (network.fact > 0))
    inner = usable & ~facility
    size = len(network.node_lat)
    matrix = csr_matrix(
        (np.ones(int(inner.sum())), (network.a[inner], network.b[inner])), shape=(size, size)
    )
    _, cell = connected_components(matrix, directed=False)
    return np.asarray(cell, dtype=np.int64)


def _crossings(
    network: Network,
    usable: np.ndarray,
    flow_ways: Ints,
    cell: Ints,
    published: Published,
) -> list[Crossing]:
    """Give every facility once; those of one name between the same cells are one."""
    between = usable & (cell[network.a] != cell[network.b])
    found: dict[tuple[Node, Node, str], Crossing] = {}
    for arc in np.flatnonzero(between).tolist():
        limit, *hubs = published.of_arc(network, arc)
        cells: list[Node] = [int(cell[network.a[arc]]), int(cell[network.b[arc]])]
        way = int(flow_ways[arc])
        if way < 0:
            cells.reverse()
        for one in _through(cells, limit, hubs, one_way=way != 0):
            found.setdefault((one.a, one.b, one.limit.name), one)
    return [*found.values()]


def _through(
    cells: Sequence[Node], limit: Limit, hubs: Sequence[Limit | None], *, one_way: bool
) -> Iterable[Crossing]:
    """Yield a crossing; at a limited port it leads from the land through the port's hub."""
    ends = list(cells)
    for side, hub in enumerate(hubs):
        if hub:
            ends[side] = ("hub", hub.name)
            yield Crossing(cells[side], ends[side], hub, one_way=False)
    yield Crossing(ends[0], ends[1], limit, one_way)


def _uncounted(crossings: Sequence[Crossing], roots: Sequence[Sequence[int]]) -> list[Limit]:
    """Give the fewest crossings without a figure that open ways without any figure."""
    graph: nx.DiGraph[Node] = nx.DiGraph()
    for one in crossings:
        if one.limit.capacity is None:
            _join(graph, one, 1.0)
    if not _rooted(graph, roots):
        return []
    _, (near, _) = nx.minimum_cut(graph, _SOURCE, _SINK, flow_func=_augment)
    cut = [one for one in crossings if one.limit.capacity is None and _parts(one, near)]
    return list({one.limit.name: one.limit for one in cut}.values())


def _parts(one: Crossing, near: set[Node]) -> bool:
    return (one.a in near) != (one.b in near)


def _maximum(
    crossings: Sequence[Crossing], roots: Sequence[Sequence[int]]
) -> tuple[float, list[Limit], list[Limit]]:
    graph: nx.DiGraph[Node] = nx.DiGraph()
    for one in crossings:
        _join(graph, one, one.limit.capacity)
    if not _rooted(graph, roots):
        return 0.0, [], []
    total, flows = nx.maximum_flow(graph, _SOURCE, _SINK, flow_func=_augment)
    _, (near, _) = nx.minimum_cut(graph, _SOURCE, _SINK, flow_func=_augment)
    used: dict[str, Limit] = {}
    for one in crossings:
        if one.limit.name and (flow := _net(flows, one)) > 1e-9:
            before = used.get(one.limit.name)
            # The parts of a pipeline follow each other; crossings of a border lie side by side.
            join = max if one.limit.kind == "pipeline" else sum
            whole = join([flow, (before and before.flow) or 0.0])
            used[one.limit.name] = replace(one.limit, flow=round(whole, 3))
    cut = {one.limit.name for one in crossings if one.a in near and one.b not in near}
    binding = [limit for name, limit in used.items() if name in cut]
    return round(float(total), 3), list(used.values()), binding


def _net(flows: Mapping[Node, Mapping[Node, float]], one: Crossing) -> float:
    there = flows.get(one.a, {}).get(one.b, 0.0)
    back = 0.0 if one.one_way else flows.get(one.b, {}).get(one.a, 0.0)
    net = abs(there - back)
    return net if one.limit.capacity is None else min(net, one.limit.capacity)


def _join(graph: nx.DiGraph[Node], one: Crossing, capacity: float | None) -> None:
    """Add a crossing; what joins the same two cells adds up, and no figure is no bound."""
    for start, end in [(one.a, one.b)] if one.one_way else [(one.a, one.b), (one.b, one.a)]:
        known = graph.get_edge_data(start, end)
        if capacity is None or (known is not None and "capacity" not in known):
            if known is not None:
                known.pop("capacity", None)
            else:
                graph.add_edge(start, end)
        else:
            before = known["capacity"] if known else 0.0
            graph.add_edge(start, end, capacity=before + capacity)


def _rooted(graph: nx.DiGraph[Node], roots: Sequence[Sequence[int]]) -> bool:
    """Join the ends to their cells; tell whether any way leads from one to the other."""
    graph.add_node(_SOURCE)
    graph.add_node(_SINK)
    graph.add_edges_from((_SOURCE, root) for root in roots[0])
    graph.add_edges_from((root, _SINK) for root in roots[1])
    if set(roots[0]) & set(roots[1]):
        return False
    onward = nx.descendants(graph, _SOURCE)
    graph.remove_nodes_from([node for node in list(graph) if node not in onward | {_SOURCE}])
    if _SINK not in graph:
        return False
    back = nx.ancestors(graph, _SINK)
    graph.remove_nodes_from([node for node in list(graph) if node not in back | {_SINK}])
    return True


def _augment(*args: object, **options: object) -> object:
    from networkx.algorithms.flow import shortest_augmenting_path

    return shortest_augmenting_path(*args, **options)
