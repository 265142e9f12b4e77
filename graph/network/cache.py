"""The compiled network in the user's cache folder: written whole, checked when read."""

from __future__ import annotations

import hashlib
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.errors import CorridorError
from graph.facts import table_hash
from graph.network import mapped
from graph.network.compiled import Network
from graph.network.core import Core, build_core
from graph.network.sources import versions
from graph.network.stored import StoredNetwork
from graph.network.tidy import tidied

if TYPE_CHECKING:
    import sqlite3

# Raise with every change of what is compiled or how it is laid out.
_FORMAT = 34
# Columns that follow from the core.
_FROM_CORE = ("node_lat", "node_lon", "first", "chain", "point_lat", "point_lon")


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


def parts(target: Path) -> tuple[Path, Path, Path]:
    """Give the files of a network: its columns, its core, and the mark that both are sound."""
    return target, target.with_suffix(".core"), target.with_suffix(".sound")


def files() -> list[Path]:
    """Give the files there are of the present network, and what else is kept of it."""
    return sorted(folder().glob(f"network-{key()}.*"))


def save(network: Network, target: Path) -> Network:
    """Order a network, work out its core, and write both whole or not at all; give it."""
    network = tidied(network)
    core = build_core(network)
    columns, core_path, _ = parts(target)
    arrays = {name: getattr(network, name) for name in _kept_columns(network)}
    arrays["km"] = np.rint(network.km * 1000).astype(np.int64)
    packed: dict[str, Any] = {name: _stored(one) for name, one in arrays.items()}
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        with draft.open("wb") as stream:
            np.savez_compressed(stream, allow_pickle=False, **packed)
        about = {"columns": _digest(draft), "texts": _texts(network)}
        mapped.write(_core_arrays(core), about, core_path)
        draft.replace(columns)
    finally:
        draft.unlink(missing_ok=True)
    return network


def _kept_columns(network: Network) -> list[str]:
    return [
        name
        for name, value in ((field.name, getattr(network, field.name)) for field in fields(Network))
        if isinstance(value, np.ndarray) and name not in _FROM_CORE
    ]


def _stored(values: np.ndarray) -> np.ndarray:
    """Give lengths as whole metres, hours in single precision, the rest in the least width."""
    return values.astype(np.float32) if values.dtype == np.float64 else mapped.narrow(values)


def _texts(network: Network) -> dict[str, Any]:
    names = [field.name for field in fields(Network) if field.name != "own"]
    values = {name: getattr(network, name) for name in names}
    return {name: value for name, value in values.items() if not isinstance(value, np.ndarray)}


def _core_arrays(core: Core) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {}
    for field in fields(Core):
        value = getattr(core, field.name)
        if isinstance(value, Network):
            arrays |= {
                f"rows.{column.name}": getattr(value, column.name)
                for column in fields(Network)
                if isinstance(getattr(value, column.name), np.ndarray)
            }
        else:
            arrays[field.name] = value
    return arrays


def _digest(file: Path) -> list[int]:
    content = file.read_bytes()
    return [len(content), zlib.crc32(content)]


def read(source: Path) -> StoredNetwork | None:
    """Map a cached network, or give None where it is missing, old or damaged.

    All is compared with its checksums once; as long as the files keep their size and time, a
    mark beside them says so.
    """
    columns, core_path, sound = parts(source)
    try:
        stamp = " ".join(f"{s.st_size} {s.st_mtime_ns}" for s in (columns.stat(), core_path.stat()))
        known = sound.is_file() and sound.read_text("ascii", "replace") == stamp
        arrays, about = mapped.read(core_path, check=not known)
        if not known and _digest(columns) != about["columns"]:
            return None
        network = StoredNetwork.opened(columns, arrays, about["texts"])
    except (OSError, ValueError, KeyError, TypeError, mapped.Damaged):
        return None
    if not known:
        with suppress(OSError):
            sound.write_text(stamp, "ascii")
    return network


@contextmanager
def only_builder(target: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other process builds, then be the one that does.

    The lock ends with its process, whatever ends that. It is SQLite's, the one lock in the
    standard library that every system has.
    """
    import sqlite3

    lock = target.with_suffix(".lock")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Nothing is locked yet. A wait inside SQLite could not be broken off.
        connection = sqlite3.connect(lock, timeout=0, isolation_level=None)
        with closing(connection):
            _lock(connection, tell)
            try:
                yield
            finally:
                # Whoever waits for it holds it by no name then, and may build beside a third
                # process: that takes time and harms nothing.
                with suppress(OSError):
                    lock.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise CorridorError(
            f"{lock.parent}: cannot be written: {getattr(error, 'strerror', None) or error}",
            "Set XDG_CACHE_HOME to a folder that can be.",
        ) from error


def _lock(connection: sqlite3.Connection, tell: Callable[[str], None]) -> None:
    import sqlite3

    told = False
    while True:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if not told:
                tell("another process is building; waiting")
                told = True
            time.sleep(0.2)
        else:
            return
