"""The compiled network in the user's cache folder: written whole, checked when read."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from graph.errors import CorridorError
from graph.facts import table_hash
from graph.network.compiled import Network
from graph.network.sources import versions

# Raise with every change of what is compiled or how it is laid out.
_FORMAT = 23
_STALE_LOCK_S = 600.0
_TEXTS = ("states", "zones", "labels", "locodes", "fact_ids", "facts")
_DAMAGED = (
    OSError,
    ValueError,
    EOFError,
    KeyError,
    MemoryError,
    RecursionError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
_DEGREES = ("node_lat", "node_lon", "point_lat", "point_lon")


def folder() -> Path:
    """Give the folder of the cache: `XDG_CACHE_HOME` or the platform's own place."""
    if home := os.environ.get("XDG_CACHE_HOME"):
        return Path(home) / "corridor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "corridor"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "corridor"
    return Path.home() / ".cache" / "corridor"


def key() -> str:
    """Give a hash over everything that the compiled network depends on."""
    digest = hashlib.sha256(f"{_FORMAT} {sorted(versions().items())} {table_hash()}".encode())
    own = resources.files("graph.network").joinpath("tables")
    for path in sorted(own.iterdir(), key=lambda path: path.name):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def path() -> Path:
    """Give the file of the present network, whether it is there or not."""
    return folder() / f"network-{key()}.npz"


def save(network: Network, target: Path) -> None:
    """Write the network whole or not at all."""
    arrays: dict[str, Any] = {}
    for name in (field.name for field in fields(network)):
        value = getattr(network, name)
        if name in _TEXTS:
            text = json.dumps(value, ensure_ascii=False).encode()
            arrays[name] = np.frombuffer(text, dtype=np.uint8)
        elif name in _DEGREES:
            # One unit is about a metre; whole numbers pack far better than floats.
            arrays[name] = np.round(value * 1e5).astype(np.int32)
        elif value.dtype == np.float64:
            arrays[name] = value.astype(np.float32)
        else:
            arrays[name] = value.astype(np.int32)
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        with draft.open("wb") as stream:
            np.savez_compressed(stream, **arrays)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def read(source: Path) -> Network | None:
    """Read a cached network, or give None where it is missing or damaged."""
    try:
        with source.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            values: dict[str, Any] = {name: stored[name] for name in stored.files}
        if set(values) != {field.name for field in fields(Network)}:
            return None
        return Network(**_unpacked(values))
    except _DAMAGED:
        return None


def _unpacked(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if name in _TEXTS:
            text = json.loads(value.tobytes().decode())
            values[name] = _frozen(text)
        elif name in _DEGREES:
            values[name] = value / 1e5
        else:
            wide = np.float64 if value.dtype == np.float32 else np.int64
            values[name] = value.astype(wide)
    return values


def _frozen(value: Any) -> Any:
    """Make lists of JSON tuples again, at every depth."""
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


@contextmanager
def only_builder(target: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other process builds, then be the one that does.

    A lock that is older than ten minutes was left behind by a process that died.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    lock, told = target.with_suffix(".lock"), False
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if not told:
                tell("another process is building; waiting")
                told = True
            _drop_stale(lock)
            time.sleep(0.2)
        except OSError as error:
            raise CorridorError(
                f"{lock.parent}: cannot be written: {error.strerror}",
                "Set XDG_CACHE_HOME to a folder that can be.",
            ) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _drop_stale(lock: Path) -> None:
    try:
        if time.time() - lock.stat().st_mtime > _STALE_LOCK_S:
            lock.unlink(missing_ok=True)
    except FileNotFoundError:
        return
