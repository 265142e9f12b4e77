"""Ways out for a country's exports: evidenced relationships and real freight routes.

>>> import graph
>>> issubclass(graph.NoRouteError, graph.CorridorError)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import (
    AmbiguousNameError,
    CorridorError,
    DataError,
    NoRouteError,
    UnknownPlaceError,
    UsageError,
)

if TYPE_CHECKING:
    from graph.explorer import Explorer

__version__ = "0.1.0"
__all__ = [
    "AmbiguousNameError",
    "CorridorError",
    "DataError",
    "Explorer",
    "NoRouteError",
    "UnknownPlaceError",
    "UsageError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    # The facade pulls in the whole project; `import graph` alone stays instant.
    if name == "Explorer":
        from graph.explorer import Explorer

        return Explorer
    raise AttributeError(f"module 'graph' has no attribute {name!r}")
