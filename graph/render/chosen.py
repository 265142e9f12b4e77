"""The chains that the page needs, kept beside the network they were chosen from."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from graph.network import Network, cache
from graph.network.geo import Ints
from graph.render.classes import class_tags
from graph.render.skeleton import Skeleton, known, longer, skeleton

# Raise with every change of what is chosen.
_FORMAT = 8


class Asked(NamedTuple):
    """A view of a network, and the nodes in it that must stay because places join there."""

    network: Network
    places: Ints


def chosen_chains(asked: Asked, usual: Asked, tell: Callable[[str], None]) -> Skeleton:
    """Give the chains for what is asked: those of the usual page, and what is needed besides."""
    chosen = _usual_chains(usual, tell)
    if asked.network is usual.network and set(asked.places.tolist()) <= set(usual.places.tolist()):
        return chosen
    before = known(usual.network, class_tags(usual.network), usual.places, chosen)
    tell("page: add what this question needs besides")
    return longer(asked.network, class_tags(asked.network), asked.places, before)


def _usual_chains(usual: Asked, tell: Callable[[str], None]) -> Skeleton:
    """Read the chains from the cache beside the network, or choose and keep them.

    The ground changes hands and places join by day: what was chosen for another is of no use.
    """
    network, places = usual
    tag = class_tags(network)
    digest = hashlib.sha256(repr((_FORMAT, len(network.a))).encode())
    for part in (tag, network.state, network.kind, places):
        digest.update(np.ascontiguousarray(part).tobytes())
    target = cache.folder() / f"network-{cache.key()}.page-{digest.hexdigest()[:12]}.npz"
    found = _read(target)
    if found is None:
        found = skeleton(network, tag, places, tell)
        _write(target, found)
    return found


def _read(target: Path) -> Skeleton | None:
    try:
        with target.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return Skeleton(*(stored[name].astype(np.int64) for name in Skeleton._fields))
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None


def _write(target: Path, chains: Skeleton) -> None:
    draft = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            np.savez_compressed(
                stream, **{name: getattr(chains, name).astype(np.int32) for name in chains._fields}
            )
        draft.replace(target)
    except OSError:
        return  # the page can be written without; it will only take as long again
    finally:
        draft.unlink(missing_ok=True)
