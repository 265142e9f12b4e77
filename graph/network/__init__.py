"""The world's freight network, compiled once from installed packages and fact tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.network import cache
from graph.network.compiled import MODES, PASSAGES, ArcKind, Network
from graph.network.sources import versions

__all__ = ["MODES", "PASSAGES", "STEPS", "ArcKind", "Network", "build", "clear", "info", "load"]

Progress = Callable[[str], None]

STEPS = 8
"""How many steps a build tells of."""

_LICENCES = {
    "railways and roads (scgraph-data)": "© OpenStreetMap contributors, ODbL 1.0",
    "states (timezonefinder)": "© OpenStreetMap contributors, ODbL 1.0",
    "sea network and ports (searoute)": "Apache 2.0; sea network after Eurostat",
    "time zones (tzdata)": "public domain",
    "fact tables": "MIT; each row names its source",
}


def load(progress: Progress | None = None) -> Network:
    """Give the compiled network, from the cache where it is there and sound.

    Parameters
    ----------
    progress
        Called with a line of text before each step of a build.

    Raises
    ------
    DataError
        If an installed package does not hold the data in the form expected.
    CorridorError
        If the cache folder cannot be written.
    """
    return _loaded(str(cache.path())) or build(progress)


@lru_cache(maxsize=1)
def _held(path: str, stamp: int) -> Network | None:
    del stamp
    return cache.read(Path(path))


def _loaded(path: str) -> Network | None:
    try:
        return _held(path, Path(path).stat().st_mtime_ns)
    except OSError:
        return None


def build(progress: Progress | None = None, *, force: bool = False) -> Network:
    """Compile the network into the cache; an intact one is kept unless `force` is set."""
    from graph.network.compiler import build_network

    tell = progress or (lambda _: None)
    target = cache.path()
    with cache.only_builder(target, tell):
        # Another process may have built it while this one waited.
        if not force and (found := _loaded(str(target))):
            return found
        network = build_network(tell)
        tell("contract and write the cache")
        network = cache.save(network, target)
    return _loaded(str(target)) or network


def info() -> dict[str, Any]:
    """Tell what the compiled network holds, whence it comes and under which licences."""
    target = cache.path()
    network = _loaded(str(target))
    about: dict[str, Any] = {
        "path": str(target),
        "built": network is not None,
        "sources": versions(),
        "licences": dict(_LICENCES),
    }
    if network is None:
        return about
    lines = network.kind == ArcKind.LINE
    return about | {
        "size_mb": _size_mb(),
        "nodes": len(network.node_lat),
        "arcs": len(network.a),
        "km_by_mode": {
            mode.value: round(float(network.km[lines & (network.mode == number)].sum()))
            for number, mode in enumerate(MODES)
        },
        "arcs_by_mode": {
            mode.value: int((network.mode == number).sum()) for number, mode in enumerate(MODES)
        },
        "ports": int((network.kind == ArcKind.PORT).sum()),
        "services": int((network.kind == ArcKind.SERVICE).sum()),
        "states": len({int(state) for state in network.state} - {0}),
        **network.facts,
    }


def _size_mb() -> float:
    """Give the size of the network itself, without what the page keeps beside it."""
    own = (part for part in cache.files() if ".page-" not in part.name)
    return round(sum(part.stat().st_size for part in own) / 1e6, 1)


def clear() -> int:
    """Remove every compiled network from the cache, of any age; give how many there were."""
    files = list(cache.folder().glob("network-*"))
    for file in files:
        if file.suffix != ".lock":
            file.unlink(missing_ok=True)
    _held.cache_clear()
    return len({file.name.partition(".")[0] for file in files if file.suffix == ".npz"})
