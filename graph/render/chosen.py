"""The chains that the page needs, kept beside the network they were chosen from."""

from __future__ import annotations

from typing import NamedTuple

from graph.network import Network
from graph.network.geo import Ints
from graph.progress import Work
from graph.render.classes import class_tags
from graph.render.kept import kept
from graph.render.skeleton import Skeleton, known, longer, skeleton

# Raise with every change of what is chosen.
_FORMAT = 8


class Asked(NamedTuple):
    """A view of a network, and the nodes in it that must stay because places join there."""

    network: Network
    places: Ints


def chosen_chains(asked: Asked, usual: Asked, tell: Work) -> Skeleton:
    """Give the chains for what is asked: those of the usual page, and what is needed besides."""
    chosen = _usual_chains(usual, tell)
    if asked.network is usual.network and set(asked.places.tolist()) <= set(usual.places.tolist()):
        return chosen
    before = known(usual.network, class_tags(usual.network), usual.places, chosen)
    return longer(asked.network, class_tags(asked.network), asked.places, before, tell)


def _usual_chains(usual: Asked, tell: Work) -> Skeleton:
    """Read the chains from the cache beside the network, or choose and keep them.

    The ground changes hands and places join by day: what was chosen for another is of no use.
    """
    network, places = usual
    tag = class_tags(network)
    parts = (_FORMAT, len(network.a), tag, network.state, network.kind, places)
    found = kept(
        "ways",
        parts,
        lambda: skeleton(network, tag, places, tell)._asdict(),
        Skeleton._fields,
    )
    return Skeleton(**found)
