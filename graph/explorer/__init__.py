"""The facade shared by the command line, notebooks and the page."""

from graph.explorer.dossier import Dossier, statement
from graph.explorer.facade import Explorer
from graph.explorer.findings import Capacity, Chokepoints, Comparison
from graph.explorer.routes import Routes

__all__ = [
    "Capacity",
    "Chokepoints",
    "Comparison",
    "Dossier",
    "Explorer",
    "Routes",
    "statement",
]
