"""Arrays that take long to make, kept beside the network that they were made for."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from graph.network import cache

Arrays = Mapping[str, np.ndarray]


def kept(
    name: str, parts: Iterable[object], make: Callable[[], Arrays], columns: Iterable[str]
) -> dict[str, np.ndarray]:
    """Read arrays of whole numbers from the cache, or make and keep them.

    Parameters
    ----------
    name
        What they are, for the name of the file.
    parts
        All that they depend on beside the network: arrays, or what its `repr` tells apart.
    make
        Makes them, by name.
    columns
        The names of all of them; a file that lacks one is not used.
    """
    digest = hashlib.sha256()
    for part in parts:
        array = isinstance(part, np.ndarray)
        digest.update(np.ascontiguousarray(part).tobytes() if array else repr(part).encode())
    target = cache.folder() / f"network-{cache.key()}.page-{name}-{digest.hexdigest()[:12]}.npz"
    found = _read(target, columns)
    if found is None:
        found = dict(make())
        _write(target, found)
    return found


def _read(target: Path, columns: Iterable[str]) -> dict[str, np.ndarray] | None:
    try:
        with target.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            return {name: stored[name].astype(np.int64) for name in columns}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None


def _write(target: Path, arrays: Arrays) -> None:
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            small: dict[str, Any] = {name: one.astype(np.int32) for name, one in arrays.items()}
            np.savez_compressed(stream, **small)
        draft.replace(target)
    except OSError:
        return  # the page can be written without; it will only take as long again
    finally:
        draft.unlink(missing_ok=True)
