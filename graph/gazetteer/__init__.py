"""Any name, alias, demonym or code to one id; ambiguity is told, never guessed silently."""

from graph.gazetteer.lookup import Gazetteer, default_gazetteer
from graph.gazetteer.names import Name, Role

__all__ = ["Gazetteer", "Name", "Role", "default_gazetteer"]
