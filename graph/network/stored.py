"""A network in the cache: columns are read when they are first asked for."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from graph.facts import NOTHING
from graph.network.compiled import Network
from graph.network.core import Core
from graph.network.tidy import DEGREE, chained

_NODES = ("node_lat", "node_lon")
_POINTS = ("point_lat", "point_lon")


class StoredNetwork(Network):
    """A network whose `core` is mapped from its file, and whose columns are read on demand.

    Routes need the core alone; the columns of all arcs take a second and 200 MB.
    """

    __slots__ = ("_columns", "core")
    core: Core
    _columns: Path

    @property
    def source(self) -> Path:
        """The file of its columns."""
        return self._columns

    @classmethod
    def opened(
        cls, columns: Path, arrays: dict[str, np.ndarray], texts: dict[str, Any]
    ) -> StoredNetwork:
        """Make the network of its file of columns and the mapped arrays of its core."""
        network = object.__new__(cls)
        words = {name: _frozen(value) for name, value in texts.items()}
        rows: dict[str, Any] = {
            name.removeprefix("rows."): widened(value)
            for name, value in arrays.items()
            if name.startswith("rows.")
        }
        inner = {name: value for name, value in arrays.items() if not name.startswith("rows.")}
        core = Core(rows=Network(**rows, **words), **inner)
        set_ones = {**words, "core": core, "own": NOTHING, "_columns": columns}
        for name, value in set_ones.items():
            object.__setattr__(network, name, value)
        return network

    def __getattr__(self, name: str) -> Any:
        """Read a column; called only for what is not there yet."""
        if name not in _COLUMNS:
            raise AttributeError(name)
        for key, value in self._read(name).items():
            object.__setattr__(self, key, value)
        return object.__getattribute__(self, name)

    def _read(self, name: str) -> dict[str, np.ndarray]:
        core = self.core
        if name in _NODES:
            return {"node_lat": core.lat / DEGREE, "node_lon": core.lon / DEGREE}
        if name in _POINTS:
            lat, lon = np.r_[core.lat, core.shape_lat], np.r_[core.lon, core.shape_lon]
            return {"point_lat": lat / DEGREE, "point_lon": lon / DEGREE}
        if name in {"first", "chain"}:
            count = np.zeros(len(self.a), dtype=np.int64)
            count[core.shaped] = np.diff(core.shape_first)
            chain = chained(self.a, self.b, count, len(core.lat))
            return {"first": np.r_[0, np.cumsum(count + 2)], "chain": chain}
        with np.load(self._columns, allow_pickle=False) as stored:
            value = widened(stored[name])
        return {name: value / 1000 if name == "km" else value}


def widened(values: np.ndarray) -> np.ndarray:
    """Give numbers in the width that the network's columns have."""
    wide = np.float64 if values.dtype.kind == "f" else np.int64
    return np.asarray(values.astype(wide))


def _frozen(value: Any) -> Any:
    """Make lists of JSON tuples again, at every depth."""
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


_COLUMNS = frozenset(field.name for field in fields(Network))
