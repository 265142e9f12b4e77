"""The facade shared by the command line, notebooks and the page."""

from graph.explorer.brief import Brief
from graph.explorer.capacity import Capacity
from graph.explorer.card import RouteCard, RouteMap
from graph.explorer.dossier import Dossier, statement
from graph.explorer.facade import Explorer
from graph.explorer.findings import Chokepoints, Comparison
from graph.explorer.inline import Inline
from graph.explorer.routes import Routes

__all__ = [
    "Brief",
    "Capacity",
    "Chokepoints",
    "Comparison",
    "Dossier",
    "Explorer",
    "Inline",
    "RouteCard",
    "RouteMap",
    "Routes",
    "statement",
]
