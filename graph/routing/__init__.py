"""Ways from an origin to a destination that touch nothing avoided."""

from graph.routing.lift import smallest_lift
from graph.routing.stated import stated_routes

__all__ = ["smallest_lift", "stated_routes"]
