"""The facade that the command line, notebooks and the page share."""

from graph.explorer.dossier import Dossier, statement
from graph.explorer.facade import Explorer
from graph.explorer.routes import Routes

__all__ = ["Dossier", "Explorer", "Routes", "statement"]
