"""The chains that the page needs, kept beside the network they were chosen from."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from graph.network import Network, cache
from graph.network.geo import Ints
from graph.render.classes import class_tags
from graph.render.skeleton import Skeleton, skeleton

# Raise with every change of what is chosen.
_FORMAT = 8


def chosen_chains(network: Network, places: Ints, tell: Callable[[str], None]) -> Skeleton:
    """Read the chains from the cache beside the network, or choose and keep them.

    `places` are nodes that must stay. The ground changes hands and places join by day: what
    was chosen for another is of no use.
    """
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
