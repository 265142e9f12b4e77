"""The most that can flow: published capacities on the graph of cells and facilities.

A cell is a piece of network that goods cross without passing a border, a quay, a ferry or a
pipeline. Cells count as unbounded, for no table limits a line inside a state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import networkx as nx
import numpy as np

from graph.analysis.flow import Crossing, Most, Node, largest_flow
from graph.analysis.limits import Published
from graph.model import Flow, Limit
from graph.model.finding import AND
from graph.network import MODES, ArcKind, Network
from graph.network.connected import connected
from graph.network.geo import Ints
from graph.network.own.legs import leg_arcs

_SINK = "destination"
_FACILITIES = (ArcKind.GATE, ArcKind.PORT, ArcKind.SERVICE)


def most_flow(
    network: Network,
    usable: np.ndarray,
    flow_ways: Ints,
    ends: tuple[Ints, Ints],
    published: Published,
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
        Capacities by facility.

    Notes
    -----
    What has no figure does not bound. So that the answer is finite and no avoid can raise
    it, a way counts only where the crossing by which it leaves the origin has a figure; what
    follows bounds it as far as figures are published. The other crossings out of the origin
    are told, if they lead to the destination.
    """
    cell = _cells(network, usable)
    homes = {int(number) for nodes in ends for number in np.unique(cell[nodes])}
    crossings = _crossings(network, usable, flow_ways, cell, published)
    crossings = _without_pockets(crossings, homes)
    joints = {node for one in crossings for node in (one.a, one.b)}
    roots = [sorted(joints & set(cell[nodes].tolist()), key=str) for nodes in ends]
    most = _largest(crossings, roots)
    own = [one._replace(limit=_unshared(one.limit)) for one in crossings]
    return Flow(
        total=most.total,
        dedicated=_largest(own, roots).total,
        unit=published.unit,
        binding=tuple(most.binding),
        used=tuple(most.used),
        uncounted=tuple(_uncounted(crossings, roots)),
        streams=tuple(most.streams),
    )


def _largest(crossings: Sequence[Crossing], roots: Sequence[Sequence[Node]]) -> Most:
    """Give the largest flow where each way out of the origin has a figure."""
    dropped = {one for one in _out(crossings, set(roots[0])) if one.limit.capacity is None}
    return largest_flow([one for one in crossings if one not in dropped], roots[0], roots[1])


def joined(network: Network, usable: np.ndarray, ends: tuple[Ints, Ints]) -> bool:
    """Tell whether any way leads from one end to the other."""
    size, a, b = len(network.node_lat), network.a[usable], network.b[usable]
    piece = connected(a, b, size)
    return bool(np.intersect1d(piece[ends[0]], piece[ends[1]]).size)


def _unshared(limit: Limit) -> Limit:
    return replace(limit, capacity=None) if limit.shared else limit


def _cells(network: Network, usable: np.ndarray) -> Ints:
    """Give the number of each node's cell."""
    pipe = network.mode == [mode.value for mode in MODES].index("pipeline")
    facility = np.isin(network.kind, _FACILITIES) | (pipe & (network.fact > 0))
    facility |= leg_arcs(network.fact_ids, network.fact)
    inner = usable & ~facility
    return connected(network.a[inner], network.b[inner], len(network.node_lat))


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
    return _merged([*found.values()])


def _without_pockets(crossings: Sequence[Crossing], homes: Collection[Node]) -> list[Crossing]:
    """Join ground that only one border leads to and from with the ground before it.

    A line along a border slips over it and back: its figure must not count for each slip.
    """
    found = list(crossings)
    while True:
        at: dict[Node, list[Crossing]] = {}
        for one in found:
            for end in (one.a, one.b):
                at.setdefault(end, []).append(one)
        pocket = next(
            (
                cell
                for cell, some in at.items()
                if len(some) > 1
                and cell not in homes
                and {one.limit.kind for one in some} == {"border"}
                and len({one.limit.name for one in some}) == 1
                and len({one.a for one in some} | {one.b for one in some}) > 2
            ),
            None,
        )
        if pocket is None:
            return found
        first = at[pocket][0]
        into = first.b if first.a == pocket else first.a
        moved = [
            one._replace(a=into if one.a == pocket else one.a, b=into if one.b == pocket else one.b)
            for one in found
        ]
        found = [one for one in moved if one.a != one.b]


def _merged(crossings: Sequence[Crossing]) -> list[Crossing]:
    """Make one of the crossings without a figure that join the same two cells."""
    groups: dict[frozenset[Node], list[Crossing]] = {}
    kept: list[Crossing] = []
    for one in crossings:
        if one.limit.capacity is None and one.limit.name and not one.one_way:
            groups.setdefault(frozenset({one.a, one.b}), []).append(one)
        else:
            kept.append(one)
    for group in groups.values():
        first, names = group[0], sorted({one.limit.name for one in group})
        kept.append(first._replace(limit=replace(first.limit, name=AND.join(names))))
    return kept


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


def _out(crossings: Sequence[Crossing], home: set[Node]) -> list[Crossing]:
    """Give the crossings that lead out of the origin."""
    return [
        one
        for one in crossings
        if (one.a in home and one.b not in home)
        or (one.b in home and one.a not in home and not one.one_way)
    ]


def _uncounted(crossings: Sequence[Crossing], roots: Sequence[Sequence[Node]]) -> list[Limit]:
    """Give the crossings out of the origin without a figure that lead to the destination."""
    home = set(roots[0])
    back: nx.DiGraph[Node] = nx.DiGraph()
    back.add_edges_from(
        (end, start) for one in crossings for start, end in one.ways if not {start, end} & home
    )
    back.add_node(_SINK)
    back.add_edges_from((_SINK, root) for root in roots[1])
    leads = nx.descendants(back, _SINK)
    found: dict[str, Limit] = {}
    for one in _out(crossings, home):
        if one.limit.capacity is None and {one.a, one.b} & leads:
            for name in one.limit.names:
                found[name] = Limit(name=name, kind=one.limit.kind, capacity=None)
    return list(found.values())
