"""Interchange: what other programs read."""

from graph.export.relationships import write_relationships
from graph.export.routes import ATTRIBUTION, routes_geojson, routes_payload

__all__ = ["ATTRIBUTION", "routes_geojson", "routes_payload", "write_relationships"]
