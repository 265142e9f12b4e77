"""A person's own legs, closures and costs laid over the compiled network, without a build."""

from graph.network.own.legs import WaterPart
from graph.network.own.overlay import with_own, without_own

__all__ = ["WaterPart", "with_own", "without_own"]
