"""The page of an explorer: its graph, its network, and the question that it opens with."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from graph.errors import UnknownPlaceError
from graph.explorer.ends import End, end_of
from graph.model import Entity, Kind

if TYPE_CHECKING:
    from graph.explorer.facade import Explorer


def page_of(
    explorer: Explorer, origin: str | None, destination: str | None, avoid: Sequence[str]
) -> str:
    """Return the page as HTML; without both ends it opens with a question of its own.

    Raises
    ------
    UnknownPlaceError, AmbiguousNameError
        If a name is not known, or could mean several things.
    """
    from graph.explorer.ground import packed_world
    from graph.relations import steps
    from graph.render import page_html

    relations, network = explorer.relations, explorer.network_in_use()
    question: dict[str, object] = {}
    hidden: list[str] = []
    ends: dict[str, Entity] = {}
    more: list[End] = []
    if origin and destination:
        for role, name in (("origin", origin), ("destination", destination)):
            ends[role], end = _end(explorer, name)
            more += [end] if end else []
        hidden = _hidden(explorer, avoid)
        question = {**{role: end.id for role, end in ends.items()}, "avoid": hidden}
    names = {key: explorer.name(key) for key in (*relations, *hidden)}
    names |= {end.id: end.name for end in ends.values() if end.kind is not Kind.SEA}
    return page_html(
        relations,
        [step.as_dict() for step in steps(relations)],
        title="Corridor",
        question=question or None,
        names=names,
        world=packed_world(explorer.gazetteer, network, more, show=explorer.progress),
    )


def _end(explorer: Explorer, name: str) -> tuple[Entity, End | None]:
    """Return an end of the question, and where it is if the page must be told."""
    with suppress(UnknownPlaceError):
        if (known := explorer.place(name)).kind is Kind.STATE:
            return known, None
    end = end_of(explorer.gazetteer, explorer.network_in_use(), name, None, origin=True)
    return end.entity, end if end.points and not end.port else None


def _hidden(explorer: Explorer, avoid: Sequence[str]) -> list[str]:
    """Return the ids that the page hides: a bloc stands for its members."""
    avoids = [explorer.gazetteer.avoid(name) for name in avoid]
    ids = (sorted(one.states) or [one.id] for one in avoids)
    return list(dict.fromkeys(key for group in ids for key in group))
