"""Routes over the evidence graph: only moves that some sentence states."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import networkx as nx

from graph.errors import NoRouteError
from graph.model import Avoid, AvoidKind, Kind, Leg, LegEvidence, Mode, Route
from graph.relations import ANYWHERE, Step, steps
from graph.routing.lift import smallest_lift

_STEP = 1.0
# An onward step is a gap in the text: any route stated throughout goes before it.
_ONWARD = 1000.0


def stated_routes(
    relations: nx.MultiDiGraph[str],
    origin: str,
    destination: str,
    *,
    avoid: Sequence[Avoid] = (),
    k: int = 5,
) -> list[Route]:
    """Return up to `k` ways that the sentences state, fully stated ones and short ones first.

    Parameters
    ----------
    relations
        The evidence graph.
    origin, destination
        Entity ids.
    avoid
        States, blocs, seas, passages, borders, corridors, pipelines, ports or modes.
    k
        The most routes to return.

    Raises
    ------
    NoRouteError
        If nothing is stated; `lift` holds the fewest avoids to give up, if that helps.
    """
    # an onward step may end anywhere, but a place that no text names has no stated way to it
    moves = steps(relations) if destination in relations else ()
    passable = _passable(moves, avoid, destination)
    found = list(islice(_ways(passable, origin, destination), k))
    if not found:
        raise _no_route(relations, moves, (origin, destination), avoid)
    return [_route(relations, rank, way) for rank, way in enumerate(found, start=1)]


def _passable(moves: Sequence[Step], avoid: Sequence[Avoid], destination: str) -> nx.DiGraph[str]:
    """Return the step network without what is avoided, onward steps tied to `destination`."""
    network: nx.DiGraph[str] = nx.DiGraph()
    for step in moves:
        end = destination if step.end == ANYWHERE else step.end
        if step.start == end or any(_touches(step, end, one) for one in avoid):
            continue
        weight = _ONWARD if step.onward else _STEP
        known = network.get_edge_data(step.start, end)
        # Of two steps between the same places the one along a named corridor says more.
        if not known or (weight, not step.via) < (known["weight"], not known["step"].via):
            network.add_edge(step.start, end, weight=weight, step=step)
    return network


def _touches(step: Step, end: str, avoid: Avoid) -> bool:
    places = {step.start, end}
    match avoid.kind:
        case AvoidKind.BORDER:
            return places == set(avoid.id.split("-"))
        case AvoidKind.CORRIDOR | AvoidKind.PIPELINE:
            return step.via == avoid.id
        case AvoidKind.MODE:
            return step.mode == avoid.id.removeprefix("mode:")
        case _:
            return avoid.id in places or bool(places & avoid.states)


def _ways(network: nx.DiGraph[str], origin: str, destination: str) -> Iterator[list[Step]]:
    if origin not in network or destination not in network or origin == destination:
        return
    try:
        for stops in nx.shortest_simple_paths(network, origin, destination, weight="weight"):
            yield [network.edges[pair]["step"] for pair in pairwise(stops)] + [
                # the destination closes the list so that an onward step knows its end
                Step(start=destination, end=destination, edges=())
            ]
    except nx.NetworkXNoPath:
        return


def _no_route(
    relations: nx.MultiDiGraph[str],
    moves: Sequence[Step],
    ends: tuple[str, str],
    avoid: Sequence[Avoid],
) -> NoRouteError:
    origin, destination = ends

    def feasible(rest: Sequence[Avoid]) -> bool:
        return next(_ways(_passable(moves, rest, destination), *ends), None) is not None

    lifted = smallest_lift(avoid, feasible)
    where = f"{_name(relations, origin)} to {_name(relations, destination)}"
    without = f" without {', '.join(one.text for one in avoid)}" if avoid else ""
    todo = "" if lifted else "Add articles that speak of it: --articles PATH."
    return NoRouteError(
        f"no sentence states a way from {where}{without}", [one.text for one in lifted], todo
    )


def _name(relations: nx.MultiDiGraph[str], entity: str) -> str:
    return str(relations.nodes[entity]["name"]) if entity in relations else entity


def _kind(relations: nx.MultiDiGraph[str], entity: str) -> str:
    return str(relations.nodes[entity]["kind"]) if entity in relations else ""


def _route(relations: nx.MultiDiGraph[str], rank: int, way: list[Step]) -> Route:
    stops = tuple(step.start for step in way)
    legs = tuple(_leg(relations, step, following.start) for step, following in pairwise(way))
    choke = (_name(relations, stop) for stop in stops if _kind(relations, stop) == Kind.PASSAGE)
    return Route(
        rank=rank,
        countries=_states(relations, stops),
        corridors=tuple(dict.fromkeys(step.via for step in way if step.via)),
        chokepoints=tuple(choke),
        legs=legs,
        stops=stops,
    )


def _states(relations: nx.MultiDiGraph[str], stops: Sequence[str]) -> tuple[str, ...]:
    return tuple(stop for stop in stops if _kind(relations, stop) in {Kind.STATE, ""})


def _leg(relations: nx.MultiDiGraph[str], step: Step, end: str) -> Leg:
    return Leg(
        start=_name(relations, step.start),
        end=_name(relations, end),
        countries=_states(relations, (step.start, end)),
        mode=Mode(step.mode) if step.mode else None,
        evidence=_evidence(relations, step.edges),
        note=step.note,
    )


def _evidence(relations: nx.MultiDiGraph[str], keys: Sequence[str]) -> tuple[LegEvidence, ...]:
    wanted = set(keys)
    said: dict[LegEvidence, None] = {}
    for _, _, key, edge in relations.edges(keys=True, data=True):
        if key in wanted:
            for record in json.loads(edge["evidence"]):
                said[LegEvidence(record["document"], record["quote"])] = None
    return tuple(said)
