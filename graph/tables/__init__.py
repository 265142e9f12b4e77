"""DataFrames of what was found, in pandas' own idiom."""

from graph.tables.entities import entities_frame
from graph.tables.relationships import edges_frame, relationships_frame
from graph.tables.routes import legs_frame, routes_frame

__all__ = [
    "edges_frame",
    "entities_frame",
    "legs_frame",
    "relationships_frame",
    "routes_frame",
]
