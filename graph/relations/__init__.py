"""The evidence graph: entities and typed relationships as a networkx MultiDiGraph."""

from graph.relations.build import add, build, edge_id
from graph.relations.steps import ANYWHERE, Step, steps

__all__ = ["ANYWHERE", "Step", "add", "build", "edge_id", "steps"]
