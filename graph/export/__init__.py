"""Interchange: what other programs read."""

from graph.export.findings import capacity_payload, chokepoints_payload, comparison_payload
from graph.export.interchange import FORMATS, write_graph
from graph.export.relationships import write_relationships
from graph.export.routes import ATTRIBUTION, routes_geojson, routes_payload

__all__ = [
    "ATTRIBUTION",
    "FORMATS",
    "capacity_payload",
    "chokepoints_payload",
    "comparison_payload",
    "routes_geojson",
    "routes_payload",
    "write_graph",
    "write_relationships",
]
