"""Which relationships let goods move, and from where to where.

A corridor or pipeline is taken whole, in the order its sentence gives: its neighbours in
the list are joined both ways, and a state that sends goods into it enters at its first
member. A state whose goods pass through another gets a step into it, and from there an
*onward* step to anywhere, because the sentence does not say how they go on. Trade between
two states, and everything negated, is no step: it says nothing of a way.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.model import Kind, Polarity

ANYWHERE = "*"
_ROUTE_KINDS = {Kind.CORRIDOR.value, Kind.PIPELINE.value}
_Chain = tuple[str, list[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One directed move that sentences support.

    `edges` are keys of the evidence graph, `via` the corridor or pipeline followed.
    `onward` steps end at `ANYWHERE` and may only close a route; `note` says what the
    sentences leave open.
    """

    start: str
    end: str
    edges: tuple[str, ...]
    via: str | None = None
    mode: str | None = None
    note: str | None = None
    onward: bool = False

    def as_dict(self) -> dict[str, object]:
        """Return the step as the page reads it."""
        return {
            "from": self.start,
            "to": self.end,
            "via": self.via,
            "mode": self.mode,
            "edges": list(self.edges),
            "note": self.note,
            "onward": self.onward,
        }


def steps(relations: nx.MultiDiGraph[str]) -> tuple[Step, ...]:
    """Return every step that the graph's asserted relationships allow, in stable order."""
    chains = _chains(relations)
    found = [*_along(relations, chains), *_into(relations, chains), *_over_borders(relations)]
    merged: dict[tuple[str, str, str | None], Step] = {}
    for step in found:
        key = (step.start, step.end, step.via)
        known = merged.get(key)
        merged[key] = step if known is None else _joined(known, step)
    return tuple(merged.values())


def _joined(one: Step, other: Step) -> Step:
    return Step(
        start=one.start,
        end=one.end,
        via=one.via,
        mode=one.mode or other.mode,
        edges=tuple(dict.fromkeys((*one.edges, *other.edges))),
        # A note is a caveat: what one sentence states outright needs none.
        note=one.note and other.note and one.note,
        onward=one.onward,
    )


def _asserted(
    relations: nx.MultiDiGraph[str], *names: str
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for start, end, key, edge in relations.edges(keys=True, data=True):
        if edge["relation"] in names and edge["polarity"] == Polarity.ASSERTED.value:
            yield start, end, key, edge


def _chains(relations: nx.MultiDiGraph[str]) -> list[_Chain]:
    """Return (corridor, members in order, their edges), one for each sentence listing them."""
    lists: defaultdict[tuple[str, str, int], dict[int, tuple[str, str]]] = defaultdict(dict)
    for route, member, key, edge in _asserted(relations, "crosses"):
        for record in json.loads(edge["evidence"]):
            if record["order"] is not None:
                sentence = (route, record["document"], record["start"])
                lists[sentence][record["order"]] = (member, key)
    chains = []
    for (route, _, _), members in lists.items():
        ordered = [members[order] for order in sorted(members)]
        chains.append((route, [member for member, _ in ordered], [key for _, key in ordered]))
    return chains


def _along(relations: nx.MultiDiGraph[str], chains: list[_Chain]) -> Iterator[Step]:
    moods = {key: edge["modality"] for _, _, key, edge in _asserted(relations, "crosses")}
    for route, members, keys in chains:
        mode = _mode(relations, route)
        for index in range(len(members) - 1):
            pair, edges = members[index : index + 2], tuple(keys[index : index + 2])
            note = next((_caveat(moods[key]) for key in edges if _caveat(moods[key])), None)
            for start, end in (pair, pair[::-1]):
                yield Step(start=start, end=end, via=route, edges=edges, mode=mode, note=note)


def _caveat(modality: str) -> str | None:
    return None if modality == "actual" else f"{modality}, not yet so"


def _into(relations: nx.MultiDiGraph[str], chains: list[_Chain]) -> Iterator[Step]:
    first = {route: (members, keys[0]) for route, members, keys in reversed(chains)}
    for state, target, key, edge in _asserted(relations, "transits_through", "diverts"):
        note = _caveat(edge["modality"])
        if relations.nodes[target]["kind"] not in _ROUTE_KINDS:
            yield Step(start=state, end=target, edges=(key,), note=note)
            yield _onward(relations, target, key)
        elif target in first and state not in first[target][0]:
            (entry, *_), entry_key = first[target]
            mode = _mode(relations, target)
            edges = (key, entry_key)
            yield Step(start=state, end=entry, via=target, edges=edges, mode=mode, note=note)


def _onward(relations: nx.MultiDiGraph[str], place: str, key: str) -> Step:
    name = relations.nodes[place]["name"]
    note = f"the text does not say how goods go on from {name}"
    return Step(start=place, end=ANYWHERE, edges=(key,), note=note, onward=True)


def _over_borders(relations: nx.MultiDiGraph[str]) -> Iterator[Step]:
    closed = _pairs(relations, "closes") - _pairs(relations, "opens")
    for one, other, key, _ in _asserted(relations, "borders"):
        if frozenset((one, other)) not in closed:
            yield Step(start=one, end=other, edges=(key,))
            yield Step(start=other, end=one, edges=(key,))


def _pairs(relations: nx.MultiDiGraph[str], relation: str) -> set[frozenset[str]]:
    found = _asserted(relations, relation)
    return {
        frozenset((one, other)) for one, other, _, edge in found if edge["modality"] == "actual"
    }


def _mode(relations: nx.MultiDiGraph[str], route: str) -> str | None:
    kind = relations.nodes[route]["kind"]
    return kind if kind == Kind.PIPELINE.value else None
